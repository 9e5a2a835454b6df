import type { AskedFigure, FoundReport } from '../../storage/contract/archive.js';
import type { Column } from './columns.js';
import { type Difference, differenceOf } from './difference.js';

export interface ComparedFigure {
  readonly column: Column;
  readonly left: AskedFigure;
  readonly right: AskedFigure;
  /** From left to right. */
  readonly difference: Difference;
}

/** Two reports side by side. @param columns those that both reports were asked for, in their order */
export function compareReports(
  left: FoundReport,
  right: FoundReport,
  columns: readonly Column[],
): readonly ComparedFigure[] {
  return columns.flatMap((column, index) => {
    const [a, b] = [left.figures[index], right.figures[index]];
    if (a === undefined || b === undefined) return [];
    return [{ column, left: a, right: b, difference: differenceOf(a.value, b.value) }];
  });
}
