/**
 * Sets reports of the simulation in type: paragraphs and the form's tables on pages, as word processors would print
 * them. Writers of PDF and OFD, and tests of the layout, take the pages from here.
 */
import type { LayoutPage, RuleInk, TextRun } from '../../../src/document/layout/page/page.js';
import {
  FORM_LAYOUTS,
  type LayoutCell,
  type LayoutTable,
} from '../../../src/simulation/reports/form-layout.js';
import type { SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { reportSections } from '../../../src/simulation/reports/report-sections.js';

export interface DrawnText {
  readonly text: string;
  /** Of the baseline's beginning, in points from the page's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DrawnText[];
  /** Ink of borders, as boxes. */
  readonly rules: readonly RuleInk[];
  /** What else is drawn, in the operators of PDF. */
  readonly operators?: string;
}

export type BorderStyle = 'thin' | 'double' | 'dashed' | 'no-outer' | 'horizontal' | 'none';

export interface TypeStyle {
  readonly borders: BorderStyle;
  /** Points that the text area ends above the page's bottom: moves the page breaks. */
  readonly bottom?: number;
  /** Draws the heading rows again on the next page. */
  readonly repeatHead?: boolean;
  /** Draws lines where a table crosses a page. */
  readonly closed?: boolean;
  readonly pageNumbers?: boolean;
}

const WIDTH = 595;
const HEIGHT = 842;
const LEFT = 80;
const RIGHT = 515;
const TOP = 80;
const TEXT = 16;
const CELL = 10;
const LEADING = 13;
const PAD = 5;
/** Narrow cells are set with less margin. */
const padOf = (width: number): number => (width < 40 ? 2 : PAD);

/** How wide the characters are: ASCII is half as wide as the rest. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x80 ? size / 2 : size;
  return width;
}

/** Lines no longer than `width`. */
function wrap(text: string, width: number, size: number): string[] {
  return text.split('\n').flatMap((part) => {
    const lines: string[] = [];
    let line = '';
    for (const character of part) {
      if (widthOf(line + character, size) > width && line !== '') {
        lines.push(line);
        line = '';
      }
      line += character;
    }
    return [...lines, line];
  });
}

class Typesetter {
  readonly pages: { width: number; height: number; texts: DrawnText[]; rules: RuleInk[] }[] = [];
  #y = TOP;
  /** Cells whose text is printed. */
  #set = new Set<GridCell>();

  constructor(private readonly style: TypeStyle) {
    this.#newPage();
  }

  #newPage(): void {
    const page = { width: WIDTH, height: HEIGHT, texts: [] as DrawnText[], rules: [] as RuleInk[] };
    this.pages.push(page);
    this.#y = TOP;
    if (this.style.pageNumbers === true) {
      page.texts.push({ text: `— ${this.pages.length} —`, x: 280, y: HEIGHT - 40, size: 9 });
    }
  }

  get #page(): Typesetter['pages'][number] {
    const page = this.pages.at(-1);
    if (page === undefined) throw new Error('no page');
    return page;
  }

  get #bottom(): number {
    return HEIGHT - (this.style.bottom ?? 80);
  }

  title(text: string): void {
    for (const line of wrap(text, RIGHT - LEFT, 20)) {
      this.#line(line, (WIDTH - widthOf(line, 20)) / 2, 20);
    }
  }

  paragraph(text: string): void {
    let first = true;
    for (const line of wrap(`\u3000\u3000${text}`, RIGHT - LEFT, TEXT)) {
      const trimmed = line.replace(/^\u3000+/u, '');
      this.#line(trimmed, first ? LEFT + 2 * TEXT : LEFT, TEXT);
      first = false;
    }
  }

  #line(text: string, x: number, size: number): void {
    if (this.#y + size * 1.7 > this.#bottom) this.#newPage();
    this.#y += size * 1.7;
    this.#page.texts.push({ text, x, y: this.#y, size });
  }

  table(table: GridTable): void {
    const xs = columnLines(table);
    this.#y += 10;
    const heights = rowHeights(table, xs);
    let start = 0;
    while (start < heights.length) {
      const repeat = start > 0 && this.style.repeatHead === true ? table.headingRows : 0;
      let room = this.#bottom - this.#y - sum(heights.slice(0, repeat));
      let end = start;
      while (end < heights.length && (heights[end] ?? 0) <= room) room -= heights[end++] ?? 0;
      // headings stay together
      if (end < table.headingRows) end = start;
      if (end === start) {
        if (this.#y === TOP) throw new Error('a row is higher than a page');
        this.#newPage();
        continue;
      }
      const rows = [...range(0, repeat), ...range(start, end)];
      for (const cell of table.cells) if (cell.row < repeat) this.#set.delete(cell);
      this.#part(table, xs, heights, rows, { first: start === 0, last: end === heights.length });
      start = end;
      if (start < heights.length) this.#newPage();
    }
    this.#y += 10;
  }

  /** Draws some rows of a table: what spans rows beyond them is cut. */
  #part(
    table: GridTable,
    xs: readonly number[],
    heights: readonly number[],
    rows: readonly number[],
    ends: { first: boolean; last: boolean },
  ): void {
    const tops = new Map<number, number>();
    let y = this.#y;
    for (const row of rows) {
      tops.set(row, y);
      y += heights[row] ?? 0;
    }
    const bottom = y;
    for (const cell of table.cells) {
      const own = range(cell.row, cell.row + cell.rows).filter((row) => tops.has(row));
      const [first] = own;
      const last = own.at(-1);
      if (first === undefined || last === undefined) continue;
      const box = {
        x0: xs[cell.column] ?? 0,
        x1: xs[cell.column + cell.columns] ?? 0,
        y0: tops.get(first) ?? 0,
        y1: (tops.get(last) ?? 0) + (heights[last] ?? 0),
      };
      const open = { top: box.y0 === this.#y && !ends.first, bottom: box.y1 === bottom && !ends.last };
      this.#borders(box, { x0: xs[0] ?? 0, x1: xs.at(-1) ?? 0, y0: this.#y, y1: bottom }, open);
      // a text that has no room in what is left of a page stands in the rest of its cell
      const room = this.#fits(cell.text, box) || last === cell.row + cell.rows - 1;
      if (room && !this.#set.has(cell)) {
        this.#cell(cell.text, box);
        this.#set.add(cell);
      }
    }
    this.#y = bottom;
  }

  #fits(text: string, { x0, x1, y0, y1 }: RuleInk): boolean {
    return wrap(text, x1 - x0 - 2 * padOf(x1 - x0), CELL).length * LEADING <= y1 - y0;
  }

  #cell(text: string, box: RuleInk): void {
    const width = box.x1 - box.x0;
    const lines = wrap(text, width - 2 * padOf(width), CELL);
    const top = (box.y0 + box.y1) / 2 - (lines.length * LEADING) / 2;
    for (const [i, line] of lines.entries()) {
      if (line === '') continue;
      const x = (box.x0 + box.x1) / 2 - widthOf(line, CELL) / 2;
      this.#page.texts.push({ text: line, x, y: top + (i + 1) * LEADING - 3, size: CELL });
    }
  }

  #borders(box: RuleInk, table: RuleInk, open: { top: boolean; bottom: boolean }): void {
    const { borders, closed = true } = this.style;
    const outer = borders !== 'no-outer' && borders !== 'horizontal';
    const sides: [boolean, RuleInk][] = [
      [closed || !open.top, { ...box, y1: box.y0 }],
      [closed || !open.bottom, { ...box, y0: box.y1 }],
      [borders !== 'horizontal' && (outer || box.x0 > table.x0 + 1), { ...box, x1: box.x0 }],
      [borders !== 'horizontal' && (outer || box.x1 < table.x1 - 1), { ...box, x0: box.x1 }],
    ];
    if (borders === 'none') return;
    for (const [there, side] of sides) if (there) this.#page.rules.push(...inkOf(side, borders));
  }
}

