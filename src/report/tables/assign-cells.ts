import type { Cell } from '../../document/model.js';
import { textKeys } from './label-index.js';

/** Columns of a table's grid, from `start` up to but without `end`. */
export interface Slots {
  readonly start: number;
  readonly end: number;
}

/** The columns of a row of figures, as the table's heading places them. */
export interface ColumnLayout {
  /** How many columns of figures the form has. */
  readonly count: number;
  /** The grid columns under each column's heading; null where the heading's grid can't be trusted. */
  readonly slots: readonly Slots[] | null;
  /** Grid columns under headings that the form does not have (「备注」). */
  readonly foreign: readonly Slots[];
  /** Positions of headings that the form cannot have: their cells might be counted as the form's. */
  readonly strangers: 'none' | 'behind' | 'between';
  /** The form's columns from left to right, so that cells can be counted; null where the heading contradicts. */
  readonly order: readonly number[] | null;
}

/** What follows a row's label. */
export interface RowCells {
  readonly cells: readonly Cell[];
  /** Cells of rows above that reach into this one. */
  readonly above: readonly Cell[];
  /** Do the cells stand on the grid of the heading: has the table a grid, and does the row end where it does? */
  readonly onGrid: boolean;
  /** Is the row as long as its table's other rows, if these agree? */
  readonly whole: boolean;
  /** Have the table's rows exactly as many cells behind the label as the form has columns? */
  readonly typical: boolean;
  /** The next row's label followed in the same row. */
  readonly cut: boolean;
}

export interface Assignment {
  /** One entry per column: its cell, or null if none can be assigned with certainty. */
  readonly cells: readonly (Cell | null)[];
  /** Why an entry is null: cells too few, or more than one way to place them. */
  readonly problem: 'missing' | 'ambiguous' | null;
}

/**
 * Assigns each column of a row its cell, or says that it cannot be determined.
 *
 * Two independent ways are tried: by the grid columns under the heading, where the row ends where its table
 * does, and by counting cells from the label. A cell is given only where a way is free of contradiction: every
 * cell with text has a column of its own, and none is shared. Where exactly the form's number of filled cells
 * follow the label and nothing but blanks follows them, there is one way to count them, whatever their spans.
 * Else counting trusts blank cells only where rows of the table have exactly the form's number of cells: elsewhere
 * a blank may stand in for a lost cell. A row cut off by the next row's label keeps the cells before the cut; one
 * that is merely too short could have lost any cell, so none of it is certain.
 */
export function assignCells(row: RowCells, layout: ColumnLayout): Assignment {
  const { count, slots } = layout;
  const bySlot = row.onGrid && slots !== null ? placeBySlot(row, slots, layout.foreign) : null;
  if (bySlot !== null && bySlot.problem === null) return bySlot;
  const counted = placeByCount(row, layout);
  if (counted !== null) return counted;
  if (row.whole && row.cells.length >= count && row.cells.every((cell) => cell.text === ''))
    return { cells: row.cells.slice(0, count), problem: null };
  if (bySlot?.cells.some((cell) => cell !== null)) return bySlot;
  return {
    cells: Array.from({ length: count }, () => null),
    problem: row.cells.length < count ? 'missing' : 'ambiguous',
  };
}

function overlap(cell: Cell, slots: Slots): boolean {
  return cell.column < slots.end && slots.start < cell.column + cell.columnSpan;
}

/** Null where grid and cells do not fit together; merged cells make the columns they cover ambiguous. */
function placeBySlot(row: RowCells, slots: readonly Slots[], foreign: readonly Slots[]): Assignment | null {
  const placed: Cell[] = [];
  const used = new Map<Cell, number>();
  for (const place of slots) {
    const own = row.cells.filter((cell) => overlap(cell, place));
    const under = own.length > 0 ? own : row.above.filter((cell) => overlap(cell, place));
    const filled = under.filter((cell) => cell.text !== '');
    const cell = filled[0] ?? under[0];
    if (cell === undefined || filled.length > 1) return null;
    placed.push(cell);
    used.set(cell, (used.get(cell) ?? 0) + 1);
  }
  const stray = (cell: Cell): boolean =>
    cell.text !== '' && !used.has(cell) && !foreign.some((place) => overlap(cell, place));
  if (row.cells.some(stray)) return null;
  const merged = (cell: Cell): boolean => cell.text !== '' && ((used.get(cell) ?? 0) > 1 || cell.rowSpan > 1);
  const certain = placed.map((cell) => (merged(cell) ? null : cell));
  return { cells: certain, problem: certain.includes(null) ? 'ambiguous' : null };
}

/** By counting from the label; null where the number of cells leaves room for doubt. */
function placeByCount(row: RowCells, layout: ColumnLayout): Assignment | null {
  const { cells, cut, typical } = row;
  const { count, order, strangers } = layout;
  if (order === null || strangers === 'between') return null;
  if (cells.some((cell) => cell.rowSpan !== 1)) return null;
  const inOrder = (run: readonly Cell[]): (Cell | null)[] =>
    Array.from({ length: count }, (_, column) => run[order.indexOf(column)] ?? null);
  if (strangers === 'none' && isFull(row, count))
    return { cells: inOrder(cells.slice(0, count)), problem: null };
  if (cells.some((cell) => cell.columnSpan !== 1)) return null;
  if (cells.length === count && typical) return { cells: inOrder(cells), problem: null };
  const run = row.whole || cells.length === count ? soleRun(cells, count) : null;
  if (run !== null) return { cells: inOrder(run), problem: null };
  if (cut && typical && cells.length < count) return { cells: inOrder(cells), problem: 'missing' };
  return null;
}

/** Do `count` filled cells follow the label at once, and only blanks them? Words there may be a remark, not a figure. */
function isFull({ cells, above }: RowCells, count: number): boolean {
  const label = cells[0]?.column ?? 0;
  return (
    cells.length >= count &&
    cells.every((cell, i) => (i < count ? isFigure(cell.text) : cell.text === '')) &&
    above.every((cell) => cell.column < label || cell.text === '')
  );
}

function isFigure(text: string): boolean {
  return text !== '' && !textKeys(text).wordy;
}

/** Rows may be padded with blank cells: the one unbroken run of exactly `count` cells with text. */
function soleRun(cells: readonly Cell[], count: number): readonly Cell[] | null {
  const first = cells.findIndex((cell) => cell.text !== '');
  if (first === -1) return null;
  const run = cells.slice(first, first + count);
  const rest = cells.slice(first + count);
  return run.length === count &&
    run.every((cell) => cell.text !== '') &&
    rest.every((cell) => cell.text === '')
    ? run
    : null;
}
