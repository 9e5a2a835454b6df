import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leavesNothing,
  nightOf,
  type Sighting,
  vanishingSources,
  type Watched,
} from '../../src/changes/presence.js';
import { holds } from '../property.js';

const NIGHT = '2024-03-01';
const healthy = { night: NIGHT, complete: true, nights: 3, mass: { reports: 4, share: 0.4 } };

function watched(sighting: Sighting, more: Partial<Watched> = {}): Watched {
  const url = `https://www.example.gov.cn/art/${sighting}.html`;
  const goneNights = more.absentNights?.length ?? 0;
  return { url, report: more.url ?? url, absentNights: [], goneNights, sighting, isListed: false, ...more };
}

const found = watched('found', { isListed: true });
const vanishing = (sources: readonly Watched[], options = healthy) =>
  vanishingSources(sources, options).vanishing.map((one) => [
    one.url.replace(/^.*\/|\.html$/g, ''),
    one.reason,
  ]);

describe('a night', () => {
  it.each([
    ['2024-03-01T11:00:00+08:00', '2024-02-29'],
    ['2024-03-01T23:50:00+08:00', '2024-03-01'],
    ['2024-03-02T00:10:00+08:00', '2024-03-01'],
    ['2024-03-02T11:59:59+08:00', '2024-03-01'],
    ['2024-03-02T12:00:00+08:00', '2024-03-02'],
  ])('at %s is that of %s, from noon to noon in Shanghai', (instant, night) => {
    expect(nightOf(new Date(instant))).toBe(night);
  });
});

describe('a source is gone on a night', () => {
  it('that answered 404 where other reports were found, listed or not', () => {
    expect(vanishing([found, watched('gone', { isListed: true })])).toEqual([['gone', 'gone']]);
  });

  it('that no whole list names any more, and that shows another page', () => {
    expect(vanishing([found, watched('silent')])).toEqual([['silent', 'no_report']]);
  });

  it('but not clearly, and never for good, while a list names it and it shows another page', () => {
    const night = (absentNights: readonly string[]) =>
      vanishingSources([found, watched('silent', { isListed: true, absentNights, goneNights: 0 })], healthy);
    expect(night(['2024-02-27', '2024-02-28']).vanishing).toMatchObject([
      { reason: 'still_listed', isDue: false },
    ]);
    expect(night(['2024-02-26', '2024-02-27', '2024-02-28']).vanishing).toEqual([]);
  });

  it('that shows another report, whatever the lists say', () => {
    expect(vanishing([watched('other')], { ...healthy, complete: false })).toEqual([
      ['other', 'other_report'],
    ]);
  });

  it('that answered 404 and left a whole list, though nothing else is known of the portal', () => {
    expect(vanishing([watched('gone')])).toEqual([['gone', 'gone']]);
  });

  it('for good with the last of the nights', () => {
    const due = (absentNights: readonly string[]) =>
      vanishingSources([found, watched('gone', { absentNights })], healthy).vanishing.map(
        ({ isDue }) => isDue,
      );
    expect(due(['2024-02-27'])).toEqual([false]);
    expect(due(['2024-02-27', '2024-02-28'])).toEqual([true]);
  });
});

describe('a source is not gone', () => {
  it.each([
    ['that failed', [found, watched('unclear')]],
    ['on a portal that shows no report at all but still lists it', [watched('gone', { isListed: true })]],
    ['twice in one night', [found, watched('gone', { absentNights: [NIGHT] })]],
    [
      'twice in one night, though a clock that went back and forth has brought another one between',
      [found, watched('gone', { absentNights: [NIGHT, '2024-03-02'] })],
    ],
    [
      'once more, when it was already gone for good',
      [found, watched('gone', { absentNights: ['2024-02-20', '2024-02-21', '2024-02-22'] })],
    ],
  ])('%s', (_, sources) => {
    expect(vanishing(sources)).toEqual([]);
  });

  it('that left a list which could not be read to its end', () => {
    expect(vanishing([found, watched('silent')], { ...healthy, complete: false })).toEqual([]);
  });
});

