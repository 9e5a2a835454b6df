import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { derive } from '../../src/harvest/derive/derive.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { defineBench } from './bench.js';
import { inTurn, perSecond, ratios, type Spent } from './measure.js';
import { missing, roundOf } from './peers.js';

const WARM_UP = 30;
/** Passes over all pages of which a figure is made. */
const PASSES = 4;
const ROUNDS = 9;
const AGENCIES = 8;
const PEER_ROUNDS = 3;

/** Pages of about 25 KB: as pasted from WPS, and plain. */
async function samplePages(): Promise<readonly Buffer[]> {
  const portal = await startSimulatedPortal({
    reports: generateReports({ seed: 5, agencies: AGENCIES, years: [2022, 2023] }),
  });
  try {
    const pages: Buffer[] = [];
    for (const { url } of portal.truth()) pages.push(Buffer.from(await (await fetch(url)).arrayBuffer()));
    return pages;
  } finally {
    await portal.close();
  }
}

/** The tables of the pages alone, without any meaning, as pandas reads them. */
async function readByPandas(pages: readonly Buffer[]) {
  const why = await missing('pandasHtml');
  if (why !== null) return { skipped: why };
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  try {
    const files = pages.map((bytes, at) => {
      const file = join(folder, `${at}.html`);
      writeFileSync(file, bytes);
      return file;
    });
    const spent: Spent[] = [];
    for (let round = 0; round < PEER_ROUNDS; round++) spent.push(await roundOf('pandasHtml', files));
    return perSecond(spent);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reading, figures, digests, checks and claims of a page, beside a bare parse of the same page. */
export const extraction = defineBench({
  name: 'extraction',
  rows: {
    whole: {
      what: 'HTML reports extracted a second, 25 KB each',
      better: 'more',
      target: 200,
      digits: 0,
    },
    bare: { what: '  bare cheerio parses a second', better: 'neither', digits: 0 },
    ratio: {
      what: '  time of an extraction against a bare parse',
      better: 'less',
      target: 2,
      digits: 2,
    },
    pandas: { what: '  tables of pages read by pandas a second', better: 'neither', digits: 0 },
  },
  async run({ wants, say }) {
    const editions = loadEditions();
    const pages = await samplePages();
    const whole = async (): Promise<void> => {
      for (const page of pages) await derive(page, editions);
    };
    const bare = (): void => {
      for (const page of pages) load(page.toString('utf8'));
    };
    const times = (work: () => unknown) => async (): Promise<void> => {
      for (let pass = 0; pass < PASSES; pass++) await work();
    };
    await inTurn([whole, bare], WARM_UP);
    say('warm');
    const count = pages.length * PASSES;
    const [ours = [], theirs = []] = (await inTurn([times(whole), times(bare)], ROUNDS)).map((rounds) =>
      rounds.map(({ wall, cpu }) => ({ wall: wall / count, cpu: cpu / count })),
    );
    const wallOf = (rounds: readonly Spent[]) => rounds.map(({ wall }) => wall);
    return {
      whole: perSecond(ours),
      bare: perSecond(theirs),
      ratio: { values: ratios(wallOf(ours), wallOf(theirs)) },
      ...(wants('pandas') ? { pandas: await readByPandas(pages) } : {}),
    };
  },
});
