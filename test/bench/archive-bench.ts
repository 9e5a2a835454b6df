import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { openArchive } from '../../storage/index.js';
import { type Bench, defineBench, type Measured } from './bench.js';
import { benchExports, EXPORT_ROWS } from './exports.js';
import { benchQueries, QUERY_ROWS } from './queries.js';

/** A year of which the archives of `bench:archive` have a full set. */
const YEAR = 2022;

/**
 * Questions to an archive and exports of one year of it. The targets are for 100,000 reports, 20,000 of them in the year.
 * @param home a data folder, as `npm run bench:archive` makes one
 */
export function archiveBench(home: string): Bench {
  return defineBench<string>({
    name: 'archive',
    rows: {
      reports: { what: 'archive: reports', better: 'neither', digits: 0 },
      versions: { what: 'archive: versions', better: 'neither', digits: 0 },
      bytes: { what: 'archive: bytes a report', better: 'less', digits: 0, isExact: true },
      ...QUERY_ROWS,
      ...EXPORT_ROWS,
    },
    run: async ({ wants, say }) => {
      const path = join(home, 'archive.sqlite');
      if (!existsSync(path)) throw new Error(`${path} is not there: npm run bench:archive -- --out ${home}`);
      // once for writing: an archive of an older release is brought up to date
      const indicators = indicatorColumns(loadEditions());
      await (await openArchive({ path, indicators })).close();
      const archive = await openArchive({ path, indicators, readOnly: true });
      try {
        const { reports, versions } = await archive.status();
        const { size } = statSync(path);
        const measured: Record<string, Measured> = {
          reports: { values: [reports] },
          versions: { values: [versions] },
          bytes: { values: [size / Math.max(1, reports)] },
        };
        if (wants(...Object.keys(QUERY_ROWS))) {
          say('questions');
          Object.assign(measured, await benchQueries(archive));
        }
        return { ...measured, ...(await benchExports({ home, year: YEAR, wants, say })) };
      } finally {
        await archive.close();
      }
    },
  });
}
