import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { SCHEMA_VERSION } from '../../storage/sqlite/schema/migrations.js';
import {
  commitOf,
  INDICATORS,
  indicator,
  OFFICE,
  openedArchive,
  temporaryFolder,
  value,
} from './builders.js';

async function withDatabase<T>(path: string, work: (db: Database.Database) => T): Promise<T> {
  const db = openDatabase(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

const schemaCookie = (db: Database.Database) => db.pragma('schema_version', { simple: true });

describe('opening an archive', () => {
  it('makes it where there is none, folders included', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'archive.db');
    const { archive } = await openedArchive(path);
    expect(await archive.status()).toMatchObject({
      path,
      schema: SCHEMA_VERSION,
      reports: 0,
      runs: [],
      years: [],
    });
  });

  it('takes an empty file for a new archive', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    await writeFile(path, '');
    await openedArchive(path);
  });

  it('again changes nothing', async () => {
    const { archive, path } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.close();
    const before = await withDatabase(path, schemaCookie);
    const { archive: again } = await openedArchive(path);
    expect(await again.latestVersion(OFFICE)).not.toBeNull();
    await again.close();
    expect(await withDatabase(path, schemaCookie)).toBe(before);
  });

  it('notes when each schema was applied', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    const at = new Date('2024-02-01T00:00:00Z');
    await (await openArchive({ path, indicators: INDICATORS, clock: () => at })).close();
    const rows = await withDatabase(path, (db) => db.prepare('SELECT * FROM migration_row').all());
    expect(rows).toHaveLength(SCHEMA_VERSION);
    expect(rows.slice(0, 2)).toEqual([
      { number: 1, name: 'first schema', applied_at: '2024-02-01T00:00:00.000Z' },
      { number: 2, name: 'withdrawals, attachments, plans of runs', applied_at: '2024-02-01T00:00:00.000Z' },
    ]);
  });

  it('refuses one of a later nianbao, and leaves it as it was', async () => {
    const { archive, path } = await openedArchive();
    await archive.close();
    await withDatabase(path, (db) => db.pragma('user_version = 99'));
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      await expect(openArchive({ path, indicators: INDICATORS, readOnly })).rejects.toMatchObject({
        code: 'newer',
        hint: expect.stringContaining('upgrade'),
      });
    }
    expect(await readFile(path)).toEqual(before);
  });

  it("refuses another program's database, and leaves it as it was", async () => {
    const path = join(await temporaryFolder(), 'history.db');
    await withDatabase(path, (db) => db.exec('CREATE TABLE visits (url TEXT)'));
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      await expect(openArchive({ path, indicators: INDICATORS, readOnly })).rejects.toMatchObject({
        code: 'not_an_archive',
      });
    }
    expect(await readFile(path)).toEqual(before);
  });

  it('refuses a file that is no database at all', async () => {
    const path = join(await temporaryFolder(), 'report.html');
    await writeFile(path, '<html>'.repeat(1000));
    for (const readOnly of [false, true]) {
      await expect(openArchive({ path, indicators: INDICATORS, readOnly })).rejects.toMatchObject({
        name: 'ArchiveError',
        code: 'not_an_archive',
        place: { file: path },
      });
    }
  });

  it.each([
    ['is a folder', 'folder', 'not_an_archive'],
    ['leads through a file', 'file/archive.db', 'no_permission'],
  ])('says so where the path %s', async (_what, name, code) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'file'), '');
    await expect(openArchive({ path: join(folder, name), indicators: INDICATORS })).rejects.toMatchObject({
      name: 'ArchiveError',
      code,
    });
  });
});

describe('an archive opened for reading', () => {
  it('must be there', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    await expect(openArchive({ path, indicators: INDICATORS, readOnly: true })).rejects.toMatchObject({
      code: 'no_archive',
      hint: expect.stringMatching(/nianbao harvest.*nianbao ingest/),
    });
  });

  it('refuses to be written', async () => {
    const { path } = await openedArchive();
    const { archive } = await openedArchive(path, { readOnly: true });
    await expect(archive.recordReport(commitOf())).rejects.toMatchObject({ code: 'read_only' });
    await expect(archive.startRun(new Date())).rejects.toMatchObject({ code: 'read_only' });
  });

  it('sees what another connection writes meanwhile', async () => {
    const { archive: writer, path } = await openedArchive();
    const { archive: reader } = await openedArchive(path, { readOnly: true });
    expect(await reader.reports({})).toEqual([]);
    await writer.recordReport(commitOf());
    expect(await reader.reports({})).toHaveLength(1);
  });

  it('is not migrated: an older one must be opened for writing once', async () => {
    const { archive, path } = await openedArchive();
    await archive.close();
    await withDatabase(path, (db) => db.pragma('user_version = 0'));
    await expect(openArchive({ path, indicators: INDICATORS, readOnly: true })).rejects.toMatchObject({
      code: 'older',
      hint: expect.stringContaining('writes'),
    });
  });
});

describe('a closed archive', () => {
  it('says that it is closed, and may be closed again', async () => {
    const { archive } = await openedArchive();
    await archive.close();
    await archive.close();
    await expect(archive.status()).rejects.toMatchObject({ name: 'ArchiveError', code: 'closed' });
  });
});

describe('the list of indicators', () => {
  const waste = indicator('requests.waste.total');

  it('may grow: the new ones become columns, and older versions are null there', async () => {
    const { archive, path } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.close();
    const { archive: grown } = await openedArchive(path, { indicators: [...INDICATORS, waste] });
    const report = { ...OFFICE, year: 2024 };
    await grown.recordReport(commitOf({ report, page: '<p>2024</p>', figures: [value(waste.id, 8)] }));
    const rows = await withDatabase(path, (db) =>
      db.prepare(`SELECT year, "requests.waste.total" AS waste FROM figure ORDER BY year`).all(),
    );
    expect(rows).toEqual([
      { year: 2023, waste: null },
      { year: 2024, waste: 8 },
    ]);
  });

  it('may shrink: what is stored stays', async () => {
    const { archive, path } = await openedArchive();
    await archive.recordReport(commitOf());
    const before = await archive.latestVersion(OFFICE);
    await archive.close();
    const { archive: shrunk } = await openedArchive(path, { indicators: [waste] });
    expect(await shrunk.latestVersion(OFFICE)).toEqual(before);
  });

  it('may change its labels', async () => {
    const { archive, path } = await openedArchive();
    await archive.close();
    const renamed = { ...indicator('requests.new.total'), labelEn: 'new requests' };
    await openedArchive(path, { indicators: [renamed] });
    const label = await withDatabase(path, (db) =>
      db.prepare(`SELECT label_en FROM indicator WHERE indicator = 'requests.new.total'`).pluck().get(),
    );
    expect(label).toBe('new requests');
  });

  it.each([['agency'], ['Requests.new'], ['requests."; DROP TABLE run_row'], ['']])(
    'refuses "%s" for an id',
    async (id) => {
      const path = join(await temporaryFolder(), 'archive.db');
      await expect(openArchive({ path, indicators: [indicator(id)] })).rejects.toMatchObject({
        code: 'bad_indicator',
      });
    },
  );

  it('refuses an id that is listed twice', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    await expect(openArchive({ path, indicators: [waste, waste] })).rejects.toMatchObject({
      code: 'bad_indicator',
    });
  });
});
