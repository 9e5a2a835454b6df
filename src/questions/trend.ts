import type { AskedFigure, FoundReport, MissingReason } from '../../storage/contract/archive.js';
import type { Column } from './columns.js';
import { type Difference, differenceOf } from './difference.js';

/** One year of a series: the figure, and its change from the year before. */
interface TrendPoint {
  readonly year: number;
  readonly value: number | null;
  /** `no_report` where the archive has none of that year. */
  readonly reason: MissingReason | 'no_report' | null;
  /** null where this year or the one before has no number. */
  readonly change: Difference;
}

export interface TrendSeries {
  readonly column: Column;
  readonly points: readonly TrendPoint[];
  /** From the first number of the series to the last. */
  readonly overall: Difference;
}

/**
 * One series for each column, from the first to the last year of the reports.
 * @param reports of one agency and kind, with the columns' figures in their order
 */
export function trendOf(reports: readonly FoundReport[], columns: readonly Column[]): readonly TrendSeries[] {
  const years = yearsOf(reports);
  const byYear = new Map(reports.map((report) => [report.report.year, report]));
  return columns.map((column, index) => {
    let before: number | null = null;
    const points = years.map((year): TrendPoint => {
      const { value, reason } = figureOf(byYear.get(year), index);
      const change = differenceOf(before, value);
      before = value;
      return { year, value, reason, change };
    });
    const numbers = points.flatMap(({ value }) => (value === null ? [] : [value]));
    const overall = differenceOf(numbers.at(0) ?? null, numbers.length > 1 ? (numbers.at(-1) ?? null) : null);
    return { column, points, overall };
  });
}

function figureOf(
  report: FoundReport | undefined,
  index: number,
): Pick<AskedFigure, 'value'> & Pick<TrendPoint, 'reason'> {
  const figure = report?.figures[index];
  return figure ?? { value: null, reason: 'no_report' };
}

/** From the first to the last year of the reports, those between that have none included. */
function yearsOf(reports: readonly FoundReport[]): readonly number[] {
  const known = reports.map(({ report }) => report.year);
  if (known.length === 0) return [];
  const first = Math.min(...known);
  return Array.from({ length: Math.max(...known) - first + 1 }, (_, i) => first + i);
}