function inkOf(side: RuleInk, style: BorderStyle): RuleInk[] {
  const line = { x0: side.x0 - 0.25, y0: side.y0 - 0.25, x1: side.x1 + 0.25, y1: side.y1 + 0.25 };
  if (style === 'double') {
    const [dx, dy] = side.x0 === side.x1 ? [0.8, 0] : [0, 0.8];
    return [-1, 1].map((sign) => ({
      x0: line.x0 + sign * dx,
      x1: line.x1 + sign * dx,
      y0: line.y0 + sign * dy,
      y1: line.y1 + sign * dy,
    }));
  }
  if (style !== 'dashed') return [line];
  const vertical = side.x0 === side.x1;
  const length = vertical ? line.y1 - line.y0 : line.x1 - line.x0;
  const pieces: RuleInk[] = [];
  for (let at = 0; at < length; at += 4) {
    const to = Math.min(at + 2.5, length);
    pieces.push(
      vertical
        ? { ...line, y0: line.y0 + at, y1: line.y0 + to }
        : { ...line, x0: line.x0 + at, x1: line.x0 + to },
    );
  }
  return pieces;
}

interface GridCell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

interface GridTable {
  readonly columns: number;
  readonly headingRows: number;
  readonly cells: readonly GridCell[];
  /** How much of the width each column takes. */
  readonly shares: readonly number[];
}

