import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import { SCHEMA_1 } from './0001-first.js';
import { SCHEMA_2 } from './0002-withdrawals.js';
import { SCHEMA_3 } from './0003-pages.js';
import { SCHEMA_NOTICES } from './0004-notices.js';
import { SCHEMA_SUSPECT } from './0005-suspect.js';
import { nameFindings, SCHEMA_REVIEWS } from './0006-reviews.js';
import { applySearch, SCHEMA_SEARCH } from './0007-search.js';
import { SCHEMA_SECTIONS } from './0008-sections.js';
import { indexSimplified, SCHEMA_MAIN_SOURCES } from './0009-main-sources.js';
import { SCHEMA_QUIET_CAPTURES, shortenCaptures } from './0010-quiet-captures.js';

/** 'NBAR' in SQLite's header: tells an archive from any other SQLite file. */
export const APPLICATION_ID = 0x4e424152;

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** What SQL alone can't do; runs after it, in the step's transaction. */
  readonly apply?: (db: Database.Database) => void;
}

/** In order and never edited once released: the nth takes an archive from schema n-1 to schema n. */
const MIGRATIONS: readonly Migration[] = [
  { name: 'first schema', sql: SCHEMA_1 },
  { name: 'withdrawals, attachments, plans of runs', sql: SCHEMA_2 },
  { name: 'pages of figures', sql: SCHEMA_3 },
  { name: 'notices', sql: SCHEMA_NOTICES },
  { name: 'suspect runs, held payloads', sql: SCHEMA_SUSPECT },
  { name: 'reviews of findings, findings among reports', sql: SCHEMA_REVIEWS, apply: nameFindings },
  { name: 'full text, and what questions need', sql: SCHEMA_SEARCH, apply: applySearch },
  { name: 'sections of forms before 2019', sql: SCHEMA_SECTIONS },
  { name: 'main sources, absences by night, former names', sql: SCHEMA_MAIN_SOURCES, apply: indexSimplified },
  { name: 'quiet captures in short', sql: SCHEMA_QUIET_CAPTURES, apply: shortenCaptures },
];

/** The schema this nianbao reads and writes, as kept in `PRAGMA user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** What a file says it is, read without changing it. */
export type Identity =
  | { readonly is: 'empty' }
  | { readonly is: 'archive'; readonly schema: number }
  | { readonly is: 'foreign' };

export function schemaVersion(db: Database.Database): number {
  return db.prepare<[], number>('SELECT user_version FROM pragma_user_version').pluck().get() ?? 0;
}

export function identify(db: Database.Database): Identity {
  const application = db
    .prepare<[], number>('SELECT application_id FROM pragma_application_id')
    .pluck()
    .get();
  const schema = schemaVersion(db);
  if (application === APPLICATION_ID) return { is: 'archive', schema };
  const objects = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  return application === 0 && schema === 0 && objects === 0 ? { is: 'empty' } : { is: 'foreign' };
}

/** Raises ArchiveError `not_an_archive` for another program's file, `newer` for a later nianbao's archive. */
export function refuseStrangers(identity: Identity, path: string): void {
  if (identity.is === 'foreign') {
    throw new ArchiveError('not_an_archive', 'this SQLite file belongs to another program', {
      file: path,
      hint: 'check the path; the file was left as it is',
    });
  }
  if (identity.is === 'archive' && identity.schema > SCHEMA_VERSION) {
    throw new ArchiveError(
      'newer',
      `the archive has schema ${identity.schema}, this version of nianbao supports schemas up to ${SCHEMA_VERSION}`,
      { file: path, hint: 'upgrade nianbao; the file was left as it is' },
    );
  }
}

/**
 * Brings the archive to SCHEMA_VERSION, each step in its own transaction. Foreign keys must be off, so that a
 * step may rebuild a table; they are checked before each step commits.
 */
export function migrate(db: Database.Database, path: string, clock: () => Date): void {
  const step = db.transaction((number: number, migration: Migration) => {
    // Another process may have taken this step while we waited for the lock.
    if (schemaVersion(db) !== number - 1) return;
    db.exec(migration.sql);
    migration.apply?.(db);
    const broken = db.prepare<[], string>('SELECT "table" FROM pragma_foreign_key_check').pluck().get();
    if (broken !== undefined) {
      throw new ArchiveError(
        'damaged',
        `references of ${broken} are broken; schema ${number} was not applied`,
        {
          file: path,
          hint: 'restore the archive from a backup',
        },
      );
    }
    db.prepare<[number, string, string]>(
      'INSERT INTO migration_row (number, name, applied_at) VALUES (?, ?, ?)',
    ).run(number, migration.name, clock().toISOString());
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${number}`);
  });
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (schemaVersion(db) <= index) step.immediate(index + 1, migration);
  }
}
