/** A printed report as a workbook: prose in merged rows, tables with merged labels, on one sheet or several. */
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { type PrintedReport, type PrintedTable, placeCells, splitBlocks } from './printed.js';

/** How wide prose is merged: over the columns of table 3. */
const WIDTH = 10;

/**
 * @param type the file format
 * @param sheets `one` has all on one sheet, parted by blank rows; `sections` begins a sheet with every heading
 *   that a table follows
 */
export function workbookFile(
  printed: PrintedReport,
  type: 'xlsx' | 'biff8' | 'ods',
  sheets: 'one' | 'sections' = 'one',
): Buffer {
  const book = utils.book_new();
  let sheet = new SheetWriter();
  const close = (): void => {
    if (sheet.height > 0) utils.book_append_sheet(book, sheet.finish(), `Sheet${book.SheetNames.length + 1}`);
    sheet = new SheetWriter();
  };
  for (const block of splitBlocks(printed)) {
    if (sheets === 'sections' && block.kind === 'line' && block.role === 'heading') close();
    if (block.kind === 'line') sheet.line(block.text);
    else sheet.table(block);
  }
  close();
  const bytes: unknown = write(book, { type: 'buffer', bookType: type, sheetStubs: true, compression: true });
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the workbook was not written as bytes');
  return Buffer.from(bytes);
}

class SheetWriter {
  height = 0;
  readonly #cells: CellObject[][] = [];
  readonly #merges: NonNullable<WorkSheet['!merges']> = [];

  line(text: string): void {
    this.#put(this.height, 0, { t: 's', v: text });
    this.#merges.push({ s: { r: this.height, c: 0 }, e: { r: this.height, c: WIDTH - 1 } });
    this.height += 1;
  }

  /** Numbers as numbers, where they are written as one; every slot is a cell, as in a sheet with borders. */
  table(table: PrintedTable): void {
    for (const { cell, row, column } of placeCells(table)) {
      const top = this.height + row;
      for (let y = 0; y < cell.rowSpan; y += 1) {
        for (let x = 0; x < cell.columnSpan; x += 1) this.#put(top + y, column + x, { t: 'z', z: 'General' });
      }
      if (cell.text !== '') this.#put(top, column, cellOf(cell.text));
      if (cell.rowSpan * cell.columnSpan === 1) continue;
      const end = { r: top + cell.rowSpan - 1, c: column + cell.columnSpan - 1 };
      this.#merges.push({ s: { r: top, c: column }, e: end });
    }
    this.height += table.rows.length + 1;
  }

  finish(): WorkSheet {
    const width = this.#cells.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
    const end = { r: this.height - 1, c: Math.max(0, width - 1) };
    return {
      '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: end }),
      '!data': Array.from({ length: this.height }, (_, row) => this.#cells[row] ?? []),
      '!merges': this.#merges,
    };
  }

  #put(row: number, column: number, cell: CellObject): void {
    const line = this.#cells[row] ?? [];
    line[column] = cell;
    this.#cells[row] = line;
  }
}

function cellOf(text: string): CellObject {
  // with a zero in front it is a text
  if (/^-?(?:0|[1-9]\d*)$/.test(text)) return { t: 'n', v: Number(text) };
  if (/^-?\d{1,3}(?:,\d{3})+$/.test(text)) return { t: 'n', v: Number(text.replaceAll(',', '')), z: '#,##0' };
  if (/^-?[\d,]+\.\d{2}$/.test(text)) {
    const format = text.includes(',') ? '#,##0.00' : '0.00';
    return { t: 'n', v: Number(text.replaceAll(',', '')), z: format };
  }
  if (/^-?(?:0|[1-9]\d*)\.\d+$/.test(text)) return { t: 'n', v: Number(text) };
  return { t: 's', v: text };
}
