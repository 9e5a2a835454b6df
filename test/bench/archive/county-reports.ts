import { agencyReports, aggregateReport } from '../../../src/simulation/reports/generate.js';
import type { InventedAgency } from '../../../src/simulation/reports/generate-names.js';
import { partSeed, type Random, seededRandom } from '../../../src/simulation/reports/random.js';
import type { SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { variedProse } from './prose.js';
import { revised, withQuirks } from './quirks.js';
import type { County } from './territory.js';

export const YEARS = [2019, 2020, 2021, 2022, 2023] as const;

/** A report as it was published over time. */
export interface PublishedReport {
  readonly url: string;
  /** What stood at its address, the first state first. */
  readonly states: readonly SimulatedReport[];
  /** Taken down in the end. */
  readonly isWithdrawn: boolean;
}

/** In how many of a hundred reports. */
const MISSING = 1.5;
const REVISED = 8;
const REVISED_TWICE = 1;
const WITHDRAWN = 0.7;
/** The most requests that an agency gets in a year: few get many. */
const BUSIEST = { quiet: 24, busy: 160 };
const BUSY_SHARE = 0.15;

/** All reports of a county: agency by agency, each year by year, then the aggregate reports. */
export function countyReports(seed: number, county: County): PublishedReport[] {
  const random = seededRandom(partSeed(seed, county.region));
  const own = county.agencies.flatMap((agency) => ownReports(seed, agency, random));
  const aggregates = YEARS.map((year) => {
    const parts = own.filter((report) => report.year === year).map(countable);
    return aggregateReport(parts, year, county.name, `${county.region}00`);
  }).map((report) => finished(report, random));
  return [...own, ...aggregates]
    .filter(() => random.next() * 100 >= MISSING)
    .map((report) => published(report, county, random));
}

function ownReports(seed: number, agency: InventedAgency, random: Random): SimulatedReport[] {
  const busiest = random.next() < BUSY_SHARE ? BUSIEST.busy : BUSIEST.quiet;
  return agencyReports(seed, agency, YEARS, busiest).map((report) => finished(report, random));
}

function finished(report: SimulatedReport, random: Random): SimulatedReport {
  return withQuirks({ ...report, prose: variedProse(report, random) }, random);
}

function published(report: SimulatedReport, county: County, random: Random): PublishedReport {
  const states = [report];
  const luck = random.next() * 100;
  if (luck < REVISED) states.push(revised(report, random));
  const second = states[1];
  if (luck < REVISED_TWICE && second !== undefined) states.push(revised(second, random));
  const { agencyCode, year, kind } = report;
  const url = `http://www.${county.portal}.example/art/${year + 1}/${kind}_${county.region}_${agencyCode}.html`;
  return { url, states, isWithdrawn: random.next() * 100 < WITHDRAWN };
}

/** What is no number counts nothing in a sum. */
function countable(report: SimulatedReport): SimulatedReport {
  const figures = Object.entries(report.figures).map(([id, value]) => [
    id,
    Number.isNaN(Number(value ?? 0)) ? 0 : value,
  ]);
  return { ...report, figures: Object.fromEntries(figures) };
}
