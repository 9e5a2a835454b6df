import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetColumn, DatasetFile } from '../../../storage/dataset-file.js';
import { createDatasetFile } from '../../../storage/index.js';
import type { ColumnType, Table } from '../table.js';
import type { FormatPlace, FormatWriter, TableWriter, WrittenFile } from './format.js';

const TYPES: Readonly<Record<ColumnType, DatasetColumn['type']>> = {
  text: 'TEXT',
  date: 'TEXT',
  time: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
};

/** One SQLite file with all tables. */
export class SqliteDataset implements FormatWriter {
  readonly #name: string;
  readonly #path: string;
  readonly #file: DatasetFile;

  constructor(place: FormatPlace) {
    this.#name = `${place.name}.sqlite`;
    this.#path = join(place.folder, this.#name);
    this.#file = createDatasetFile(this.#path);
  }

  async table(table: Table): Promise<TableWriter> {
    const insert = this.#file.table(
      table.name,
      table.columns.map(({ name, type }) => ({ name, type: TYPES[type] })),
    );
    return { write: async (block) => insert(block), end: async () => undefined };
  }

  notes(): readonly string[] {
    return [];
  }

  async finish(): Promise<readonly WrittenFile[]> {
    this.#file.finish();
    const handle = await open(this.#path, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return [{ name: this.#name, table: null }];
  }

  async abandon(): Promise<void> {
    this.#file.abandon();
  }
}
