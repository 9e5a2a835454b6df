import { describe, expect, it } from 'vitest';
import type { BareCapture } from '../../storage/contract/archive.js';
import {
  bareCapture,
  commitOf,
  digestOf,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  sameContentCommit,
} from './builders.js';

const NOTICE = {
  url: 'https://www.pinghu.gov.cn/notice.html',
  kind: 'page',
  portal: 'pinghu',
  listing: {},
} as const;
const ATTACHMENT = { ...NOTICE, url: 'https://www.pinghu.gov.cn/report.pdf', kind: 'attachment' } as const;

describe('a bare capture', () => {
  it.each(['unchanged', 'not_modified'] as const)(
    'that is %s moves last-seen of source and version',
    async (outcome) => {
      const { archive } = await openedArchive();
      await archive.recordReport(commitOf());
      await archive.recordCapture(bareCapture({ outcome, at: night(5) }));
      expect(await archive.source(pageOf(OFFICE).url)).toMatchObject({
        firstSeen: night(0),
        lastSeen: night(5),
      });
      expect(await archive.latestVersion(OFFICE)).toMatchObject({ firstSeen: night(0), lastSeen: night(5) });
      await archive.recordCapture(bareCapture({ outcome, at: night(2) }));
      expect(await archive.latestVersion(OFFICE)).toMatchObject({ lastSeen: night(5) });
    },
  );

  it.each(['missing', 'blocked', 'failed'] as const)('that is %s is not a sighting', async (outcome) => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.recordCapture(bareCapture({ outcome, at: night(5), status: 404 }));
    expect(await archive.source(pageOf(OFFICE).url)).toMatchObject({ lastSeen: night(0) });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ lastSeen: night(0) });
    expect((await archive.captures(OFFICE)).at(-1)).toMatchObject({ outcome, status: 404, payload: null });
  });

  it('makes the source where it is new, without a report', async () => {
    const { archive } = await openedArchive();
    await archive.recordCapture(bareCapture({ source: NOTICE, outcome: 'failed', at: night(1) }));
    await archive.recordCapture(bareCapture({ source: NOTICE, outcome: 'new', at: night(2) }));
    expect(await archive.source(NOTICE.url)).toEqual({
      ...NOTICE,
      report: null,
      etag: null,
      lastModified: null,
      payload: null,
      firstSeen: night(2),
      lastSeen: night(2),
      lastRead: null,
      page: null,
      holdsReport: true,
      goneNights: 0,
      goneNight: null,
      absentNights: [],
      withdrawnAt: null,
    });
  });

  it('keeps bytes of which no report could be told, and the validators', async () => {
    const { archive } = await openedArchive();
    const bytes = Buffer.from('<p>通知</p>');
    const payload = { sha256: digestOf(bytes), bytes, mediaType: 'text/html' };
    const validators = { etag: '"1"', lastModified: 'Thu, 01 Feb 2024 00:00:00 GMT' };
    await archive.recordCapture(
      bareCapture({ source: NOTICE, outcome: 'new', at: night(0), payload, validators }),
    );
    await archive.recordCapture(bareCapture({ source: NOTICE, outcome: 'not_modified', at: night(1) }));
    expect(await archive.source(NOTICE.url)).toMatchObject({ payload: payload.sha256, ...validators });
    expect(await archive.payload(payload.sha256)).toEqual(bytes);
  });

  it('refuses bytes that are not those of the digest', async () => {
    const { archive } = await openedArchive();
    const payload = { sha256: digestOf('a'), bytes: Buffer.from('b'), mediaType: null };
    const capture = bareCapture({ source: NOTICE, outcome: 'new', at: night(0), payload });
    await expect(archive.recordCapture(capture)).rejects.toMatchObject({ code: 'digest_mismatch' });
    expect(await archive.source(NOTICE.url)).toBeNull();
  });

  it('names the payload that came again', async () => {
    const { archive } = await openedArchive();
    const commit = commitOf();
    await archive.recordReport(commit);
    await archive.recordCapture(bareCapture({ outcome: 'unchanged', at: night(1) }));
    await archive.recordCapture(bareCapture({ outcome: 'not_modified', at: night(2), status: 304 }));
    expect((await archive.captures(OFFICE)).map(({ payload }) => payload)).toEqual([
      commit.payload.sha256,
      commit.payload.sha256,
      null,
    ]);
  });

  it('keeps what an earlier listing said where this one says nothing', async () => {
    const { archive } = await openedArchive();
    const { listing, ...rest } = pageOf(OFFICE);
    await archive.recordReport(commitOf());
    const source = { ...rest, listing: { published: '2024-01-30', kind: 'own' as const } };
    await archive.recordCapture(bareCapture({ source, outcome: 'unchanged', at: night(1) }));
    expect((await archive.source(rest.url))?.listing).toEqual({
      ...listing,
      published: '2024-01-30',
      kind: 'own',
    });
  });
});

