import { describe, expect, it } from 'vitest';
import type { Archive, BareCapture } from '../../storage/contract/archive.js';
import { captureAt, commitOf, digestOf, night, OFFICE, openedArchive } from './builders.js';

const { source } = commitOf();
const bytes = (text: string): Uint8Array => Buffer.from(text);

function held(text: string, number: number, more: Partial<BareCapture> = {}): BareCapture {
  return {
    source,
    capture: { ...captureAt(night(number)), marks: ['held-reading'], reason: 'held back: no' },
    outcome: 'new',
    payload: { sha256: digestOf(text), bytes: bytes(text), mediaType: 'text/html' },
    held: true,
    ...more,
  };
}

async function withHeld(): Promise<Archive> {
  const { archive } = await openedArchive();
  await archive.recordReport(commitOf());
  await archive.recordCapture(held('<p>?</p>', 1));
  return archive;
}

describe('a payload that is held back', () => {
  it('is kept, and changes nothing that is known of its source but when it was last read', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const before = await archive.source(source.url);
    await archive.recordCapture(held('<p>?</p>', 1));
    const after = await archive.source(source.url);
    expect(after).toEqual({ ...before, held: digestOf('<p>?</p>'), lastRead: after?.lastRead });
    expect(after?.lastRead?.getTime()).toBeGreaterThan(before?.lastRead?.getTime() ?? 0);
    expect(Buffer.from((await archive.payload(digestOf('<p>?</p>'))) ?? []).toString()).toBe('<p>?</p>');
    expect((await archive.captures(OFFICE)).at(-1)).toMatchObject({
      outcome: 'new',
      payload: digestOf('<p>?</p>'),
      marks: ['held-reading'],
    });
    expect(await archive.latestVersion(OFFICE)).toMatchObject({ number: 1, lastSeen: night(0) });
  });

  it('of an address that never was a report is known of the portal, and stands for none', async () => {
    const { archive } = await openedArchive();
    await archive.recordCapture(held('<p>?</p>', 1));
    expect(await archive.knownSources('pinghu')).toMatchObject([
      { url: source.url, report: null, payload: null, firstSeen: null, held: digestOf('<p>?</p>') },
    ]);
  });

  it('is among what is unread, by its last capture', async () => {
    const archive = await withHeld();
    await archive.recordCapture(held('<p>??</p>', 2));
    for (const portal of ['pinghu', undefined])
      expect(await archive.unreadSources(portal)).toMatchObject([
        { source: { url: source.url }, capture: { payload: digestOf('<p>??</p>'), at: night(2) } },
      ]);
    expect(await archive.unreadSources('linping')).toEqual([]);
  });

  it.each<[string, (archive: Archive) => Promise<unknown>]>([
    [
      'the same as before came again',
      (archive) => archive.recordCapture({ source, capture: captureAt(night(2)), outcome: 'unchanged' }),
    ],
    [
      'it was not modified',
      (archive) =>
        archive.recordCapture({ source, capture: captureAt(night(2), 304), outcome: 'not_modified' }),
    ],
    [
      'a new version came',
      (archive) => archive.recordReport(commitOf({ basedOn: 1, page: '<p>新</p>', at: night(2) })),
    ],
  ])('is forgotten as soon as %s', async (_, work) => {
    const archive = await withHeld();
    await work(archive);
    expect(await archive.source(source.url)).not.toHaveProperty('held');
    expect(await archive.unreadSources()).toEqual([]);
  });

  it('stays where the source could not be asked', async () => {
    const archive = await withHeld();
    await archive.recordCapture({ source, capture: captureAt(night(2), 503), outcome: 'failed' });
    expect(await archive.source(source.url)).toHaveProperty('held');
  });

  it('that becomes a version needs no further capture', async () => {
    const archive = await withHeld();
    const before = await archive.captures(OFFICE);
    await archive.recordReport({
      ...commitOf({ basedOn: 1, page: '<p>?</p>', at: night(1) }),
      isRecorded: true,
    });
    expect(await archive.captures(OFFICE)).toEqual(before);
    expect(await archive.source(source.url)).toMatchObject({ payload: digestOf('<p>?</p>') });
  });
});

