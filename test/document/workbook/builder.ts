import { type CellObject, type Range, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Content } from '../../../src/document/model.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import { readWorkbook } from '../../../src/document/workbook/read-workbook.js';

/** What stands in a cell: text, a number, a cell as SheetJS has it; '' is a cell with borders, null is none. */
export type Given = string | number | CellObject | null;

export interface SheetOptions {
  /** As `A1:C1`. */
  readonly merged?: readonly string[];
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

export function sheet(rows: readonly (readonly Given[])[], options: SheetOptions = {}): WorkSheet {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const end = { r: Math.max(0, rows.length - 1), c: width - 1 };
  const found: WorkSheet = { '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: end }) };
  for (const [r, row] of rows.entries()) {
    for (const [c, given] of row.entries()) {
      const cell = cellOf(given);
      if (cell !== null) found[utils.encode_cell({ r, c })] = cell;
    }
  }
  found['!merges'] = (options.merged ?? []).map((range): Range => utils.decode_range(range));
  found['!rows'] = marks(options.hiddenRows);
  found['!cols'] = marks(options.hiddenColumns);
  return found;
}

function marks(hidden: readonly number[] = []): { hidden: boolean }[] {
  const last = Math.max(-1, ...hidden);
  return Array.from({ length: last + 1 }, (_, at) => ({ hidden: hidden.includes(at) }));
}

function cellOf(given: Given): CellObject | null {
  if (given === null || typeof given === 'object') return given;
  if (given === '') return { t: 'z', z: 'General' };
  return typeof given === 'number' ? { t: 'n', v: given } : { t: 's', v: given };
}

export function book(sheets: readonly WorkSheet[], hidden: readonly number[] = []): WorkBook {
  const names = sheets.map((_, at) => `Sheet${at + 1}`);
  return {
    SheetNames: names,
    Sheets: Object.fromEntries(names.map((name, at) => [name, sheets[at] ?? {}])),
    Workbook: { Sheets: names.map((_, at) => ({ Hidden: hidden.includes(at) ? 1 : 0 })) },
  };
}

export function bytesOf(workbook: WorkBook, type: 'xlsx' | 'biff8' = 'xlsx'): Buffer {
  const bytes: unknown = write(workbook, {
    type: 'buffer',
    bookType: type,
    sheetStubs: true,
    compression: true,
  });
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not written as bytes');
  return Buffer.from(bytes);
}

/** The workbook with one of its parts changed. */
export function withPart(workbook: Buffer, part: string, change: (xml: string) => string): Buffer {
  const files = unzipSync(workbook);
  files[part] = strToU8(change(strFromU8(files[part] ?? new Uint8Array())));
  return Buffer.from(zipSync(files));
}

export function readBook(bytes: Uint8Array, limits: Partial<DocumentLimits> = {}): Content {
  return readWorkbook(bytes, { ...DEFAULT_LIMITS, ...limits });
}

export function readSheet(rows: readonly (readonly Given[])[], options: SheetOptions = {}): Content {
  return readBook(bytesOf(book([sheet(rows, options)])));
}

/** Paragraphs as their text, tables as the texts of their rows. */
export function outlineOf({ blocks }: Content): (string | string[][])[] {
  return blocks.map((block) =>
    block.kind === 'paragraph' ? block.text : block.rows.map((row) => row.map(({ text }) => text)),
  );
}
