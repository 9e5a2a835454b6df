import { statSync } from 'node:fs';
import { UsageError } from '../../src/errors.js';
import { isWarc, readFolder, warcsIn } from './folder.js';
import { type SavedPages, together } from './saved-page.js';
import { readWarc, type WarcScope } from './warc.js';

/**
 * The saved pages in a WARC file, or in a folder with the WARC files that lie in it.
 * @throws UsageError for what is neither; NianbaoError `unreadable_file`; ConfigError for a pages.csv with faults
 */
export async function openSavedPages(path: string, scope: WarcScope): Promise<SavedPages> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError('there is no such file or folder', { file: path });
  if (!stat.isDirectory()) {
    if (isWarc(path)) return readWarc(path, scope);
    throw new UsageError('not a WARC file', { file: path, hint: 'give a .warc, a .warc.gz, or a folder' });
  }
  const sets = [readFolder(path)];
  for (const file of warcsIn(path)) sets.push(await readWarc(file, scope));
  return together(sets);
}
