import { isNoise } from '../flow/noise.js';
import type { Block, Content, DocumentIssue, DocumentLimits, Table } from '../model.js';
import { BlankTables } from './blanks/find-blanks.js';
import { findCellLines } from './cell-lines.js';
import { findCommas } from './commas.js';
import type { Finder, Found } from './found.js';
import { findGrid } from './grid.js';
import { HtmlTables } from './html-tables.js';
import { clean, isPageNumber, linesOf, type SourceLine, withoutHashes } from './lines.js';
import { findPipes } from './pipes.js';
import { findTabs } from './tabs.js';

/**
 * Reads plain text with its tables, in whatever shape they were written: HTML inside Markdown, drawn grids, pipes, tabs,
 * commas, columns separated by blanks, or one cell per line. The first shape that fits at a line takes it; lines of no shape are
 * paragraphs.
 */
export function readText(text: string, limits: DocumentLimits): Content {
  const html = new HtmlTables(limits);
  const lines = linesOf(text);
  const blanks = new BlankTables(lines);
  const finders: Finder[] = [
    (_, at) => html.find(lines, at),
    findGrid,
    (_, at) => findPipes(lines, at, (cell) => html.cell(cell)),
    findTabs,
    findCommas,
    (_, at) => blanks.find(at),
    findCellLines,
  ];
  const reader = new TextReader(lines, finders, limits.cells);
  reader.read();
  return { meta: {}, blocks: reader.blocks, issues: reader.issues };
}

class TextReader {
  readonly blocks: Block[] = [];
  readonly issues: DocumentIssue[] = [];
  /** For each finder, the line before which it finds nothing more. */
  readonly #clear: number[];
  #tables = 0;
  #cells: number;

  constructor(
    private readonly lines: readonly SourceLine[],
    private readonly finders: readonly Finder[],
    cells: number,
  ) {
    this.#clear = finders.map(() => 0);
    this.#cells = cells;
  }

  read(): void {
    let at = 0;
    while (at < this.lines.length) {
      const found = this.#find(at);
      if (found === null) {
        this.#paragraph(withoutHashes(this.lines[at]?.text ?? ''));
        at += 1;
        continue;
      }
      for (const block of found.blocks) {
        if (block.kind === 'table') this.#table(block);
        else for (const line of block.text.split('\n')) this.#paragraph(line);
      }
      at = found.to;
    }
  }

  #find(at: number): Found | null {
    if ((this.lines[at]?.text ?? '').trim() === '' && !this.lines[at]?.text.includes('\t')) return null;
    if (isPageNumber(this.lines, at)) return null;
    for (const [i, find] of this.finders.entries()) {
      if (at < (this.#clear[i] ?? 0)) continue;
      const found = find(this.lines, at);
      if ('to' in found) return found;
      this.#clear[i] = found.before;
    }
    return null;
  }

  #paragraph(line: string): void {
    const text = clean(line);
    if (text !== '' && !isNoise(text)) this.blocks.push({ kind: 'paragraph', text });
  }

  #table(table: Table): void {
    const rows = this.#afford(table.rows);
    if (rows.length === 0) return;
    this.#tables += 1;
    const width =
      rows === table.rows ? table.width : rows.reduce((most, { length }) => Math.max(most, length), 0);
    this.blocks.push({ ...table, index: this.#tables, rows, width });
  }

  #afford(rows: Table['rows']): Table['rows'] {
    const cells = rows.reduce((sum, { length }) => sum + length, 0);
    if (cells <= this.#cells) {
      this.#cells -= cells;
      return rows;
    }
    if (this.issues.length === 0) {
      const message = 'the tables have more cells than the limit allows: some were left out';
      this.issues.push({ code: 'limit_reached', message });
    }
    return rows.flatMap((row) => {
      const affordable = row.slice(0, this.#cells);
      this.#cells -= affordable.length;
      return affordable.length === 0 ? [] : [affordable];
    });
  }
}