describe('where many reports are gone at once', () => {
  const many = (count: number, sighting: Sighting, from = 0) =>
    Array.from({ length: count }, (_, i) =>
      watched(sighting, { url: `https://example.gov.cn/${from + i}`, isListed: sighting === 'found' }),
    );
  const night = (gone: number, there: number) =>
    vanishingSources([...many(gone, 'gone'), ...many(there, 'found', 100)], healthy);

  it.each([
    [9, 9],
    [4, 5],
    [4, 1],
    [40, 60],
  ])('%i of them, and %i found: that is the portal, and nothing counts', (gone, there) => {
    const word = night(gone, there);
    expect(word.vanishing).toEqual([]);
    expect(word.problem).toBe(
      `${gone} known reports are gone at once, and ${there} were found: taken for a fault of the portal, not for withdrawals`,
    );
  });

  it.each([
    [3, 0],
    [3, 1],
    [4, 7],
    [39, 61],
  ])('%i of them, and %i found: too few by number or share, and each counts', (gone, there) => {
    const word = night(gone, there);
    expect(word.vanishing).toHaveLength(gone);
    expect(word.problem).toBeNull();
  });

  it('the share and the number are as the settings say', () => {
    const sources = [...many(3, 'gone'), ...many(17, 'found', 100)];
    const strict = { ...healthy, mass: { reports: 3, share: 0.15 } };
    expect(vanishingSources(sources, strict).problem).not.toBeNull();
    expect(vanishingSources(sources, { ...healthy, mass: { reports: 3, share: 0.16 } }).problem).toBeNull();
  });

  it('a report that is still found at another address is not among them', () => {
    const moved = many(5, 'gone').map((one) => ({ ...one, report: `moved ${one.url}` }));
    const there = moved.map(({ report, url }) => watched('found', { url: `${url}/new`, report }));
    expect(vanishingSources([...moved, ...there], healthy).problem).toBeNull();
  });
});

it('whatever a night brings, only sources that answered without their report vanish, and never twice a night', () => {
  const sighting = fc.constantFrom<Sighting>('found', 'gone', 'silent', 'other', 'unclear');
  const nights = fc.subarray(['2024-02-20', '2024-02-25', NIGHT, '2024-03-04']);
  const source = fc
    .tuple(sighting, fc.boolean(), nights)
    .map(([seen, isListed, absentNights]) => watched(seen, { isListed, absentNights }));
  holds(
    fc.property(fc.array(source, { maxLength: 20 }), fc.boolean(), (sources, complete) => {
      const named = sources.map((one, i) => ({ ...one, url: String(i), report: String(i) }));
      const { vanishing: gone } = vanishingSources(named, { ...healthy, complete });
      for (const { url, isDue } of gone) {
        const before = named[Number(url)];
        expect(['gone', 'silent', 'other']).toContain(before?.sighting);
        expect(before?.absentNights).not.toContain(NIGHT);
        const isClear = before?.sighting !== 'silent' || !before.isListed;
        expect(isDue).toBe(isClear && before?.goneNights === 2);
      }
    }),
  );
});

describe('a report is withdrawn', () => {
  it('once its last published source is gone long enough; a local copy is no publication', () => {
    expect(leavesNothing([{ isFile: false, nights: 3 }], 3)).toBe(true);
    const withCopy = [
      { isFile: false, nights: 3 },
      { isFile: true, nights: 0 },
    ];
    expect(leavesNothing(withCopy, 3)).toBe(true);
  });

  it('not while another address has it, or has had it until lately', () => {
    for (const nights of [0, 2]) {
      const sources = [
        { isFile: false, nights: 3 },
        { isFile: false, nights },
      ];
      expect(leavesNothing(sources, 3)).toBe(false);
    }
  });
});
