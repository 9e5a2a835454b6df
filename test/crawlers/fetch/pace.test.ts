import { describe, expect, test } from 'vitest';
import { type Clock, HostHeldError, Pacer, systemClock } from '../../../crawlers/fetch/pace.js';

/** A clock that only moves when somebody sleeps. */
function testClock(): Clock & { time: number } {
  return {
    time: 1_000_000,
    now() {
      return this.time;
    },
    elapsed() {
      return this.time;
    },
    sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      this.time += milliseconds;
      return Promise.resolve();
    },
  };
}

describe('a pacer', () => {
  test('lets the next request start a pause after the last one ended', async () => {
    const clock = testClock();
    const pacer = new Pacer(clock);
    const first = await pacer.acquire('a', 3000);
    clock.time += 500;
    first();
    const second = await pacer.acquire('a', 3000);
    expect(clock.time).toBe(1_003_500);
    second();
    await pacer.acquire('a', 5000);
    expect(clock.time).toBe(1_008_500);
  });

  test('goes on at its pace when the clock of the machine is set back or ahead', async () => {
    for (const step of [-7_200_000, 7_200_000]) {
      const clock = testClock();
      let set = 0;
      const pacer = new Pacer({
        ...clock,
        now: () => clock.time + set,
        elapsed: () => clock.time,
        sleep: clock.sleep.bind(clock),
      });
      (await pacer.acquire('a', 3000))();
      set = step;
      (await pacer.acquire('a', 3000))();
      expect(clock.time).toBe(1_003_000);
      pacer.hold('a', new Date(clock.time + set + 60_000));
      set = 0;
      (await pacer.acquire('a', 3000))();
      expect(clock.time).toBe(1_063_000);
    }
  });

  test('lets one in at a time, in order, and does not mind other hosts', async () => {
    const pacer = new Pacer(testClock());
    const order: string[] = [];
    const first = await pacer.acquire('a', 0);
    const second = pacer.acquire('a', 0).then((end) => {
      order.push('second');
      end();
      end();
    });
    const third = pacer.acquire('a', 0).then((end) => {
      order.push('third');
      end();
    });
    (await pacer.acquire('b', 0))();
    expect(order).toEqual([]);
    first();
    await Promise.all([second, third]);
    expect(order).toEqual(['second', 'third']);
  });

  test('leaves a host alone until the instant it named', async () => {
    const clock = testClock();
    const pacer = new Pacer(clock);
    pacer.hold('a', new Date(clock.time + 60_000));
    pacer.hold('a', new Date(clock.time + 10_000));
    (await pacer.acquire('a', 0))();
    expect(clock.time).toBe(1_060_000);
    pacer.hold('a', new Date(clock.time + 60_000));
    await expect(pacer.acquire('a', 0, undefined, 59_000)).rejects.toThrow(HostHeldError);
    (await pacer.acquire('a', 0))();
  });

  test('lets go of who gives up waiting', async () => {
    const pacer = new Pacer(systemClock);
    const controller = new AbortController();
    const reason = new Error('enough');
    const first = await pacer.acquire('a', 0);
    const waiting = pacer.acquire('a', 0, controller.signal);
    const next = pacer.acquire('a', 0);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    first();
    (await next)();
    const pausing = new AbortController();
    const paused = pacer.acquire('a', 60_000, pausing.signal);
    pausing.abort(reason);
    await expect(paused).rejects.toBe(reason);
    (await pacer.acquire('a', 0))();
    await expect(pacer.acquire('a', 0, controller.signal)).rejects.toBe(reason);
  });
});
