import type Database from 'better-sqlite3';
import { ZodError } from 'zod';
import type { ArchiveCode } from '../../src/error-codes.js';
import { ArchiveError, NianbaoError } from '../../src/errors.js';
import { isSqliteError } from './binding.js';

interface Translation {
  readonly code: ArchiveCode;
  readonly message: string;
  readonly hint: string;
}

/** SQLite's result codes by prefix; a longer prefix stands before the shorter one it begins with. */
const SQLITE_CODES: readonly (readonly [prefix: string, translation: Translation])[] = [
  [
    'SQLITE_NOTADB',
    {
      code: 'not_an_archive',
      message: 'the file is not a SQLite database',
      hint: 'check the path, or move the file away',
    },
  ],
  [
    'SQLITE_CORRUPT',
    {
      code: 'damaged',
      message: 'the archive file is damaged',
      hint: 'restore it from a backup, or save what is left with "sqlite3 FILE .recover"',
    },
  ],
  [
    'SQLITE_BUSY',
    {
      code: 'busy',
      message: 'another process kept the archive locked for too long',
      hint: 'try again when it has finished',
    },
  ],
  [
    'SQLITE_LOCKED',
    {
      code: 'busy',
      message: 'the archive is locked by another statement',
      hint: 'try again when it has finished',
    },
  ],
  [
    'SQLITE_FULL',
    {
      code: 'disk_full',
      message: 'no space is left for the archive; the last commit was undone',
      hint: 'free some disk space and run again',
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'no_permission',
      message: 'cannot write to the archive',
      hint: 'check the permissions of the file and of its folder',
    },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      code: 'no_permission',
      message: 'cannot open the archive',
      hint: 'check the path and the permissions of the file and of its folder',
    },
  ],
  [
    'SQLITE_PERM',
    {
      code: 'no_permission',
      message: 'access to the archive was denied',
      hint: 'check the permissions of the file and of its folder',
    },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'io',
      message: 'reading or writing the archive failed',
      hint: 'check the disk',
    },
  ],
  [
    'SQLITE_CONSTRAINT',
    {
      code: 'constraint',
      message: 'the archive refused inconsistent data; nothing was written',
      hint: 'this is a defect: please report it with this message',
    },
  ],
];

/** Codes of Node's own file errors, which preparing the folder may raise. */
const FILE_CODES: Readonly<Record<string, Translation>> = {
  EACCES: {
    code: 'no_permission',
    message: 'access was denied',
    hint: 'check the permissions of the file and of its folder',
  },
  EPERM: {
    code: 'no_permission',
    message: 'access was denied',
    hint: 'check the permissions of the file and of its folder',
  },
  EROFS: { code: 'no_permission', message: 'the file system is read-only', hint: 'choose another folder' },
  ENOSPC: { code: 'disk_full', message: 'no space is left', hint: 'free some disk space and run again' },
  ENOTDIR: { code: 'no_permission', message: 'its folder is a file', hint: 'check the path' },
  EEXIST: { code: 'no_permission', message: 'its folder is a file', hint: 'check the path' },
};

/**
 * The one place where the engine's errors become ArchiveErrors. Errors raised on purpose pass as they
 * are, and so does anything unknown: that is a defect, and keeps its stack.
 */
export function toArchiveError(error: unknown, path: string): unknown {
  if (error instanceof NianbaoError) return error;
  if (isSqliteError(error)) return fromSqlite(error, path);
  if (error instanceof ZodError) {
    return new ArchiveError('damaged', 'a stored value has an unexpected form', {
      file: path,
      hint: 'restore the archive from a backup',
      cause: error,
    });
  }
  if (error instanceof TypeError && error.message === 'The database connection is not open') {
    return closedError(path, error);
  }
  const translation = error instanceof Error && 'code' in error ? FILE_CODES[String(error.code)] : undefined;
  if (translation === undefined) return error;
  return new ArchiveError(translation.code, translation.message, {
    file: path,
    hint: translation.hint,
    cause: error,
  });
}

export function closedError(path: string, cause?: unknown): ArchiveError {
  return new ArchiveError('closed', 'the archive is closed', { file: path, cause });
}

function fromSqlite(error: InstanceType<typeof Database.SqliteError>, path: string): ArchiveError {
  const found = SQLITE_CODES.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  const detail = `${error.code}: ${error.message}`;
  if (found === undefined) return new ArchiveError('sqlite', detail, { file: path, cause: error });
  return new ArchiveError(found.code, `${found.message} [${detail}]`, {
    file: path,
    hint: found.hint,
    cause: error,
  });
}

/** Whether the error says that another connection holds a lock. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && error.code.startsWith('SQLITE_BUSY');
}
