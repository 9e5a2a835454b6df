/** A printed report laid out on A4 pages: where every line of text and every border stands, in millimetres. */
import { PAGE_WIDTH, type PlacedCell, type PrintedReport, type PrintedTable, placeCells } from './printed.js';

/** A line of text; `x` and `y` are the left end of its base line, from the top left of the page. */
export interface PageText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Height of the type. */
  readonly size: number;
}

/** A filled rectangle or a line, as two opposite corners. */
interface PageRule {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Page {
  readonly texts: PageText[];
  readonly rules: PageRule[];
}

export const PAGE = { width: 210, height: 297 } as const;
const MARGIN = 18;
const BOTTOM = PAGE.height - MARGIN;
const PADDING = 1;
const LEADING = 1.3;
const SIZES = { title: 6, heading: 4, body: 4, cell: 3 } as const;

/** How wide a text is: characters of Chinese are as wide as high, others half as wide. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + advance(character, size), 0);
}

export function advance(character: string, size: number): number {
  return /[\u0020-\u00ff]/.test(character) ? size / 2 : size;
}

export function layOutPages(printed: PrintedReport): Page[] {
  const writer = new PageWriter(printed);
  for (const block of printed.blocks) {
    if (block.kind === 'table') writer.table(block);
    else writer.line(block.text, block.role);
  }
  return writer.pages;
}

class PageWriter {
  #page: Page = { texts: [], rules: [] };
  readonly pages: Page[] = [this.#page];
  #y = MARGIN;

  constructor(private readonly printed: PrintedReport) {}

  #turn(): void {
    this.#page = { texts: [], rules: [] };
    this.#y = MARGIN;
    this.pages.push(this.#page);
  }

  line(text: string, role: 'title' | 'heading' | 'body'): void {
    const size = SIZES[role];
    for (const line of wrapped(text, PAGE_WIDTH, size)) {
      if (this.#y + size * LEADING > BOTTOM) this.#turn();
      const x = role === 'title' ? MARGIN + (PAGE_WIDTH - textWidth(line, size)) / 2 : MARGIN;
      this.#page.texts.push({ text: line, x, y: this.#y + size, size });
      this.#y += size * LEADING * 1.2;
    }
  }

  table(table: PrintedTable): void {
    const placed = placeCells(table);
    const heights = this.#heights(table, placed);
    const total = sum(heights);
    const { split } = this.printed.layout;
    if (split === 'none' && this.#y + total > BOTTOM) this.#turn();
    let top = 0;
    const head = split === 'repeated' ? table.headingRows : 0;
    while (top < table.rows.length) {
      const repeated = top > 0 ? sum(heights.slice(0, head)) : 0;
      let bottom = top;
      let used = repeated;
      while (bottom < table.rows.length && this.#y + used + (heights[bottom] ?? 0) <= BOTTOM) {
        used += heights[bottom] ?? 0;
        bottom += 1;
      }
      if (bottom === top) {
        this.#turn();
        continue;
      }
      if (repeated > 0) this.#rows(table, placed, heights, 0, head);
      this.#rows(table, placed, heights, top, bottom);
      top = bottom;
      if (top < table.rows.length) this.#turn();
    }
    this.#y += SIZES.body;
  }

  /** The heights of the rows: as high as the highest cell of one row, and cells of several fit as well. */
  #heights({ rows, widths }: PrintedTable, placed: readonly PlacedCell[]): number[] {
    const least = this.printed.layout.split === 'none' ? 0 : 11;
    const heights = rows.map(() => Math.max(least, SIZES.cell * LEADING + 2 * PADDING));
    const needs = placed.map(({ cell, row, column }) => {
      const width = sum(widths.slice(column, column + cell.columnSpan)) - 2 * PADDING;
      const lines = wrapped(cell.text, width, SIZES.cell).length;
      return { row, rows: cell.rowSpan, need: lines * SIZES.cell * LEADING + 2 * PADDING };
    });
    for (const { row, rows: span, need } of needs.sort((a, b) => a.rows - b.rows)) {
      const missing = need - sum(heights.slice(row, row + span));
      const last = row + span - 1;
      if (missing > 0) heights[last] = (heights[last] ?? 0) + missing;
    }
    return heights;
  }

  /** Draws rows from `top` up to but without `bottom` at the present height. */
  #rows(
    { widths }: PrintedTable,
    placed: readonly PlacedCell[],
    heights: readonly number[],
    top: number,
    bottom: number,
  ): void {
    const above = this.#y - sum(heights.slice(0, top));
    for (const { cell, row, column } of placed) {
      const first = Math.max(row, top);
      const last = Math.min(row + cell.rowSpan, bottom);
      if (first >= last) continue;
      const x0 = MARGIN + sum(widths.slice(0, column));
      const x1 = x0 + sum(widths.slice(column, column + cell.columnSpan));
      const y0 = above + sum(heights.slice(0, first));
      const y1 = above + sum(heights.slice(0, last));
      this.#borders(x0, y0, x1, y1);
      if (row >= top) this.#cellText(cell.text, x0, y0, x1, y1);
    }
    const [y0, y1] = [this.#y, above + sum(heights.slice(0, bottom))];
    if (this.printed.layout.borders === 'outer') this.#box(MARGIN, y0, MARGIN + sum(widths), y1);
    this.#y = y1;
  }

  #cellText(text: string, x0: number, y0: number, x1: number, y1: number): void {
    const size = SIZES.cell;
    const lines = wrapped(text, x1 - x0 - 2 * PADDING, size);
    let y = (y0 + y1 - lines.length * size * LEADING) / 2;
    for (const line of lines) {
      const x = (x0 + x1 - textWidth(line, size)) / 2;
      if (line !== '') this.#page.texts.push({ text: line, x, y: y + size * 1.05, size });
      y += size * LEADING;
    }
  }

  #borders(x0: number, y0: number, x1: number, y1: number): void {
    const { borders } = this.printed.layout;
    if (borders === 'thin' || borders === 'filled') this.#box(x0, y0, x1, y1);
  }

  #box(x0: number, y0: number, x1: number, y1: number): void {
    this.#page.rules.push(
      { x0, y0, x1, y1: y0 },
      { x0, y0: y1, x1, y1 },
      { x0, y0, x1: x0, y1 },
      { x0: x1, y0, x1, y1 },
    );
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Breaks lines between any two characters, but never inside a number. */
function wrapped(text: string, width: number, size: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines = [''];
    for (const [piece] of line.matchAll(/[\d.,]+|./gu)) {
      const last = lines.at(-1) ?? '';
      if (last !== '' && textWidth(last + piece, size) > width) lines.push(piece);
      else lines[lines.length - 1] = last + piece;
    }
    return lines;
  });
}
