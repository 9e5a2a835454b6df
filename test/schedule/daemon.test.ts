import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../src/errors.js';
import { toRunId } from '../../storage/contract/run-id.js';
import { begun, HOUR, MINUTE, portalOf, trial } from './helpers.js';

/** Every night of a stretch at one time of day. */
const nights = (from: string, to: string): string[] => {
  const all: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 24 * HOUR) all.push(new Date(at).toISOString());
  return all;
};

const exact = { jitter: 0 };

describe('a month of nights', () => {
  it('in Shanghai: every night at 02:30, none doubled', async () => {
    const month = trial('2024-02-01T00:00:00Z', { schedule: exact });
    month.harvester.runs.push({
      portal: 'pinghu',
      run: toRunId(1),
      startedAt: new Date('2024-01-31T18:30:00Z'),
      outcome: 'done',
      years: [2019, 2020, 2021, 2022, 2023],
    });
    await month.until('2024-03-01T12:00:00Z');
    expect(begun(month)).toEqual(nights('2024-02-01T18:30:00Z', '2024-02-29T18:30:00Z'));
  });

  it.each([
    ['Europe/Berlin', '2024-03-15T12:00Z', '2024-04-15T12:00Z', 31],
    ['Europe/Berlin', '2024-10-10T12:00Z', '2024-11-10T12:00Z', 31],
    ['America/New_York', '2024-03-01T12:00Z', '2024-04-01T12:00Z', 31],
    ['America/New_York', '2024-10-20T12:00Z', '2024-11-20T12:00Z', 31],
  ])(
    '%s from %s to %s, over the change of clocks: each of %4$d nights once',
    async (zone, from, to, count) => {
      const before = trial(from, { schedule: { ...exact, zone } });
      await before.until(from); // makes up for the night before
      const month = trial(from, { schedule: { ...exact, zone }, after: before });
      await month.until(to);
      const times = begun(month).map((at) => Date.parse(at));
      expect(times).toHaveLength(count);
      const gaps = times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / HOUR);
      expect(new Set(gaps.map((gap) => gap === 24 || gap === 23 || gap === 25))).toEqual(new Set([true]));
    },
  );

  it('with jitter: each portal begins within it, by an amount of its own, the same after a restart', async () => {
    const portals = ['a', 'b', 'c'].map((id) => portalOf(id));
    const play = async () => {
      const month = trial('2024-02-01T00:00:00Z', { portals });
      await month.until('2024-02-20T12:00:00Z');
      return month;
    };
    const month = await play();
    const late = month.harvester.begun
      .slice(3)
      .map(({ at }) => (at.getTime() - Date.parse('2024-02-01T18:30:00Z')) % (24 * HOUR));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(30 * MINUTE);
    expect(new Set(late).size).toBeGreaterThan(late.length / 2);
    expect((await play()).harvester.begun).toEqual(month.harvester.begun);
    expect(month.harvester.plans.slice(1).every((plan) => plan.portals.length === 3)).toBe(true);
  });

  it('with a time of its own for one portal: neither disturbs the other', async () => {
    const portals = [
      portalOf('nightly'),
      portalOf('weekly', { schedule: { cron: '0 4 * * sun' } }),
      portalOf('abroad', { schedule: { cron: '0 1 * * *', zone: 'UTC' } }),
    ];
    const month = trial('2024-02-01T00:00:00Z', { portals, schedule: exact });
    await month.until('2024-02-29T00:00:00Z');
    expect(begun(month, 'nightly').slice(1)).toEqual(nights('2024-02-01T18:30:00Z', '2024-02-28T18:30:00Z'));
    expect(begun(month, 'abroad').slice(1)).toEqual(nights('2024-02-01T01:00:00Z', '2024-02-28T01:00:00Z'));
    expect(begun(month, 'weekly').slice(1)).toEqual(
      ['2024-02-03', '2024-02-10', '2024-02-17', '2024-02-24'].map((day) => `${day}T20:00:00.000Z`),
    );
  });
});

