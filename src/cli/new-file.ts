import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describeError, NianbaoError, UsageError } from '../errors.js';

/** Before work begins: is the name free? @throws UsageError where there is something already */
export function demandNewFile(file: string): void {
  if (existsSync(file)) throw taken(file);
}

/**
 * Writes a file that is not there yet.
 * @throws UsageError where there is something already; NianbaoError `unwritable_file`
 */
export async function writeNewFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EEXIST') throw taken(file);
    const reason = code === 'ENOENT' ? 'its folder does not exist' : describeError(cause);
    throw new NianbaoError('unwritable_file', `cannot be written: ${reason}`, {
      file,
      cause,
      hint: 'name a file in a folder that exists and may be written to',
    });
  }
}

function taken(file: string): UsageError {
  return new UsageError('the file already exists', { file, hint: 'name another' });
}
