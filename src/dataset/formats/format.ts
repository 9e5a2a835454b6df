import type { RowBlock } from '../../../storage/contract/archive.js';
import type { Table } from '../table.js';
import type { OpenFile } from './file-sink.js';

/** What the user can choose about files. */
export interface FormatOptions {
  /** CSV begins with a byte order mark, by which spreadsheets know UTF-8. */
  readonly bom: boolean;
  /** CSV holds texts as they are, even where a spreadsheet would take one for a formula. */
  readonly rawText: boolean;
}

export interface FormatPlace {
  readonly folder: string;
  /** Of files that hold all tables, without the extension. */
  readonly name: string;
  readonly openFile: OpenFile;
  readonly options: FormatOptions;
}

/** Takes the rows of one table. After `end`, or when anything was thrown, it is not called again. */
export interface TableWriter {
  write(block: RowBlock): Promise<void>;
  end(): Promise<void>;
}

/** A file of an export. */
export interface WrittenFile {
  readonly name: string;
  /** The table it holds; null where it holds all. */
  readonly table: Table | null;
}

/**
 * One format of one export: tables are opened one after the other, each ended before the next; then `finish` completes
 * what is still open. `abandon` may be called at any time, and lets go of everything.
 */
export interface FormatWriter {
  table(table: Table): Promise<TableWriter>;
  /** What the reader must be told of the tables so far: texts that were cut. */
  notes(): readonly string[];
  finish(): Promise<readonly WrittenFile[]>;
  abandon(): Promise<void>;
}
