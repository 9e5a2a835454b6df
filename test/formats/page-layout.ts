/** A printed report laid out on pages: where every line of text and every border stands, in millimetres. */
import { defined } from '../../src/defined.js';
import { type Alignment, type Geometry, textWidthOf } from './geometry.js';
import { type DrawnLook, drawnLook, type Run } from './looks.js';
import { type PlacedCell, type PrintedReport, type PrintedTable, placeCells } from './printed.js';

/** A line of text; `x` and `y` are the left end of its base line, from the top left of the page. */
export interface PageText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Height of the type. */
  readonly size: number;
  /** Room after each character, as a multiple of the type's height. */
  readonly spacing: number;
  readonly strike?: DrawnLook['strike'];
  readonly ink?: DrawnLook['ink'];
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

/** The leading of prose, against that of cells. */
const PROSE_LEADING = 1.56;

/** How wide a text is: characters of Chinese are as wide as high, others half as wide. */
export function textWidth(text: string, size: number, spacing = 0): number {
  return [...text].reduce((sum, character) => sum + advance(character, size, spacing), 0);
}

/** @param spacing room after the character, as a multiple of its height */
export function advance(character: string, size: number, spacing = 0): number {
  return (/[\u0020-\u00ff]/.test(character) ? size / 2 : size) + spacing * size;
}

export function layOutPages(printed: PrintedReport): Page[] {
  const writer = new PageWriter(printed);
  for (const block of printed.blocks) {
    if (block.kind === 'table') writer.table(block);
    else writer.line(block.text, block.role);
  }
  return writer.pages;
}

/** A row of a table, or the part of one that stands on one page. */
interface Strip {
  readonly row: number;
  readonly height: number;
}

/** What of a table stands on one page. */
interface Part {
  readonly here: readonly Strip[];
  readonly next: readonly Strip[];
  /** Whether the last strip here is the upper part of the first one there. */
  readonly isBroken: boolean;
}

