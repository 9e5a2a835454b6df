import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, RowBlock } from '../../../storage/contract/archive.js';
import type { Column, ColumnType } from '../table.js';
import { cellAt, isList } from './block.js';
import type { FileSink } from './file-sink.js';
import type { TableEncoder } from './table-files.js';

/** Cells of a row group: enough to be read quickly, few enough to be held in memory. */
const GROUP_CELLS = 400_000;
/** And characters, for tables of long texts. */
const GROUP_CHARACTERS = 4_000_000;

/** Hands what a row group took to the file, so that no more than one is held. */
class SinkWriter extends ByteWriter {
  constructor(private readonly sink: FileSink) {
    super(1024 * 1024);
  }

  async flush(): Promise<void> {
    const bytes = new Uint8Array(this.buffer.slice(0, this.index));
    this.index = 0;
    await this.sink.write(bytes);
  }
}

/** A table as a Parquet file, packed with Snappy. Dates and times are texts, as in the other formats. */
export const parquetTable: TableEncoder = (table, sink) => {
  const output = new SinkWriter(sink);
  const schema = [{ name: 'root', num_children: table.columns.length }, ...table.columns.map(schemaElement)];
  const writer = new ParquetWriter({ writer: output, schema, statistics: false, createdBy: 'nianbao' });
  const size = Math.max(1, Math.floor(GROUP_CELLS / table.columns.length));
  const group = new RowGroup(table.columns.length);
  const flush = async (): Promise<void> => {
    const columnData = table.columns.map((column, index) => ({
      name: column.name,
      data: group.column(index),
      offsetIndex: false,
    }));
    await writer.write({ columnData, rowGroupSize: Math.max(1, group.rows) });
    await output.flush();
    group.clear();
  };
  return {
    write: async (block) => {
      group.add(block);
      if (group.rows >= size || group.characters >= GROUP_CHARACTERS) await flush();
    },
    end: async () => {
      if (group.rows > 0) await flush();
      await writer.finish();
      await output.flush();
    },
  };
};

/** Rows gathered by column. */
class RowGroup {
  #columns: Cell[][];
  rows = 0;
  /** Of the texts that are not the same throughout a block. */
  characters = 0;

  constructor(private readonly width: number) {
    this.#columns = this.#empty();
  }

  add({ rows, columns }: RowBlock): void {
    for (const [index, gathered] of this.#columns.entries()) {
      const column = columns[index];
      if (column !== undefined && isList(column)) {
        for (const cell of column) {
          gathered.push(cell);
          if (typeof cell === 'string') this.characters += cell.length;
        }
      } else for (let row = 0; row < rows; row++) gathered.push(cellAt(column, row));
    }
    this.rows += rows;
  }

  column(index: number): Cell[] {
    return this.#columns[index] ?? [];
  }

  clear(): void {
    this.#columns = this.#empty();
    this.rows = 0;
    this.characters = 0;
  }

  #empty(): Cell[][] {
    return Array.from({ length: this.width }, () => []);
  }
}

const TYPES: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  time: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
};

function schemaElement({ name, type }: Column): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...TYPES[type] };
}
