import { isNoise } from './flow/noise.js';
import { isProse } from './flow/prose.js';
import { foldLine } from './flow/whitespace.js';
import type { Block, Content, DocumentIssue, DocumentLimits, Table } from './model.js';

/**
 * Reads plain text that was taken from a word processor or a page, with its tables in one of two shapes:
 *
 * - a cell a line, each behind a tab, rows parted by empty lines; a line without a tab continues the cell above;
 * - a row a line, cells parted by tabs, between lines of prose or Markdown headings.
 *
 * Text without tabs is paragraphs.
 */
export function readText(text: string, limits: DocumentLimits): Content {
  const reader = new TextReader(text.split(/\r\n|[\r\n\f\v\u2028\u2029]/), limits.cells);
  reader.read();
  return { meta: {}, blocks: reader.blocks, issues: reader.issues };
}

/** How the lines of a table are to be taken. */
type Shape = 'cell-a-line' | 'row-a-line';

interface OpenTable {
  readonly shape: Shape;
  readonly rows: string[][];
}

const HEADING = /^\s{0,3}#{1,6}\s*/;
/** One tab, before the text. */
const ONE_CELL = /^[^\S\t]*\t[^\t]*$/;
/** What Word leaves behind where a text is taken out of it. */
const RESIDUE = /\[bookmark:[^\]]{0,100}\]/g;
/** How far ahead the shape of a table is judged. */
const LOOKAHEAD = 30;

class TextReader {
  readonly blocks: Block[] = [];
  readonly issues: DocumentIssue[] = [];
  #table: OpenTable | undefined;
  #afterBlank = true;
  #tables = 0;
  #cells: number;

  constructor(
    private readonly lines: readonly string[],
    cells: number,
  ) {
    this.#cells = cells;
  }

  read(): void {
    for (const [at, line] of this.lines.entries()) {
      if (HEADING.test(line)) this.prose(line.replace(HEADING, ''));
      else if (line.includes('\t')) this.tabbed(line, at);
      else this.untabbed(line);
    }
    this.closeTable();
  }

  private untabbed(line: string): void {
    if (foldLine(line) === '') {
      this.#afterBlank = true;
    } else if (this.#table?.shape === 'cell-a-line' && !this.#afterBlank && !isEmpty(this.#table)) {
      this.continueCell(this.#table, line);
    } else {
      this.prose(line);
    }
  }

  private prose(line: string): void {
    this.closeTable();
    this.paragraph(line);
    this.#afterBlank = false;
  }

  private paragraph(line: string): void {
    const text = clean(line);
    if (text !== '' && !isNoise(text)) this.blocks.push({ kind: 'paragraph', text });
  }

  private tabbed(line: string, at: number): void {
    const shape = this.shapeAt(at);
    if (this.#table !== undefined && this.#table.shape !== shape) this.closeTable();
    this.#table ??= { shape, rows: [] };
    const parts = line.split('\t');
    if (shape === 'row-a-line') this.#table.rows.push(this.afford(parts).map(clean));
    else this.addCells(this.#table, parts);
    this.#afterBlank = false;
  }

  /** A table keeps its shape, but one of a cell a line may be followed by one of a row a line. */
  private shapeAt(at: number): Shape {
    const current = this.#table?.shape;
    if (current === 'row-a-line' || (current !== undefined && !this.#afterBlank)) return current;
    let balance = 0;
    for (const line of this.lines.slice(at, at + LOOKAHEAD)) {
      if (foldLine(line) === '' && !line.includes('\t')) break;
      if (line.includes('\t')) balance += ONE_CELL.test(line) ? 1 : -1;
    }
    return balance >= 0 ? 'cell-a-line' : 'row-a-line';
  }

  /** `parts` is a line split at its tabs; what stands before the first tab belongs to the cell above. */
  private addCells(table: OpenTable, [before = '', ...cells]: readonly string[]): void {
    const newRow = this.#afterBlank || table.rows.length === 0;
    if (newRow) table.rows.push([]);
    if (clean(before) !== '') {
      if (newRow) cells.unshift(before);
      else this.continueCell(table, before);
    }
    const row = table.rows.at(-1);
    for (const cell of this.afford(cells)) row?.push(clean(cell));
  }

  private continueCell({ rows }: OpenTable, line: string): void {
    const row = rows.at(-1);
    const last = row?.pop();
    const text = clean(line);
    row?.push(last ? `${last}\n${text}` : text);
  }

  private afford(cells: readonly string[]): readonly string[] {
    const affordable = cells.slice(0, this.#cells);
    this.#cells -= affordable.length;
    if (affordable.length < cells.length && this.issues.length === 0) {
      const message = 'the tables have more cells than the limit allows: some were left out';
      this.issues.push({ code: 'limit_reached', message });
    }
    return affordable;
  }

  private closeTable(): void {
    const table = this.#table;
    this.#table = undefined;
    if (table === undefined || isEmpty(table)) return;
    const rows = table.rows.map((row) => row.map((text) => ({ text })));
    if (isProse(rows)) {
      for (const { text } of rows.flat()) for (const line of text.split('\n')) this.paragraph(line);
      return;
    }
    this.#tables += 1;
    this.blocks.push(asTable(table.rows, this.#tables));
  }
}

const isEmpty = ({ rows }: OpenTable): boolean => rows.every((row) => row.every((cell) => cell === ''));

function asTable(rows: readonly (readonly string[])[], index: number): Table {
  return {
    kind: 'table',
    index,
    rows: rows.map((cells, row) =>
      cells.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1, header: false })),
    ),
    width: rows.reduce((widest, { length }) => Math.max(widest, length), 0),
    aligned: false,
  };
}

function clean(line: string): string {
  return foldLine(line.replace(RESIDUE, ''));
}
