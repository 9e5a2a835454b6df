import { isProse } from '../flow/prose.js';
import type { Cell } from '../model.js';
import type { SheetCell, SheetGrid, SheetRow } from './grid.js';

/** A run of rows of a sheet: lines of prose, or the cells of a table. */
export type SheetPart =
  | { readonly kind: 'prose'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly Cell[])[]; readonly width: number };

/** A cell alone in its row is prose from this length on. */
const LONG = 40;
/** Numbered headings, titles and sentences, where they stand alone in their row. */
const HEADLINE =
  /^[（(]?[一二三四五六七八九十]+[）)]?\s*[、.．:：]|^附[件表]|报告$|年报$|年度报告|[。；：:]$/u;
/** What a row of figures holds. */
const FIGURE = /^[\d.,，％%+\-—－/\s]+$/;
/** Numbers, whose change alone makes 「第二十条第（五）项」 of 「第二十条第（一）项」. */
const NUMERALS = /[\d０-９一二三四五六七八九十]+/gu;

/**
 * The prose and the tables of a sheet, from top to bottom.
 *
 * Blank rows part them; a blank row whose cells all have a style of their own under a table (somebody drew its
 * borders) belongs to the table. A row with one cell is prose where it is long, or a heading that stands across
 * the whole table or beside nothing, or where it stands above or below a table and reaches across it, unless
 * rows like it stand inside the table too. Columns without text are cut on both sides of a table.
 *
 * A slot where the sheet has no cell is an empty cell, so that tables are rectangles. But where a sheet gives its
 * empty cells a style (borders, mostly), a slot without a cell is none: cells were deleted or pasted there, and
 * what stands beside it may have moved.
 */
export function partsOfSheet(grid: SheetGrid): SheetPart[] {
  return segments(grid.rows).flatMap((segment) => new Segment(grid, segment).parts());
}

interface RowRange {
  readonly top: number;
  /** Included. */
  readonly bottom: number;
}

/** Runs of rows that no blank row parts. */
function segments(rows: readonly SheetRow[]): RowRange[] {
  const found: RowRange[] = [];
  let top: number | undefined;
  let extent = NOWHERE;
  const close = (end: number): void => {
    if (top !== undefined) found.push({ top, bottom: end });
    top = undefined;
    extent = NOWHERE;
  };
  for (const [at, row] of rows.entries()) {
    const own = extentOf([row]);
    if (row.apart && !reachesAbove(row, at)) close(at - 1);
    if (own !== NOWHERE) {
      top ??= at;
      extent = { left: Math.min(extent.left, own.left), right: Math.max(extent.right, own.right) };
    } else if (top !== undefined && !isDrawn(row, extent)) close(at - 1);
  }
  close(rows.length - 1);
  return found;
}

const reachesAbove = (row: SheetRow, at: number): boolean =>
  row.slots.some((cell) => cell !== undefined && cell.text !== '' && cell.top < at);

interface Extent {
  readonly left: number;
  readonly right: number;
}
const NOWHERE: Extent = { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY };

/** The columns from the first to the last that a cell with text covers. */
function extentOf(rows: readonly SheetRow[]): Extent {
  let found = NOWHERE;
  for (const { slots } of rows) {
    for (const cell of slots) {
      if (cell === undefined || cell.text === '') continue;
      const { left, right } = cell;
      if (left < found.left || right > found.right) {
        found = { left: Math.min(found.left, left), right: Math.max(found.right, right) };
      }
    }
  }
  return found;
}

function isDrawn({ slots }: SheetRow, { left, right }: Extent): boolean {
  if (right <= left) return false;
  for (let column = left; column <= right; column += 1) if (slots[column] === undefined) return false;
  return true;
}

/** A row, or rows, whose only text is one cell. */
interface Single extends RowRange {
  readonly cell: SheetCell;
}

class Segment {
  readonly #extent: Extent;
  private readonly rows: readonly SheetRow[];

  constructor(
    private readonly grid: SheetGrid,
    private readonly range: RowRange,
  ) {
    this.rows = grid.rows;
    this.#extent = extentOf(this.rows.slice(range.top, range.bottom + 1));
  }

