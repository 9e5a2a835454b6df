import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { ArchiveError } from '../src/errors.js';
import { replaceFile } from '../src/replace-file.js';
import { openDatabase } from './sqlite/binding.js';
import { isBusy, toArchiveError } from './sqlite/errors.js';

export interface ProcessLock {
  /** Lets the next one begin. May be called twice. */
  release(): Promise<void>;
}

/** What one process at a time may do with an archive, and how it is called in messages. */
const LOCKS = {
  harvest: {
    anybody: 'another process is harvesting into this archive',
    doing: 'has been harvesting into this archive',
    hint: 'wait until it has finished',
    // a harvest that finds another gives up at once
    patienceMs: 0,
  },
  daemon: {
    anybody: 'another process is the daemon of this archive',
    doing: 'has been the daemon of this archive',
    hint: 'stop it first, or give another --home',
    // whoever asks whether there is one, holds the lock for a moment
    patienceMs: 2000,
  },
} as const;
type LockName = keyof typeof LOCKS;

/** Held connections: one that were collected as garbage would let its lock go. */
const held = new Set<Database.Database>();

const holderSchema = z.object({ pid: z.number(), since: z.iso.datetime() });
/** Who holds a lock, for messages. */
type LockHolder = z.infer<typeof holderSchema>;

/**
 * Lets one harvest at a time work on the archive in a folder, across processes.
 *
 * The lock is SQLite's exclusive lock on the file `harvest.lock`, which the system drops when the process
 * ends, however it ends: a killed harvest leaves nothing to clean up. Who holds it stands beside it, in
 * `harvest.lock.json`, for the message only. ArchiveError `locked` names the holder and since when it runs.
 */
export function acquireHarvestLock(directory: string, now: Date): Promise<ProcessLock> {
  return acquire('harvest', directory, now);
}

/** Lets one daemon at a time look after the archive in a folder, in the same way. */
export function acquireDaemonLock(directory: string, now: Date): Promise<ProcessLock> {
  return acquire('daemon', directory, now);
}

/** Is there a daemon for the archive in the folder? Neither waits for it nor keeps one from starting. */
export function isDaemonRunning(directory: string): boolean {
  const path = join(directory, 'daemon.lock');
  if (!existsSync(path)) return false;
  let db: Database.Database | undefined;
  try {
    db = openDatabase(path, { readonly: true, fileMustExist: true, timeout: 0 });
    db.pragma('schema_version');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw toArchiveError(error, path);
  } finally {
    db?.close();
  }
}

async function acquire(name: LockName, directory: string, now: Date): Promise<ProcessLock> {
  const path = join(directory, `${name}.lock`);
  const holderPath = `${path}.json`;
  let db: Database.Database | undefined;
  try {
    await mkdir(directory, { recursive: true });
    db = openDatabase(path, { timeout: LOCKS[name].patienceMs });
    db.exec('BEGIN EXCLUSIVE');
    const holder: LockHolder = { pid: process.pid, since: now.toISOString() };
    await replaceFile(holderPath, `${JSON.stringify(holder)}\n`);
    return heldBy(db, holderPath);
  } catch (error) {
    db?.close();
    if (isBusy(error)) throw lockedError(name, path, await readHolder(holderPath), error);
    throw toArchiveError(error, path);
  }
}

function heldBy(db: Database.Database, holderPath: string): ProcessLock {
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

/** null where the name is not there, or not there yet. */
async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

function lockedError(name: LockName, path: string, holder: LockHolder | null, cause: unknown): ArchiveError {
  const { anybody, doing, hint } = LOCKS[name];
  const who =
    holder === null ? anybody : `process ${holder.pid} ${doing} since ${shanghaiTime(holder.since)}`;
  return new ArchiveError('locked', who, { file: path, hint, cause });
}

/** Times are stored in UTC and shown as the agencies' clocks tell them. */
function shanghaiTime(iso: string): string {
  const text = new Date(iso).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return `${text} (Asia/Shanghai)`;
}