describe('a payload that nobody could name', () => {
  it('is unread, with the reason of the capture that brought it', async () => {
    const { archive } = await openedArchive();
    const { held: _, ...bare } = held('<p>?</p>', 1);
    await archive.recordCapture({ ...bare, capture: { ...captureAt(night(1)), reason: 'whose is it' } });
    await archive.recordCapture({ source, capture: captureAt(night(2), 503), outcome: 'failed' });
    expect(await archive.unreadSources()).toMatchObject([
      { capture: { reason: 'whose is it', at: night(1) } },
    ]);
  });
});

describe('an address that failed', () => {
  it('is unread as long as nothing came of it, and not once it is clear that nothing is there', async () => {
    const { archive } = await openedArchive();
    const at = (number: number, reason: string) => ({ ...captureAt(night(number), 500), reason });
    await archive.recordCapture({ source, capture: at(1, 'HTTP 500'), outcome: 'failed' });
    expect(await archive.unreadSources('pinghu')).toMatchObject([
      { source: { listing: source.listing }, capture: { payload: null, reason: 'HTTP 500' } },
    ]);
    await archive.recordCapture({ source, capture: at(2, 'HTTP 404'), outcome: 'missing' });
    expect(await archive.unreadSources('pinghu')).toEqual([]);
    await archive.recordReport(commitOf({ at: night(3) }));
    await archive.recordCapture({ source, capture: at(4, 'HTTP 500'), outcome: 'failed' });
    expect(await archive.unreadSources('pinghu')).toEqual([]);
  });
});

describe('the years that a portal was asked for', () => {
  it('are those of its runs that were no failures, each with the last', async () => {
    const { archive } = await openedArchive();
    const counts = { listed: 0, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 };
    const runs = [
      [[2021, 2022], 'done'],
      [[2022], 'partial'],
      [[2021, 2023], 'failed'],
      [[2021], 'interrupted'],
    ] as const;
    for (const [number, [years, outcome]] of runs.entries()) {
      const run = await archive.startRun(night(number), { portals: ['pinghu'], years });
      await archive.recordRunPortal(run, { portal: 'pinghu', outcome, counts, problems: [] });
    }
    const unscoped = await archive.startRun(night(5));
    await archive.recordRunPortal(unscoped, { portal: 'pinghu', outcome: 'done', counts, problems: [] });
    expect([...(await archive.lookedFor('pinghu'))]).toEqual([
      [2021, night(0)],
      [2022, night(1)],
    ]);
    expect((await archive.lookedFor('linping')).size).toBe(0);
  });
});

describe('the runs of a portal', () => {
  it('are told with what made them suspect, the last first', async () => {
    const { archive } = await openedArchive();
    const counts = { listed: 0, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 };
    const summary = { portal: 'pinghu', counts, problems: [] };
    for (const [number, more] of [{ suspicions: ['few'] }, {}].entries()) {
      const run = await archive.startRun(night(number));
      await archive.recordRunPortal(run, { ...summary, outcome: 'partial', ...more });
      await archive.recordRunPortal(run, { ...summary, portal: 'linping', outcome: 'done' });
    }
    const stopped = await archive.startRun(night(3));
    await archive.recordRunPortal(stopped, { ...summary, outcome: 'interrupted' });
    expect(await archive.portalRuns('pinghu', 5)).toEqual([
      { run: 2, startedAt: night(1), summary: { ...summary, outcome: 'partial' } },
      { run: 1, startedAt: night(0), summary: { ...summary, outcome: 'partial', suspicions: ['few'] } },
    ]);
    expect(await archive.portalRuns('pinghu', 1)).toMatchObject([{ run: 2 }]);
  });
});
