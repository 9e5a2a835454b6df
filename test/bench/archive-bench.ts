import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { openArchive } from '../../storage/index.js';
import { benchExports } from './exports.js';
import { fixed } from './measure.js';
import { benchQueries } from './queries.js';
import type { BenchRow } from './table.js';

/** A year of which the archives of `bench:archive` have a full set. */
const YEAR = 2022;

/**
 * Questions to an archive and exports of one year of it. The targets are for 100,000 reports, 20,000 of them in the year.
 * @param home a data folder, as `npm run bench:archive` makes one
 */
export async function benchArchive(home: string): Promise<BenchRow[]> {
  const path = join(home, 'archive.sqlite');
  if (!existsSync(path)) throw new Error(`${path} is not there: npm run bench:archive -- --out ${home}`);
  // once for writing: an archive of an older release is brought up to date
  const indicators = indicatorColumns(loadEditions());
  await (await openArchive({ path, indicators })).close();
  const archive = await openArchive({ path, indicators, readOnly: true });
  try {
    const { reports, versions } = await archive.status();
    const { size } = statSync(path);
    return [
      { what: 'archive: reports', figure: String(reports), target: '' },
      { what: 'archive: versions', figure: String(versions), target: '' },
      { what: 'archive: bytes a report', figure: fixed(size / Math.max(1, reports), 0), target: '' },
      ...(await benchQueries(archive)),
      ...(await benchExports(home, YEAR)),
    ];
  } finally {
    await archive.close();
  }
}
