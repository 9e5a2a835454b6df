/** The folder of a dataset: made beside its final place, and moved there only when it is whole. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { NianbaoError } from '../errors.js';

export const PACKAGE_FILE = 'datapackage.json';
/** The files beside the data; with the data's they are all that a dataset's folder holds. */
export const OWN_FILES = [
  PACKAGE_FILE,
  'codebook.zh.md',
  'codebook.en.md',
  'CITATION.cff',
  'SHA256SUMS',
] as const;

const packageSchema = z.object({
  nianbao: z.object({}),
  resources: z.array(z.object({ path: z.string() })),
});

export interface DatasetPlace {
  /** Where to write. */
  readonly scratch: string;
  /** Puts the folder in place of an earlier dataset. */
  publish(): Promise<void>;
  /** Leaves everything as it was. */
  discard(): Promise<void>;
}

/**
 * Prepares to write the dataset `folder`: it must not be there yet, be empty, or be a dataset without strange files.
 * @throws NianbaoError `not_a_dataset`
 */
export async function prepareDataset(folder: string): Promise<DatasetPlace> {
  const parent = dirname(folder);
  const hidden = join(parent, `.${basename(folder)}`);
  const former = `${hidden}.former`;
  await mkdir(parent, { recursive: true });
  await recover(folder, former);
  await refuseStrangers(folder);
  await removeLeftovers(hidden);
  const scratch = await mkdtemp(`${hidden}.${process.pid}.`);
  return {
    scratch,
    async publish() {
      if (existsSync(folder)) await rename(folder, former);
      await rename(scratch, folder);
      await rm(former, { recursive: true, force: true });
    },
    async discard() {
      await rm(scratch, { recursive: true, force: true });
      await recover(folder, former);
    },
  };
}

/** A process killed between the two renames leaves the earlier dataset beside its place: it is put back. */
async function recover(folder: string, former: string): Promise<void> {
  if (!existsSync(former)) return;
  if (existsSync(folder)) await rm(former, { recursive: true, force: true });
  else await rename(former, folder);
}

async function refuseStrangers(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  if (!(await stat(folder)).isDirectory()) throw refusal(folder, 'this is a file, not a folder');
  const names = await readdir(folder);
  if (names.length === 0) return;
  const described = await filesOfDataset(folder);
  if (described === null) throw refusal(folder, 'the folder is not empty, and not a dataset of nianbao');
  const strange = names.filter((name) => !described.has(name));
  if (strange.length > 0)
    throw refusal(folder, `this dataset holds other files too: ${strange.slice(0, 5).join(', ')}`);
}

function refusal(folder: string, message: string): NianbaoError {
  return new NianbaoError('not_a_dataset', message, {
    file: folder,
    hint: 'nothing was written; choose another folder, or move its contents away',
  });
}

async function filesOfDataset(folder: string): Promise<ReadonlySet<string> | null> {
  try {
    const parsed = packageSchema.safeParse(JSON.parse(await readFile(join(folder, PACKAGE_FILE), 'utf8')));
    if (!parsed.success) return null;
    return new Set([...OWN_FILES, ...parsed.data.resources.map(({ path }) => path)]);
  } catch {
    return null;
  }
}

/** What killed exports of this folder left behind; those of a process that still runs are its own. */
async function removeLeftovers(hidden: string): Promise<void> {
  const prefix = `${basename(hidden)}.`;
  for (const name of await readdir(dirname(hidden))) {
    if (!name.startsWith(prefix)) continue;
    const [, pid] = /^(\d+)\.[A-Za-z0-9]{6}$/.exec(name.slice(prefix.length)) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(join(dirname(hidden), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
