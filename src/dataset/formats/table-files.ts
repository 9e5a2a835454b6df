import { join } from 'node:path';
import type { Table } from '../table.js';
import { FileSink } from './file-sink.js';
import type { FormatPlace, FormatWriter, TableWriter, WrittenFile } from './format.js';

/** Begins a table's file. Its writer's `end` writes what is left, and leaves the sink open. */
export type TableEncoder = (table: Table, sink: FileSink) => TableWriter;

/** A file for each table. */
export class TableFiles implements FormatWriter {
  readonly #files: WrittenFile[] = [];
  #sink: FileSink | null = null;

  constructor(
    private readonly extension: string,
    private readonly place: FormatPlace,
    private readonly begin: TableEncoder,
  ) {}

  async table(table: Table): Promise<TableWriter> {
    const name = `${table.name}.${this.extension}`;
    const sink = await FileSink.create(join(this.place.folder, name), this.place.openFile);
    this.#sink = sink;
    const writer = this.begin(table, sink);
    return {
      write: (block) => writer.write(block),
      end: async () => {
        await writer.end();
        await sink.close();
        this.#sink = null;
        this.#files.push({ name, table });
      },
    };
  }

  notes(): readonly string[] {
    return [];
  }

  async finish(): Promise<readonly WrittenFile[]> {
    return this.#files;
  }

  async abandon(): Promise<void> {
    await this.#sink?.abandon();
  }
}