/** A table of the form with every cell in its slot. */
function gridOf(layout: LayoutTable, textOf: (cell: LayoutCell) => string): GridTable {
  const taken = new Set<string>();
  const cells: GridCell[] = [];
  for (const [row, line] of layout.rows.entries()) {
    let column = 0;
    for (const cell of line) {
      while (taken.has(`${row} ${column}`)) column += 1;
      const rows = 'label' in cell ? cell.rowSpan : 1;
      cells.push({ text: textOf(cell), row, column, rows, columns: cell.columnSpan });
      for (const r of range(row, row + rows)) {
        for (const c of range(column, column + cell.columnSpan)) taken.add(`${r} ${c}`);
      }
      column += cell.columnSpan;
    }
  }
  const shares = {
    proactive: [1, 1, 1, 1],
    requests: [2, 2, 5, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4],
    disputes: [],
  }[layout.id];
  return {
    columns: layout.columns,
    headingRows: layout.headingRows,
    cells,
    shares: shares.length > 0 ? shares : range(0, layout.columns).map(() => 1),
  };
}

function columnLines(table: GridTable): number[] {
  const whole = sum(table.shares);
  const xs = [LEFT];
  for (const share of table.shares) xs.push((xs.at(-1) ?? 0) + ((RIGHT - LEFT) * share) / whole);
  return xs;
}

function rowHeights(table: GridTable, xs: readonly number[]): number[] {
  const rows = table.cells.reduce((most, cell) => Math.max(most, cell.row + cell.rows), 0);
  const heights = range(0, rows).map(() => LEADING + 2 * PAD);
  for (const cell of [...table.cells].sort((a, b) => a.rows - b.rows)) {
    const width = (xs[cell.column + cell.columns] ?? 0) - (xs[cell.column] ?? 0);
    const wanted = wrap(cell.text, width - 2 * padOf(width), CELL).length * LEADING + 2 * PAD;
    const has = sum(heights.slice(cell.row, cell.row + cell.rows));
    const last = cell.row + cell.rows - 1;
    if (wanted > has) heights[last] = (heights[last] ?? 0) + wanted - has;
  }
  return heights;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A whole report on pages. */
export function drawReport(report: SimulatedReport, style: TypeStyle): readonly DrawnPage[] {
  const setter = new Typesetter(style);
  setter.title(report.title);
  for (const { heading, paragraphs, table } of reportSections(report)) {
    setter.paragraph(heading);
    for (const text of paragraphs) setter.paragraph(text);
    for (const layout of FORM_LAYOUTS[report.edition]) {
      if (layout.id !== table) continue;
      const value = (cell: LayoutCell): string =>
        'label' in cell ? cell.label : String(report.figures[cell.indicator] ?? '');
      setter.table(gridOf(layout, value));
    }
  }
  return setter.pages;
}

/** The pages as a reader hands them to the layout. */
export function layoutPages(pages: readonly DrawnPage[]): LayoutPage[] {
  return pages.map(({ width, height, texts, rules }, i) => ({
    number: i + 1,
    width,
    height,
    rules,
    runs: texts.map(
      ({ text, x, y, size }): TextRun => ({
        text,
        x,
        y: y - size * 0.86,
        width: widthOf(text, size),
        height: size,
      }),
    ),
  }));
}
