import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { Calendar } from '../../src/schedule/calendar.js';
import { instantOf, wallDay } from '../../src/schedule/zone.js';
import { holds } from '../property.js';

const NIGHTLY = '30 2 * * *';

/** The instants from one to another, as ISO text without seconds. */
function between(calendar: Calendar, from: string, to: string): string[] {
  const found: string[] = [];
  let at = calendar.next(new Date(from));
  while (at !== null && at < new Date(to)) {
    found.push(at.toISOString().slice(0, 16));
    at = calendar.next(at);
  }
  return found;
}

describe('a calendar', () => {
  it('has one night for each day in Shanghai, always at 18:30 UTC the day before', () => {
    const nights = between(new Calendar(NIGHTLY, 'Asia/Shanghai'), '2024-02-01T00:00Z', '2024-03-01T00:00Z');
    expect(nights).toHaveLength(29);
    expect(new Set(nights.map((night) => night.slice(11)))).toEqual(new Set(['18:30']));
  });

  it.each([
    ['Europe/Berlin', '2024-03-30T12:00Z', ['2024-03-31T01:30', '2024-04-01T00:30'], '02:30 is skipped'],
    ['Europe/Berlin', '2024-10-26T12:00Z', ['2024-10-27T00:30', '2024-10-28T01:30'], '02:30 comes twice'],
    ['America/New_York', '2024-03-09T12:00Z', ['2024-03-10T07:30', '2024-03-11T06:30'], '02:30 is skipped'],
    ['America/New_York', '2024-11-02T12:00Z', ['2024-11-03T07:30', '2024-11-04T07:30'], 'clocks go back'],
    ['Australia/Lord_Howe', '2024-10-05T00:00Z', ['2024-10-05T15:30', '2024-10-06T15:30'], 'half an hour'],
  ])('%s: from %s on %j (%s)', (zone, from, expected) => {
    const calendar = new Calendar(NIGHTLY, zone);
    const first = calendar.next(new Date(from));
    const second = first === null ? null : calendar.next(first);
    expect([first, second].map((at) => at?.toISOString().slice(0, 16))).toEqual(expected);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'America/Santiago', 'Africa/Casablanca'])(
    '%s: a year has as many nights as days, about a day apart',
    (zone) => {
      const nights = between(new Calendar(NIGHTLY, zone), '2023-12-31T23:59Z', '2024-12-31T12:00Z');
      expect(nights.length).toBeGreaterThanOrEqual(365);
      const gaps = nights
        .slice(1)
        .map((night, i) => (Date.parse(`${night}Z`) - Date.parse(`${nights[i]}Z`)) / 3_600_000);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(23);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(25);
    },
  );

  it('gives an hour that comes twice its times once', () => {
    const calendar = new Calendar('0,30 2 * * *', 'Europe/Berlin');
    expect(between(calendar, '2024-10-26T12:00Z', '2024-10-27T12:00Z')).toEqual([
      '2024-10-27T00:00',
      '2024-10-27T00:30',
    ]);
  });

  it('reads days, months, weekdays and the last of a month as node-cron does', () => {
    expect(
      between(new Calendar('0 3 29 2 *', 'Asia/Shanghai'), '2024-03-01T00:00Z', '2033-01-01T00:00Z'),
    ).toEqual(['2028-02-28T19:00', '2032-02-28T19:00']);
    expect(between(new Calendar('0 3 L * *', 'UTC'), '2024-01-01T00:00Z', '2024-04-01T00:00Z')).toEqual([
      '2024-01-31T03:00',
      '2024-02-29T03:00',
      '2024-03-31T03:00',
    ]);
    const mondays = between(new Calendar('0 3 * * mon', 'UTC'), '2024-01-01T12:00Z', '2024-01-16T00:00Z');
    expect(mondays).toEqual(['2024-01-08T03:00', '2024-01-15T03:00']);
  });

  it('finds the last instant that is not after another, and the next after it, for any instant', () => {
    const calendars = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'].flatMap((zone) =>
      [NIGHTLY, '15 1,2,3 * * 1-5', '*/20 * * * *'].map((cron) => new Calendar(cron, zone)),
    );
    const instant = fc.date({
      min: new Date('2023-01-01'),
      max: new Date('2026-12-31'),
      noInvalidDate: true,
    });
    holds(
      fc.property(fc.constantFrom(...calendars), instant, (calendar, now) => {
        const last = calendar.latest(now);
        const next = calendar.next(now);
        if (last === null || next === null) throw new Error('these calendars have no end');
        expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        expect(calendar.next(last)).toEqual(next);
        expect(calendar.latest(next)).toEqual(next);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a wall-clock time', () => {
  it('is shown by the zone at the instant it was turned into, unless the clocks skip it', () => {
    const day = fc.record({
      year: fc.integer({ min: 2000, max: 2035 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    holds(
      fc.property(fc.constantFrom('Asia/Shanghai', 'UTC', 'Asia/Kathmandu'), day, (zone, given) => {
        expect(wallDay(zone, instantOf(zone, given, 0))).toEqual(given);
        expect(wallDay(zone, instantOf(zone, given, 1439))).toEqual(given);
      }),
    );
  });
});

describe('a schedule in the settings', () => {
  it.each([
    ['30 2 * *', /needs five fields.*not 4/],
    ['0 30 2 * * *', /needs five fields.*not 6/],
    ['61 2 * * *', /is not a valid cron expression: minute/],
    ['30 2 31 2 *', /is not a valid cron expression|a day that never occurs/],
    ['at night', /five fields/],
    ['', /five fields/],
  ])('「%s」 is refused', (cron, message) => {
    expect(() => parseSettings({ schedule: { cron } })).toThrow(message);
    const portal = {
      name: 'a',
      region: '000000',
      baseUrl: 'http://a.cn/',
      enabled: false,
      disabledReason: 'x',
    };
    expect(() => parsePortal({ ...portal, schedule: { cron } }, 'a', { pause: 0 })).toThrow(message);
  });

  it('is every night at 02:30 in Shanghai where nothing is said', () => {
    expect(parseSettings({}).schedule).toMatchObject({ cron: NIGHTLY, zone: 'Asia/Shanghai', jitter: 1800 });
  });

  it.each([
    [{ zone: 'Asia/Peking' }, /time zone/],
    [{ jitter: -1 }, /jitter/],
    [{ pauseWindows: [{ from: '8:00', to: '18:00' }] }, /must be a time/],
    [{ pauseWindows: [{ from: '08:00', to: '08:00' }] }, /must not begin and end at the same time/],
  ])('%j is refused', (schedule, message) => {
    expect(() => parseSettings({ schedule })).toThrow(message);
  });
});
