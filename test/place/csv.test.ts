import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { type CsvTable, type KnownHeads, readCsv } from '../../src/place/csv.js';

const NAMES = ['name', 'region', 'url'];
const HEADS: KnownHeads = {
  names: NAMES,
  nameOf: (head) => (head === '名称' ? 'name' : NAMES.includes(head) ? head : null),
};

function read(content: string | Uint8Array): CsvTable {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-csv-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'list.csv');
  writeFileSync(file, content);
  return readCsv(file, HEADS);
}

const cellsOf = (table: CsvTable) =>
  table.rows.map(({ row, cells }) => [row, Object.fromEntries(cells)] as const);

function faultOf(content: string): ConfigError {
  try {
    read(content);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('a table', () => {
  const text = '名称,region\r\n平湖市,330482\r\n';
  const rows = [[2, { name: '平湖市', region: '330482' }]];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['GBK, as Excel saves it in China', iconv.encode(text, 'gbk')],
    [
      'UTF-16, as Excel saves Unicode text',
      iconv.encode(text.replaceAll(',', '\t'), 'utf16le', { addBOM: true }),
    ],
  ])('is read from %s', (_, bytes) => expect(cellsOf(read(bytes))).toEqual(rows));

  it('may have semicolons between its cells', () =>
    expect(cellsOf(read(text.replaceAll(',', ';')))).toEqual(rows));

  it('numbers its rows as a spreadsheet does, whatever is blank or has lines within', () => {
    const table = read('name,region\n"甲\n市",1\n\n,\n乙市,2\n');
    expect(cellsOf(table)).toEqual([
      [2, { name: '甲\n市', region: '1' }],
      [5, { name: '乙市', region: '2' }],
    ]);
  });

  it('may have blank columns at its end', () => expect(cellsOf(read('name,,\n甲市,,\n'))).toHaveLength(1));

  it('says where a cell is', () => {
    const table = read('name,region\n甲市,x\n');
    const error = table.fault('must be digits', { row: 2, head: 'region', hint: 'look' });
    expect(error.message).toBe('row 2, column B (region): must be digits');
    expect(error).toMatchObject({ hint: 'look', place: { file: table.file } });
    expect(table.fault('is missing', { row: 2, head: 'url' }).message).toBe('row 2: is missing');
  });
});

describe('what is no table', () => {
  it.each([
    [
      'a head that is not known',
      'name,regoin\n',
      /row 1, column B: there is no column 「regoin」/,
      /region\?/,
    ],
    ['a head that is there twice', 'name,名称\n', /row 1, column B: the column 名称 is there twice/, null],
    ['a quote that does not end', 'name\n"甲市\n', /not valid CSV/, null],
  ])('names %s', (_, text, message, hint) => {
    const error = faultOf(text);
    expect(error.message).toMatch(message);
    if (hint !== null) expect(error.hint).toMatch(hint);
  });

  it('leaves out a row with a code that Excel has rounded, or a cell under no head', () => {
    const table = read('name,region\n甲市,1.23E+17\n乙市,2\n丙市,3,4\n');
    expect(cellsOf(table)).toEqual([[3, { name: '乙市', region: '2' }]]);
    expect(table.faults.map(({ message }) => message)).toEqual([
      'row 2, column B (region): 1.23E+17 is a code that the spreadsheet has rounded',
      'row 4, column C (): the column has no head',
    ]);
  });
});
