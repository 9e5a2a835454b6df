import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive, FindingRecord, ReportKey, VersionContent } from '../../storage/contract/archive.js';
import { findingFingerprint, type Term } from '../../storage/fingerprint.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { SCHEMA_1 } from '../../storage/sqlite/schema/0001-first.js';
import { SCHEMA_2 } from '../../storage/sqlite/schema/0002-withdrawals.js';
import { SCHEMA_3 } from '../../storage/sqlite/schema/0003-pages.js';
import { nameFindings } from '../../storage/sqlite/schema/0006-reviews.js';
import { APPLICATION_ID } from '../../storage/sqlite/schema/migrations.js';
import { holds } from '../property.js';
import {
  blank,
  collect,
  commitOf,
  night,
  OFFICE,
  openedArchive,
  temporaryFolder,
  value,
} from './builders.js';

const NEW = 'requests.new.total';
const SUM = { rule: 'requests.row_sum.new', indicators: [NEW], message: '1 + 1 = 2 ≠ 4' };

function terms(...given: readonly Term[]): ReadonlyMap<string, Term> {
  return new Map(given.map((term) => [term.indicator, term]));
}

describe('the fingerprint of a finding', () => {
  const name = (more: Partial<typeof SUM> = {}, states = terms(value(NEW, 4)), report = OFFICE) =>
    findingFingerprint(report, { ...SUM, ...more }, states);

  it('stays however the finding is worded, and whatever its cell is written like', () => {
    expect(name({ message: '不平衡' })).toBe(name());
    expect(name({}, terms(value(NEW, 4, '４ 件')))).toBe(name());
  });

  it('is another where figure, rule, indicator or report is', () => {
    const others = [
      name({}, terms(value(NEW, 5))),
      name({}, terms(blank(NEW))),
      name({ rule: 'requests.row_sum.granted' }),
      name({ indicators: [] }),
      name({}, terms(value(NEW, 4)), { ...OFFICE, year: 2022 }),
      name({}, terms(value(NEW, 4)), { ...OFFICE, kind: 'aggregate' }),
      name({}, terms(value(NEW, 4)), { ...OFFICE, region: '330109' }),
    ];
    expect(new Set([name(), ...others]).size).toBe(others.length + 1);
  });

  it('does not depend on the order or repetition of indicators', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z.]{1,12}$/), { minLength: 1, maxLength: 6 });
    holds(
      fc.property(ids, (indicators) => {
        const mixed = [...indicators, ...indicators].reverse();
        expect(name({ indicators: mixed })).toBe(name({ indicators }));
      }),
    );
  });

  it('of a finding without figures follows what its message counts and quotes', () => {
    const late = { rule: 'deadline.late', indicators: [], message: 'published on 2024-02-12' };
    expect(name(late)).toBe(name({ ...late, message: 'first published 2024-02-12' }));
    expect(name(late)).not.toBe(name({ ...late, message: 'published on 2024-03-01' }));
  });

  it('of a claim follows the words of the claim', () => {
    const claim = { rule: `narrative.${NEW}`, message: '「收到5件」 says 5, the table 4' };
    expect(name(claim)).not.toBe(name({ ...claim, message: '「收到6件」 says 6, the table 4' }));
  });
});

function contentWith(message: string, figure = value(NEW, 4)): VersionContent {
  const { version } = commitOf({ page: `<p>${message}</p>`, figures: [figure] });
  if (version === null) throw new Error('the commit has a version');
  return { ...version, findings: [{ ...SUM, severity: 'error', message }] };
}

async function archiveWith(content: VersionContent, report: ReportKey = OFFICE) {
  const { archive, path } = await openedArchive();
  await put(archive, content, 0, report);
  return { archive, path };
}

async function put(archive: Archive, content: VersionContent, basedOn: number, report = OFFICE) {
  const page = `${content.digests.payload}`;
  const commit = commitOf({ page, basedOn, report, at: night(basedOn) });
  const digests = { ...content.digests, payload: commit.payload.sha256 };
  await archive.recordReport({ ...commit, version: { ...content, digests } });
}

async function only(archive: Archive): Promise<FindingRecord> {
  const [finding, ...more] = await collect(archive.reviews.findings({}));
  if (finding === undefined || more.length > 0) throw new Error(`${more.length + 1} findings`);
  return finding;
}

const DISMISSED = { state: 'dismissed', note: '区划调整', by: '张三', at: night(5) } as const;

