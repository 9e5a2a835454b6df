import type { Block, Content, DocumentIssue, DocumentLimits } from '../model.js';
import { partsOfSheet, type SheetPart } from './blocks.js';
import type { SheetGrid } from './grid.js';

/** What of a sheet was not taken; the model has no code of its own for it. */
const LEFT_OUT: DocumentIssue['code'] = 'left_out';
const LIMITED: DocumentIssue['code'] = 'limit_reached';
const HIDDEN = 'hidden';

/** How many slots may be laid out, blank ones around tables included, for one slot of a table. */
const LAID_OUT = 5;

/** The blocks of a workbook, sheet by sheet, and what of it was left out: each kind of thing is said once. */
export class SheetBlocks {
  readonly blocks: Block[] = [];
  readonly #notes = new Map<string, DocumentIssue>();
  #tables = 0;
  #slots: number;

  constructor(limits: DocumentLimits) {
    this.#slots = limits.cells;
  }

  get content(): Content {
    return { meta: {}, blocks: this.blocks, issues: [...this.#notes.values()] };
  }

  get slotsToLayOut(): number {
    return this.#slots * LAID_OUT;
  }

  leaveOutHidden(): void {
    this.#note(HIDDEN, 'a hidden sheet was left out');
  }

  leaveOutBeyond(most: number, sheets: number): void {
    if (sheets <= most) return;
    this.#note('pages', `of ${sheets} sheets only ${most} were read, as the limit says`, LIMITED);
  }

  leaveOutRows(page: number): void {
    this.#note('rows', `sheet ${page}: rows beyond the limit were left out`, LIMITED);
  }

  #note(kind: string, message: string, code: DocumentIssue['code'] = LEFT_OUT): void {
    if (!this.#notes.has(kind)) this.#notes.set(kind, { code, message });
  }

  add(grid: SheetGrid, page: number): void {
    for (const part of partsOfSheet(grid)) {
      if (part.kind === 'prose') this.#prose(part.lines);
      else this.#table(part, page);
    }
    const where = `sheet ${page}`;
    if (grid.cut)
      this.#note(
        'cells',
        `${where}: rows were left out, the sheet has more cells than the limit allows`,
        LIMITED,
      );
    if (grid.hidden > 0)
      this.#note(`${HIDDEN} ${page}`, `${where}: ${grid.hidden} hidden cell(s) were left out`);
    if (grid.unreckoned > 0) {
      const message = `${where}: ${grid.unreckoned} formula(s) have no stored result and were not reckoned`;
      this.#note(`formulas ${page}`, message);
    }
    if (grid.overlapping > 0) {
      const message = `${where}: ${grid.overlapping} merged range(s) overlap others and were ignored`;
      this.#note(`merged ${page}`, message, 'span_clipped');
    }
  }

  #prose(lines: readonly string[]): void {
    for (const text of lines) if (text !== '') this.blocks.push({ kind: 'paragraph', text });
  }

  #table({ rows, width }: Extract<SheetPart, { kind: 'table' }>, page: number): void {
    const kept = rows.slice(0, Math.floor(this.#slots / width));
    this.#slots -= kept.length * width;
    if (kept.length < rows.length) {
      this.#note(
        'cells',
        `sheet ${page}: rows were left out, the tables have more cells than the limit allows`,
        LIMITED,
      );
    }
    if (kept.length === 0) return;
    this.#tables += 1;
    this.blocks.push({ kind: 'table', index: this.#tables, page, rows: clipped(kept), width, aligned: true });
  }
}

/** Spans must not reach below the last row that was kept. */
function clipped(rows: Extract<SheetPart, { kind: 'table' }>['rows']): typeof rows {
  const height = rows.length;
  return rows.map((cells) =>
    cells.map((cell) => (cell.row + cell.rowSpan > height ? { ...cell, rowSpan: height - cell.row } : cell)),
  );
}
