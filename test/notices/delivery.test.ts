import { describe, expect, it } from 'vitest';
import { gatedPost } from '../../crawlers/fetch/post.js';
import { LEAST_TRIES, MOST_REFUSALS, waitAfter } from '../../src/notices/delivery.js';
import { sampleNotice } from '../../src/notices/senders.js';
import { night, openedArchive } from '../storage/builders.js';
import {
  ALL_CHANGES,
  type Answer,
  Clock,
  deskOf,
  FIRST,
  hook,
  printedCheck,
  ranWith,
  receiver,
} from './setup.js';

const RULES = { all: { channels: ['office'], events: ALL_CHANGES } };

/** An archive in which one run brought one report, a desk with one webhook, and what it was sent. */
async function office(answer: (before: number) => Answer | null, more: Record<string, unknown> = {}) {
  const { archive } = await openedArchive();
  const { url, received } = await receiver(answer);
  const clock = new Clock(night(1));
  const desk = deskOf(
    archive,
    { channels: { office: hook(url) }, rules: RULES, ...more },
    { clock: clock.now },
  );
  const result = await ranWith(archive, [FIRST]);
  await desk.runEnded(result.run, result);
  const notice = async () => (await archive.outbox.list({ limit: 1 }))[0];
  return { archive, clock, desk, received, notice, result };
}

