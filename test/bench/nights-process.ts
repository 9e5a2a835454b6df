/** Harvests the portals that it is told of in a process of its own: a first night, one of 304s, one of pages sent again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { newDeriver } from '../../src/harvest/derive/derive-pool.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { openArchive } from '../../storage/index.js';
import { cpuOf } from './measure.js';
import { type Served, servedSchema } from './served-portals.js';

const PASSES = 2;
const DAY = 86_400_000;

async function nights(served: Served): Promise<{ first: number; notModified: number; unchanged: number }> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const editions = loadEditions();
  const deriver = newDeriver(editions);
  const indicators = indicatorColumns(editions);
  const archive = await openArchive({ path: join(home, 'archive.sqlite'), indicators });
  const night = async (readInFull: number, now: Date, outcome: string): Promise<void> => {
    const settings = parseSettings({ pause: 0, harvest: { portals: served.length, readInFull } });
    const portals = served.map(({ config }, index) => parsePortal(config, `bench-${index}`, settings));
    const result = await harvest({
      archive,
      editions,
      deriver,
      settings,
      portals,
      years: [2022, 2023],
      now: () => now,
    });
    const sum = (of: (counts: Record<string, number | undefined>) => number | undefined): number =>
      result.portals.reduce((all, { counts }) => all + (of(counts.captures) ?? 0), 0);
    const reports = served.reduce((all, { urls }) => all + urls.length, 0);
    if (result.outcome !== 'done' || sum((captures) => captures[outcome]) !== reports)
      throw new Error(
        `the night ended ${result.outcome}, and not every capture is ${outcome}: ${JSON.stringify(result)}`,
      );
  };
  try {
    const today = new Date();
    const tomorrow = new Date(today.getTime() + DAY);
    return {
      first: await cpuOf(() => night(14, today, 'new')),
      notModified: await cpuOf(() => night(14, today, 'not_modified')),
      unchanged: await cpuOf(() => night(1, tomorrow, 'unchanged')),
    };
  } finally {
    await deriver.close();
    await archive.close();
    rmSync(home, { recursive: true });
  }
}

process.once('message', async (message) => {
  const served = servedSchema.parse(message);
  for (let pass = 0; pass < PASSES; pass++) process.send?.(await nights(served));
  process.disconnect();
});
