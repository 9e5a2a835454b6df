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
import { fixed } from './measure.js';
import { type Served, startPortals } from './served-portals.js';
import type { BenchRow } from './table.js';

const PORTALS = 10;
/** Each with a report of two years. */
const AGENCIES = 100;
const SAMPLE_MILLISECONDS = 50;

/** Fetches every page and throws it away, one at a time from each portal, as a harvest does: seconds. */
async function bareLoop(served: Served): Promise<number> {
  const started = performance.now();
  await Promise.all(
    served.map(async ({ urls }) => {
      for (const url of urls) await (await fetch(url)).arrayBuffer();
    }),
  );
  return (performance.now() - started) / 1000;
}

interface Measured {
  /** Of the first night, and of a second on which nothing has changed. */
  readonly seconds: number;
  readonly secondNight: number;
  /** Mean resident memory of the second half of the run against that of the first. */
  readonly growth: number;
}

async function twoNights(served: Served): Promise<Measured> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const editions = loadEditions();
  const deriver = newDeriver(editions);
  const settings = parseSettings({ pause: 0, harvest: { portals: PORTALS } });
  const archive = await openArchive({
    path: join(home, 'archive.sqlite'),
    indicators: indicatorColumns(editions),
  });
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage().rss), SAMPLE_MILLISECONDS);
  try {
    const portals = served.map(({ config }, index) => parsePortal(config, `bench-${index}`, settings));
    const night = async (): Promise<number> => {
      const started = performance.now();
      const result = await harvest({ archive, editions, deriver, settings, portals, years: [2022, 2023] });
      if (result.outcome !== 'done') throw new Error(`the harvest ended ${result.outcome}`);
      return (performance.now() - started) / 1000;
    };
    const seconds = await night();
    clearInterval(sampling);
    const secondNight = await night();
    const half = Math.floor(samples.length / 2);
    return { seconds, secondNight, growth: mean(samples.slice(half)) / mean(samples.slice(0, half)) };
  } finally {
    clearInterval(sampling);
    await deriver.close();
    await archive.close();
    rmSync(home, { recursive: true });
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function benchAt(latencyMs: number): Promise<BenchRow[]> {
  const { child, served } = await startPortals({ portals: PORTALS, agencies: AGENCIES, latencyMs });
  try {
    const reports = served.reduce((sum, { urls }) => sum + urls.length, 0);
    await bareLoop(served);
    await twoNights(served); // what the second needs is compiled and allocated
    const bare = reports / (await bareLoop(served));
    const { seconds, secondNight, growth } = await twoNights(served);
    const speed = reports / seconds;
    const again = reports / (await bareLoop(served));
    const baseline = (bare + again) / 2;
    const server = latencyMs === 0 ? 'servers that answer at once' : `servers that take ${latencyMs} ms`;
    return [
      {
        what: `${PORTALS} portals at once, reports a second, ${server}`,
        figure: fixed(speed, 0),
        target: '',
      },
      { what: '  pages a second of bare fetch loops', figure: fixed(baseline, 0), target: '' },
      { what: '  harvest against the bare loops', figure: fixed(speed / baseline, 2), target: '≥ 0.6' },
      {
        what: '  a second night without changes against the bare loops',
        figure: fixed(reports / secondNight / baseline, 2),
        target: '',
      },
      { what: '  memory, second half against first', figure: fixed(growth, 2), target: '≤ 1.1' },
    ];
  } finally {
    child.disconnect();
  }
}

/** Ten portals side by side, 200 reports each, against as many loops that only fetch the same pages. */
export async function benchPortals(): Promise<BenchRow[]> {
  return [...(await benchAt(0)), ...(await benchAt(20)), ...(await benchAt(100))];
}
