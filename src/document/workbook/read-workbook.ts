import type { Block, Content, DocumentIssue, DocumentLimits } from '../model.js';
import { partsOfSheet, type SheetPart } from './blocks.js';
import { layOutSheet, type SheetGrid } from './grid.js';
import { damaged, openWorkbook } from './open.js';

/** What of a sheet was not taken; the model has no code of its own for it. */
const LEFT_OUT: DocumentIssue['code'] = 'left_out';
const LIMITED: DocumentIssue['code'] = 'limit_reached';
const HIDDEN = 'hidden';

/**
 * Reads a workbook of Excel or WPS (xlsx, xls since Excel 97, et), sheet by sheet in their order.
 *
 * - A cell's text is what the sheet shows: numbers in their format, even where it rounds; a formula's stored
 *   result, or the formula itself where none is stored; an error as its name.
 * - What is struck, raised, lowered or hidden by its colour is so in the notation of src/document/sight.ts; a number whose
 *   format shows another one, and a cell under a picture, a shape or a control, can't be told.
 * - Hidden sheets, rows and columns are left out, and so are comments, the texts of boxes, charts, headers and
 *   footers.
 * - A table's `page` is the number of its sheet among the visible ones.
 *
 * @throws DocumentError `encrypted`, `damaged`, `too_large`, or `unsupported`: Excel 95 and older, xlsb
 */
export function readWorkbook(bytes: Uint8Array, limits: DocumentLimits): Content {
  const { workbook, looksOf } = openWorkbook(bytes, limits);
  const reader = new WorkbookReader(limits);
  const visible = workbook.SheetNames.map((name, place) => ({ name, place })).filter(({ place }) => {
    const shown = (workbook.Workbook?.Sheets?.[place]?.Hidden ?? 0) === 0;
    if (!shown) reader.note(HIDDEN, `a hidden sheet was left out`);
    return shown;
  });
  if (visible.length > limits.pages) {
    reader.note(
      'pages',
      `of ${visible.length} sheets only ${limits.pages} were read, as the limit says`,
      LIMITED,
    );
  }
  for (const [at, { name, place }] of visible.slice(0, limits.pages).entries()) {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined) throw damaged(`the sheet 「${name}」 cannot be read`);
    // a chart or a macro on a sheet of its own
    if (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet') continue;
    if (sheet['!fullref'] !== undefined)
      reader.note('rows', `sheet ${at + 1}: rows beyond the limit were left out`, LIMITED);
    reader.add(layOutSheet(sheet, looksOf(place), reader.slotsToLayOut), at + 1);
  }
  return { meta: {}, blocks: reader.blocks, issues: reader.issues };
}

/** How many slots may be laid out, blank ones around tables included, for one slot of a table. */
const LAID_OUT = 5;

class WorkbookReader {
  readonly blocks: Block[] = [];
  readonly #notes = new Map<string, DocumentIssue>();
  #tables = 0;
  #slots: number;

  constructor(limits: DocumentLimits) {
    this.#slots = limits.cells;
  }

  get issues(): DocumentIssue[] {
    return [...this.#notes.values()];
  }

  get slotsToLayOut(): number {
    return this.#slots * LAID_OUT;
  }

  /** Says each kind of thing once. */
  note(kind: string, message: string, code: DocumentIssue['code'] = LEFT_OUT): void {
    if (!this.#notes.has(kind)) this.#notes.set(kind, { code, message });
  }

  add(grid: SheetGrid, page: number): void {
    for (const part of partsOfSheet(grid)) {
      if (part.kind === 'prose') this.#prose(part.lines);
      else this.#table(part, page);
    }
    const where = `sheet ${page}`;
    if (grid.cut)
      this.note(
        'cells',
        `${where}: rows were left out, the sheet has more cells than the limit allows`,
        LIMITED,
      );
    if (grid.hidden > 0)
      this.note(`${HIDDEN} ${page}`, `${where}: ${grid.hidden} hidden cell(s) were left out`);
    if (grid.unreckoned > 0) {
      const message = `${where}: ${grid.unreckoned} formula(s) have no stored result and were not reckoned`;
      this.note(`formulas ${page}`, message);
    }
    if (grid.overlapping > 0) {
      const message = `${where}: ${grid.overlapping} merged range(s) overlap others and were ignored`;
      this.note(`merged ${page}`, message, 'span_clipped');
    }
  }

  #prose(lines: readonly string[]): void {
    for (const text of lines) if (text !== '') this.blocks.push({ kind: 'paragraph', text });
  }

  #table({ rows, width }: Extract<SheetPart, { kind: 'table' }>, page: number): void {
    const kept = rows.slice(0, Math.floor(this.#slots / width));
    this.#slots -= kept.length * width;
    if (kept.length < rows.length) {
      this.note(
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
