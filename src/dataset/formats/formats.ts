import { csvEncoder } from './csv.js';
import type { FormatPlace, FormatWriter } from './format.js';
import { jsonlEncoder } from './jsonl.js';
import type { FormatName } from './names.js';
import { parquetTable } from './parquet.js';
import { SHEET_ROWS } from './sheet.js';
import { SqliteDataset } from './sqlite.js';
import { TableFiles } from './table-files.js';
import { textTable } from './text.js';
import { Workbook } from './xlsx.js';

export interface Format {
  readonly mediaType: string;
  /** Explains itself by a sheet of its own, for it travels without the files beside it. */
  readonly carriesCodebook: boolean;
  /** Figures beyond so many rows are left out, and it is said. */
  readonly mostFigures: number;
  create(place: FormatPlace): Promise<FormatWriter>;
}

const ANY = Number.POSITIVE_INFINITY;

/** Every format of an export; a new one is one file and one entry. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  csv: {
    mediaType: 'text/csv',
    carriesCodebook: false,
    mostFigures: ANY,
    create: async (place) =>
      new TableFiles(
        'csv',
        place,
        textTable((table) => csvEncoder(table, place.options)),
      ),
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    carriesCodebook: true,
    mostFigures: SHEET_ROWS - 1,
    create: (place) => Workbook.create(place),
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    carriesCodebook: false,
    mostFigures: ANY,
    create: async (place) => new TableFiles('parquet', place, parquetTable),
  },
  jsonl: {
    mediaType: 'application/jsonl',
    carriesCodebook: false,
    mostFigures: ANY,
    create: async (place) => new TableFiles('jsonl', place, textTable(jsonlEncoder)),
  },
  sqlite: {
    mediaType: 'application/vnd.sqlite3',
    carriesCodebook: false,
    mostFigures: ANY,
    create: async (place) => new SqliteDataset(place),
  },
};
