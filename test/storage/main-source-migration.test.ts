import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSearch } from '../../src/questions/search-question.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { SCHEMA_1 } from '../../storage/sqlite/schema/0001-first.js';
import { SCHEMA_2 } from '../../storage/sqlite/schema/0002-withdrawals.js';
import { SCHEMA_3 } from '../../storage/sqlite/schema/0003-pages.js';
import { APPLICATION_ID } from '../../storage/sqlite/schema/migrations.js';
import { OFFICE, openedArchive, temporaryFolder } from './builders.js';

const AT = 'https://www.pinghu.gov.cn/';

it('an archive from before main sources knows them, and the nights of its absences, once it is opened', async () => {
  const path = join(await temporaryFolder(), 'archive.db');
  const old = openDatabase(path);
  for (const schema of [SCHEMA_1, SCHEMA_2, SCHEMA_3]) old.exec(schema);
  old.exec(`
    INSERT INTO migration_row VALUES (1, 'first', '2024'), (2, 'second', '2024'), (3, 'third', '2024');
    INSERT INTO portal_row VALUES (1, 'pinghu', '平湖', '330482', '${AT}');
    INSERT INTO agency_row (id, region, name) VALUES (1, '330482', '${OFFICE.agency}');
    INSERT INTO report_row (id, agency_id, year, kind, versions, withdrawn_at)
      VALUES (1, 1, 2023, 'own', 1, '2024-03-06T18:30:00.000Z');
    INSERT INTO payload_row (id, sha256, size, encoding, stored_size)
      VALUES (1, '${'0'.repeat(64)}', 0, 'identity', 0);
    INSERT INTO source_row (id, url, kind, portal_id, report_id, payload_id, known_at, last_seen, gone_nights, gone_night)
      VALUES (1, '${AT}a', 'page', 1, 1, 1, '2024', '2024-02-01T18:30:00.000Z', 3, '2024-02-06'),
             (2, '${AT}b', 'page', 1, 1, 1, '2024', '2024-02-03T18:30:00.000Z', 3, '2024-03-06');
    INSERT INTO source_row (id, url, kind, portal_id, report_id, payload_id, page_id, known_at)
      VALUES (3, '${AT}b.pdf', 'attachment', 1, 1, 1, 2, '2024');
    INSERT INTO version_row VALUES (1, 1, 1, 1, 1, NULL, '2021', NULL, '', '', '', '2024-02-01T18:30:00.000Z', '2024-02-01T18:30:00.000Z');
    UPDATE source_row SET version_id = 1 WHERE id IN (1, 3);
    INSERT INTO section_row VALUES (1, 1, 0, 1, '一、總體情況', '線上直播');
    INSERT INTO change_row VALUES
      (1, 1, 1, NULL, '2024-02-01T18:30:00.000Z', 'first_seen', NULL, 1, NULL),
      (2, 1, 2, NULL, '2024-02-03T18:30:00.000Z', 'moved', 1, 1, '${AT}a'),
      (3, 1, 2, NULL, '2024-03-06T18:30:00.000Z', 'withdrawn', 1, 1, NULL);
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = 3;
  `);
  const missed = old.prepare<[string]>(
    `INSERT INTO capture_row (source_id, report_id, at, outcome, method, headers, bytes, milliseconds)
     VALUES (2, 1, ?, 'missing', 'GET', '{}', 0, 1)`,
  );
  // the night of 4 March twice, before and after midnight; the last at noon of the 7th, which is still that of the 6th
  for (const at of ['04T15:50', '04T16:10', '05T18:30', '07T03:59']) missed.run(`2024-03-${at}:00.000Z`);
  old.close();

  const { archive } = await openedArchive(path);
  const standing = await archive.standing(OFFICE);
  expect(standing?.main).toMatchObject({
    url: `${AT}b`,
    absentNights: ['2024-03-04', '2024-03-05', '2024-03-06'],
    goneNights: 3,
    goneNight: '2024-03-06',
    holdsReport: false,
  });
  expect(standing?.sources.map(({ url, holdsReport, agrees }) => [url, holdsReport, agrees])).toEqual([
    [`${AT}a`, true, true],
    [`${AT}b`, false, false],
    [`${AT}b.pdf`, true, true],
  ]);
  expect(await archive.reports({})).toMatchObject([{ withdrawnReason: 'gone', goneSince: '2024-03-04' }]);
  expect((await archive.changes({})).map(({ kind, movedFrom }) => [kind, movedFrom])).toEqual([
    ['first_seen', null],
    ['moved', `${AT}a`],
    ['withdrawn', null],
  ]);
  const found = await archive.questions.search({ question: parseSearch('总体情况 线上'), limit: 5 });
  expect(found.sections).toHaveLength(1);
});
