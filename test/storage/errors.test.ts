import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../src/errors.js';
import { sqliteBinding } from '../../storage/sqlite/binding.js';
import { toArchiveError } from '../../storage/sqlite/errors.js';

describe('what the engine raises', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_LOCKED_SHAREDCACHE', 'busy'],
    ['SQLITE_READONLY_DIRECTORY', 'no_permission'],
    ['SQLITE_CANTOPEN', 'no_permission'],
    ['SQLITE_NOTADB', 'not_an_archive'],
    ['SQLITE_CORRUPT_INDEX', 'damaged'],
    ['SQLITE_IOERR_FSYNC', 'io'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'constraint'],
  ])('%s becomes an ArchiveError %s that says where and what to do', (sqlite, code) => {
    const error = toArchiveError(
      new (sqliteBinding().SqliteError)('as SQLite says', sqlite),
      '/data/archive.db',
    );
    expect(error).toBeInstanceOf(ArchiveError);
    expect(error).toMatchObject({
      code,
      place: { file: '/data/archive.db' },
      hint: expect.stringMatching(/\w/),
      message: expect.stringContaining(`[${sqlite}: as SQLite says]`),
    });
  });

  it('keeps its own name where it is unheard of', () => {
    const error = toArchiveError(new (sqliteBinding().SqliteError)('logic', 'SQLITE_ERROR'), 'a.db');
    expect(error).toMatchObject({ code: 'sqlite', message: 'SQLITE_ERROR: logic' });
  });

  it('is left alone where it was raised on purpose, or is a defect', () => {
    const stale = new ArchiveError('stale', 'read again');
    const defect = new RangeError('defect');
    expect(toArchiveError(stale, 'a.db')).toBe(stale);
    expect(toArchiveError(defect, 'a.db')).toBe(defect);
  });
});