  parts(): SheetPart[] {
    const prose = this.#prose();
    const parts: SheetPart[] = [];
    let top = this.range.top;
    for (const single of prose) {
      parts.push(...this.#table(top, single.top - 1));
      parts.push({ kind: 'prose', lines: single.cell.text.split('\n') });
      top = single.bottom + 1;
    }
    return [...parts, ...this.#table(top, this.range.bottom)];
  }

  /** The rows that are prose, from top to bottom. */
  #prose(): Single[] {
    const singles = this.#singles();
    const alone = new Set(singles.flatMap(({ top, bottom }) => range(top, bottom)));
    // where the table begins and ends: the first and the last row with more than one text
    let first = this.range.top;
    while (alone.has(first)) first += 1;
    let last = this.range.bottom;
    while (alone.has(last)) last -= 1;
    const inside = singles.filter(({ top }) => top > first && top < last).map(({ cell }) => mask(cell.text));
    return singles.filter((single) => {
      if (this.#isHeadline(single)) return true;
      const outside = single.bottom < first || single.top > last;
      return outside && this.#stands(single) && !inside.includes(mask(single.cell.text));
    });
  }

  #singles(): Single[] {
    const found: Single[] = [];
    for (let at = this.range.top; at <= this.range.bottom; at += 1) {
      const cell = this.#onlyText(at);
      if (cell === undefined || cell.top !== at) continue;
      const bottom = Math.min(cell.bottom, this.range.bottom);
      const alone = range(at, bottom).every((row) => this.#onlyText(row) === cell);
      if (alone) found.push({ cell, top: at, bottom });
    }
    return found;
  }

  #onlyText(row: number): SheetCell | undefined {
    const filled = new Set(this.rows[row]?.slots.filter((cell) => cell !== undefined && cell.text !== ''));
    const [only] = filled;
    return filled.size === 1 ? only : undefined;
  }

  /** Whether the cell reaches across the segment, or nothing is drawn beside it. */
  #stands({ cell, top }: Single): boolean {
    const { left, right } = this.#extent;
    if (cell.left <= left && cell.right >= right) return true;
    const width = cell.right - cell.left + 1;
    // a label may be merged over a few columns too, before figures that were all left blank
    if (width > 1 && width * 2 < right - left + 1) return false;
    const beside = range(left, right).filter((column) => column < cell.left || column > cell.right);
    return beside.every((column) => this.rows[top]?.slots[column] === undefined);
  }

  #isHeadline(single: Single): boolean {
    const { text } = single.cell;
    return this.#stands(single) && (text.length >= LONG || HEADLINE.test(text));
  }

  #table(top: number, bottom: number): SheetPart[] {
    const filled = range(top, bottom).filter((row) => hasText(this.rows[row]));
    const [first, last] = [filled[0], filled.at(-1)];
    if (first === undefined || last === undefined) return [];
    const rows = this.rows.slice(first, this.#lastRow(last, bottom) + 1);
    const extent = extentOf(rows);
    const frame = { first, rows: rows.length, ...extent, styled: this.grid.styled };
    const cells = rows.map((row, at) => cellsOf(row, first + at, frame));
    if (isProse(cells)) return [{ kind: 'prose', lines: linesOf(cells) }];
    return [{ kind: 'table', rows: cells, width: extent.right - extent.left + 1 }];
  }

  /** A drawn row of blanks right below a heading is what the heading asks for: it states nothing. */
  #lastRow(last: number, bottom: number): number {
    const heading = this.rows[last]?.slots.every((cell) => cell === undefined || !FIGURE.test(cell.text));
    return heading === true && last < bottom ? last + 1 : last;
  }
}

const hasText = (row: SheetRow | undefined): boolean =>
  row?.slots.some((cell) => cell !== undefined && cell.text !== '') ?? false;

const mask = (text: string): string => text.replace(NUMERALS, '#');

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

interface Frame extends Extent {
  readonly first: number;
  readonly rows: number;
  readonly styled: boolean;
}

/** The cells whose first slot within the frame stands in this row. */
function cellsOf({ slots }: SheetRow, row: number, frame: Frame): Cell[] {
  return range(frame.left, frame.right).flatMap((column): Cell[] => {
    if (frame.styled && slots[column] === undefined) return [];
    const cell = slots[column] ?? { text: '', top: row, bottom: row, left: column, right: column };
    const top = Math.max(cell.top, frame.first);
    const left = Math.max(cell.left, frame.left);
    if (top !== row || left !== column) return [];
    return [
      {
        text: cell.text,
        row: row - frame.first,
        column: column - frame.left,
        rowSpan: Math.min(cell.bottom, frame.first + frame.rows - 1) - top + 1,
        columnSpan: Math.min(cell.right, frame.right) - left + 1,
        header: false,
      },
    ];
  });
}

function linesOf(rows: readonly (readonly Cell[])[]): string[] {
  return rows.flat().flatMap(({ text }) => (text === '' ? [] : text.split('\n')));
}
