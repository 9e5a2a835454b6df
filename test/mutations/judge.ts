/** What is read of a mutated document, against what its page says. */
import type { Editions } from '../../src/report/edition/editions.js';
import { readUnlessRefused } from '../formats/reading.js';
import { recognised } from '../formats/truth.js';
import type { Page } from './page.js';

/** Counts of figures. */
export interface Verdict {
  readonly cells: number;
  /** The page's number, or none where it has none. */
  readonly read: number;
  /** No number where the page has one, or something that is none, and a finding names it. */
  readonly flagged: number;
  /** The same without a finding. */
  readonly unflagged: readonly string[];
  /** Another number than the page's, and a finding names it. */
  readonly doubted: number;
  /** The same without a finding: what must not be. */
  readonly silent: readonly string[];
}

export const NO_VERDICT: Verdict = { cells: 0, read: 0, flagged: 0, unflagged: [], doubted: 0, silent: [] };

export async function judged(bytes: Buffer, page: Page, editions: Editions): Promise<Verdict> {
  const document = await readUnlessRefused(bytes);
  if (document === null) return { ...NO_VERDICT, cells: page.says.size, flagged: page.says.size };
  const { report, noticed } = recognised(document, editions);
  const figures = new Map(report.figures.map((figure) => [figure.indicator, figure]));
  let [read, flagged, doubted] = [0, 0, 0];
  const unflagged: string[] = [];
  const silent: string[] = [];
  for (const [indicator, { numbers, owed }] of page.says) {
    const figure = figures.get(indicator);
    const value = figure?.value ?? null;
    const told = `${indicator}: ${said(numbers)}, read as ${value ?? figure?.reason ?? 'nothing'} from ${JSON.stringify(figure?.raw ?? null)}`;
    const isNamed = noticed(indicator);
    if (value === null ? !owed : numbers.includes(value)) read += 1;
    else if (value !== null && isNamed) doubted += 1;
    else if (value !== null) silent.push(told);
    else if (isNamed) flagged += 1;
    else unflagged.push(told);
  }
  return { cells: page.says.size, read, flagged, unflagged, doubted, silent };
}

const said = (numbers: readonly number[]): string =>
  numbers.length === 0 ? 'no number' : numbers.join(' or ');

export function sumOf(one: Verdict, other: Verdict): Verdict {
  return {
    cells: one.cells + other.cells,
    read: one.read + other.read,
    flagged: one.flagged + other.flagged,
    unflagged: [...one.unflagged, ...other.unflagged],
    doubted: one.doubted + other.doubted,
    silent: [...one.silent, ...other.silent],
  };
}
