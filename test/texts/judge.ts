/** What is read of a text, against what it says. */
import type { Editions } from '../../src/report/edition/editions.js';
import { readUnlessRefused } from '../formats/reading.js';
import { recognised } from '../formats/truth.js';
import type { Says, Stated } from './says.js';

/** Counts of figures. */
export interface Verdict {
  readonly cells: number;
  /** What the text says, a sign of no number included. */
  readonly read: number;
  /** No number where the text has one, and a finding names it. */
  readonly flagged: readonly string[];
  /** The same without a finding. */
  readonly unflagged: readonly string[];
  /** A number, or the statement that nothing stands there, which the text does not make, and a finding names it. */
  readonly doubted: readonly string[];
  /** The same without a finding: what must not be. */
  readonly silent: readonly string[];
}

export const NO_VERDICT: Verdict = { cells: 0, read: 0, flagged: [], unflagged: [], doubted: [], silent: [] };

export async function judged(bytes: Buffer, says: Says, editions: Editions): Promise<Verdict> {
  const document = await readUnlessRefused(bytes);
  if (document === null) {
    return { ...NO_VERDICT, cells: says.size, flagged: [...says.keys()].map((id) => `${id}: refused`) };
  }
  const { report, noticed } = recognised(document, editions);
  const figures = new Map(report.figures.map((figure) => [figure.indicator, figure]));
  const [flagged, unflagged, doubted, silent]: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const [indicator, readings] of says) {
    const figure = figures.get(indicator);
    const found: Stated = figure?.value ?? figure?.reason ?? 'absent';
    if (readings.includes(found)) continue;
    const isNull = found === 'absent' || found === 'unreadable';
    const [named, unnamed] = isNull ? [flagged, unflagged] : [doubted, silent];
    const list = noticed(indicator) ? named : unnamed;
    const raw = JSON.stringify(figure?.raw ?? null);
    list.push(`${indicator}: says ${readings.join(' or ')}, read as ${found} from ${raw}`);
  }
  const others = flagged.length + unflagged.length + doubted.length + silent.length;
  return { cells: says.size, read: says.size - others, flagged, unflagged, doubted, silent };
}

export function sumOf(one: Verdict, other: Verdict): Verdict {
  return {
    cells: one.cells + other.cells,
    read: one.read + other.read,
    flagged: [...one.flagged, ...other.flagged],
    unflagged: [...one.unflagged, ...other.unflagged],
    doubted: [...one.doubted, ...other.doubted],
    silent: [...one.silent, ...other.silent],
  };
}
