/** Every format in every layout: what of its figures is read, and how that compares with the truth. */
import { DocumentError, describeError } from '../../src/errors.js';
import type { Editions } from '../../src/report/edition/editions.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { partSeed } from '../../src/simulation/reports/random.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { Format } from './fixtures.js';
import { copiesOf, type Layout } from './layouts.js';
import { type PrintedReport, printReport } from './printed.js';
import { readBytes } from './reading.js';
import { hasTool } from './tools.js';
import { score, type Truth, truthOf } from './truth.js';

const SECTIONS = 6;

/** A format in a layout, over several reports. */
export interface Outcome {
  readonly format: string;
  readonly layout: string;
  readonly reports: number;
  readonly cells: number;
  readonly right: number;
  /** No figure, and a finding says so. */
  readonly flagged: readonly string[];
  readonly wrong: readonly string[];
  readonly unflagged: readonly string[];
  /** Of the six sections of each report, how many were not found. */
  readonly sectionsMissing: number;
  /** Files that could not be read, with the reason. */
  readonly failed: readonly string[];
  readonly target: number;
}

/** A format that was not tried, and why. */
export interface NotRun {
  readonly format: string;
  readonly why: string;
}

/** Reports of both editions: of one agency, with small figures, and of a whole territory, with large ones. */
export function sampleReports(quick: boolean): SimulatedReport[] {
  const reports = generateReports({ seed: 11, agencies: 60, years: [2020, 2023], aggregate: true });
  const [own2020, own2023] = reports;
  const [all2020, all2023] = reports.filter(({ kind }) => kind === 'aggregate');
  const sample = quick ? [own2023, all2020] : [own2023, all2020, own2020, all2023];
  return sample.filter((report) => report !== undefined);
}

export interface TryOptions {
  /** Of the pages that are each set in another way; by default every report has several of its own. */
  readonly seed?: number;
  /** Is given each file of which a figure is wrong or lost. */
  readonly keep?: (name: string, bytes: Buffer) => void;
}

/** Writes the reports in the format and every layout that it shows, and reads them again. */
export async function tryFormat(
  format: Format,
  layouts: readonly Layout[],
  reports: readonly SimulatedReport[],
  editions: Editions,
  { seed, keep }: TryOptions = {},
): Promise<Outcome[] | NotRun> {
  const missing = format.needs.find((tool) => !hasTool(tool));
  if (missing !== undefined) return { format: format.id, why: `not run here: ${missing} is not installed` };
  const shown = layouts.filter(format.shows);
  const tried = reports.slice(0, format.reports);
  const sheets = shown.flatMap((layout) =>
    tried.flatMap((report) => {
      const count = seed === undefined ? copiesOf(layout, format.copies) : 1;
      return Array.from({ length: count }, (_, copy) => copy).map((copy) => {
        const number = seed ?? partSeed(layout.id, report.agency, report.year, copy);
        return { report, layout, seed: number, printed: printReport(report, layout, number, format.looks) };
      });
    }),
  );
  const unreadable = await withoutReader(format, sheets[0]?.printed);
  if (unreadable !== null) return { format: format.id, why: unreadable };
  const files = await format.make(sheets.map(({ printed }) => printed));
  const outcomes = new Map<Layout, Outcome>();
  for (const [at, { report, layout, printed, seed: number }] of sheets.entries()) {
    const before = outcomes.get(layout) ?? emptyOutcome(format, layout);
    const name = `${report.agency} ${report.year}${layout.geometry === 'usual' && layout.change === null ? '' : `, seed ${number}`}`;
    const bytes = files[at] ?? Buffer.alloc(0);
    const after = await added(before, bytes, name, truthOf(report, layout, printed), editions);
    outcomes.set(layout, after);
    if (after.right - before.right < after.cells - before.cells) keep?.(`${layout.id}, ${name}`, bytes);
  }
  return [...outcomes.values()];
}

/** Says so where the format has no reader, before all its files are made. */
async function withoutReader(format: Format, printed: PrintedReport | undefined): Promise<string | null> {
  if (printed === undefined) return 'no layout was asked for that it shows';
  const [bytes] = await format.make([printed]);
  try {
    await readBytes(bytes ?? Buffer.alloc(0));
    return null;
  } catch (error) {
    return error instanceof DocumentError && error.code === 'unsupported'
      ? `no reader: ${error.message}`
      : null;
  }
}

function emptyOutcome({ id, target }: Format, layout: Layout): Outcome {
  const none = { reports: 0, cells: 0, right: 0, sectionsMissing: 0 };
  const lists = { flagged: [], wrong: [], unflagged: [], failed: [] };
  return { format: id, layout: layout.id, ...none, ...lists, target: target(layout) };
}

async function added(
  before: Outcome,
  bytes: Buffer,
  name: string,
  truth: Truth,
  editions: Editions,
): Promise<Outcome> {
  try {
    const found = score(await readBytes(bytes), truth, editions);
    return {
      ...before,
      reports: before.reports + 1,
      cells: before.cells + found.cells,
      right: before.right + found.right,
      flagged: [...before.flagged, ...found.flagged.map((what) => `${name}: ${what}`)],
      wrong: [...before.wrong, ...found.wrong.map((what) => `${name}: ${what}`)],
      unflagged: [...before.unflagged, ...found.unflagged.map((what) => `${name}: ${what}`)],
      sectionsMissing: before.sectionsMissing + SECTIONS - found.sections,
    };
  } catch (error) {
    const failed = [...before.failed, `${name}: ${describeError(error)}`];
    return {
      ...before,
      reports: before.reports + 1,
      cells: before.cells + Object.keys(truth).length,
      failed,
    };
  }
}

/** Why an outcome does not reach its target; empty where it does. */
export function shortcomings(outcome: Outcome): string[] {
  const { cells, right, wrong, unflagged, failed, target } = outcome;
  const faults: string[] = [...failed];
  if (wrong.length > 0) faults.push(`${wrong.length} wrong figure(s)`);
  if (unflagged.length > 0) faults.push(`${unflagged.length} figure(s) missing without a finding`);
  if (right < cells * target) faults.push(`${share(outcome)} right, where ${target * 100} % are asked`);
  return faults;
}

/** The share of right figures; only where all are right is it 100 %. */
export function share({ right, cells }: Pick<Outcome, 'right' | 'cells'>): string {
  if (right === cells) return '100 %';
  return `${(Math.floor((right / cells) * 10_000) / 100).toFixed(2)} %`;
}
