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
import { bareLoop } from './bare-loop.js';
import { defineBench, type Measured, type RowSpec } from './bench.js';
import { perSecond, ratios, type Spent, spentOn } from './measure.js';
import { type Served, startPortals } from './served-portals.js';

const PORTALS = 10;
/** Each with a report of two years. */
const AGENCIES = 100;
const SAMPLE_MILLISECONDS = 50;
const LATENCIES = [0, 20, 100];
const ROUNDS = 3;

interface Nights {
  readonly first: Spent;
  /** A second one, on which nothing has changed. */
  readonly second: Spent;
  /** Mean resident memory of the second half of the first night against that of the first half. */
  readonly growth: number;
}

async function twoNights(served: Served): Promise<Nights> {
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
    const night = (): Promise<Spent> =>
      spentOn(async () => {
        const result = await harvest({ archive, editions, deriver, settings, portals, years: [2022, 2023] });
        if (result.outcome !== 'done') throw new Error(`the harvest ended ${result.outcome}`);
      });
    const first = await night();
    clearInterval(sampling);
    const second = await night();
    const half = Math.floor(samples.length / 2);
    return { first, second, growth: mean(samples.slice(half)) / mean(samples.slice(0, half)) };
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

/** Figures of one latency, by the beginnings of their keys. */
async function measureAt(latencyMs: number, say: (text: string) => void): Promise<Record<string, Measured>> {
  const { child, served } = await startPortals({ portals: PORTALS, agencies: AGENCIES, latencyMs });
  try {
    const reports = served.reduce((sum, { urls }) => sum + urls.length, 0);
    const each = ({ wall, cpu }: Spent): Spent => ({ wall: wall / reports, cpu: cpu / reports });
    await bareLoop(served);
    await twoNights(served); // what the next ones need is compiled and allocated
    const bare: Spent[] = [];
    const nights: Nights[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      bare.push(each(await spentOn(() => bareLoop(served))));
      nights.push(await twoNights(served));
      say(`${latencyMs} ms, round ${round} of ${ROUNDS}`);
    }
    const against = (of: 'first' | 'second') =>
      ratios(
        bare.map(({ wall }) => wall),
        nights.map((night) => each(night[of]).wall),
      );
    return {
      reports: perSecond(nights.map(({ first }) => each(first))),
      bare: perSecond(bare),
      ratio: { values: against('first') },
      second: { values: against('second') },
      growth: { values: nights.map(({ growth }) => growth) },
    };
  } finally {
    child.disconnect();
  }
}

function rowsAt(latencyMs: number): Record<string, RowSpec> {
  const server = latencyMs === 0 ? 'servers that answer at once' : `servers that take ${latencyMs} ms`;
  return {
    [`reports${latencyMs}`]: {
      what: `${PORTALS} portals at once, reports a second, ${server}`,
      better: 'more',
      digits: 0,
    },
    [`bare${latencyMs}`]: {
      what: '  pages a second, only fetched, parsed and stored',
      better: 'neither',
      digits: 0,
    },
    [`ratio${latencyMs}`]: {
      what: '  harvest against the bare loops',
      better: 'more',
      target: 0.6,
      digits: 2,
    },
    [`second${latencyMs}`]: {
      what: '  a second night without changes against the bare loops',
      better: 'more',
      digits: 2,
    },
    [`growth${latencyMs}`]: {
      what: '  memory, second half against first',
      better: 'less',
      target: 1.1,
      digits: 2,
    },
  };
}

/** Ten portals side by side, 200 reports each, against as many loops that only fetch, parse and store the same pages. */
export const portals = defineBench<string>({
  name: 'portals',
  rows: Object.assign({}, ...LATENCIES.map(rowsAt)),
  async run({ wants, isLong, say }) {
    const measured: Record<string, Measured> = {};
    for (const latency of LATENCIES) {
      const keys = Object.keys(rowsAt(latency));
      if (!wants(...keys)) continue;
      if (isLong) {
        for (const [key, figures] of Object.entries(await measureAt(latency, say)))
          measured[`${key}${latency}`] = figures;
      } else measured[`reports${latency}`] = { skipped: 'only with --long' };
    }
    return measured;
  },
});
