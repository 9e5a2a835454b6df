import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: beside its place first, then into it in one step, so that nobody reads half of it.
 * A file that is there keeps its permissions.
 * @throws what the system says; nothing is left beside the file then
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    // one that a killed process of the same number left behind
    await rm(fresh, { force: true });
    await writeFile(fresh, text, { flag: 'wx', mode: await modeOf(file) });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function modeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.mode ?? 0o666;
}
