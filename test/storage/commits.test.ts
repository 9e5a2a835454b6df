import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/model.js';
import { toRunId } from '../../storage/contract/run-id.js';
import { openArchive, type ReportCommit } from '../../storage/index.js';
import {
  captureAt,
  commitOf,
  digestOf,
  INDICATORS,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  sameContentCommit,
  value,
} from './builders.js';

const DISAGREES = {
  rule: 'source.disagrees',
  severity: 'warning',
  indicators: [],
  message: '附件与页面不一致',
} as const;

/** A finding as the archive gives it back, reviewed by nobody. */
function asStored(finding: Finding): unknown {
  const fingerprint: unknown = expect.stringMatching(/^[0-9a-f]{12}$/);
  return { ...finding, fingerprint, scope: 'report', against: null, review: null };
}

describe('committing a report', () => {
  it('gives back every part of the version as it was given, also from a fresh connection', async () => {
    const { archive, path } = await openedArchive();
    const commit = commitOf();
    expect(await archive.recordReport(commit)).toEqual({ version: 1, payloadIsNew: true });
    const stored = {
      ...commit.version,
      findings: commit.version?.findings.map(asStored),
      report: OFFICE,
      number: 1,
      source: pageOf(OFFICE).url,
      portal: 'pinghu',
      firstSeen: night(0),
      lastSeen: night(0),
      withdrawnAt: null,
    };
    expect(await archive.latestVersion(OFFICE)).toEqual(stored);
    await archive.close();

    const again = await openArchive({ path, indicators: INDICATORS, readOnly: true });
    expect(await again.version(OFFICE, 1)).toEqual(stored);
    expect(await again.payload(commit.payload.sha256)).toEqual(Buffer.from('<p>年报</p>'));
    await again.close();
  });

  it('keeps as many sections as a report before 2019 has', async () => {
    const { archive } = await openedArchive();
    const commit = commitOf();
    const sections = Array.from({ length: 9 }, (_, i) => ({
      number: i + 1,
      heading: `第${i + 1}`,
      text: '正文',
    }));
    const version = commit.version === null ? null : { ...commit.version, sections };
    await archive.recordReport({ ...commit, version });
    expect((await archive.latestVersion(OFFICE))?.sections).toEqual(sections);
  });

  it('links the source, its validators and its payload to the report', async () => {
    const { archive } = await openedArchive();
    const commit = commitOf();
    await archive.recordReport(commit);
    expect(await archive.source(commit.source.url)).toEqual({
      ...commit.source,
      report: OFFICE,
      etag: commit.validators.etag,
      lastModified: null,
      payload: commit.payload.sha256,
      firstSeen: night(0),
      lastSeen: night(0),
      lastRead: night(0),
      page: null,
      holdsReport: true,
      goneNights: 0,
      goneNight: null,
      absentNights: [],
      withdrawnAt: null,
    });
    expect(await archive.source('https://www.pinghu.gov.cn/other')).toBeNull();
  });

  it('numbers versions on, and keeps the earlier ones as they were', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const before = await archive.latestVersion(OFFICE);
    const figures = [value('requests.new.total', 5)];
    const second = commitOf({ basedOn: 1, page: '<p>更正</p>', at: night(3), figures });
    expect(await archive.recordReport(second)).toMatchObject({ version: 2 });
    const versions = await archive.versions(OFFICE);
    expect(versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(versions[0]).toEqual(before);
    expect(versions[1]).toMatchObject({ figures, firstSeen: night(3), lastSeen: night(3) });
    expect(await archive.version(OFFICE, 3)).toBeNull();
  });

  it('records every change with the version before and after', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    await archive.recordReport(commitOf());
    const revised: ReportCommit = {
      ...commitOf({ basedOn: 1, page: '<p>更正</p>', at: night(1) }),
      capture: { ...captureAt(night(1)), run },
      changes: [
        {
          kind: 'figures_revised',
          cells: [
            {
              indicator: 'requests.new.total',
              before: { value: 4, reason: null, raw: '4' },
              after: { value: null, reason: 'dash', raw: '—' },
            },
          ],
          sections: [{ section: 1, before: '旧', after: null }],
          movedFrom: null,
        },
        { kind: 'moved', cells: [], sections: [], movedFrom: 'https://old.gov.cn/1.html' },
      ],
    };
    await archive.recordReport(revised);
    const place = { report: OFFICE, source: pageOf(OFFICE).url };
    const first = { kind: 'first_seen', cells: [], sections: [], movedFrom: null };
    expect(await archive.changes({})).toEqual([
      { id: 1, ...place, ...first, at: night(0), run: null, fromVersion: null, toVersion: 1 },
      { id: 2, ...place, ...revised.changes[0], at: night(1), run, fromVersion: 1, toVersion: 2 },
      { id: 3, ...place, ...revised.changes[1], at: night(1), run, fromVersion: 1, toVersion: 2 },
    ]);
    expect((await archive.changes({ run })).map(({ id }) => id)).toEqual([2, 3]);
    expect(await archive.changes({ year: 2022 })).toEqual([]);
  });

  it('where the content is the same, moves last-seen and lets the change stand at the latest version', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const cosmetic: ReportCommit = {
      ...sameContentCommit({ basedOn: 1, page: '<p>年报</p><i>浏览 7 次</i>', at: night(1) }),
      changes: [{ kind: 'cosmetic', cells: [], sections: [], movedFrom: null }],
    };
    expect(await archive.recordReport(cosmetic)).toEqual({ version: 1, payloadIsNew: true });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ firstSeen: night(0), lastSeen: night(1) });
    expect((await archive.changes({}))[1]).toMatchObject({ kind: 'cosmetic', fromVersion: 1, toVersion: 1 });
  });

  it('calls the capture new, or unchanged where the source had these bytes before', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.recordReport(sameContentCommit({ basedOn: 1, at: night(1) }));
    await archive.recordReport(sameContentCommit({ basedOn: 1, at: night(2), page: '<p>other</p>' }));
    expect((await archive.captures(OFFICE)).map(({ outcome }) => outcome)).toEqual([
      'new',
      'unchanged',
      'new',
    ]);
  });

  it('adds a finding to the latest version once only', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const commit = { ...sameContentCommit({ basedOn: 1, at: night(1) }), extraFindings: [DISAGREES] };
    await archive.recordReport(commit);
    await archive.recordReport(commit);
    const findings = (await archive.latestVersion(OFFICE))?.findings;
    expect(findings).toEqual([...(commitOf().version?.findings ?? []), DISAGREES].map(asStored));
  });

  it('refuses a commit that was reckoned against an older version, and writes nothing of it', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.recordReport(commitOf({ basedOn: 1, page: '<p>2</p>' }));
    const before = await archive.status();
    const stale = commitOf({
      basedOn: 1,
      page: '<p>3</p>',
      source: { ...pageOf(OFFICE), url: 'https://b.gov.cn/' },
    });
    await expect(archive.recordReport(stale)).rejects.toMatchObject({ name: 'ArchiveError', code: 'stale' });
    await expect(archive.recordReport(commitOf())).rejects.toMatchObject({ code: 'stale' });
    expect({ ...(await archive.status()), bytes: 0 }).toEqual({ ...before, bytes: 0 });
    expect(await archive.source('https://b.gov.cn/')).toBeNull();
  });

  it('refuses a report without any version', async () => {
    const { archive } = await openedArchive();
    const commit = { ...commitOf(), version: null };
    await expect(archive.recordReport(commit)).rejects.toMatchObject({ code: 'no_version' });
  });
});

