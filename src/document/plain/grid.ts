import type { Block, Cell } from '../model.js';
import { type Found, type Nothing, nothing } from './found.js';
import { clean, type SourceLine } from './lines.js';
import { METRICS, type Metric } from './widths.js';

/** Box-drawing characters as the three that tables of plain characters are drawn with. */
const BARS = /[│┃║╎╏┆┇┊┋]/gu;
const DASHES = /[─━═╌╍┄┅┈┉]/gu;
const CORNERS = /[\u250c-\u254b\u2552-\u256c\u256d-\u2570]/gu;
const BEGINS = /^\s*(?:\+[-=+]{2,}|[┌╔┏╒╓╭├╠+][─━═╌┄┬╦┳╤╥+]{2,})/u;
const IN_GRID = /^\s*[|+│┃║┌├└╔╠╚┏┣┗╒╞╘╓╟╙╭╰╎┆┊]/u;

interface GridLine {
  readonly text: string;
  /** In columns of the text: where each character begins. */
  readonly places: readonly number[];
}

/**
 * A table drawn with characters: `+---+---+`, or lines of a box. Cells that a line does not close go on, so that spans
 * are as drawn. Where bars and corners do not stand below each other, whatever a Chinese character is taken to measure,
 * the bars of each line part its cells.
 */
export function findGrid(lines: readonly SourceLine[], at: number): Found | Nothing {
  if (!BEGINS.test(lines[at]?.text ?? '')) return nothing(at);
  let to = at + 1;
  while (to < lines.length && IN_GRID.test(lines[to]?.text ?? '')) to += 1;
  const source = lines.slice(at, to).map(({ text }) => plainly(text.trimEnd()));
  if (to - at < 3) return nothing(at);
  const tables = METRICS.flatMap((metric) => {
    const table = drawn(source.map((text) => measured(text, metric)));
    return table === null ? [] : [table];
  });
  const rows = tables[0] ?? undrawn(source);
  const isDrawn = tables.length > 0;
  const width = rows.flat().reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  const table: Block = { kind: 'table', index: 0, rows, width, aligned: isDrawn };
  return { to, blocks: rows.flat().some(({ text }) => text !== '') ? [table] : [] };
}

function plainly(text: string): string {
  return text.replace(DASHES, '-').replace(BARS, '|').replace(CORNERS, '+');
}

function measured(text: string, metric: Metric): GridLine {
  const places: number[] = [];
  let column = 0;
  for (let i = 0; i < text.length; i += 1) {
    places.push(column);
    column += metric(text.charCodeAt(i));
  }
  return { text, places };
}

/** Columns at which the line holds one of the characters. */
function placesOf(line: GridLine, characters: string): number[] {
  return line.places.filter((_, i) => characters.includes(line.text.charAt(i)));
}

/** A rule, or partly one: dashes from a corner on. */
const RULE = /\+[-=]{2,}/;

const isRule = ({ text }: GridLine): boolean => RULE.test(text);

/** The cells with their spans; null where bars stand beside the corners. */
function drawn(lines: readonly GridLine[]): Cell[][] | null {
  const edges = [...new Set(lines.filter(isRule).flatMap((line) => placesOf(line, '+')))].sort(
    (a, b) => a - b,
  );
  const [left, right] = [edges[0], edges.at(-1)];
  if (left === undefined || right === undefined || edges.length < 2) return null;
  const known = new Set(edges);
  const fits = lines.every((line) => {
    const bars = placesOf(line, isRule(line) ? '+|' : '|');
    return bars[0] === left && bars.at(-1) === right && bars.every((place) => known.has(place));
  });
  if (!fits) return null;
  return new Drawing(lines, edges).rows();
}

interface Open {
  readonly row: number;
  readonly column: number;
  readonly end: number;
  readonly texts: string[];
  bottom: number;
}

/** Follows the cells of a drawn table from rule to rule. */
class Drawing {
  readonly #cells: Open[] = [];
  /** The cell that is open over each elementary column. */
  #open: (Open | null)[];
  #row = -1;

  constructor(
    private readonly lines: readonly GridLine[],
    private readonly edges: readonly number[],
  ) {
    this.#open = edges.slice(1).map(() => null);
  }