describe('a night that was missed', () => {
  it('is made up for once at the start, however many there were', async () => {
    const before = trial('2024-02-01T12:00:00Z', { schedule: exact });
    await before.until('2024-02-03T12:00:00Z');
    const after = trial('2024-02-10T03:00:00Z', { schedule: exact, after: before });
    await after.until('2024-02-11T12:00:00Z');
    expect(begun(after)).toEqual([
      '2024-02-10T03:00:00.000Z',
      ...nights('2024-02-10T18:30:00Z', '2024-02-10T18:30:00Z'),
    ]);
  });

  it('is not made up for where it is too long ago, and the log says so once', async () => {
    const portals = [portalOf('monthly', { schedule: { cron: '0 3 1 * *' } })];
    const late = trial('2024-02-10T03:00:00Z', { portals, schedule: { ...exact, catchUp: 48 } });
    await late.until('2024-02-12T03:00:00Z');
    expect(late.harvester.begun).toEqual([]);
    expect(late.log.filter((line) => line.includes('a night was missed'))).toHaveLength(1);
  });

  it('runs once when a laptop wakes up', async () => {
    const laptop = trial('2024-02-01T20:00:00Z', { schedule: exact });
    let slept = false;
    laptop.clock.onWait = (now) => {
      if (slept || now < new Date('2024-02-02T12:00:00Z')) return;
      slept = true;
      laptop.clock.set('2024-02-05T06:00:00Z');
    };
    await laptop.until('2024-02-05T18:00:00Z');
    expect(begun(laptop).slice(1)).toEqual(['2024-02-05T06:00:00.000Z']);
  });

  it('does not run where a manual harvest of all years has already been', async () => {
    const manual = trial('2024-02-01T20:00:00Z', { schedule: exact });
    const run = {
      portal: 'pinghu',
      run: toRunId(9),
      startedAt: new Date('2024-02-01T19:00:00Z'),
      outcome: 'done' as const,
    };
    manual.harvester.runs.push({ ...run, years: [2019, 2020, 2021, 2022, 2023] });
    await manual.until('2024-02-02T12:00:00Z');
    expect(manual.harvester.begun).toEqual([]);

    const partial = trial('2024-02-01T20:00:00Z', { schedule: exact });
    partial.harvester.runs.push({ ...run, years: [2023] });
    await partial.until('2024-02-02T12:00:00Z');
    expect(begun(partial)).toEqual(['2024-02-01T20:00:00.000Z']);
  });
});

describe('a clock that is set', () => {
  it.each([2 * MINUTE, 6 * HOUR, 24 * HOUR, 72 * HOUR])(
    'back by %i milliseconds doubles no night',
    async (back) => {
      const month = trial('2024-02-01T20:00:00Z', { schedule: exact });
      let isSet = false;
      month.clock.onWait = (now) => {
        if (isSet || now < new Date('2024-02-06T18:31:00Z')) return;
        isSet = true;
        month.clock.advance(-back);
      };
      await month.until('2024-02-10T12:00:00Z');
      expect(begun(month).slice(1)).toEqual(nights('2024-02-02T18:30:00Z', '2024-02-09T18:30:00Z'));
    },
  );

  it('back by years, from a future in which it was wrong, goes on with the nights of today', async () => {
    const wrong = trial('2030-02-01T20:00:00Z', { schedule: exact });
    await wrong.until('2030-02-02T20:00:00Z');
    const right = trial('2024-02-01T20:00:00Z', { schedule: exact, after: wrong });
    await right.until('2024-02-03T20:00:00Z');
    expect(begun(right)).toEqual([
      '2024-02-01T20:00:00.000Z',
      ...nights('2024-02-02T18:30:00Z', '2024-02-03T18:30:00Z'),
    ]);
  });

  it('over New Year, when another report year is looked for, doubles no night', async () => {
    const year = trial('2023-12-30T20:00:00Z', { schedule: exact });
    await year.until('2024-01-02T12:00:00Z');
    expect(begun(year).slice(1)).toEqual(nights('2023-12-31T18:30:00Z', '2024-01-01T18:30:00Z'));
    expect(year.harvester.plans.at(-1)?.years.at(-1)).toBe(2023);
  });
});

describe('overlap', () => {
  it('there is never more than one run; what comes due meanwhile runs once afterwards', async () => {
    const portals = [portalOf('slow'), portalOf('hourly', { schedule: { cron: '0 * * * *' } })];
    const day = trial('2024-02-01T18:20:00Z', { portals, schedule: exact });
    day.harvester.work = (plan) => {
      if (plan.portals.some(({ id }) => id === 'slow')) day.clock.advance(5 * HOUR);
    };
    await day.until('2024-02-02T03:30:00Z');
    expect(day.harvester.mostUnderWay).toBe(1);
    // both are made up for at the start, which takes five hours; then the night, five again; then one hourly run
    expect(begun(day, 'slow')).toEqual(['2024-02-01T18:20:00.000Z', '2024-02-01T23:20:00.000Z']);
    const hourly = begun(day, 'hourly');
    expect(new Set(hourly).size).toBe(hourly.length);
    expect(hourly.length).toBeLessThanOrEqual(3);
  });
});