describe('a commit that fails half-way', () => {
  const twice = [value('requests.new.total', 1), value('requests.new.total', 2)];
  const cases: readonly (readonly [why: string, code: string, commit: ReportCommit])[] = [
    ['an indicator has two figures', 'constraint', commitOf({ figures: twice })],
    ['an indicator is unknown', 'unknown_indicator', commitOf({ figures: [value('no.such.indicator', 1)] })],
    ['a value is no number', 'bad_figure', commitOf({ figures: [value('requests.new.total', Number.NaN)] })],
    [
      'the run is unknown',
      'constraint',
      { ...commitOf(), capture: { ...captureAt(night(0)), run: toRunId(77) } },
    ],
  ];
  it.each(cases)('leaves nothing behind: %s', async (_why, code, commit) => {
    const { archive } = await openedArchive();
    await expect(archive.recordReport(commit)).rejects.toMatchObject({ name: 'ArchiveError', code });
    expect(await archive.status()).toMatchObject({
      portals: 0,
      agencies: 0,
      reports: 0,
      versions: 0,
      sources: 0,
      captures: 0,
      payloads: 0,
      changes: {},
      findings: {},
    });
    expect(await archive.payload(commit.payload.sha256)).toBeNull();
    expect(await archive.recordReport(commitOf())).toMatchObject({ version: 1 });
  });
});