  rows(): Cell[][] {
    let afterRule = true;
    const loose = this.#isLoose();
    for (const [at, line] of this.lines.entries()) {
      if (isRule(line)) {
        this.#rule(line);
        afterRule = true;
      } else {
        if (afterRule || loose(at)) this.#row += 1;
        if (loose(at) && !afterRule) this.#open = this.#open.map(() => null);
        this.#content(line);
        afterRule = false;
      }
    }
    return this.#built();
  }

  /**
   * Tables of query tools have no rules between their rows: where only the head and the end are ruled, every line behind
   * the head is a row.
   */
  #isLoose(): (at: number) => boolean {
    const rules = this.lines.flatMap((line, at) => (isRule(line) ? [at] : []));
    const [, head = 0, end = 0] = rules;
    const isQuery = rules.length === 3 && head === 2 && end - head > 2;
    return (at) => isQuery && at > head;
  }

  /** A rule closes the cells over which it is drawn. */
  #rule(line: GridLine): void {
    this.#open = this.#open.map((cell, column) => {
      const [from, to] = [this.edges[column] ?? 0, this.edges[column + 1] ?? 0];
      const text = this.#between(line, from, to);
      if (/^[-=+]+$/.test(text.trim()) || text.trim() === '') return text.trim() === '' ? cell : null;
      cell?.texts.push(text);
      return cell;
    });
    // a rule over part of a cell closes all of it
    for (const cell of new Set(this.#open)) {
      if (cell === null) continue;
      const over = this.#open.slice(cell.column, cell.end);
      if (over.some((open) => open !== cell))
        for (let at = cell.column; at < cell.end; at += 1) if (this.#open[at] === cell) this.#open[at] = null;
    }
  }

  #content(line: GridLine): void {
    const bars = new Set(placesOf(line, '|'));
    let column = 0;
    while (column < this.edges.length - 1) {
      let end = column + 1;
      while (end < this.edges.length - 1 && !bars.has(this.edges[end] ?? 0)) end += 1;
      const text = this.#between(line, this.edges[column] ?? 0, this.edges[end] ?? 0);
      const known = this.#open[column];
      const cell =
        known != null && known.column === column && known.end === end ? known : this.#begin(column, end);
      cell.bottom = this.#row;
      if (clean(text) !== '') cell.texts.push(text);
      column = end;
    }
  }

  #begin(column: number, end: number): Open {
    const cell: Open = { row: this.#row, column, end, texts: [], bottom: this.#row };
    this.#cells.push(cell);
    this.#open.fill(cell, column, end);
    return cell;
  }

  /** What stands between two edges. */
  #between({ text, places }: GridLine, from: number, to: number): string {
    return text.slice(indexAfter(places, from), indexAfter(places, to - 1));
  }

  #built(): Cell[][] {
    const rows: Cell[][] = Array.from({ length: this.#row + 1 }, () => []);
    for (const { row, column, end, texts, bottom } of this.#cells) {
      rows[row]?.push({
        text: texts.map(clean).join('\n'),
        row,
        column,
        rowSpan: bottom - row + 1,
        columnSpan: end - column,
        header: false,
      });
    }
    for (const row of rows) row.sort((a, b) => a.column - b.column);
    return rows;
  }
}

/** The index of the first character behind a column: places rise. */
function indexAfter(places: readonly number[], column: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) <= column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By bars alone: between two rules, lines of as many bars are one row. */
function undrawn(source: readonly string[]): Cell[][] {
  const rows: string[][] = [];
  const isQuery = source.filter((text) => RULE.test(text)).length === 3;
  let rules = 0;
  let open: string[] | null = null;
  for (const text of source) {
    if (RULE.test(text)) {
      open = null;
      rules += 1;
      continue;
    }
    const cells = text.split('|').slice(1, -1).map(clean);
    if (open?.length === cells.length && !(isQuery && rules > 1)) {
      for (const [at, more] of cells.entries())
        if (more !== '') open[at] = open[at] ? `${open[at]}\n${more}` : more;
    } else {
      open = cells;
      rows.push(open);
    }
  }
  return rows.map((cells, row) =>
    cells.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1, header: false })),
  );
}
