import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { SCHEMA_1 } from '../../storage/sqlite/schema/0001-first.js';
import { SCHEMA_2 } from '../../storage/sqlite/schema/0002-withdrawals.js';
import { SCHEMA_3 } from '../../storage/sqlite/schema/0003-pages.js';
import { SCHEMA_NOTICES } from '../../storage/sqlite/schema/0004-notices.js';
import { bareCapture, commitOf, night, OFFICE, openedArchive } from './builders.js';

const notice = (key: string, channel = 'office') => ({ key, channel, digest: '{"a":1}' });

describe('the schema of notices', () => {
  it.each([
    [['done', 'partial', 'interrupted'], 'done', []],
    [['done', null], 'interrupted', [3]],
    [['interrupted', 'done'], null, [3]],
  ])('counts runs as told of that ended before it: %j, then %j', (before, last, left) => {
    const db = openDatabase(':memory:');
    for (const schema of [SCHEMA_1, SCHEMA_2, SCHEMA_3]) db.exec(schema);
    db.exec(`INSERT INTO migration_row VALUES (1, 'first schema', '2024-01-01T00:00:00.000Z')`);
    const insert = db.prepare('INSERT INTO run_row (started_at, ended_at, outcome) VALUES (?, ?, ?)');
    for (const outcome of [...before, last]) insert.run('a', outcome === null ? null : 'b', outcome);
    db.exec(SCHEMA_NOTICES);
    const unnoticed = db.prepare('SELECT id FROM run_row WHERE noticed_at IS NULL').pluck().all();
    expect(unnoticed).toEqual(left);
    expect(db.prepare('SELECT created_at FROM identity_row').pluck().get()).toBe('2024-01-01T00:00:00.000Z');
    db.close();
  });
});

describe('the outbox', () => {
  it('keeps what was queued, with its state, and shows it in the view notice', async () => {
    const { archive, path } = await openedArchive();
    const run = await archive.startRun(night(0));
    expect(await archive.outbox.queueRun(run, night(1), [notice('a'), notice('b', 'post')])).toBe(2);
    const [second, first] = await archive.outbox.list({ limit: 9 });
    expect(first).toMatchObject({ id: 1, key: 'a', run, state: 'waiting', tries: 0, answer: null });
    expect(second?.token).not.toBe(first?.token);
    const db = openDatabase(path, { readonly: true });
    expect(db.prepare('SELECT key, channel, state, tries FROM notice').all()).toEqual([
      { key: 'a', channel: 'office', state: 'waiting', tries: 0 },
      { key: 'b', channel: 'post', state: 'waiting', tries: 0 },
    ]);
    db.close();
  });

  it('queues a key once, and a run once', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    expect(await archive.outbox.queueRun(run, night(1), [notice('a'), notice('a')])).toBe(1);
    expect(await archive.outbox.queueRun(run, night(1), [notice('b')])).toBe(0);
    expect(await archive.outbox.queueTopics(night(1), notice('c'), ['x', 'y'])).toBe(true);
    expect(await archive.outbox.queueTopics(night(1), notice('d'), ['y', 'z'])).toBe(false);
    expect(await archive.outbox.told('office', ['x', 'y', 'z'])).toEqual(new Set(['x', 'y']));
    expect(await archive.outbox.told('post', ['x'])).toEqual(new Set());
    expect((await archive.outbox.list({ limit: 9 })).map(({ key }) => key)).toEqual(['c', 'a']);
  });

  it('lets one process take a notice', async () => {
    const { archive, path } = await openedArchive();
    await archive.outbox.queueTopics(night(0), notice('a'), []);
    const { archive: other } = await openedArchive(path);
    const takes = [archive, other, archive].map((one) => one.outbox.take(1, night(0), night(1)));
    expect((await Promise.all(takes)).filter((attempt) => attempt !== null)).toEqual([1]);
    expect(await other.outbox.due(night(0))).toEqual([]);
    expect(await other.outbox.retry(1, night(0))).toBe(false);
    expect(await other.outbox.take(1, night(1), night(2))).toBe(2);
  });

  it('never brings back what was delivered', async () => {
    const { archive } = await openedArchive();
    await archive.outbox.queueTopics(night(0), notice('a'), []);
    await archive.outbox.take(1, night(0), night(1));
    await archive.outbox.settle(1, 1, night(0), { kind: 'delivered', answer: 'answered 200' });
    expect(await archive.outbox.retry(1, night(2))).toBe(false);
    expect(await archive.outbox.take(1, night(2), night(3))).toBeNull();
    expect(await archive.outbox.due(night(9))).toEqual([]);
  });

  it('is not written to by a reader', async () => {
    const { path } = await openedArchive();
    const { archive } = await openedArchive(path, { readOnly: true });
    await expect(archive.outbox.queueTopics(night(0), notice('a'), [])).rejects.toMatchObject({
      code: 'read_only',
    });
    expect(await archive.outbox.counts()).toEqual({ waiting: 0, delivered: 0, failed: 0 });
  });
});

describe('the news', () => {
  it('names the portals of changes, and the findings of versions that the run made', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    const commit = commitOf();
    await archive.recordReport({ ...commit, capture: { ...commit.capture, run } });
    await archive.recordCapture({
      ...bareCapture({ outcome: 'missing', at: night(0), status: 404 }),
      capture: { ...commit.capture, run },
      changes: [{ kind: 'withdrawn', cells: [], sections: [], movedFrom: null }],
    });
    expect([...(await archive.news.changePortals(run))]).toEqual([
      [1, 'pinghu'],
      [2, 'pinghu'],
    ]);
    expect(await archive.news.findingsOf(run)).toMatchObject([
      { report: OFFICE, portal: 'pinghu', rule: 'narrative.requests.new.total', severity: 'error' },
      { report: OFFICE, rule: 'cell.missing', severity: 'warning' },
    ]);
    const [dismissed] = (await archive.latestVersion(OFFICE))?.findings ?? [];
    await archive.reviews.review(dismissed?.fingerprint ?? '', {
      state: 'dismissed',
      note: 'a misprint',
      by: null,
      at: night(1),
    });
    expect(await archive.news.findingsOf(run)).toHaveLength(1);
    const latest = await archive.news.latestChanges(['withdrawn', 'first_seen'], 5);
    expect(latest.map(({ id, kind }) => [id, kind])).toEqual([
      [2, 'withdrawn'],
      [1, 'first_seen'],
    ]);
  });

  it('tells archives apart', async () => {
    const [one, other] = [await openedArchive(), await openedArchive()];
    const identity = await one.archive.news.identity();
    expect(identity.uuid).toMatch(/^[0-9a-f]{32}$/);
    expect((await other.archive.news.identity()).uuid).not.toBe(identity.uuid);
    const { archive: again } = await openedArchive(one.path);
    expect(await again.news.identity()).toEqual(identity);
  });
});
