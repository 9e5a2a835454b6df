import { joinCutRow } from './cut-row.js';
import { continueFigures } from './figure-continuation.js';
import type { PlacedCell, PlacedTable } from './placed-table.js';
import { joinGrids } from './shared-grid.js';
import { ACROSS } from './tolerances.js';

/** A table that continues across pages, as far as it is known. */
export interface OpenTable {
  readonly table: PlacedTable;
  /** Doubts at page breaks. */
  readonly doubts: readonly string[];
}

/**
 * The table joined with the first one of the next page, if that continues it: both have the same
 * borders and one has all the column lines of the other. Null where they are two tables.
 */
export function continueTable(open: OpenTable, next: PlacedTable): OpenTable | null {
  const figures = continueFigures(open.table, next);
  if (figures !== null) return { table: figures, doubts: open.doubts };
  const shared = joinGrids(open.table, next);
  if (shared === null) return null;
  const { first, second, xs } = shared;
  const body = withoutHead(first.rows, second.rows);
  const repeated = body.length < second.rows.length;
  const cut = !first.closedBottom && (repeated || !second.closedTop);
  const { rows, doubt } = joinCutRow(first.rows, body, cut);
  return {
    table: {
      box: first.box,
      xs,
      rows,
      aligned: first.aligned && second.aligned,
      closedTop: first.closedTop,
      closedBottom: second.closedBottom,
      figures: null,
    },
    doubts: doubt === null ? open.doubts : [...open.doubts, doubt],
  };
}

/** The rows without those that repeat the head of the table: wholly equal, and without any figure. */
function withoutHead(
  first: readonly (readonly PlacedCell[])[],
  second: readonly (readonly PlacedCell[])[],
): readonly (readonly PlacedCell[])[] {
  const most = Math.min(ACROSS.headRows, first.length, second.length - 1);
  for (let count = most; count > 0; count -= 1) {
    const head = second.slice(0, count);
    const complete = head.every((row) => row.every((cell) => cell.row + cell.rowSpan <= count));
    if (complete && head.every((row, i) => repeats(first[i] ?? [], row))) {
      return second.slice(count).map((row) => row.map((cell) => ({ ...cell, row: cell.row - count })));
    }
  }
  return second;
}

function repeats(head: readonly PlacedCell[], row: readonly PlacedCell[]): boolean {
  return (
    head.length === row.length &&
    head.length > 0 &&
    head.every((cell, i) => {
      const other = row[i];
      return (
        other !== undefined &&
        cell.text === other.text &&
        cell.text !== '' &&
        /\p{L}/u.test(cell.text) &&
        cell.column === other.column &&
        cell.columnSpan === other.columnSpan &&
        cell.rowSpan === other.rowSpan
      );
    })
  );
}
