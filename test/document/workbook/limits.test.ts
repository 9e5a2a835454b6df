import { deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../helpers.js';
import { book, bytesOf, outlineOf, readBook, sheet, withPart } from './builder.js';

const ROWS = [
  ['项目', '总计'],
  ['甲', 1],
  ['乙', 2],
];
const XLSX = bytesOf(book([sheet(ROWS)]));
const XLS = bytesOf(book([sheet(ROWS)]), 'biff8');
const SHEET = 'xl/worksheets/sheet1.xml';

it('an xls file reads as the xlsx file does, hidden sheets and columns left out', () => {
  const workbook = book([sheet(ROWS, { merged: ['A1:B1'], hiddenColumns: [2] }), sheet([['x']])], [1]);
  expect(outlineOf(readBook(bytesOf(workbook, 'biff8')))).toEqual(outlineOf(readBook(bytesOf(workbook))));
});

describe('a workbook is damaged', () => {
  it('where its file is cut off', () => {
    for (const bytes of [XLSX, XLS]) {
      expect(codeOf(() => readBook(bytes.subarray(0, bytes.length / 2)))).toBe('damaged');
    }
  });

  it('where a byte of a packed part was changed', () => {
    const bytes = Buffer.from(XLSX);
    const at = bytes.indexOf(SHEET) + SHEET.length + 20;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    expect(codeOf(() => readBook(bytes))).toBe('damaged');
  });

  it('where a sheet breaks off, is missing, or refers to a text that is missing', () => {
    const broken = withPart(XLSX, SHEET, (xml) => xml.slice(0, xml.length / 2));
    expect(codeOf(() => readBook(broken))).toBe('damaged');
    const dangling = withPart(XLSX, SHEET, (xml) => xml.replace('t="str"><v>甲</v>', 't="s"><v>99</v>'));
    expect(codeOf(() => readBook(dangling))).toBe('damaged');
    const files = unzipSync(XLSX);
    delete files[SHEET];
    expect(codeOf(() => readBook(zipSync(files)))).toBe('damaged');
  });

  it('where it has no sheet at all', () => {
    expect(codeOf(() => readBook(zipSync({ 'xl/other.xml': strToU8('<a/>') })))).toBe('damaged');
  });
});

describe('limits', () => {
  it('on what unpacks, before anything is unpacked beyond them', () => {
    expect(codeOf(() => readBook(XLSX, { unpacked: 500 }))).toBe('too_large');
    const bomb = withPart(XLSX, SHEET, (xml) =>
      xml.replace('</sheetData>', `${' '.repeat(5_000_000)}</sheetData>`),
    );
    expect(bomb.length).toBeLessThan(20_000);
    expect(codeOf(() => readBook(bomb, { unpacked: 1_000_000 }))).toBe('too_large');
  });

  it('on cells that are empty but for a style', () => {
    const cells = Array.from({ length: 600 }, (_, at) => `<c r="C${at + 1}" s="0"/>`).join('');
    const padded = withPart(XLSX, SHEET, (xml) =>
      xml.replace('</sheetData>', `<row r="9">${cells}</row></sheetData>`),
    );
    expect(codeOf(() => readBook(padded, { cells: 100 }))).toBe('too_large');
    expect(codeOf(() => readBook(padded, { cells: 1000 }))).toBeUndefined();
  });

  it('on the slots of tables: rows are left out, and an issue says so', () => {
    const content = readBook(XLSX, { cells: 4 });
    expect(outlineOf(content)).toEqual([
      [
        ['项目', '总计'],
        ['甲', '1'],
      ],
    ]);
    expect(content.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('on sheets: the first ones are read, and an issue says so', () => {
    const content = readBook(bytesOf(book([sheet(ROWS), sheet(ROWS), sheet(ROWS)])), { pages: 2 });
    expect(content.blocks).toHaveLength(2);
    expect(content.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('on merged ranges that cover one another', () => {
    const ranges = Array.from({ length: 2000 }, () => '<mergeCell ref="A1:B3"/>').join('');
    const merged = withPart(XLSX, SHEET, (xml) =>
      xml.replace('</sheetData>', `</sheetData><mergeCells>${ranges}</mergeCells>`),
    );
    expect(codeOf(() => readBook(merged, { cells: 100 }))).toBe('too_large');
  });
});

describe('what is no workbook that can be read', () => {
  it('a password is told from damage', () => {
    // FILEPASS behind the first BOF record of the stream
    const stream = XLS.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00]));
    const locked = Buffer.from(XLS);
    locked.set([0x2f, 0x00], stream + 20);
    expect(codeOf(() => readBook(locked))).toBe('encrypted');
  });

  it('binary workbooks (.xlsb) are unsupported', () => {
    const files = { 'xl/workbook.bin': deflateRawSync(Buffer.from('x')) };
    expect(codeOf(() => readBook(zipSync(files)))).toBe('unsupported');
  });
});