describe('a bare capture with which something happened to the report', () => {
  const withdrawn = { kind: 'withdrawn', cells: [], sections: [], movedFrom: null } as const;

  it('records the change at the latest version', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const last: BareCapture = {
      ...bareCapture({ outcome: 'missing', at: night(3), status: 404 }),
      changes: [withdrawn],
    };
    await archive.recordCapture(last);
    expect((await archive.changes({})).at(-1)).toMatchObject({
      ...withdrawn,
      report: OFFICE,
      at: night(3),
      fromVersion: 1,
      toVersion: 1,
    });
  });

  it('is refused where the source stands for no report', async () => {
    const { archive } = await openedArchive();
    const missing = bareCapture({ source: NOTICE, outcome: 'missing', at: night(0) });
    const last: BareCapture = { ...missing, changes: [withdrawn] };
    await expect(archive.recordCapture(last)).rejects.toMatchObject({ code: 'no_version' });
    expect(await archive.source(NOTICE.url)).toBeNull();
  });
});

describe('which source vouches for the latest version', () => {
  it('not one that still shows an older version', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf({ source: ATTACHMENT }));
    await archive.recordReport(commitOf({ basedOn: 1, page: '<p>2</p>', at: night(1) }));
    await archive.recordCapture(bareCapture({ source: ATTACHMENT, outcome: 'unchanged', at: night(2) }));
    expect(await archive.source(ATTACHMENT.url)).toMatchObject({ lastSeen: night(2) });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ number: 2, lastSeen: night(1) });
  });

  it('the address to which the report has moved', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.recordReport(sameContentCommit({ basedOn: 1, source: ATTACHMENT, at: night(1) }));
    await archive.recordCapture(bareCapture({ source: ATTACHMENT, outcome: 'not_modified', at: night(2) }));
    expect(await archive.latestVersion(OFFICE)).toMatchObject({
      source: pageOf(OFFICE).url,
      lastSeen: night(2),
    });
  });

  it('not one that disagrees with it', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const finding = { rule: 'source.disagrees', severity: 'warning', indicators: [], message: 'm' } as const;
    const other = sameContentCommit({ basedOn: 1, source: ATTACHMENT, page: '<p>other</p>', at: night(1) });
    await archive.recordReport({ ...other, extraFindings: [finding], agrees: false });
    await archive.recordCapture(bareCapture({ source: ATTACHMENT, outcome: 'unchanged', at: night(2) }));
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ lastSeen: night(0) });
  });

  it('not one whose last payload no longer held the report', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const bytes = Buffer.from('<p>维护中</p>');
    const payload = { sha256: digestOf(bytes), bytes, mediaType: 'text/html' };
    await archive.recordCapture(bareCapture({ outcome: 'new', at: night(1), payload }));
    await archive.recordCapture(bareCapture({ outcome: 'unchanged', at: night(2) }));
    expect(await archive.source(pageOf(OFFICE).url)).toMatchObject({
      payload: payload.sha256,
      lastSeen: night(2),
    });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ lastSeen: night(0) });
  });
});

describe('the sources and captures of a report', () => {
  it('include exchanges from before the source was known to carry it', async () => {
    const { archive } = await openedArchive();
    await archive.recordCapture(bareCapture({ outcome: 'failed', at: night(0), status: 503 }));
    await archive.recordReport(commitOf({ at: night(1) }));
    await archive.recordReport(sameContentCommit({ basedOn: 1, source: ATTACHMENT, at: night(1) }));
    await archive.recordCapture(bareCapture({ source: NOTICE, outcome: 'missing', at: night(1) }));
    const captures = await archive.captures(OFFICE);
    expect(captures.map(({ outcome }) => outcome)).toEqual(['failed', 'new', 'new']);
    expect(captures[0]).toMatchObject({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      status: 503,
    });
    expect(await archive.sources(OFFICE)).toMatchObject([
      { url: pageOf(OFFICE).url, captures: 2, lastOutcome: 'new', report: OFFICE },
      { url: ATTACHMENT.url, captures: 1, lastOutcome: 'new', report: OFFICE },
    ]);
  });

  it('stay with the report when the address carries another one later', async () => {
    const { archive } = await openedArchive();
    const next = { ...OFFICE, year: 2024 };
    await archive.recordReport(commitOf());
    await archive.recordReport(commitOf({ report: next, source: pageOf(OFFICE), page: '<p>2024</p>' }));
    expect(await archive.captures(OFFICE)).toHaveLength(1);
    expect(await archive.captures(next)).toHaveLength(1);
    expect(await archive.sources(OFFICE)).toMatchObject([{ url: pageOf(OFFICE).url, report: next }]);
  });

  it('are none for a report that the archive does not have', async () => {
    const { archive } = await openedArchive();
    expect(await archive.sources(OFFICE)).toEqual([]);
    expect(await archive.captures(OFFICE)).toEqual([]);
    expect(await archive.versions(OFFICE)).toEqual([]);
    expect(await archive.latestVersion(OFFICE)).toBeNull();
  });
});