describe('the review of a finding', () => {
  it('is there whenever the finding is read, and the last word counts', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    const { fingerprint } = await only(archive);
    await archive.reviews.review(fingerprint, { ...DISMISSED, state: 'confirmed' });
    await archive.reviews.review(fingerprint, DISMISSED);
    expect((await only(archive)).review).toEqual(DISMISSED);
    expect((await archive.latestVersion(OFFICE))?.findings[0]?.review).toEqual(DISMISSED);
    expect((await archive.reviews.history(OFFICE)).map((said) => said.state)).toEqual([
      'confirmed',
      'dismissed',
    ]);
  });

  it('is kept over a rebuild and a new version, while the figures are the same', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await archive.reviews.review((await only(archive)).fingerprint, DISMISSED);
    await archive.replaceDerived(OFFICE, 1, contentWith('worded anew'));
    expect((await only(archive)).review).toEqual(DISMISSED);
    await put(archive, contentWith('b'), 1);
    expect(await only(archive)).toMatchObject({ version: 2, review: DISMISSED });
  });

  it('does not hold for other figures: the finding is open again, and the word is kept', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await archive.reviews.review((await only(archive)).fingerprint, DISMISSED);
    await put(archive, contentWith('a', value(NEW, 6)), 1);
    expect((await only(archive)).review).toBeNull();
    expect(await archive.reviews.history(OFFICE)).toMatchObject([{ state: 'dismissed', message: 'a' }]);
  });

  it('can be taken back', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    const { fingerprint } = await only(archive);
    await archive.reviews.review(fingerprint, DISMISSED);
    await archive.reviews.review(fingerprint, { ...DISMISSED, state: 'open', note: 'a mistake' });
    expect(await collect(archive.reviews.findings({ review: 'open' }))).toHaveLength(1);
    expect(await collect(archive.reviews.findings({ review: 'dismissed' }))).toHaveLength(0);
  });

  it('is refused for a finding that there is not, and in an archive opened for reading', async () => {
    const { archive, path } = await archiveWith(contentWith('a'));
    await expect(archive.reviews.review('0123456789ab', DISMISSED)).rejects.toMatchObject({
      code: 'no_finding',
    });
    const { fingerprint } = await only(archive);
    const { archive: reader } = await openedArchive(path, { readOnly: true });
    await expect(reader.reviews.review(fingerprint, DISMISSED)).rejects.toMatchObject({ code: 'read_only' });
  });
});

describe('findings', () => {
  it('are found by rule, family, pattern, year and severity, against latest versions only', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await put(archive, contentWith('b', value(NEW, 6)), 1);
    await put(archive, contentWith('c'), 0, { ...OFFICE, year: 2022 });
    const count = async (filter: Parameters<Archive['reviews']['findings']>[0]) =>
      (await collect(archive.reviews.findings(filter))).length;
    expect(await count({})).toBe(2);
    expect(await count({ rule: 'requests.row_sum' })).toBe(2);
    expect(await count({ rule: '*.new' })).toBe(2);
    expect(await count({ rule: 'requests.row' })).toBe(0);
    expect(await count({ rule: 'requests.row_su?' })).toBe(0);
    expect(await count({ years: { from: 2022, to: 2022 } })).toBe(1);
    expect(await count({ agency: '平湖市府办' })).toBe(2);
    expect(await count({ severity: 'warning' })).toBe(0);
  });

  it('are found by the beginning of their fingerprint, one of several versions once', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await put(archive, contentWith('b'), 1);
    const { fingerprint } = await only(archive);
    expect(await archive.reviews.matching(fingerprint.slice(0, 4))).toMatchObject([{ version: 2 }]);
    expect(await archive.reviews.matching('~')).toEqual([]);
  });

  it('written before they had names get the names that they would get today', async () => {
    const { archive, path } = await archiveWith(contentWith('a'));
    await put(archive, contentWith('b', blank(NEW)), 1);
    await archive.close();
    const db = openDatabase(path);
    const names = () => db.prepare('SELECT fingerprint FROM finding_row ORDER BY version_id, position').all();
    const before = names();
    db.exec(`UPDATE finding_row SET fingerprint = ''`);
    nameFindings(db);
    expect(names()).toEqual(before);
    db.close();
  });
});

