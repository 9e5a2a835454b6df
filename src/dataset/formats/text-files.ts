import { join } from 'node:path';
import type { RowBlock } from '../../../storage/contract/archive.js';
import type { Table } from '../table.js';
import { ByteBuilder } from './byte-builder.js';
import { FileSink } from './file-sink.js';
import type { FormatPlace, FormatWriter, TableWriter, WrittenFile } from './format.js';

/** Bytes gathered before they are written. */
const CHUNK = 1024 * 1024;

/** Turns rows into the bytes of one text format; the same rows always give the same bytes. */
export interface TextEncoder {
  head(into: ByteBuilder): void;
  rows(block: RowBlock, into: ByteBuilder): void;
}

/** A text file for each table. */
export class TextFiles implements FormatWriter {
  readonly #files: WrittenFile[] = [];
  #sink: FileSink | null = null;

  constructor(
    private readonly extension: string,
    private readonly place: FormatPlace,
    private readonly encoderFor: (table: Table) => TextEncoder,
  ) {}

  async table(table: Table): Promise<TableWriter> {
    const name = `${table.name}.${this.extension}`;
    const sink = await FileSink.create(join(this.place.folder, name), this.place.openFile);
    this.#sink = sink;
    const encoder = this.encoderFor(table);
    const builder = new ByteBuilder(CHUNK);
    encoder.head(builder);
    return {
      write: async (block) => {
        encoder.rows(block, builder);
        if (builder.length >= CHUNK) await sink.write(builder.take());
      },
      end: async () => {
        await sink.write(builder.take());
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
