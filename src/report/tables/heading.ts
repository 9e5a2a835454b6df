import type { Cell } from '../../document/model.js';
import type { ColumnLayout, Slots } from './assign-cells.js';
import { isRectangle, type Place } from './table-shape.js';

/** A cell of a heading that names a column of the form. */
export interface HeadingCell {
  readonly cell: Cell;
  /** Index among the form's columns. */
  readonly column: number;
}

/** The heading rows of a table, until rows of figures follow. */
export class Heading {
  readonly #rows: (readonly Cell[])[] = [];
  readonly #unknown: Cell[] = [];

  constructor(readonly place: Place) {}

  /** @param unknown those of the cells with words that are no label of the form */
  add(cells: readonly Cell[], unknown: readonly Cell[] = []): void {
    this.#rows.push(cells);
    this.#unknown.push(...unknown);
  }

  get unknown(): readonly Cell[] {
    return this.#unknown;
  }

  get cells(): readonly Cell[] {
    return this.#rows.flat();
  }

  /** The column behind its last cell. */
  get end(): number {
    return this.cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  }

  /**
   * Can grid columns be read off the heading? Only where its cells fill a rectangle as wide as the rows of
   * figures (or where what the rows have beyond it is blank): a lost cell or a wrong span moves the others.
   */
  get hasGrid(): boolean {
    const { end } = this;
    const { table, shape } = this.place;
    const fits = end === shape.end || (end < shape.end && shape.filledEnd <= end);
    return table.aligned && fits && isRectangle(this.#rows);
  }
}

/** Where each of `count` columns stands, by the heading's cells that name one. */
export function layoutOf(heading: Heading, found: readonly HeadingCell[], count: number): ColumnLayout {
  const columns = Array.from({ length: count }, (_, column) => found.filter((h) => h.column === column));
  const sole = columns.flatMap((cells) => (cells.length === 1 ? cells : []));
  const known = sole.length === count;
  const slots = known && heading.hasGrid ? sole.map(({ cell }) => slotsOf(cell)) : null;
  if (slots === null || overlapping(slots))
    return {
      count,
      slots: null,
      foreign: [],
      strangers: strangersOf(heading, found, count),
      order: orderOf(heading, found, known, count),
    };
  const first = Math.min(...slots.map((s) => s.start));
  const foreign = heading.cells
    .filter((cell) => cell.column >= first && cell.text !== '')
    .map(slotsOf)
    .filter((place) => !slots.some((s) => s.start < place.end && place.start < s.end));
  const order = slots.map((_, column) => column);
  order.sort((a, b) => (slots[a]?.start ?? 0) - (slots[b]?.start ?? 0));
  const last = Math.max(...slots.map((s) => s.start));
  const isBetween = foreign.some((place) => place.start < last);
  const strangers = foreign.length === 0 ? 'none' : isBetween ? 'between' : 'behind';
  return { count, slots, foreign, strangers, order };
}

/**
 * Unknown headings behind the first known one, where there are more of them than columns whose heading was not
 * found: a heading that has drifted beyond recognition is no stranger.
 */
function strangersOf(
  heading: Heading,
  found: readonly HeadingCell[],
  count: number,
): ColumnLayout['strangers'] {
  const known = (row: number): number[] =>
    found.filter(({ cell }) => cell.row === row).map(({ cell }) => cell.column);
  const unknown = heading.unknown.filter((cell) => known(cell.row).some((column) => column < cell.column));
  if (unknown.length <= count - new Set(found.map(({ column }) => column)).size) return 'none';
  const isBetween = unknown.some((cell) => known(cell.row).some((column) => column > cell.column));
  return isBetween ? 'between' : 'behind';
}

/** The layout for rows of a table that continues another: its grid may differ, the order does not. */
export function continued(layout: ColumnLayout): ColumnLayout {
  return { ...layout, slots: null, foreign: [] };
}

function slotsOf(cell: Cell): Slots {
  return { start: cell.column, end: cell.column + cell.columnSpan };
}

function overlapping(slots: readonly Slots[]): boolean {
  return slots.some((a, i) => slots.some((b, k) => k > i && a.start < b.end && b.start < a.end));
}

/**
 * Without a grid: labels of one row stand in their order; labels spread over several rows say the order only
 * where none of the rows contradicts the form's.
 */
function orderOf(
  heading: Heading,
  found: readonly HeadingCell[],
  known: boolean,
  count: number,
): readonly number[] | null {
  const rows = new Map<number, HeadingCell[]>();
  for (const h of found) rows.set(h.cell.row, [...(rows.get(h.cell.row) ?? []), h]);
  for (const row of rows.values()) row.sort((a, b) => a.cell.column - b.cell.column);
  const [only] = rows.values();
  if (known && rows.size === 1 && only !== undefined) {
    const order = only.map((h) => h.column);
    return holdsGroups(heading, only) && !isRising(order) ? unfolded(order) : order;
  }
  const rising = (row: readonly HeadingCell[]): boolean =>
    row.every((h, i) => h.column >= (row[i - 1]?.column ?? -1));
  return [...rows.values()].every(rising) ? Array.from({ length: count }, (_, column) => column) : null;
}

const isRising = (order: readonly number[]): boolean =>
  order.every((column, i) => column > (order[i - 1] ?? -1));

/** Do labels that name no column stand among those that do? Then heads of two rows have run into one. */
function holdsGroups(heading: Heading, found: readonly HeadingCell[]): boolean {
  const [first, last] = [found[0]?.cell, found.at(-1)?.cell];
  return heading.cells.some(
    (cell) =>
      cell.row === first?.row &&
      cell.text !== '' &&
      cell.column > first.column &&
      cell.column < (last?.column ?? 0) &&
      !found.some((h) => h.cell === cell),
  );
}

/** Two rows run into one, of which the second fills a gap of the first: the columns from left to right; else null. */
function unfolded(order: readonly number[]): readonly number[] | null {
  const cut = order.findIndex((column, i) => i > 0 && column < (order[i - 1] ?? 0));
  const [upper, lower] = [order.slice(0, cut), order.slice(cut)];
  const [first = 0] = lower;
  const before = upper.filter((column) => column < first);
  const whole = [...before, ...lower, ...upper.slice(before.length)];
  return isRising(whole) ? whole : null;
}
