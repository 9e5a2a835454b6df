import type { Archive } from '../../storage/contract/archive.js';
import { openArchive } from '../../storage/index.js';
import type { Editions } from '../report/edition/editions.js';
import { indicatorColumns } from './derive/indicator-columns.js';

/**
 * Runs `work` with the archive open for writing, and closes it whatever happens. An archive of an older nianbao is
 * brought up to date first, and gets a column for each indicator of the editions.
 * @throws ArchiveError
 */
export async function writeArchive<T>(
  { path, editions }: { readonly path: string; readonly editions: Editions },
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
  try {
    return await work(archive);
  } finally {
    await archive.close();
  }
}
