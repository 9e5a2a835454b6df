import { describe, expect, it } from 'vitest';
import { leftInWords, Pace } from '../../src/cli/pace.js';
import { startProgress } from '../../src/cli/progress.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A clock that is put forward by hand. */
function handClock(): { now: () => number; forward: (milliseconds: number) => void } {
  let at = 5000;
  return {
    now: () => at,
    forward: (milliseconds) => {
      at += milliseconds;
    },
  };
}

/** Works on `count` more, one every `every` milliseconds. */
function work(
  pace: Pace,
  clock: ReturnType<typeof handClock>,
  from: number,
  count: number,
  every: number,
): number {
  for (let i = 1; i <= count; i++) {
    clock.forward(every);
    pace.reached(from + i);
  }
  return from + count;
}

describe('the time that is left', () => {
  it('is not told in the first seconds, nor before anything is done', () => {
    const clock = handClock();
    const pace = new Pace(clock.now);
    const done = work(pace, clock, 0, 9, SECOND);
    expect(pace.left(done, 1000)).toBeNull();
    const idle = new Pace(clock.now);
    clock.forward(HOUR);
    expect(idle.left(0, 1000)).toBeNull();
  });

  it('follows from the pace so far where there is no whole minute', () => {
    const clock = handClock();
    const pace = new Pace(clock.now);
    const done = work(pace, clock, 0, 20, SECOND);
    expect(pace.left(done, 120)).toBe(100 * SECOND);
  });

  it('follows from the last minute, not from the whole', () => {
    const clock = handClock();
    const pace = new Pace(clock.now);
    const slow = work(pace, clock, 0, 600, 6 * SECOND);
    const done = work(pace, clock, slow, 300, SECOND / 4);
    expect(pace.left(done, done + 1000)).toBeCloseTo(250 * SECOND, -4);
  });

  it('grows when the work stands still, and is told anew once it goes on', () => {
    const clock = handClock();
    const pace = new Pace(clock.now);
    const done = work(pace, clock, 0, 120, SECOND);
    clock.forward(9 * MINUTE);
    expect(pace.left(done, done + 60)).toBeGreaterThan(9 * MINUTE);
    const after = work(pace, clock, done, 120, SECOND);
    expect(pace.left(after, after + 60)).toBe(MINUTE);
  });

  it('is not told where more was done than was announced', () => {
    const clock = handClock();
    const pace = new Pace(clock.now);
    expect(pace.left(work(pace, clock, 0, 20, SECOND), 19)).toBeNull();
  });

  it.each([
    [20 * SECOND, 'less than a minute left'],
    [14 * MINUTE + 20 * SECOND, 'about 14 min left'],
    [89 * MINUTE, 'about 89 min left'],
    [2 * HOUR, 'about 2 h left'],
    [2 * HOUR + 10 * MINUTE, 'about 2 h 10 min left'],
    [71 * HOUR, 'about 3 days left'],
  ])('of %i ms is %s', (milliseconds, words) => {
    expect(leftInWords(milliseconds)).toBe(words);
  });
});

describe('progress without a terminal', () => {
  function progressOf(foretells: boolean) {
    const clock = handClock();
    const written: string[] = [];
    const stderr = { write: (text: string) => written.push(text), isTTY: false };
    const io = {
      stderr,
      stdout: stderr,
      env: {},
      cwd: '/',
      signal: AbortSignal.any([]),
      now: () => new Date(0),
    };
    return { clock, written, progress: startProgress(io, 'versions', { foretells, clock: clock.now }) };
  }

  it('says after each tenth how many of how many are done, and how long the rest takes', () => {
    const { clock, written, progress } = progressOf(true);
    progress.total(100_000);
    for (let i = 0; i < 100_000; i++) {
      clock.forward(10);
      progress.step('某局');
    }
    expect(written).toHaveLength(10);
    expect(written.slice(0, 2)).toEqual([
      '10,000 of 100,000 versions, about 15 min left\n',
      '20,000 of 100,000 versions, about 13 min left\n',
    ]);
    expect(written.at(-1)).toBe('100,000 of 100,000 versions\n');
  });

  it('says so every ten minutes where a tenth takes longer', () => {
    const { clock, written, progress } = progressOf(true);
    progress.total(1000);
    for (let i = 0; i < 20; i++) {
      clock.forward(MINUTE);
      progress.step('某局');
    }
    expect(written).toEqual([
      '10 of 1,000 versions, about 16 h 30 min left\n',
      '20 of 1,000 versions, about 16 h 20 min left\n',
    ]);
  });

  it('foretells nothing where more may come to be done', () => {
    const { clock, written, progress } = progressOf(false);
    progress.total(40);
    for (let i = 0; i < 20; i++) {
      clock.forward(MINUTE);
      progress.step('某局');
    }
    expect(written.at(-1)).toBe('20 of 40 versions\n');
  });
});
