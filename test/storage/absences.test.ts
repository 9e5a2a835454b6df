import { describe, expect, it } from 'vitest';
import { absencesOf, bareCapture, commitOf, night, OFFICE, openedArchive, pageOf } from './builders.js';

const { url } = pageOf(OFFICE);
const gone = absencesOf;

async function published() {
  const { archive } = await openedArchive();
  await archive.recordReport(commitOf());
  return archive;
}

describe('a source that is gone', () => {
  it('keeps the count of its nights, and its report and last version', async () => {
    const archive = await published();
    const run = await archive.startRun(night(1));
    await archive.recordAbsences(run, night(1), gone(1));
    expect(await archive.source(url)).toMatchObject({
      goneNights: 1,
      goneNight: '2024-02-02',
      withdrawnAt: null,
    });
    expect(await archive.changes({ run })).toEqual([]);
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ number: 1, withdrawnAt: null });
  });

  it('starts to count anew when it was found meanwhile', async () => {
    const archive = await published();
    await archive.recordAbsences(await archive.startRun(night(1)), night(1), gone(2));
    await archive.recordCapture(bareCapture({ outcome: 'unchanged', at: night(2) }));
    expect(await archive.source(url)).toMatchObject({ goneNights: 0, goneNight: null });
  });

  it('and withdraws its report is a change, and shows wherever the report is shown', async () => {
    const archive = await published();
    const run = await archive.startRun(night(3));
    await archive.recordAbsences(run, night(3), gone(3, true));
    expect(await archive.changes({ run })).toMatchObject([
      {
        kind: 'withdrawn',
        reason: 'gone',
        report: OFFICE,
        at: night(3),
        source: url,
        fromVersion: 1,
        toVersion: 1,
      },
    ]);
    const withdrawnAt = night(3);
    expect(await archive.source(url)).toMatchObject({ withdrawnAt });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ number: 1, withdrawnAt });
    const since = { goneSince: '2024-02-02', withdrawnReason: 'gone' };
    expect(await archive.reports({})).toMatchObject([{ report: OFFICE, withdrawnAt, ...since }]);
  });

  it('is restored by a change that says so', async () => {
    const archive = await published();
    await archive.recordAbsences(await archive.startRun(night(3)), night(3), gone(3, true));
    const restored = { kind: 'restored', cells: [], sections: [], movedFrom: null } as const;
    await archive.recordCapture(bareCapture({ outcome: 'unchanged', at: night(4), changes: [restored] }));
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ withdrawnAt: null });
    expect(await archive.source(url)).toMatchObject({ goneNights: 0, withdrawnAt: null });
  });
});

describe('the known sources of a portal', () => {
  it('are those that stand for a report, with the page that an attachment hangs on', async () => {
    const archive = await published();
    const file = { url: 'https://www.pinghu.gov.cn/a.pdf', kind: 'attachment', portal: 'pinghu' } as const;
    const source = { ...file, listing: {}, page: url };
    await archive.recordReport({ ...commitOf({ source, basedOn: 1, page: '%PDF-1.4' }), version: null });
    const elsewhere = { url: 'https://www.pinghu.gov.cn/b.html', kind: 'page', portal: 'pinghu' } as const;
    await archive.recordCapture(
      bareCapture({ source: { ...elsewhere, listing: {} }, outcome: 'missing', at: night(0) }),
    );
    expect((await archive.knownSources('pinghu')).map((s) => [s.url, s.page])).toEqual([
      [url, null],
      [file.url, url],
    ]);
    expect(await archive.knownSources('haining')).toEqual([]);
  });

  it('tell a page that only leads to the report from one that holds it', async () => {
    const archive = await published();
    const cover = { url: 'https://www.pinghu.gov.cn/c.html', kind: 'page', portal: 'pinghu' } as const;
    const source = { ...cover, listing: {} };
    const commit = commitOf({ source, basedOn: 1, page: '<p>附件</p>', at: night(1) });
    await archive.recordReport({ ...commit, version: null, changes: [], agrees: false, holdsReport: false });
    await archive.recordCapture(bareCapture({ source, outcome: 'unchanged', at: night(5) }));
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ lastSeen: night(0) });
    expect(await archive.source(cover.url)).toMatchObject({ report: OFFICE, lastSeen: night(5) });
  });
});
