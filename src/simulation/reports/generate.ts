/**
 * Synthetic reports that satisfy every rule of the form: a portal of any size, the same for the same seed.
 *
 * Balances of table 3 hold in every column, carried_in of a year is carried_out of the year before, the stock
 * of normative documents follows from what was issued and repealed, and the prose states what the tables say.
 */
import { APPLICANTS, type FormEdition, resultRows } from './form-layout.js';
import { type InventedAgency, inventedAgency } from './generate-names.js';
import { generatedProse } from './generate-prose.js';
import { partSeed, type Random, seededRandom } from './random.js';
import {
  completeFigures,
  type SimulatedFigures,
  type SimulatedReport,
  SimulationError,
} from './report-data.js';

export interface GenerateOptions {
  readonly seed: number;
  /** How many agencies. The first ones are the same whatever the number. */
  readonly agencies: number;
  /** Report years, 2019 or later. */
  readonly years: readonly number[];
  /** Adds the aggregate report of the whole territory (平湖市人民政府) for each year: the sum of all own reports. */
  readonly aggregate?: boolean;
}

/** What one year hands to the next. */
interface Stock {
  readonly year: number;
  readonly carriedOut: readonly number[];
  readonly rules: number;
  readonly normative: number;
  readonly items: number;
}

/** The edition in force for a report year. */
function editionOfYear(year: number): FormEdition {
  return year >= 2021 ? '2021' : '2019';
}

/**
 * Generates `agencies` × `years` reports, by agency and then by year.
 * @throws SimulationError for a year before 2019: those reports have no statutory tables.
 */
export function generateReports(options: GenerateOptions): SimulatedReport[] {
  const years = [...new Set(options.years)].sort((a, b) => a - b);
  if (years.some((year) => !Number.isInteger(year) || year < 2019)) {
    throw new SimulationError(
      `cannot generate reports for the years ${years.join(', ')}`,
      'use 2019 or later',
    );
  }
  const reports = Array.from({ length: options.agencies }, (_, index) =>
    agencyReports(options.seed, inventedAgency(index), years),
  ).flat();
  if (options.aggregate !== true) return reports;
  return [...reports, ...years.map((year) => aggregateReport(reports, year))];
}

/** One agency's reports: each year goes on from the year before. The more `busiest`, the more requests it may get. */
export function agencyReports(
  seed: number,
  agency: InventedAgency,
  years: readonly number[],
  busiest = 24,
): SimulatedReport[] {
  const random = seededRandom(partSeed(seed, agency.name));
  const workload = random.between(0, busiest);
  let stock: Stock | undefined;
  return years.map((year) => {
    const before = stock?.year === year - 1 ? stock : freshStock(random, year - 1);
    const { figures, after } = yearFigures(random, workload, year, before);
    stock = after;
    const edition = editionOfYear(year);
    return {
      agency: agency.name,
      aliases: agency.aliases,
      agencyCode: agency.code,
      year,
      kind: 'own',
      edition,
      title: `${agency.name}${year}年度政府信息公开工作年度报告`,
      published: `${year + 1}-01-${String(random.between(5, 30)).padStart(2, '0')}`,
      figures,
      prose: generatedProse(agency.name, year, figures, random),
      counter: random.between(20, 900),
    };
  });
}

function freshStock(random: Random, year: number): Stock {
  return {
    year,
    carriedOut: APPLICANTS.map(() => (random.next() < 0.1 ? 1 : 0)),
    rules: 0,
    normative: random.between(0, 12),
    items: random.between(0, 30),
  };
}

function yearFigures(
  random: Random,
  workload: number,
  year: number,
  before: Stock,
): { readonly figures: SimulatedFigures; readonly after: Stock } {
  const edition = editionOfYear(year);
  const table3 = requestFigures(random, workload, edition, before.carriedOut);
  const table2 = edition === '2021' ? proactive2021(random, before) : proactive2019(random, before);
  const figures = completeFigures(edition, {
    ...table2.figures,
    ...table3.figures,
    ...disputeFigures(random),
  });
  return { figures, after: { ...table2.after, year, carriedOut: table3.carriedOut } };
}

