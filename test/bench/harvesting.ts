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
import { bareLoop } from './bare-loop.js';
import { defineBench, type Measured, type RowSpec } from './bench.js';
import { perSecond, ratios, type Spent, spentOn } from './measure.js';
import { missing, type Peer, roundOf } from './peers.js';
import { startPortals } from './served-portals.js';

/** Each with a report of two years. */
const AGENCIES = 40;
const ROUNDS = 3;
const PEERS = { scrapy: 'scrapy', crawlee: 'cheerioCrawler' } as const satisfies Record<string, Peer>;

interface Harvested {
  readonly spent: Spent;
  readonly reports: number;
  readonly bytes: number;
}

/** A first harvest into an empty archive, from the start of the run to its end. */
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
    const spent = await spentOn(async () => {
      const result = await harvest({ archive, editions, deriver, settings, portals, years: [2022, 2023] });
      const problems = result.portals[0]?.problems.slice(0, 3).join('; ');
      if (result.outcome !== 'done') throw new Error(`the harvest ended ${result.outcome}: ${problems}`);
    });
    const { reports } = await archive.status();
    await archive.close(); // the log goes back into the file
    return { spent, reports, bytes: statSync(path).size };
  } finally {
    await deriver.close();
    await archive.close();
    rmSync(home, { recursive: true });
  }
}

/** Figures of one latency, by the ends of their keys. */
async function measureAt(latencyMs: number, say: (text: string) => void): Promise<Record<string, Measured>> {
  const { child, served } = await startPortals({ portals: 1, agencies: AGENCIES, latencyMs });
  try {
    const [{ config } = { config: {} }] = served;
    await bareLoop(served);
    await firstHarvest(config);
    const [bare, own]: [Spent[], Spent[]] = [[], []];
    const sizes: number[] = [];
    const peers = latencyMs > 0 ? [] : await peersHere();
    const urls = served.flatMap((portal) => portal.urls);
    for (let round = 1; round <= ROUNDS; round++) {
      bare.push(each(await spentOn(() => bareLoop(served)), urls.length));
      const { spent, reports, bytes } = await firstHarvest(config);
      own.push(each(spent, reports));
      sizes.push(bytes / reports);
      for (const one of peers) if (one.why === null) one.spent.push(await roundOf(one.peer, urls));
      say(`${latencyMs} ms, round ${round} of ${ROUNDS}`);
    }
    const measured: Record<string, Measured> = {
      reports: perSecond(own),
      bare: perSecond(bare),
      ratio: {
        values: ratios(
          bare.map(({ wall }) => wall),
          own.map(({ wall }) => wall),
        ),
      },
      bytes: { values: sizes },
    };
    for (const { key, why, spent } of peers)
      measured[key] = why === null ? perSecond(spent) : { skipped: why };
    return measured;
  } finally {
    child.disconnect();
  }
}

/** Every peer, and why it does not run here, if so. */
function peersHere() {
  return Promise.all(
    Object.entries(PEERS).map(async ([key, peer]) => {
      const spent: Spent[] = [];
      return { key, peer, why: await missing(peer), spent };
    }),
  );
}

function each({ wall, cpu }: Spent, count: number): Spent {
  return { wall: wall / count, cpu: cpu / count };
}

function rowsAt(latencyMs: number): Record<string, RowSpec> {
  const at = latencyMs === 0 ? 'a server that answers at once' : `a server that takes ${latencyMs} ms`;
  return {
    [`reports${latencyMs}`]: {
      what: `reports harvested a second, pause 0, ${at}`,
      better: 'more',
      digits: 0,
    },
    [`bare${latencyMs}`]: {
      what: '  pages a second, only fetched, parsed and stored',
      better: 'neither',
      digits: 0,
    },
    [`ratio${latencyMs}`]: {
      what: '  harvest against the bare loop',
      better: 'more',
      target: 0.5,
      digits: 2,
    },
  };
}

const ROWS: Record<string, RowSpec> = {
  ...rowsAt(0),
  scrapy0: { what: '  pages a second by Scrapy, one at a time', better: 'neither', digits: 0 },
  crawlee0: { what: '  pages a second by CheerioCrawler, one at a time', better: 'neither', digits: 0 },
  bytes0: { what: '  archive bytes a report', better: 'less', digits: 0 },
  ...rowsAt(20),
};

/**
 * A first harvest of 80 reports against a loop that only fetches, parses and stores the same pages: from a server that
 * answers at once, and from one as slow as a quick government site.
 */
export const harvesting = defineBench<string>({
  name: 'harvest',
  rows: ROWS,
  async run({ wants, say }) {
    const measured: Record<string, Measured> = {};
    for (const latency of [0, 20]) {
      const keys = Object.keys(ROWS).filter((key) => new RegExp(`\\D${latency}$`).test(key));
      if (!wants(...keys)) continue;
      for (const [key, figures] of Object.entries(await measureAt(latency, say)))
        measured[`${key}${latency}`] = figures;
    }
    return measured;
  },
});