describe('commits at once', () => {
  it('of one report: one wins, the other learns that it is stale, and others are not touched', async () => {
    const { archive } = await openedArchive();
    const next = { ...OFFICE, year: OFFICE.year + 1 };
    const pages = ['<p>年报</p>', '<p>other</p>'];
    const results = await Promise.allSettled([
      ...pages.map((page) => archive.recordReport(commitOf({ page }))),
      archive.recordReport(commitOf({ report: next, page: '<p>next</p>' })),
    ]);
    // which of the two is compressed first is chance
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    const loser = results[1 - winner];
    expect(loser).toMatchObject({ reason: { name: 'ArchiveError', code: 'stale' } });
    expect(results[2]?.status).toBe('fulfilled');
    expect((await archive.latestVersion(OFFICE))?.digests.payload).toBe(digestOf(pages[winner] ?? ''));
    expect(await archive.status()).toMatchObject({ reports: 2, versions: 2, payloads: 2, captures: 2 });
  });

  it('are kept where the archive is closed at the same moment', async () => {
    const { archive, path } = await openedArchive();
    const capture = archive.recordCapture({
      source: pageOf(OFFICE),
      capture: captureAt(night(0)),
      outcome: 'missing',
    });
    await archive.close();
    await capture;
    const { archive: again } = await openedArchive(path);
    expect((await again.status()).captures).toBe(1);
  });
});

describe('two connections to one archive', () => {
  it('write in turn and see what the other wrote', async () => {
    const { archive: one, path } = await openedArchive();
    const { archive: other } = await openedArchive(path);
    const years = Array.from({ length: 40 }, (_, index) => 2000 + index);
    await Promise.all(
      years.map((year) => {
        const archive = year % 2 === 0 ? one : other;
        return archive.recordReport(commitOf({ report: { ...OFFICE, year }, page: `<p>${year}</p>` }));
      }),
    );
    expect((await one.reports({})).map(({ report }) => report.year)).toEqual(years);
    expect(await other.reports({})).toEqual(await one.reports({}));
  });

  it('that commit the same report at once: one wins, the other learns that it is stale', async () => {
    const { archive: one, path } = await openedArchive();
    const { archive: other } = await openedArchive(path);
    const results = await Promise.allSettled([
      one.recordReport(commitOf()),
      other.recordReport(commitOf({ page: '<p>other</p>' })),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await one.versions(OFFICE)).toHaveLength(1);
    expect((await one.status()).payloads).toBe(1);
  });
});

describe('digests', () => {
  it('are checked before anything is written', async () => {
    const { archive } = await openedArchive();
    const commit = commitOf();
    const wrong = { ...commit, payload: { ...commit.payload, sha256: digestOf('other') } };
    await expect(archive.recordReport(wrong)).rejects.toMatchObject({ code: 'digest_mismatch' });
    const alien = { ...commitOf({ page: '<p>a</p>' }), version: commit.version };
    await expect(archive.recordReport(alien)).rejects.toMatchObject({ code: 'digest_mismatch' });
    expect((await archive.status()).payloads).toBe(0);
  });
});