/** Table 3: splits what arrived over the applicants, then each applicant's requests over the results. */
function requestFigures(
  random: Random,
  workload: number,
  edition: FormEdition,
  carriedIn: readonly number[],
) {
  const results = resultRows(edition);
  const arrived = random.split(Math.round(workload * (0.8 + 0.4 * random.next())), APPLICANTS.length);
  const columns = APPLICANTS.map((applicant, index) => {
    const fresh = arrived[index] ?? 0;
    const carried = carriedIn[index] ?? 0;
    const pending = random.between(0, Math.min(1, fresh + carried));
    const handled = fresh + carried - pending;
    const shares = random.split(handled, results.length);
    const rows: Record<string, number> = {
      new: fresh,
      carried_in: carried,
      handled_total: handled,
      carried_out: pending,
    };
    results.forEach((row, place) => {
      rows[row] = shares[place] ?? 0;
    });
    return { applicant, rows };
  });
  const figures: Record<string, number> = {};
  for (const { applicant, rows } of columns) {
    for (const [row, value] of Object.entries(rows)) {
      const total = `requests.${row}.total`;
      figures[`requests.${row}.${applicant}`] = value;
      figures[total] = (figures[total] ?? 0) + value;
    }
  }
  return { figures, carriedOut: columns.map(({ rows }) => rows.carried_out ?? 0) };
}

function disputeFigures(random: Random): SimulatedFigures {
  const figures: Record<string, number> = {};
  for (const kind of ['review', 'suit_direct', 'suit_after_review']) {
    const total = random.next() < 0.3 ? random.between(1, 3) : 0;
    const shares = random.split(total, 4);
    ['upheld', 'corrected', 'other', 'pending'].forEach((outcome, place) => {
      figures[`disputes.${kind}.${outcome}`] = shares[place] ?? 0;
    });
    figures[`disputes.${kind}.total`] = total;
  }
  return figures;
}

function proactive2021(random: Random, before: Stock) {
  const issued = random.between(0, 3);
  const repealed = random.between(0, Math.min(2, before.normative));
  const normative = before.normative + issued - repealed;
  const figures: SimulatedFigures = {
    'proactive.rules.in_force': before.rules,
    'proactive.normative.issued': issued,
    'proactive.normative.repealed': repealed,
    'proactive.normative.in_force': normative,
    'proactive.licensing.decisions': random.between(0, 1200),
    'proactive.penalty.decisions': random.between(0, 300),
    'proactive.coercion.decisions': random.between(0, 20),
    'proactive.fees.amount': random.between(0, 50_000) / 100,
  };
  return { figures, after: { ...before, normative } };
}

function proactive2019(random: Random, before: Stock) {
  const made = random.between(0, 3);
  const change = random.between(-2, 5);
  const normative = before.normative + made;
  const signed = change > 0 ? `+${change}` : String(change);
  const figures: SimulatedFigures = {
    'proactive.normative.made': made,
    'proactive.normative.published': made,
    'proactive.normative.published_total': normative,
    'proactive.licensing.items_previous': before.items + 2,
    'proactive.licensing.items_change': signed,
    'proactive.licensing.decisions': random.between(0, 1200),
    'proactive.penalty.items_previous': random.between(0, 60),
    'proactive.penalty.decisions': random.between(0, 300),
    'proactive.procurement.projects': random.between(0, 9),
    'proactive.procurement.amount': random.between(0, 90_000) / 100,
  };
  return { figures, after: { ...before, normative, items: before.items + change } };
}

/** The aggregate report of a territory for a year: the sum of the own reports of it that are given. */
export function aggregateReport(
  reports: readonly SimulatedReport[],
  year: number,
  territory = '平湖市',
  agencyCode = '330482SIMTOTAL',
): SimulatedReport {
  const edition = editionOfYear(year);
  const parts = reports.filter((report) => report.year === year);
  const figures = completeFigures(edition, {}, (indicator) =>
    sumOf(parts.map((report) => Number(report.figures[indicator] ?? 0))),
  );
  const agency = `${territory}人民政府`;
  return {
    agency,
    aliases: [territory],
    agencyCode,
    year,
    kind: 'aggregate',
    edition,
    title: `${territory}${year}年政府信息公开工作年度报告`,
    published: `${year + 1}-03-15`,
    figures,
    prose: generatedProse(agency, year, figures, seededRandom(year)),
    counter: 300,
  };
}

/** Sums by hundredths: money has two decimals, and 0.1 + 0.2 must not become 0.30000000000000004. */
function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
}