describe('what is due to be judged among other reports', () => {
  const keys = async (archive: Archive) =>
    ((await archive.crossYear.due(100))?.reports ?? []).map(({ year, kind }) => `${year} ${kind}`);
  const settle = async (archive: Archive) => {
    const due = await archive.crossYear.due(100);
    if (due !== null) await archive.crossYear.settle(due.marks, []);
  };

  it('is the report that was written, that of the year after, and the aggregate of the territory', async () => {
    const { archive } = await openedArchive();
    for (const year of [2021, 2022, 2023]) await put(archive, contentWith('a'), 0, { ...OFFICE, year });
    for (const year of [2022, 2023]) {
      await put(archive, contentWith('a'), 0, {
        ...OFFICE,
        agency: '平湖市人民政府',
        year,
        kind: 'aggregate',
      });
    }
    await settle(archive);
    expect(await archive.crossYear.due(100)).toBeNull();
    await put(archive, contentWith('b'), 1, { ...OFFICE, year: 2022 });
    expect((await keys(archive)).sort()).toEqual(['2022 aggregate', '2022 own', '2023 own']);
  });

  it('comes back where it was written again while it was judged', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    const due = await archive.crossYear.due(100);
    await put(archive, contentWith('b'), 1);
    const finding = { ...SUM, severity: 'error', against: null } as const;
    await archive.crossYear.settle(due?.marks ?? [], [{ report: OFFICE, version: 1, findings: [finding] }]);
    expect(await keys(archive)).toEqual(['2023 own']);
    expect((await archive.latestVersion(OFFICE))?.findings.map((f) => f.scope)).toEqual(['report']);
    expect((await archive.version(OFFICE, 1))?.findings.map((f) => f.scope)).toEqual(['report']);
  });

  it('a rebuild too makes due, a night without news does not', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await settle(archive);
    await archive.recordReport({ ...commitOf({ basedOn: 1, at: night(2) }), version: null, changes: [] });
    expect(await archive.crossYear.due(100)).toBeNull();
    await archive.replaceDerived(OFFICE, 1, contentWith('b'));
    expect(await keys(archive)).toEqual(['2023 own']);
  });

  it('what was found stands on the latest version alone, in the place of what was found before', async () => {
    const { archive } = await archiveWith(contentWith('a'));
    await put(archive, contentWith('b'), 0, { ...OFFICE, year: 2022 });
    const found = (message: string) => ({
      ...SUM,
      rule: 'crossyear.carry.total',
      message,
      severity: 'error' as const,
      against: { year: 2022, version: 1 },
    });
    const settleWith = (version: number, message: string) =>
      archive.crossYear.settle([], [{ report: OFFICE, version, findings: [found(message)] }]);
    await settleWith(1, '1 ≠ 2');
    await settleWith(1, '1 ≠ 3');
    const cross = async (number: number) =>
      (await archive.version(OFFICE, number))?.findings.filter((f) => f.scope === 'archive');
    expect(await cross(1)).toMatchObject([{ message: '1 ≠ 3', against: { year: 2022, version: 1 } }]);
    await put(archive, contentWith('c'), 1);
    await settleWith(2, '1 ≠ 4');
    expect(await cross(1)).toEqual([]);
    expect(await cross(2)).toMatchObject([{ message: '1 ≠ 4' }]);
  });
});

it('an archive of before findings had names gets names and marks when it is opened', async () => {
  const path = join(await temporaryFolder(), 'archive.db');
  const old = openDatabase(path);
  for (const schema of [SCHEMA_1, SCHEMA_2, SCHEMA_3]) old.exec(schema);
  old.exec(`
    INSERT INTO migration_row VALUES (1, 'first', '2024'), (2, 'second', '2024'), (3, 'third', '2024');
    INSERT INTO agency_row (id, region, name) VALUES (1, '330482', '平湖市人民政府办公室');
    INSERT INTO report_row (id, agency_id, year, kind, versions) VALUES (1, 1, 2023, 'own', 1);
    INSERT INTO payload_row (id, sha256, size, encoding, stored_size)
      VALUES (1, '${'0'.repeat(64)}', 0, 'identity', 0);
    INSERT INTO source_row (id, url, kind, known_at) VALUES (1, 'http://a.cn/', 'page', '2024');
    INSERT INTO version_row VALUES (1, 1, 1, 1, 1, NULL, '2021', NULL, '', '', '', '2024', '2024');
    INSERT INTO finding_row VALUES (1, 0, 'deadline.late', 'error', 'published on 2024-02-12', '[]');
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = 3;
  `);
  old.close();
  const { archive } = await openedArchive(path);
  const late = { rule: 'deadline.late', indicators: [], message: 'published on 2024-02-12' };
  expect(await only(archive)).toMatchObject({
    fingerprint: findingFingerprint(OFFICE, late, terms()),
    scope: 'report',
    review: null,
  });
  expect((await archive.crossYear.due(10))?.reports).toEqual([OFFICE]);
});
