import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CronClock } from '../../src/schedule/clock.js';

function clockAt(start: string): CronClock {
  vi.useFakeTimers({ now: new Date(start) });
  const clock = new CronClock();
  onTestFinished(() => {
    clock.stop();
    vi.useRealTimers();
  });
  return clock;
}

/** When a wait ends, by the fake clock; null where it goes on for a day. */
async function endOf(clock: CronClock, until: string | null, signal = new AbortController().signal) {
  let end: string | null = null;
  const waiting = clock.wait(until === null ? null : new Date(until), signal).then(() => {
    end = new Date().toISOString();
  });
  for (let i = 0; i < 240 && end === null; i++) await vi.advanceTimersByTimeAsync(1000);
  await Promise.race([waiting, Promise.resolve()]);
  return end;
}

describe('the clock of node-cron', () => {
  it('wakes at the instant', async () => {
    const clock = clockAt('2024-02-01T18:29:10.000Z');
    expect(await endOf(clock, '2024-02-01T18:29:40Z')).toBe('2024-02-01T18:29:40.000Z');
  });

  it('wakes every minute, also for what is months away', async () => {
    const clock = clockAt('2024-02-01T18:29:10.000Z');
    expect(await endOf(clock, '2024-07-01T00:00:00Z')).toBe('2024-02-01T18:30:00.000Z');
    expect(await endOf(clock, null)).toBe('2024-02-01T18:31:00.000Z');
  });

  it('wakes at once for what has passed, and when it is told to stop', async () => {
    const clock = clockAt('2024-02-01T18:29:10.000Z');
    const stop = new AbortController();
    const waiting = clock.wait(new Date('2025-01-01'), stop.signal);
    stop.abort();
    await waiting;
    await clock.wait(new Date('2025-01-01'), stop.signal);
    expect(await endOf(clock, '2024-02-01T18:00:00Z')).toBe('2024-02-01T18:29:10.000Z');
  });

  it('wakes a laptop within a minute of its awakening', async () => {
    const clock = clockAt('2024-02-01T18:29:10.000Z');
    vi.setSystemTime('2024-02-09T07:00:30Z');
    // a timer that was armed before the sleep goes on where it was
    expect(await endOf(clock, '2024-03-01T00:00:00Z')).toBe('2024-02-09T07:01:20.000Z');
  });

  it('leaves no task and no timer when it is stopped', () => {
    const clock = clockAt('2024-02-01T18:29:10.000Z');
    clock.set([
      { cron: '30 2 * * *', zone: 'Asia/Shanghai' },
      { cron: '0 4 * * sun', zone: 'Europe/Berlin' },
    ]);
    expect(vi.getTimerCount()).toBe(3);
    clock.set([{ cron: '0 4 * * sun', zone: 'Europe/Berlin' }]);
    expect(vi.getTimerCount()).toBe(2);
    clock.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
