import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureRecord, ReportKey } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { SCHEMA_1 } from '../../storage/sqlite/schema/0001-first.js';
import { SCHEMA_2 } from '../../storage/sqlite/schema/0002-withdrawals.js';
import { SCHEMA_3 } from '../../storage/sqlite/schema/0003-pages.js';
import { APPLICATION_ID } from '../../storage/sqlite/schema/migrations.js';
import {
  captureAt,
  commitOf,
  INDICATORS,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  temporaryFolder,
} from './builders.js';

const PAGE = pageOf(OFFICE).url;
const ETAG = '"65b8c8e1-77f0"';
const MODIFIED = 'Tue, 30 Jan 2024 06:11:45 GMT';

/** The headers of a page that came whole, in the order in which the archive keeps them. */
const whole = (at: Date, etag = ETAG) => ({
  'content-type': 'text/html; charset=utf-8',
  'content-length': '30704',
  date: at.toUTCString(),
  etag,
  'last-modified': MODIFIED,
  server: 'nginx',
});

/** Those of a 304. */
const quiet = (at: Date, etag = ETAG) => ({
  date: at.toUTCString(),
  etag,
  'last-modified': MODIFIED,
  server: 'nginx',
});

const secondsAfter = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/** What the view and the archive say of every capture of a report: when, from where, with which headers. */
async function shown(path: string, archive: Awaited<ReturnType<typeof openedArchive>>['archive']) {
  const db = openDatabase(path, { readonly: true });
  const view = db
    .prepare<[], { at: string; final_url: string | null; headers: string }>(
      'SELECT at, final_url, headers FROM capture ORDER BY capture_id',
    )
    .all();
  const isShort = db.prepare<[], number>('SELECT headers IS NULL FROM capture_row ORDER BY id').pluck().all();
  db.close();
  const told = await archive.captures(OFFICE);
  return { view, isShort: isShort.map((short) => short === 1), told };
}

/** A night of a source, as it came: its headers, and the address that answered. */
interface Came {
  readonly headers: Readonly<Record<string, string>>;
  readonly finalUrl?: string | null;
}

async function after(nights: readonly Came[]) {
  const { archive, path } = await openedArchive();
  const first = { ...captureAt(night(0)), headers: whole(night(0)), finalUrl: PAGE };
  await archive.recordReport({ ...commitOf(), capture: first });
  const came: CaptureRecord[] = [first];
  for (const [index, { headers, finalUrl = PAGE }] of nights.entries()) {
    const capture = { ...captureAt(night(index + 1), 304), headers, finalUrl };
    came.push(capture);
    await archive.recordCapture({ source: pageOf(OFFICE), capture, outcome: 'not_modified' });
  }
  return { came, ...(await shown(path, archive)) };
}

describe('a capture that says nothing new is shown as it came, and stored in short', () => {
  it.each<[what: string, nights: Came[], isShort: boolean[]]>([
    ['with some of the headers', [{ headers: quiet(night(1)) }], [true]],
    [
      'from a server whose clock goes wrong',
      [{ headers: quiet(secondsAfter(night(1), -86_403)) }, { headers: quiet(secondsAfter(night(2), 7)) }],
      [true, true],
    ],
    ['without a date', [{ headers: { etag: ETAG } }], [true]],
    ['with all of the headers', [{ headers: whole(night(1)) }], [true]],
    ['with no headers', [{ headers: {} }, { headers: quiet(night(2)) }], [true, true]],
    ['from another address', [{ headers: quiet(night(1)), finalUrl: `${PAGE}?moved` }], [true]],
    ['but not where no address answered', [{ headers: {}, finalUrl: null }], [false]],
    ['but not with a date of another form', [{ headers: { date: '2024-02-03 18:30:00' } }], [false]],
    [
      'but not with another header, unless that comes again',
      [
        { headers: quiet(night(1), '"2"') },
        { headers: quiet(night(2), '"2"') },
        { headers: whole(night(3)) },
      ],
      [false, true, false],
    ],
    [
      'also after a night without an answer',
      [{ headers: {}, finalUrl: null }, { headers: quiet(night(2)) }],
      [false, true],
    ],
    [
      'with the order of its headers',
      [{ headers: { server: 'nginx', etag: ETAG, date: night(1).toUTCString() } }],
      [true],
    ],
  ])('%s', async (_, nights, isShort) => {
    const { came, view, told, isShort: stored } = await after(nights);
    expect(view).toEqual(
      came.map(({ at, finalUrl, headers }) => ({
        at: at.toISOString(),
        final_url: finalUrl,
        headers: JSON.stringify(headers),
      })),
    );
    expect(told).toMatchObject(came.map(({ at, finalUrl, headers }) => ({ at, finalUrl, headers })));
    expect(stored).toEqual([false, ...isShort]);
  });
});

