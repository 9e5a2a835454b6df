import type { Cell } from '../document/model.js';

/** The columns of a row of figures, as the table's heading places them. */
export interface ColumnLayout {
  /** How many columns of figures the heading has. */
  readonly count: number;
  /** The grid slot at which each column begins, or null where the heading's slots can't be trusted. */
  readonly slots: readonly number[] | null;
  /** Do the columns stand in the form's order, so that counting cells from the label is sound? */
  readonly inOrder: boolean;
}

export interface Assignment {
  /** One entry a column: its cell, or null where no cell can be given for sure. */
  readonly cells: readonly (Cell | null)[];
  /** Why an entry is null: cells too few, or more than one way to place them. */
  readonly problem: 'missing' | 'ambiguous' | null;
}

/**
 * Gives each column of a row its cell, or says that it can't be told.
 *
 * Two independent ways are tried: by the slot under the heading, and by counting cells from the label. A cell
 * is given only where a way is free of contradiction: every non-blank cell has a column of its own, and none
 * is shared. `cut` says that the row ended where the next row's label began: then the cells before the cut
 * are in their places and the rest is missing. A row that is merely too short could have lost any cell, so
 * none of it is certain.
 */
export function assignCells(
  cells: readonly Cell[],
  layout: ColumnLayout,
  aligned: boolean,
  cut: boolean,
): Assignment {
  const { count, slots, inOrder } = layout;
  const bySlot = slots === null ? null : placeBySlot(cells, slots);
  if (bySlot !== null && bySlot.problem === null) return bySlot;
  const counted =
    inOrder && cells.length === count && cells.every((c) => c.columnSpan === 1 && c.rowSpan === 1);
  if (counted && (slots === null || !hasBlankEdge(cells))) return { cells, problem: null };
  if (!aligned && inOrder) {
    const run = soleRun(cells, count);
    if (run !== null) return { cells: run, problem: null };
  }
  if (cut && inOrder && cells.length < count && cells.every((c) => c.columnSpan === 1)) {
    return { cells: Array.from({ length: count }, (_, i) => cells[i] ?? null), problem: 'missing' };
  }
  if (bySlot !== null && bySlot.problem === 'ambiguous' && bySlot.cells.some((c) => c !== null))
    return bySlot;
  return {
    cells: Array.from({ length: count }, () => null),
    problem: cells.length < count ? 'missing' : 'ambiguous',
  };
}

/** Null where the slots and the cells do not fit together; merged cells make the columns they cover ambiguous. */
function placeBySlot(cells: readonly Cell[], slots: readonly number[]): Assignment | null {
  const placed: (Cell | null)[] = [];
  const used = new Map<Cell, number>();
  for (const slot of slots) {
    const cell = cells.find((c) => c.column <= slot && slot < c.column + c.columnSpan);
    if (cell === undefined) return null;
    placed.push(cell);
    used.set(cell, (used.get(cell) ?? 0) + 1);
  }
  if (cells.some((c) => c.text !== '' && !used.has(c))) return null;
  const merged = (cell: Cell): boolean => cell.text !== '' && ((used.get(cell) ?? 0) > 1 || cell.rowSpan > 1);
  const certain = placed.map((cell) => (cell !== null && merged(cell) ? null : cell));
  return { cells: certain, problem: certain.includes(null) ? 'ambiguous' : null };
}

function hasBlankEdge(cells: readonly Cell[]): boolean {
  return cells[0]?.text === '' || cells.at(-1)?.text === '';
}

/** In plain text, rows are padded with blank cells: the one unbroken run of exactly `count` non-blank cells. */
function soleRun(cells: readonly Cell[], count: number): readonly Cell[] | null {
  const first = cells.findIndex((c) => c.text !== '');
  if (first === -1) return null;
  const run = cells.slice(first, first + count);
  const rest = cells.slice(first + count);
  return run.length === count && run.every((c) => c.text !== '') && rest.every((c) => c.text === '')
    ? run
    : null;
}
