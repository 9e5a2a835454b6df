import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { ArchiveError } from '../src/errors.js';
import { isBusy, toArchiveError } from './sqlite/errors.js';

export interface HarvestLock {
  /** Lets the next harvest begin. May be called twice. */
  release(): Promise<void>;
}

/** Held connections: one that were collected as garbage would let its lock go. */
const held = new Set<Database.Database>();

const holderSchema = z.object({ pid: z.number(), since: z.iso.datetime() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Lets one harvest at a time work on the archive in a folder, across processes.
 *
 * The lock is SQLite's exclusive lock on the file `harvest.lock`, which the system drops when the process
 * ends, however it ends: a killed harvest leaves nothing to clean up. Who holds it stands beside it, in
 * `harvest.lock.json`, for the message only. ArchiveError `locked` names the holder and since when it runs.
 */
export async function acquireHarvestLock(directory: string, now: Date): Promise<HarvestLock> {
  const path = join(directory, 'harvest.lock');
  const holderPath = `${path}.json`;
  let db: Database.Database | undefined;
  try {
    await mkdir(directory, { recursive: true });
    db = new Database(path, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    await writeHolder(holderPath, { pid: process.pid, since: now.toISOString() });
    return heldBy(db, holderPath);
  } catch (error) {
    db?.close();
    if (isBusy(error)) throw lockedError(path, await readHolder(holderPath), error);
    throw toArchiveError(error, path);
  }
}

function heldBy(db: Database.Database, holderPath: string): HarvestLock {
  held.add(db);
  return {
    async release() {
      if (!held.delete(db)) return;
      try {
        // While the lock is still ours, so that a successor's name is not removed.
        await rm(holderPath, { force: true });
      } finally {
        db.close();
      }
    },
  };
}

/** In one step, so that nobody reads half a name. */
async function writeHolder(path: string, holder: Holder): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, `${JSON.stringify(holder)}\n`);
  await rename(fresh, path);
}

/** null where the name is not there, or not there yet. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

function lockedError(path: string, holder: Holder | null, cause: unknown): ArchiveError {
  const who =
    holder === null
      ? 'another process is harvesting into this archive'
      : `process ${holder.pid} has been harvesting into this archive since ${shanghaiTime(holder.since)}`;
  return new ArchiveError('locked', who, { file: path, hint: 'wait until it has finished', cause });
}

/** Times are stored in UTC and shown as the agencies' clocks tell them. */
function shanghaiTime(iso: string): string {
  const text = new Date(iso).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return `${text} (Asia/Shanghai)`;
}
