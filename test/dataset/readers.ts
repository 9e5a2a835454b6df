/** Independent readers of each format: what anybody would read an export with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { z } from 'zod';
import { unguardText } from '../../src/dataset/formats/csv.js';
import type { FormatName } from '../../src/dataset/formats/names.js';
import type { Table } from '../../src/dataset/table.js';
import { openDatabase } from '../../storage/sqlite/binding.js';

export type Row = Record<string, string | number | null>;
const plain = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

type Read = (folder: string, table: Table) => Promise<Row[]>;

const workbooks = new Map<string, Promise<exceljs.Workbook>>();

/** Read once for all its sheets. */
function workbookIn(folder: string): Promise<exceljs.Workbook> {
  const known =
    workbooks.get(folder) ?? new exceljs.Workbook().xlsx.readFile(join(folder, 'nianbao-2023.xlsx'));
  workbooks.set(folder, known);
  return known;
}

export const READERS: Readonly<Record<FormatName, Read>> = {
  csv: async (folder, table) => {
    const cast = (
      text: string,
      { column, header, quoting }: { column: unknown; header: boolean; quoting: boolean },
    ) => {
      if (header) return text;
      if (text === '') return quoting ? '' : null;
      const type = table.columns.find(({ name }) => name === column)?.type;
      return type === 'integer' || type === 'number'
        ? Number(text)
        : type === 'text'
          ? unguardText(text)
          : text;
    };
    return plain.parse(
      parse(readFileSync(join(folder, `${table.name}.csv`)), { columns: true, bom: true, cast }),
    );
  },
  jsonl: async (folder, table) =>
    plain.parse(
      readFileSync(join(folder, `${table.name}.jsonl`), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
    ),
  parquet: async (folder, table) =>
    plain.parse(
      await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, `${table.name}.parquet`)) }),
    ),
  sqlite: async (folder, table) => {
    const db = openDatabase(join(folder, 'nianbao-2023.sqlite'), { readonly: true });
    try {
      return plain.parse(db.prepare(`SELECT * FROM "${table.name}"`).all());
    } finally {
      db.close();
    }
  },
  xlsx: async (folder, table) => {
    const workbook = await workbookIn(folder);
    const sheet = workbook.getWorksheet(table.name);
    if (sheet === undefined) throw new Error(`there is no sheet ${table.name}`);
    const rows: Row[] = [];
    for (let row = 2; row <= sheet.rowCount; row++) {
      const cells = table.columns.map(({ name }, i) => {
        const { value } = sheet.getRow(row).getCell(i + 1);
        return [name, typeof value === 'string' ? decodeEscapes(value) : (value ?? null)];
      });
      rows.push(
        z.record(z.string(), z.union([z.string(), z.number(), z.null()])).parse(Object.fromEntries(cells)),
      );
    }
    return rows;
  },
};

/** ST_Xstring (ECMA-376 22.9.2.19), which exceljs leaves as it is in inline texts. */
function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