describe('a pause window', () => {
  it('keeps runs from beginning in it, and stops one that is under way, which goes on afterwards', async () => {
    const schedule = { ...exact, pauseWindows: [{ from: '03:00', to: '06:00' }] };
    const night = trial('2024-02-01T18:20:00Z', { schedule });
    night.harvester.runs.push({
      portal: 'pinghu',
      run: toRunId(1),
      startedAt: new Date('2024-01-31T18:30:00Z'),
      outcome: 'done',
      years: [2019, 2020, 2021, 2022, 2023],
    });
    night.harvester.work = (plan, run) =>
      run > 1
        ? undefined
        : new Promise((resolve) => plan.signal.addEventListener('abort', () => resolve(), { once: true }));
    await night.until('2024-02-02T12:00:00Z');
    expect(night.harvester.plans).toHaveLength(2);
    expect(begun(night)).toEqual(['2024-02-01T18:30:00.000Z', '2024-02-01T22:00:00.000Z']);
    expect(
      night.states.some(
        ({ doing, because, until }) =>
          until === '2024-02-01T22:00:00.000Z' && doing === 'paused' && because === 'a pause window',
      ),
    ).toBe(true);
  });

  it('on some days only is none on the others', async () => {
    const schedule = { ...exact, pauseWindows: [{ from: '22:00', to: '08:00', days: ['fri'] }] };
    const week = trial('2024-02-01T20:00:00Z', { schedule });
    await week.until('2024-02-05T12:00:00Z');
    // the night from Friday 2 to Saturday 3 February has to wait for eight o'clock
    expect(begun(week).slice(1)).toEqual([
      '2024-02-03T00:00:00.000Z',
      ...nights('2024-02-03T18:30:00Z', '2024-02-04T18:30:00Z'),
    ]);
  });
});

describe('a harvest that throws', () => {
  it('does not end the daemon: it is tried again later and later, and said until it succeeds', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: exact });
    night.harvester.work = (_, run) => {
      if (run <= 3) throw new ArchiveError('disk_full', 'no space is left');
    };
    let unready: readonly string[] = [];
    night.clock.onWait = () => {
      if (night.harvester.plans.length === 2) unready = night.daemon.unready();
    };
    await night.until('2024-02-02T12:00:00Z');
    expect(night.harvester.plans).toHaveLength(4);
    expect(unready.join()).toMatch(/no space is left/);
    expect(night.daemon.unready()).toEqual([]);
    expect(begun(night)).toEqual(['2024-02-01T20:35:00.000Z']); // after 5, 10 and 20 minutes
    expect(await night.daemon.metricsText()).toContain('nianbao_run_errors_total{code="disk_full"} 3');
  });

  it('because another process harvests waits a minute at a time, and is no failure', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: exact });
    night.harvester.work = (_, run) => {
      if (run <= 3) throw new ArchiveError('locked', 'process 7 has been harvesting');
    };
    await night.until('2024-02-02T12:00:00Z');
    expect(begun(night)).toEqual(['2024-02-01T20:03:00.000Z']);
    expect(
      night.states.some(({ doing, because }) => doing === 'waiting' && because?.includes('process 7')),
    ).toBe(true);
    expect(await night.daemon.metricsText()).not.toContain('code="locked"');
  });

  it('an archive that can not be read makes it unready, not ended', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: exact });
    const runsSince = night.harvester.runsSince.bind(night.harvester);
    night.harvester.runsSince = async (since) => {
      if (night.clock.now() < new Date('2024-02-01T21:00:00Z'))
        throw new ArchiveError('io', 'the disk is gone');
      return runsSince(since);
    };
    let unready: readonly string[] = [];
    night.clock.onWait = (now) => {
      if (now < new Date('2024-02-01T20:30:00Z')) unready = night.daemon.unready();
    };
    await night.until('2024-02-02T12:00:00Z');
    expect(unready).toEqual(['the disk is gone']);
    expect(begun(night)).toEqual(['2024-02-01T21:00:00.000Z']);
  });

  it('nobody catches stops its run, which is tried again', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: exact });
    night.harvester.work = (_, run) => {
      if (run === 1) night.daemon.crash(new Error('out of nowhere'));
    };
    await night.until('2024-02-02T12:00:00Z');
    expect(night.harvester.plans).toHaveLength(2);
    expect(night.harvester.runs).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('waits for the report in hand', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: exact });
    let isArchived = false;
    night.harvester.work = async (plan) => {
      night.stop.abort();
      expect(plan.signal.aborted).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
      isArchived = true;
    };
    expect(await night.daemon.run(night.stop.signal)).toBe(true);
    expect(isArchived).toBe(true);
    expect(night.states.at(-1)?.doing).toBe('stopped');
  });

  it('waits no longer than stopWithin', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: { ...exact, stopWithin: 1 } });
    night.harvester.work = async () => {
      night.stop.abort();
      await new Promise(() => undefined);
    };
    expect(await night.daemon.run(night.stop.signal)).toBe(false);
    expect(night.log.join()).toContain('abandoned');
  });
});
