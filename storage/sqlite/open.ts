import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { ArchiveError } from '../../src/errors.js';
import type { Archive, IndicatorColumn } from '../contract/archive.js';
import { SqliteArchive } from './archive.js';
import { openDatabase } from './binding.js';
import { toArchiveError } from './errors.js';
import { identify, migrate, refuseStrangers, SCHEMA_VERSION } from './schema/migrations.js';
import { indicatorsDiffer, syncIndicators } from './tables/indicators.js';
import { pendingViews } from './views.js';

export interface SqliteArchiveOptions {
  /** The archive's file. Where it is missing, opening for writing makes it, and its folder. */
  readonly path: string;
  /** The indicators of all editions: one column of the wide table each. Ignored when reading only. */
  readonly indicators: readonly IndicatorColumn[];
  /** Neither writes nor migrates; works beside a process that writes. */
  readonly readOnly?: boolean;
  /** For the dates of migrations. */
  readonly clock?: () => Date;
}

const BUSY_TIMEOUT_MS = 10_000;
const LOG_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Opens an archive, bringing it to this nianbao's schema unless it is opened read-only.
 *
 * ArchiveError codes: `no_archive` (reading a file that is missing), `not_an_archive`, `newer`, `older`
 * (reading only), `bad_indicator`, `no_permission`, `busy`, `disk_full`, `damaged`, `io`.
 */
export async function openSqliteArchive(options: SqliteArchiveOptions): Promise<Archive> {
  const { path, indicators, readOnly = false, clock = () => new Date() } = options;
  try {
    const db = readOnly ? openForReading(path) : openForWriting(path, indicators, clock);
    return closingOnError(
      db,
      () => new SqliteArchive({ db, path, readOnly, openSnapshot: () => connectForReading(path) }),
    );
  } catch (error) {
    throw toArchiveError(error, path);
  }
}

function openForReading(path: string): Database.Database {
  if (isMissingOrEmpty(path)) {
    throw new ArchiveError('no_archive', 'there is no archive here yet', {
      file: path,
      hint: 'run `nianbao harvest` or `nianbao ingest` first',
    });
  }
  const db = connectForReading(path);
  return closingOnError(db, () => {
    const identity = identify(db);
    refuseStrangers(identity, path);
    const schema = identity.is === 'archive' ? identity.schema : 0;
    if (schema < SCHEMA_VERSION) {
      throw new ArchiveError(
        'older',
        `the archive has schema ${schema}, this version of nianbao reads ${SCHEMA_VERSION}`,
        {
          file: path,
          hint: 'open it once with a command that writes, e.g. `nianbao harvest`, to bring it up to date',
        },
      );
    }
    return db;
  });
}

function openForWriting(
  path: string,
  indicators: readonly IndicatorColumn[],
  clock: () => Date,
): Database.Database {
  if (isMissingOrEmpty(path)) mkdirSync(dirname(path), { recursive: true });
  else refuseUnlessOurs(path);
  const db = openDatabase(path, { timeout: BUSY_TIMEOUT_MS });
  return closingOnError(db, () => {
    db.pragma('journal_mode = WAL');
    // Must follow WAL, which sets FULL. A killed process loses no commit under NORMAL, for what it wrote is
    // the system's to keep; after a power cut the last commits may be missing, each of them whole.
    db.pragma('synchronous = NORMAL');
    // A long export holds the log back; what it grew to meanwhile is given back afterwards.
    db.pragma(`journal_size_limit = ${LOG_LIMIT_BYTES}`);
    db.pragma('foreign_keys = OFF');
    migrate(db, path, clock);
    db.pragma('foreign_keys = ON');
    bringUpToDate(db, path, indicators);
    return db;
  });
}

/** Indicators and the views that show them. Takes the write lock only where something differs. */
function bringUpToDate(db: Database.Database, path: string, indicators: readonly IndicatorColumn[]): void {
  if (!indicatorsDiffer(db, indicators) && pendingViews(db).length === 0) return;
  const update = db.transaction(() => {
    syncIndicators(db, path, indicators);
    for (const statement of pendingViews(db)) db.exec(statement);
  });
  update.immediate();
}

/** Looks at the file through a connection that can not write, so that a stranger's file stays as it is. */
function refuseUnlessOurs(path: string): void {
  const db = connectForReading(path);
  try {
    refuseStrangers(identify(db), path);
  } finally {
    db.close();
  }
}

function connectForReading(path: string): Database.Database {
  return openDatabase(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/** Asks for the size only: opening and closing the file ourselves would drop SQLite's locks on it. */
function isMissingOrEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new ArchiveError('not_an_archive', 'this is a folder, not a file', {
      file: path,
      hint: 'name the file of the archive in it',
    });
  }
  return found === undefined || found.size === 0;
}

function closingOnError<T>(db: Database.Database, work: () => T): T {
  try {
    return work();
  } catch (error) {
    db.close();
    throw error;
  }
}
