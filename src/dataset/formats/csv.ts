import type { Cell, RowBlock } from '../../../storage/contract/archive.js';
import type { Table } from '../table.js';
import { isList } from './block.js';
import { ByteBuilder } from './byte-builder.js';
import type { FormatOptions } from './format.js';
import type { TextEncoder } from './text.js';

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);
const COMMA = 0x2c;
const CRLF = Uint8Array.of(0x0d, 0x0a);

const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Where a text begins with one of these, a spreadsheet may take it for a formula and run it (OWASP, «CSV
 * Injection», with the full-width forms that East Asian spreadsheets read alike). The apostrophe is among them so
 * that one put in front can be told from one that was there.
 */
const FORMULA_START = new Set([..."=+-@\t\r\n'＝＋－＠"].map((character) => character.charCodeAt(0)));

/** A text that no spreadsheet runs: with an apostrophe in front where it could. */
export function guardText(text: string): string {
  return FORMULA_START.has(text.charCodeAt(0)) ? `'${text}` : text;
}

/** The text that `guardText` was given. */
export function unguardText(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

/**
 * CSV as RFC 4180 has it. Null is an empty cell; an empty text is a pair of quotes, for readers that can tell the two
 * apart. Numbers stand as they are, also with a minus; only texts are guarded against formulas.
 */
export function csvEncoder(table: Table, options: FormatOptions): TextEncoder {
  const guard = options.rawText ? (text: string) => text : guardText;
  const cell = (value: Cell, into: ByteBuilder): void => {
    if (typeof value === 'number') into.number(value);
    else if (value === '') into.text('""');
    else if (value !== null) {
      const text = guard(value);
      into.text(NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
  };
  return {
    head(into) {
      if (options.bom) into.bytes(BOM);
      for (const [index, { name }] of table.columns.entries()) {
        if (index > 0) into.byte(COMMA);
        cell(name, into);
      }
      into.bytes(CRLF);
    },
    rows(block, into) {
      const parts = piecesOf(block, cell);
      for (let row = 0; row < block.rows; row++) {
        for (const part of parts) {
          if (part instanceof Uint8Array) into.bytes(part);
          else cell(part[row] ?? null, into);
        }
      }
    },
  };
}

/** A row as what is the same in every row of the block, already encoded, and the columns that stand between. */
function piecesOf(
  block: RowBlock,
  cell: (value: Cell, into: ByteBuilder) => void,
): (Uint8Array | readonly Cell[])[] {
  const pieces: (Uint8Array | readonly Cell[])[] = [];
  const constant = new ByteBuilder(256);
  const flush = (): void => {
    if (constant.length > 0) pieces.push(constant.take());
  };
  for (const [index, column] of block.columns.entries()) {
    if (index > 0) constant.byte(COMMA);
    if (isList(column)) {
      flush();
      pieces.push(column);
    } else cell(column, constant);
  }
  constant.bytes(CRLF);
  flush();
  return pieces;
}
