/** The report that a text is made of, and what becomes of its figures. */
import { agencyReports } from '../../src/simulation/reports/generate.js';
import { inventedAgency } from '../../src/simulation/reports/generate-names.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { pick, type Random } from '../formats/chance.js';

export interface Sample {
  readonly report: SimulatedReport;
  /** Of the year before. */
  readonly before: SimulatedReport;
}

/** Which figures are made nothing, so that sums may no longer hold. */
type Emptied = 'none' | 'columns' | 'rows' | 'most rows';

const YEARS = [2019, 2020, 2021, 2022, 2023];
/** At most how many requests an agency gets: from figures of one digit to those of four. */
const BUSY = [4, 24, 200, 3000];
const VERY_BUSY = 40_000;

export function sampleOf(seed: number, random: Random, { emptied, isBusy }: SampleSpec): Sample {
  const year = pick(random, YEARS);
  const agency = inventedAgency(random.between(0, 50));
  const busiest = pick(random, BUSY);
  const [before, report] = agencyReports(seed, agency, [year - 1, year], isBusy ? VERY_BUSY : busiest);
  if (before === undefined || report === undefined) throw new RangeError(`no report of ${year}`);
  const isNothing = emptyingOf(emptied, random);
  const figures = Object.fromEntries(
    Object.entries(report.figures).map(([id, value]) => [id, isNothing(id) ? 0 : value]),
  );
  return { report: { ...report, figures }, before };
}

export interface SampleSpec {
  readonly emptied: Emptied;
  /** Whether figures have thousands. */
  readonly isBusy: boolean;
}

const COLUMNS = ['natural_person', 'business', 'research', 'nonprofit', 'legal_service', 'other_org'];
const OUTCOMES = ['upheld', 'corrected', 'other', 'pending'];
const OF_RULES = [['issued'], ['repealed'], ['issued', 'repealed'], ['made'], ['published']];

function emptyingOf(emptied: Emptied, random: Random): (indicator: string) => boolean {
  if (emptied === 'none') return () => false;
  if (emptied === 'columns') {
    const applicants = COLUMNS.filter(() => random.next() < 0.5);
    const outcomes = OUTCOMES.filter(() => random.next() < 0.4);
    const rules = pick(random, OF_RULES);
    const among = { requests: applicants, disputes: outcomes, proactive: rules };
    return (indicator) =>
      Object.entries(among).some(
        ([table, columns]) =>
          indicator.startsWith(`${table}.`) && columns.includes(indicator.split('.').at(-1) ?? ''),
      );
  }
  const share = emptied === 'rows' ? random.next() : 0.9;
  const rows = new Map<string, boolean>();
  return (indicator) => {
    const row = indicator.slice(0, indicator.lastIndexOf('.'));
    if (emptied === 'most rows' && !row.startsWith('requests.')) return false;
    const known = rows.get(row) ?? random.next() < share;
    rows.set(row, known);
    return known;
  };
}
