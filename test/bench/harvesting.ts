import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { newDeriver } from '../../src/harvest/derive/derive-pool.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { openArchive } from '../../storage/index.js';
import { fixed, median } from './measure.js';
import { startPortals } from './served-portals.js';
import type { BenchRow } from './table.js';

const AGENCIES = 150;
const ROUNDS = 3;

/** Fetches every page, one after the other, and throws it away: seconds. */
async function bareLoop(urls: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const url of urls) await (await fetch(url)).arrayBuffer();
  return (performance.now() - started) / 1000;
}

interface Harvested {
  readonly seconds: number;
  readonly reports: number;
  readonly bytes: number;
}

/** A first harvest into an empty archive: seconds from the start of the run to its end. */
async function firstHarvest(config: unknown): Promise<Harvested> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const editions = loadEditions();
  const deriver = newDeriver(editions);
  const settings = parseSettings({ pause: 0 });
  const indicators = indicatorColumns(editions);
  const path = join(home, 'archive.sqlite');
  const archive = await openArchive({ path, indicators });
  try {
    const portals = [parsePortal(config, 'bench', settings)];
    const started = performance.now();
    const result = await harvest({ archive, editions, deriver, settings, portals, years: [2022, 2023] });
    const seconds = (performance.now() - started) / 1000;
    if (result.outcome !== 'done')
      throw new Error(
        `the harvest ended ${result.outcome}: ${result.portals[0]?.problems.slice(0, 3).join('; ')}`,
      );
    const { reports } = await archive.status();
    await archive.close(); // the log goes back into the file
    return { seconds, reports, bytes: statSync(path).size };
  } finally {
    await deriver.close();
    await archive.close();
    rmSync(home, { recursive: true });
  }
}

async function benchAt(latencyMs: number): Promise<BenchRow[]> {
  const { child, served } = await startPortals({ portals: 1, agencies: AGENCIES, latencyMs });
  try {
    const [{ config, urls } = { config: {}, urls: [] }] = served;
    await bareLoop(urls);
    await firstHarvest(config);
    const bare: number[] = [];
    const runs: Harvested[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(urls.length / (await bareLoop(urls)));
      runs.push(await firstHarvest(config));
    }
    const harvested = median(runs.map((r) => r.reports / r.seconds));
    const fetched = median(bare);
    const at = latencyMs === 0 ? 'a server that answers at once' : `a server that takes ${latencyMs} ms`;
    return [
      { what: `reports harvested a second, pause 0, ${at}`, figure: fixed(harvested, 0), target: '' },
      { what: '  pages a second of a bare fetch loop', figure: fixed(fetched, 0), target: '' },
      { what: '  harvest against the bare loop', figure: fixed(harvested / fetched, 2), target: '≥ 0.5' },
      ...(latencyMs === 0
        ? [
            {
              what: `archive bytes a report (${runs[0]?.reports ?? 0} reports)`,
              figure: fixed(median(runs.map((r) => r.bytes / r.reports)), 0),
              target: '',
            },
          ]
        : []),
    ];
  } finally {
    child.disconnect();
  }
}

/**
 * A first harvest of 300 reports against a loop that only fetches the same pages: from a server that answers
 * at once, and from one as slow as a quick government site.
 */
export async function benchHarvesting(): Promise<BenchRow[]> {
  return [...(await benchAt(0)), ...(await benchAt(20))];
}
