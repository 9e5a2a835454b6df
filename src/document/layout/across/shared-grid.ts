import type { PlacedCell, PlacedTable } from './placed-table.js';
import { ACROSS } from './tolerances.js';

/**
 * Both tables on one grid of columns, where they have the same borders and one has all the lines of the other;
 * null else.
 */
export function joinGrids(
  first: PlacedTable,
  second: PlacedTable,
): { first: PlacedTable; second: PlacedTable; xs: readonly number[] } | null {
  const left = first.xs[0];
  const other = second.xs[0];
  if (left === undefined || other === undefined) return null;
  const shift = left - other;
  if (Math.abs(shift) > ACROSS.farthestShift) return null;
  const moved = second.xs.map((x) => x + shift);
  if (Math.abs((first.xs.at(-1) ?? 0) - (moved.at(-1) ?? 0)) > ACROSS.sameColumnLine) return null;
  const ofSecond = positions(moved, first.xs);
  if (ofSecond !== null) return { first, second: regrid(second, ofSecond), xs: first.xs };
  const ofFirst = positions(first.xs, moved);
  return ofFirst === null ? null : { first: regrid(first, ofFirst), second, xs: moved };
}

/** For each line its place among the others; null where one is not there. */
function positions(lines: readonly number[], among: readonly number[]): number[] | null {
  const found: number[] = [];
  let at = 0;
  for (const x of lines) {
    while (at < among.length && (among[at] ?? 0) < x - ACROSS.sameColumnLine) at += 1;
    if (Math.abs((among[at] ?? Number.POSITIVE_INFINITY) - x) > ACROSS.sameColumnLine) return null;
    found.push(at);
    at += 1;
  }
  return found;
}

function regrid(table: PlacedTable, places: readonly number[]): PlacedTable {
  const cell = (old: PlacedCell): PlacedCell => {
    const column = places[old.column] ?? 0;
    return { ...old, column, columnSpan: (places[old.column + old.columnSpan] ?? column + 1) - column };
  };
  return { ...table, rows: table.rows.map((row) => row.map(cell)) };
}
