import { load } from 'cheerio';
import { derive } from '../../src/harvest/derive/derive.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { fixed, interleave } from './measure.js';
import type { BenchRow } from './table.js';

const WARM_UP = 60;
const ROUNDS = 40;
const AGENCIES = 8;

/** Pages of about 25 KB: as pasted from WPS, and plain. */
async function samplePages(): Promise<{ pages: Buffer[]; kilobytes: number }> {
  const portal = await startSimulatedPortal({
    reports: generateReports({ seed: 5, agencies: AGENCIES, years: [2022, 2023] }),
  });
  try {
    const pages: Buffer[] = [];
    for (const { url } of portal.truth()) pages.push(Buffer.from(await (await fetch(url)).arrayBuffer()));
    return { pages, kilobytes: pages.reduce((n, p) => n + p.length, 0) / pages.length / 1024 };
  } finally {
    await portal.close();
  }
}

/** Reading, figures, digests, checks and claims of a page, beside a bare parse of the same page. */
export async function benchExtraction(): Promise<BenchRow[]> {
  const editions = loadEditions();
  const { pages, kilobytes } = await samplePages();
  const whole = async (): Promise<void> => {
    for (const page of pages) await derive(page, editions);
  };
  const bare = (): void => {
    for (const page of pages) load(page.toString('utf8'));
  };
  await interleave([whole, bare], WARM_UP);
  const spent = await interleave([whole, bare], ROUNDS);
  const [wholeMs = 0, bareMs = 0] = spent.map((ms) => ms / pages.length);
  const size = `${fixed(kilobytes)} KB page`;
  return [
    { what: `HTML reports extracted a second, ${size}`, figure: fixed(1000 / wholeMs, 0), target: '≥ 200' },
    { what: `  bare cheerio parses a second, ${size}`, figure: fixed(1000 / bareMs, 0), target: '' },
    {
      what: '  time of an extraction against a bare parse',
      figure: `${fixed(wholeMs / bareMs, 2)} x`,
      target: '≤ 2.0 x',
    },
  ];
}
