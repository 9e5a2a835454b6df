import type Database from 'better-sqlite3';

/** How a store of its own reads and writes: as the archive does, with its transactions and its errors. */
export interface StoreAccess {
  /** One view of the archive for all the statements of a read. */
  read<T>(work: () => T): Promise<T>;
  /** One transaction. ArchiveError `read_only` where the archive was opened for reading. */
  write<T>(work: () => T): Promise<T>;
  /** Goes through the archive as it is now, whatever is written meanwhile, on a connection of its own. */
  snapshot<T>(work: (db: Database.Database) => Iterable<T>): AsyncGenerator<T>;
}