describe('delivery', () => {
  it('sends a notice once, signed, under a token of its own', async () => {
    const { clock, desk, received, notice } = await office(() => ({}));
    await desk.deliver(clock.now());
    await desk.deliver(clock.move(600));
    expect(received).toHaveLength(1);
    const headers = received[0]?.headers ?? {};
    const body = received[0]?.body ?? '';
    const isGenuine = await printedCheck();
    expect(isGenuine(String(headers['x-nianbao-signature']), body, 'geheim', night(1).getTime())).toBe(true);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const sent = await notice();
    expect(headers['idempotency-key']).toBe(sent?.token);
    expect(sent).toMatchObject({ state: 'delivered', tries: 1, key: 'run:1/channel:office' });
    expect(JSON.parse(body)).toMatchObject({
      id: sent?.token,
      key: 'run:1/channel:office',
      subject: '年报监测 第1次采集：首次发现 1',
      digest: { counts: { first_seen: 1 }, items: [{ agency: '平湖市人民政府办公室', portal: 'pinghu' }] },
    });
  });

  it('tries again after one minute, then two, under the same token, where a receiver fails at first', async () => {
    const { clock, desk, received, notice } = await office((before) => ({ status: before < 2 ? 503 : 200 }));
    await desk.deliver(clock.now());
    await desk.deliver(clock.move(0.9));
    expect(received).toHaveLength(1);
    await desk.deliver(clock.move(0.2));
    expect(received).toHaveLength(2);
    await desk.deliver(clock.move(1.9));
    expect(received).toHaveLength(2);
    expect(await notice()).toMatchObject({ state: 'waiting', tries: 2, answer: 'answered 503' });
    await desk.deliver(clock.move(0.2));
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await notice()).toMatchObject({ state: 'delivered', tries: 3 });
  });

  it('waits as long as the receiver asks for', async () => {
    const { clock, desk, notice } = await office(() => ({ status: 429, headers: { 'retry-after': '1800' } }));
    await desk.deliver(clock.now());
    expect((await notice())?.nextAt).toEqual(new Date(night(1).getTime() + 1_800_000));
  });

  it('gives a notice up after some refusals in a row, and sends it when it is retried by hand', async () => {
    const { archive, clock, desk, received, notice } = await office((before) => ({
      status: before < MOST_REFUSALS ? 404 : 200,
    }));
    for (let n = 0; n < MOST_REFUSALS + 3; n++) await desk.deliver(clock.move(100));
    expect(received).toHaveLength(MOST_REFUSALS);
    const failed = await notice();
    expect(failed).toMatchObject({ state: 'failed', answer: 'answered 404' });
    expect(await archive.outbox.counts()).toEqual({ waiting: 0, delivered: 0, failed: 1 });
    expect(await archive.outbox.retry(failed?.id ?? 0, clock.now())).toBe(true);
    await desk.deliver(clock.now());
    expect(await notice()).toMatchObject({ state: 'delivered', givenUpAt: null, token: failed?.token });
  });

  it('does not count failures that may pass as refusals', async () => {
    const { clock, desk, received, notice } = await office((before) => ({
      status: [404, 404, 500][before % 3] ?? 0,
    }));
    for (let n = 0; n < 12; n++) await desk.deliver(clock.move(400));
    expect(received).toHaveLength(12);
    expect(await notice()).toMatchObject({ state: 'waiting' });
  });

  it('gives up what could not be delivered for days, and keeps it', async () => {
    const { clock, desk, notice } = await office(() => ({ status: 500 }), { giveUpAfter: 2 });
    for (let hours = 0; hours < 80; hours += 8) await desk.deliver(clock.move(8 * 60));
    expect(await notice()).toMatchObject({ state: 'failed', answer: 'answered 500' });
  });

  it('gives up nothing that was not tried often, however old it is', async () => {
    const { clock, desk, notice } = await office(
      (before) => ({ status: before < LEAST_TRIES - 1 ? 500 : 204 }),
      {
        giveUpAfter: 2,
      },
    );
    clock.move(30 * 24 * 60);
    for (let n = 1; n < LEAST_TRIES; n++) await desk.deliver(clock.move(8 * 60));
    expect(await notice()).toMatchObject({ state: 'waiting', failures: LEAST_TRIES - 1 });
    await desk.deliver(clock.move(8 * 60));
    expect(await notice()).toMatchObject({ state: 'delivered' });
  });

  it('tries those first that failed least: one that the receiver chokes on holds back no other', async () => {
    const { archive } = await openedArchive();
    const { url, received } = await receiver((_, body) =>
      body.includes('run:1/') ? { status: 500 } : { status: 204 },
    );
    const clock = new Clock(night(3));
    const desk = deskOf(archive, { channels: { office: hook(url) }, rules: RULES }, { clock: clock.now });
    const digest = JSON.stringify(sampleNotice('office', 'zh', night(0)).digest);
    for (let run = 1; run <= 3; run++) {
      const id = await archive.startRun(night(0));
      await archive.finishRun(id, night(0), 'done');
      await archive.outbox.queueRun(id, night(0), [
        { key: `run:${id}/channel:office`, channel: 'office', digest },
      ]);
    }
    expect(await desk.sendDue(clock.now())).toMatchObject({ failed: 1, delivered: 0 });
    expect(await desk.sendDue(clock.move(5))).toMatchObject({ failed: 1, delivered: 2 });
    expect(received).toHaveLength(4);
  });

  it('lets one channel fail without holding back another', async () => {
    const { archive } = await openedArchive();
    const { url, received } = await receiver();
    const silent = await receiver(() => null);
    const desk = deskOf(
      archive,
      {
        channels: { slow: hook(silent.url), office: hook(url) },
        rules: { all: { channels: ['slow', 'office'], events: ALL_CHANGES } },
      },
      { post: gatedPost({ userAgent: 'nianbao', milliseconds: 50 }) },
    );
    const result = await ranWith(archive, [FIRST]);
    await desk.runEnded(result.run, result);
    const report = await desk.sendDue(night(3));
    expect(received).toHaveLength(1);
    expect(report).toMatchObject({ delivered: 1, failed: 1 });
    expect(report.failures).toMatchObject([
      { channel: 'slow', answer: expect.stringMatching(/^not complete|^no data/) },
    ]);
  });

  it('sends no more than twenty messages a minute to a channel, the oldest first', async () => {
    const { archive } = await openedArchive();
    const { url, received } = await receiver();
    const clock = new Clock(night(3));
    const desk = deskOf(archive, { channels: { office: hook(url) }, rules: RULES }, { clock: clock.now });
    const digest = JSON.stringify(sampleNotice('office', 'zh', night(0)).digest);
    for (let run = 1; run <= 25; run++) {
      const id = await archive.startRun(night(0));
      await archive.finishRun(id, night(0), 'done');
      await archive.outbox.queueRun(id, night(0), [
        { key: `run:${id}/channel:office`, channel: 'office', digest },
      ]);
    }
    expect(await desk.sendDue(clock.now())).toMatchObject({ delivered: 20, waiting: 5 });
    expect(await desk.sendDue(clock.move(0.5))).toMatchObject({ delivered: 0, waiting: 5 });
    expect(await desk.sendDue(clock.move(1))).toMatchObject({ delivered: 5, waiting: 0 });
    const keys = received.map(({ body }) => Number(/"key":"run:(\d+)/.exec(body)?.[1]));
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
  });

  it('leaves alone what another process is sending, until that must be dead', async () => {
    const { archive, clock, desk, received, notice } = await office(() => ({}));
    const due = await notice();
    const until = new Date(clock.now().getTime() + 600_000);
    expect(await archive.outbox.take(due?.id ?? 0, clock.now(), until)).toBe(1);
    await desk.deliver(clock.now());
    expect(received).toHaveLength(0);
    await desk.deliver(clock.move(11));
    expect(received).toHaveLength(1);
    const late = { kind: 'failed', answer: 'x', refused: true, served: [], nextAt: null } as const;
    expect(await archive.outbox.settle(due?.id ?? 0, 1, clock.now(), late)).toBe(false);
    expect(await notice()).toMatchObject({ state: 'delivered', tries: 2 });
  });

  it('says so where the secret is not there, and nothing is sent', async () => {
    const { archive } = await openedArchive();
    const { url, received } = await receiver();
    const desk = deskOf(archive, { channels: { office: hook(url) }, rules: RULES }, { env: {} });
    const result = await ranWith(archive, [FIRST]);
    await desk.runEnded(result.run, result);
    const { failures } = await desk.sendDue(night(3));
    expect(failures).toMatchObject([{ answer: 'the environment variable SECRET is not set' }]);
    expect(received).toEqual([]);
  });
});

describe('the wait before the next try', () => {
  it.each([
    [0, 1],
    [1, 2],
    [5, 32],
    [9, 360],
    [1000, 360],
  ])('after %i failures is %i minutes', (failures, minutes) => {
    expect(waitAfter(failures, 0.5)).toBe(minutes * 60_000);
    expect(waitAfter(failures, 0)).toBe(minutes * 48_000);
    expect(waitAfter(failures, 1)).toBe(minutes * 72_000);
  });
});
