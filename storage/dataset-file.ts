import type { RowBlock } from './contract/snapshot.js';

export interface DatasetColumn {
  readonly name: string;
  readonly type: 'TEXT' | 'INTEGER' | 'REAL';
}

/** A database file of its own that holds the tables of an export, without anything of the archive's inner shape. */
export interface DatasetFile {
  /** Makes the table, and takes its rows from then on. */
  table(name: string, columns: readonly DatasetColumn[]): (block: RowBlock) => void;
  /** Completes the file and closes it; the same rows in the same order have given the same bytes. */
  finish(): void;
  /** Closes it, whatever state it is in. */
  abandon(): void;
}