class PageWriter {
  #page: Page = { texts: [], rules: [] };
  readonly pages: Page[] = [this.#page];
  readonly #geometry: Geometry;
  readonly #bottom: number;
  #y: number;

  constructor(private readonly printed: PrintedReport) {
    this.#geometry = printed.geometry;
    this.#y = this.#geometry.margin;
    this.#bottom = this.#geometry.page.height - this.#geometry.margin;
  }

  #turn(): void {
    this.#page = { texts: [], rules: [] };
    this.#y = this.#geometry.margin;
    this.pages.push(this.#page);
  }

  line(text: string, role: 'title' | 'heading' | 'body'): void {
    const { sizes, margin } = this.#geometry;
    const size = sizes[role];
    const width = textWidthOf(this.#geometry);
    for (const line of wrapped(text, width, size)) {
      if (this.#y + size * 1.3 > this.#bottom) this.#turn();
      const x = role === 'title' ? margin + (width - textWidth(line, size)) / 2 : margin;
      this.#page.texts.push({ text: line, x, y: this.#y + size, size, spacing: 0 });
      this.#y += size * PROSE_LEADING;
    }
  }

  table(table: PrintedTable): void {
    const { split, sizes } = this.#geometry;
    const placed = placeCells(table);
    const drawn = new Map<PlacedCell, number>();
    const rows = this.#heights(table, placed).map((height, row): Strip => ({ row, height }));
    const fits = this.#y + heightOf(rows) <= this.#bottom;
    if (split === 'none' && !fits) this.#turn();
    const head = split === 'repeated' ? rows.slice(0, table.headingRows) : [];
    let left: readonly Strip[] = rows;
    while (left.length > 0) {
      const repeated = left === rows ? [] : head;
      const { here, next, isBroken } = this.#part(left, this.#bottom - this.#y - heightOf(repeated));
      if (here.length === 0) {
        this.#turn();
        continue;
      }
      const top = this.#y;
      if (repeated.length > 0) this.#strips(table, placed, repeated, new Map(), null);
      const lines = this.#strips(table, placed, here, drawn, next[0] ?? null);
      this.#tableRules(table, top, here, left === rows, next.length === 0);
      left = isBroken ? [this.#grown(next[0], lines), ...next.slice(1)] : next;
      if (left.length > 0) this.#turn();
    }
    this.#y += sizes.body;
  }

  /** What fits into the room; where rows may be broken, with a part of a row of several lines. */
  #part(strips: readonly Strip[], room: number): Part {
    let count = 0;
    while (count < strips.length && heightOf(strips.slice(0, count + 1)) <= room) count += 1;
    const [here, next] = [strips.slice(0, count), strips.slice(count)];
    const [broken] = next;
    const free = room - heightOf(here);
    const least = this.#lineHeight() + 2 * this.#geometry.padding.y;
    if (!this.#geometry.breaksRows || broken === undefined) return { here, next, isBroken: false };
    if (free < least || broken.height < least + this.#lineHeight()) return { here, next, isBroken: false };
    const upper = { row: broken.row, height: Math.min(free, broken.height - this.#lineHeight()) };
    const lower = { row: broken.row, height: broken.height - upper.height };
    return { here: [...here, upper], next: [lower, ...next.slice(1)], isBroken: true };
  }

  /** The lower part of a row, as high as the lines ask that are left for it. */
  #grown(strip: Strip | undefined, lines: number): Strip {
    const need = lines * this.#lineHeight() + 2 * this.#geometry.padding.y;
    return { row: strip?.row ?? 0, height: Math.max(strip?.height ?? 0, need) };
  }

  #lineHeight(): number {
    return this.#geometry.sizes.cell * this.#geometry.leading;
  }

  /** The heights of the rows: as high as the highest cell of one row, and cells of several fit as well. */
  #heights({ rows, widths }: PrintedTable, placed: readonly PlacedCell[]): number[] {
    const { row: least, padding } = this.#geometry;
    const heights = rows.map(() => Math.max(least, this.#lineHeight() + 2 * padding.y));
    const needs = placed.map((cell) => {
      const lines = this.#linesOf(cell, widths).length;
      const need = lines * this.#lineHeight() + 2 * padding.y;
      return { row: cell.row, rows: cell.cell.rowSpan, need };
    });
    for (const { row, rows: span, need } of needs.sort((a, b) => a.rows - b.rows)) {
      const missing = need - sum(heights.slice(row, row + span));
      const last = row + span - 1;
      if (missing > 0) heights[last] = (heights[last] ?? 0) + missing;
    }
    return heights;
  }

  #linesOf({ cell, column }: PlacedCell, widths: readonly number[]): string[] {
    const { padding, sizes, spacing } = this.#geometry;
    const width = sum(widths.slice(column, column + cell.columnSpan)) - 2 * padding.x;
    // a cell of which parts look different is one line
    return cell.runs === undefined ? wrapped(cell.text, width, sizes.cell, spacing) : [''];
  }

  /**
   * Draws strips at the present height.
   * @param drawn how many lines of each cell stand on earlier pages
   * @param following what comes on the next page: a cell that goes on there has so many lines here as fit
   * @returns how many lines are left at most for a cell of the row that comes first there
   */
  #strips(
    { widths }: PrintedTable,
    placed: readonly PlacedCell[],
    strips: readonly Strip[],
    drawn: Map<PlacedCell, number>,
    following: Strip | null,
  ): number {
    const { margin, padding } = this.#geometry;
    const tops = strips.map((_, at) => this.#y + heightOf(strips.slice(0, at)));
    let most = 0;
    for (const item of placed) {
      const { cell, row, column } = item;
      const isOfCell = (strip: Strip): boolean => strip.row >= row && strip.row < row + cell.rowSpan;
      const first = strips.findIndex(isOfCell);
      const last = strips.findLastIndex(isOfCell);
      if (first < 0) continue;
      const x0 = margin + sum(widths.slice(0, column));
      const x1 = x0 + sum(widths.slice(column, column + cell.columnSpan));
      const [y0, y1] = [tops[first] ?? 0, (tops[last] ?? 0) + (strips[last]?.height ?? 0)];
      this.#cellRules(x0, y0, x1, y1);
      const before = drawn.get(item) ?? 0;
      const lines = this.#linesOf(item, widths).slice(before);
      const goesOn = following !== null && isOfCell(following);
      const fitting = Math.floor((y1 - y0 - 2 * padding.y) / this.#lineHeight() + 0.001);
      const count = goesOn ? Math.min(lines.length, Math.max(0, fitting)) : lines.length;
      if (goesOn && following.row === strips.at(-1)?.row && cell.rowSpan === 1) {
        most = Math.max(most, lines.length - count);
      }
      drawn.set(item, before + count);
      const isFigure = cell.indicator !== null;
      if (cell.runs !== undefined) this.#cellRuns(cell.runs, isFigure, x0, y0, x1, y1);
      else this.#cellText(lines.slice(0, count), isFigure, x0, y0, x1, y1);
    }
    this.#y += heightOf(strips);
    return most;
  }

  #cellText(
    lines: readonly string[],
    isFigure: boolean,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
  ): void {
    const { sizes, leading, padding, spacing, figures, labels } = this.#geometry;
    const size = sizes.cell;
    const { side, height } = isFigure ? figures : labels;
    const free = y1 - y0 - 2 * padding.y - lines.length * this.#lineHeight();
    let y = y0 + padding.y + free * SHARE[height];
    for (const line of lines) {
      const room = x1 - x0 - 2 * padding.x - textWidth(line, size, spacing);
      const x = x0 + padding.x + room * SHARE[side];
      const base = y + (leading * size - size) / 2 + size * BASE;
      if (line !== '') this.#page.texts.push({ text: line, x, y: base, size, spacing });
      y += this.#lineHeight();
    }
  }

  #cellRuns(runs: readonly Run[], isFigure: boolean, x0: number, y0: number, x1: number, y1: number): void {
    const { sizes, leading, padding, figures, labels, page } = this.#geometry;
    const { side, height } = isFigure ? figures : labels;
    const parts = runs.map((run) => {
      const look = drawnLook(run);
      const size = sizes.cell * (look.scale ?? 1);
      const width = textWidth(run.text, size);
      return { text: run.text, look, size, width, room: look.above || look.beside ? 0 : width };
    });
    const total = sum(parts.map(({ room }) => room));
    const free = y1 - y0 - 2 * padding.y - this.#lineHeight();
    const top = y0 + padding.y + free * SHARE[height];
    const base = top + (leading * sizes.cell - sizes.cell) / 2 + sizes.cell * BASE;
    let x = x0 + padding.x + (x1 - x0 - 2 * padding.x - total) * SHARE[side];
    for (const { text, look, size, width, room } of parts) {
      const { rise = 0, strike, ink, above, beside } = look;
      const left = beside === true ? page.width + sizes.cell : above === true ? x - width : x;
      const y = base - rise * sizes.cell;
      this.#page.texts.push({ text, x: left, y, size, spacing: 0, ...defined({ strike, ink }) });
      x += room;
    }
  }

  #cellRules(x0: number, y0: number, x1: number, y1: number): void {
    const { borders } = this.printed.layout;
    if (borders === 'thin' || borders === 'filled') this.#box(x0, y0, x1, y1);
  }

  /** Lines around the table, or above, below and inside it; `top` is where the part on this page begins. */
  #tableRules(
    { rows, widths }: PrintedTable,
    top: number,
    here: readonly Strip[],
    isFirst: boolean,
    isLast: boolean,
  ): void {
    const { borders } = this.printed.layout;
    const [x0, x1] = [this.#geometry.margin, this.#geometry.margin + sum(widths)];
    if (borders === 'outer') this.#box(x0, top, x1, this.#y);
    if (borders !== 'ends' && borders !== 'head') return;
    if (isFirst) this.#page.rules.push({ x0, y0: top, x1, y1: top });
    if (isLast) this.#page.rules.push({ x0, y0: this.#y, x1, y1: this.#y });
    const head = rows.findIndex((row) => !row.every(({ heading }) => heading));
    const above = here.filter(({ row }) => row < head);
    const y = top + heightOf(above);
    if (borders === 'head' && isFirst && above.length < here.length) {
      this.#page.rules.push({ x0, y0: y, x1, y1: y });
    }
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

/** How much of the free room is before the text. */
const SHARE: Readonly<Record<Alignment['side'] | Alignment['height'], number>> = {
  left: 0,
  top: 0,
  center: 0.5,
  middle: 0.5,
  right: 1,
  bottom: 1,
};
const heightOf = (strips: readonly Strip[]): number => sum(strips.map(({ height }) => height));

/** From the top of a character to the base line. */
const BASE = 0.9;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Breaks lines between any two characters, but never inside a number. */
function wrapped(text: string, width: number, size: number, spacing = 0): string[] {
  return text.split('\n').flatMap((line) => {
    const lines = [''];
    for (const [piece] of line.matchAll(/[\d.,]+|./gu)) {
      const last = lines.at(-1) ?? '';
      if (last !== '' && textWidth(last + piece, size, spacing) > width) lines.push(piece);
      else lines[lines.length - 1] = last + piece;
    }
    return lines;
  });
}