const SOURCES = 500;
const NIGHTS = 20;

it('10,000 quiet captures cost at most 100 bytes each, indexes included', async () => {
  const { archive, path } = await openedArchive();
  const reports = Array.from(
    { length: SOURCES },
    (_, at): ReportKey => ({ ...OFFICE, agency: `平湖市${at}局` }),
  );
  for (const report of reports) {
    const capture = { ...captureAt(night(0)), headers: whole(night(0)), finalUrl: pageOf(report).url };
    await archive.recordReport({ ...commitOf({ report }), capture });
  }
  await archive.close();
  const before = statSync(path).size;
  const again = await openedArchive(path);
  for (let of = 1; of <= NIGHTS; of++) {
    const run = await again.archive.startRun(night(of));
    const captures = reports.map((report) => {
      const source = pageOf(report);
      const capture = { ...captureAt(night(of), 304), run, headers: quiet(night(of)), finalUrl: source.url };
      return again.archive.recordCapture({
        source,
        capture: { ...capture, bytes: 0 },
        outcome: 'not_modified',
      });
    });
    await Promise.all(captures);
    await again.archive.finishRun(run, night(of), 'done');
  }
  await again.archive.close();
  expect((statSync(path).size - before) / (SOURCES * NIGHTS)).toBeLessThanOrEqual(100);
});

it('an archive from before, with the views of its day, keeps every capture as it came', async () => {
  const path = join(await temporaryFolder(), 'archive.db');
  const old = openDatabase(path);
  for (const schema of [SCHEMA_1, SCHEMA_2, SCHEMA_3]) old.exec(schema);
  old.exec(`
    INSERT INTO migration_row VALUES (1, 'first', '2024'), (2, 'second', '2024'), (3, 'third', '2024');
    INSERT INTO agency_row (id, region, name) VALUES (1, '330482', '${OFFICE.agency}');
    INSERT INTO report_row (id, agency_id, year, kind, versions) VALUES (1, 1, 2023, 'own', 1);
    INSERT INTO payload_row (id, sha256, size, encoding, stored_size) VALUES (1, '${'0'.repeat(64)}', 0, 'identity', 0);
    INSERT INTO source_row (id, url, kind, report_id, payload_id, known_at) VALUES (1, '${PAGE}', 'page', 1, 1, '2024');
    INSERT INTO version_row VALUES (1, 1, 1, 1, 1, NULL, '2021', NULL, '', '', '', '2024', '2024');
    CREATE VIEW section AS SELECT t.text FROM section_row t;
    CREATE VIEW source AS SELECT s.url, c.at FROM source_row s LEFT JOIN capture_row c ON c.source_id = s.id;
    CREATE VIEW capture AS SELECT c.at FROM capture_row c;
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = 3;
  `);
  const insert = old.prepare<[string, string, string, string | null]>(
    `INSERT INTO capture_row (source_id, report_id, at, outcome, method, status, headers, final_url, bytes, milliseconds)
     VALUES (1, 1, ?, ?, 'GET', 200, ?, ?, 0, 1.5)`,
  );
  const came = [
    [night(0), 'new', whole(night(0)), PAGE],
    [night(1), 'not_modified', quiet(night(1)), PAGE],
    [night(2), 'failed', {}, null],
    [night(3), 'unchanged', whole(night(3)), `${PAGE}?moved`],
    [night(4), 'not_modified', quiet(night(4), '"2"'), PAGE],
  ] as const;
  for (const [at, outcome, headers, url] of came)
    insert.run(at.toISOString(), outcome, JSON.stringify(headers), url);
  old.close();

  const { archive } = await openedArchive(path, { indicators: INDICATORS });
  const { view, isShort, told } = await shown(path, archive);
  expect(view).toEqual(
    came.map(([at, , headers, url]) => ({
      at: at.toISOString(),
      final_url: url,
      headers: JSON.stringify(headers),
    })),
  );
  expect(isShort).toEqual([false, true, false, true, false]);
  expect(told.map(({ outcome, milliseconds }) => [outcome, milliseconds])).toEqual(
    came.map(([, outcome]) => [outcome, 1.5]),
  );
});
