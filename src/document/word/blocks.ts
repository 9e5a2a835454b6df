import { isProse } from '../flow/prose.js';
import { type Grid, MOST_COLUMNS } from '../flow/table-grid.js';
import { foldLine } from '../flow/whitespace.js';
import type { Block, Cell, DocumentIssue, DocumentLimits, Table } from '../model.js';

/** A paragraph of a word processor's file: lines parted by `\n`, white space not folded yet. */
interface WordParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

/** A cell of a row, by the place of its left edge in the table's columns. */
export interface WordCell {
  readonly column: number;
  readonly columnSpan: number;
  /** Word has no row spans: a cell that reaches down goes on in a cell of every row below, never shown. */
  readonly vertical: 'single' | 'first' | 'continued';
  readonly header: boolean;
  readonly content: readonly WordBlock[];
}

export type WordRow = readonly WordCell[];

export type WordBlock = WordParagraph | WordTable;

/** A table as the file has it, measured when it is made, so that nesting costs nothing. */
export class WordTable {
  readonly kind = 'table';
  /** Cells that are shown. */
  readonly cells: number;
  readonly hasText: boolean;
  /** Whether a table of several cells stands in one of its cells, at whatever depth. */
  readonly nests: boolean;

  /** @param aligned whether the columns of its rows are known to line up */
  constructor(
    readonly rows: readonly WordRow[],
    readonly aligned: boolean,
    readonly page?: number,
  ) {
    let cells = 0;
    let hasText = false;
    let nests = false;
    for (const row of rows) {
      for (const { vertical, content } of row) {
        if (vertical === 'continued') continue;
        cells += 1;
        for (const block of content) {
          hasText ||= block.kind === 'paragraph' ? foldLine(block.text) !== '' : block.hasText;
          if (block.kind === 'table') nests ||= block.nests || (block.cells > 1 && block.hasText);
        }
      }
    }
    this.cells = cells;
    this.hasText = hasText;
    this.nests = nests;
  }
}

/**
 * The blocks of a word processor's file. As on web pages (`readFlow`), tables that only arrange others or prose
 * are dissolved into the flow, and empty ones left out. A file has no frame around it, so no line is noise.
 *
 * @param paged whether the pages of its tables are known
 */
export function assembleBlocks(
  content: readonly WordBlock[],
  limits: DocumentLimits,
  paged = false,
): { blocks: Block[]; issues: DocumentIssue[] } {
  const assembly = new Assembly(limits.cells, paged);
  assembly.walk(content);
  return assembly;
}

class Assembly {
  readonly blocks: Block[] = [];
  readonly issues: DocumentIssue[] = [];
  #tables = 0;
  #slots: number;

  constructor(
    slots: number,
    private readonly paged: boolean,
  ) {
    this.#slots = slots;
  }

  walk(content: readonly WordBlock[]): void {
    for (const block of content) {
      if (block.kind === 'table') this.#table(block);
      else for (const text of linesOf(block.text)) this.blocks.push({ kind: 'paragraph', text });
    }
  }

  #table(table: WordTable): void {
    if (!table.hasText) return;
    if (table.nests || table.cells <= 1) {
      this.#dissolve(table);
      return;
    }
    const grid = layOutRows(table.rows, this.#slots);
    if (!grid.cut && isProse(grid.rows)) {
      this.#dissolve(table);
      return;
    }
    this.#slots -= grid.slots;
    if (grid.width > 0) this.#add(table, grid);
    this.#report(grid);
  }

  #dissolve({ rows }: WordTable): void {
    for (const row of rows)
      for (const cell of row) if (cell.vertical !== 'continued') this.walk(cell.content);
  }

  #add({ aligned, page }: WordTable, { rows, width }: Grid): void {
    this.#tables += 1;
    const table: Table = { kind: 'table', index: this.#tables, rows, width, aligned };
    this.blocks.push(page === undefined || !this.paged ? table : { ...table, page });
  }

  #report({ clipped, cut }: Grid): void {
    if (clipped > 0) {
      const message = `table ${this.#tables}: ${clipped} cell(s) wider than any table were cut`;
      this.issues.push({ code: 'span_clipped', message });
    }
    if (cut && !this.issues.some(({ code }) => code === 'limit_reached')) {
      const message = 'the tables take more slots than the limit allows: cells were left out';
      this.issues.push({ code: 'limit_reached', message });
    }
  }
}

function linesOf(text: string): string[] {
  if (!text.includes('\n')) {
    const line = foldLine(text);
    return line === '' ? [] : [line];
  }
  return text
    .split('\n')
    .map(foldLine)
    .filter((line) => line !== '');
}

/** The text of a cell: its lines folded, without empty ones, joined by `\n`. */
function cellText(content: readonly WordBlock[]): string {
  const lines: string[] = [];
  const collect = (blocks: readonly WordBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'paragraph') lines.push(...linesOf(block.text));
      else for (const cell of block.rows.flat()) if (cell.vertical !== 'continued') collect(cell.content);
    }
  };
  collect(content);
  return lines.join('\n');
}

type Growing = { -readonly [Key in keyof Cell]: Cell[Key] };

/**
 * Gives every cell its place. A continued cell lengthens the one above it only where both have the same edges
 * (ECMA-376 part 1, 17.4.84); else it is a cell of its own.
 */
function layOutRows(source: readonly WordRow[], budget: number): Grid {
  const left = source.reduce((least, row) => Math.min(least, row[0]?.column ?? least), MOST_COLUMNS);
  const rows: Cell[][] = [];
  /** By column: the last cell that begins there and may reach further down. */
  const above = new Map<number, Growing>();
  let width = 0;
  let slots = 0;
  let clipped = 0;
  for (const [row, cells] of source.entries()) {
    const placed: Growing[] = [];
    for (const cell of cells) {
      const column = cell.column - left;
      const columnSpan = Math.min(cell.columnSpan, MOST_COLUMNS - column);
      if (columnSpan < cell.columnSpan) clipped += 1;
      if (columnSpan < 1) continue;
      if (slots + columnSpan > budget) return { rows: [...rows, placed], width, slots, clipped, cut: true };
      slots += columnSpan;
      width = Math.max(width, column + columnSpan);
      const upper = above.get(column);
      const adjoins = upper?.columnSpan === columnSpan && upper.row + upper.rowSpan === row;
      if (cell.vertical === 'continued' && upper !== undefined && adjoins) {
        upper.rowSpan += 1;
        continue;
      }
      const { header, content, vertical } = cell;
      const origin: Growing = { text: cellText(content), row, column, rowSpan: 1, columnSpan, header };
      placed.push(origin);
      if (vertical === 'single') above.delete(column);
      else above.set(column, origin);
    }
    rows.push(placed);
  }
  return { rows, width, slots, clipped, cut: false };
}
