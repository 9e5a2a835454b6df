import type { Cell, RowBlock } from '../../../storage/contract/archive.js';
import type { Table } from '../table.js';
import { cellAt } from './block.js';
import type { ByteBuilder } from './byte-builder.js';

/** A worksheet holds no more rows (ECMA-376 does not say; Excel, LibreOffice and exceljs agree on 2^20). */
export const SHEET_ROWS = 1_048_576;
/** A cell holds no more characters; a longer text makes Excel call the file damaged. */
const CELL_CHARACTERS = 32_767;

/** What XML 1.0 can't hold, and the escapes by which a workbook holds it (ECMA-376 22.9.2.19, ST_Xstring). */
const SPECIAL =
  /[\p{Cc}&<>"\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '\n',
  '\t': '\t',
};

function xmlText(text: string): string {
  return text.replace(SPECIAL, (found) => {
    const code = found.charCodeAt(0);
    if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
    return NAMED[found] ?? `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

/** A, B, … Z, AA, AB …, from 0. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const OPEN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const HEAD_STYLE = ' s="1"';

/** The XML of one worksheet: a bold head that stays in sight, then the rows. Null is no cell at all. */
export class Sheet {
  readonly #starts: readonly Buffer[];
  #row = 0;
  /** Texts that were cut, being longer than a cell holds. */
  cut = 0;

  constructor(
    private readonly table: Table,
    private readonly into: ByteBuilder,
  ) {
    this.#starts = table.columns.map((_, index) => Buffer.from(`<c r="${columnName(index)}`));
    into.text(
      `${OPEN}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`,
    );
    this.#begin();
    for (const [index, { name }] of table.columns.entries()) this.#cell(index, name, HEAD_STYLE);
    this.into.text('</row>');
  }

  get isFull(): boolean {
    return this.#row >= SHEET_ROWS;
  }

  add(block: RowBlock, row: number): void {
    this.#begin();
    for (let index = 0; index < this.table.columns.length; index++) {
      this.#cell(index, cellAt(block.columns[index], row), '');
    }
    this.into.text('</row>');
  }

  end(): void {
    const last = columnName(Math.max(0, this.table.columns.length - 1));
    this.into.text(`</sheetData><autoFilter ref="A1:${last}${this.#row}"/></worksheet>`);
  }

  #begin(): void {
    this.#row++;
    this.into.text(`<row r="${this.#row}">`);
  }

  #cell(index: number, cell: Cell, style: string): void {
    if (cell === null) return;
    this.into.bytes(this.#starts[index] ?? Buffer.of());
    this.into.number(this.#row);
    if (typeof cell === 'number') {
      this.into.text(`"${style}><v>`);
      this.into.number(cell);
      this.into.text('</v></c>');
      return;
    }
    this.into.text(`"${style} t="inlineStr"><is><t xml:space="preserve">`);
    this.into.text(xmlText(this.#fitting(cell)));
    this.into.text('</t></is></c>');
  }

  #fitting(text: string): string {
    if (text.length <= CELL_CHARACTERS) return text;
    this.cut++;
    const note = `…【此处截断：全文 ${text.length} 字，见其他格式 / cut here: ${text.length} characters, see the other formats】`;
    return text.slice(0, CELL_CHARACTERS - note.length) + note;
  }
}
