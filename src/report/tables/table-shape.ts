import type { Cell, Table } from '../../document/model.js';
import type { TextKeys } from './label-index.js';

const FEW = 0.2;

/** A table of the document, as far as it is one of the form's: several may be joined into one. */
export interface Place {
  readonly table: Table;
  readonly shape: TableShape;
  /** The paragraphs between the table before and this one, the last few of them. */
  readonly lead: readonly TextKeys[];
}

/**
 * Where a table's rows end, and which cells reach into a row from above. A row that ends elsewhere than most
 * has lost or gained a cell, or a span is wrong: its cells do not stand under their headings.
 */
export class TableShape {
  /** For each row, the grid column behind its last cell, spans from above counted. */
  readonly #ends: number[];
  readonly #above: readonly Cell[][];
  /** The end that most rows have; of several ends, the narrowest. */
  readonly end: number;
  /** Do nearly all rows end there? In plain text, this reveals rows padded with blanks. */
  readonly even: boolean;
  /** The column behind the last cell with text, in all rows that end where most do. */
  readonly filledEnd: number;

  /** @param rows the rows that count; those of other tables of the form, joined to it, have another shape */
  constructor(table: Table, rows: ReadonlySet<number>) {
    this.#above = cellsFromAbove(table);
    this.#ends = table.rows.map((cells, row) => {
      const reach = (most: number, cell: Cell): number => Math.max(most, cell.column + cell.columnSpan);
      return (this.#above[row] ?? []).reduce(reach, cells.reduce(reach, 0));
    });
    const ends = this.#ends.filter((end, row) => end > 0 && rows.has(row));
    this.end = mostCommon(ends) ?? 0;
    this.even = ends.filter((end) => end !== this.end).length <= Math.max(1, ends.length * FEW);
    this.filledEnd = table.rows.reduce((most, cells, row) => {
      if (!rows.has(row) || !this.isRegular(row)) return most;
      const last = cells.findLast((cell) => cell.text !== '');
      return last === undefined ? most : Math.max(most, last.column + last.columnSpan);
    }, 0);
  }

  /** Does the row end where most rows end? */
  isRegular(row: number): boolean {
    return this.#ends[row] === this.end;
  }

  /** The column behind the row's last cell. */
  endOf(row: number): number {
    return this.#ends[row] ?? 0;
  }

  /** The cells of earlier rows that reach into this one. */
  above(row: number): readonly Cell[] {
    return this.#above[row] ?? [];
  }
}

function cellsFromAbove(table: Table): Cell[][] {
  const above: Cell[][] = table.rows.map(() => []);
  for (const cells of table.rows) {
    for (const cell of cells) {
      for (let row = cell.row + 1; row < cell.row + cell.rowSpan; row++) above[row]?.push(cell);
    }
  }
  return above;
}

/** The most frequent number; of several, `preferred`, otherwise the smallest. Undefined if there are none. */
export function mostCommon(numbers: readonly number[], preferred?: number): number | undefined {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const tied = [...counts.keys()].filter((n) => counts.get(n) === most);
  return preferred !== undefined && tied.includes(preferred) ? preferred : tied.sort((a, b) => a - b)[0];
}

/** Is the block of rows a rectangle that its cells fill without holes or overlaps? */
export function isRectangle(rows: readonly (readonly Cell[])[]): boolean {
  const first = rows[0]?.[0]?.row;
  if (first === undefined) return false;
  const taken: boolean[][] = rows.map(() => []);
  for (const cell of rows.flat()) {
    for (let row = cell.row - first; row < Math.min(cell.row - first + cell.rowSpan, rows.length); row++) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
        const line = taken[row];
        if (line === undefined || line[column] === true) return false;
        line[column] = true;
      }
    }
  }
  const width = taken[0]?.length ?? 0;
  return taken.every((line) => line.length === width && isDense(line));
}

function isDense(line: readonly boolean[]): boolean {
  for (let column = 0; column < line.length; column++) if (line[column] !== true) return false;
  return true;
}
