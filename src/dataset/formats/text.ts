import type { RowBlock } from '../../../storage/contract/archive.js';
import type { Table } from '../table.js';
import { ByteBuilder } from './byte-builder.js';
import type { TableEncoder } from './table-files.js';

/** Bytes gathered before they are written. */
const CHUNK = 1024 * 1024;

/** Turns rows into the bytes of one text format; the same rows always give the same bytes. */
export interface TextEncoder {
  head(into: ByteBuilder): void;
  rows(block: RowBlock, into: ByteBuilder): void;
}

/** A table as text. */
export function textTable(encoderFor: (table: Table) => TextEncoder): TableEncoder {
  return (table, sink) => {
    const encoder = encoderFor(table);
    const builder = new ByteBuilder(CHUNK);
    encoder.head(builder);
    return {
      write: async (block) => {
        encoder.rows(block, builder);
        if (builder.length >= CHUNK) await sink.write(builder.take());
      },
      end: () => sink.write(builder.take()),
    };
  };
}
