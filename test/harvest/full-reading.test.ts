import { describe, expect, it } from 'vitest';
import { isDueInFull } from '../../src/harvest/nights/full-reading.js';

const DAY = 86_400_000;
const FIRST = new Date(Date.UTC(2025, 2, 1, 17));
const night = (number: number): Date => new Date(FIRST.getTime() + (number - 1) * DAY);
const urls = Array.from({ length: 140 }, (_, i) => `https://www.pinghu.gov.cn/art/${i}.html`);

/** The nights of 56 on which a source is fetched in full, if it was on the first, and is asked every so many nights. */
function nightsOf(url: string, asked = 1, every = 14): number[] {
  const read = [1];
  for (let at = 1 + asked; at <= 56; at += asked)
    if (isDueInFull({ url, lastRead: night(read.at(-1) ?? 1) }, night(at), every)) read.push(at);
  return read;
}

describe('a source is fetched in full', () => {
  it.each([1, 2, 5, 7, 13])(
    'at the latest a fortnight later, where it is asked every %i night(s)',
    (asked) => {
      for (const url of urls) {
        const nights = nightsOf(url, asked);
        const gaps = nights.slice(1).map((at, i) => at - (nights[i] ?? at));
        expect(nights.length).toBeGreaterThan(2);
        expect(Math.max(...gaps)).toBeLessThan(14 + asked);
      }
    },
  );

  it('on nights of its own: those of one portal are spread over all', () => {
    const counts = Array.from({ length: 14 }, (_, i) => {
      return urls.filter((url) => nightsOf(url).includes(30 + i)).length;
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(urls.length);
    expect(Math.max(...counts)).toBeLessThan(30);
  });

  it('every night, where the setting says so, but not twice in one', () => {
    expect(isDueInFull({ url: urls[0] ?? '', lastRead: night(1) }, night(2), 1)).toBe(true);
    expect(
      isDueInFull({ url: urls[0] ?? '', lastRead: night(1) }, new Date(FIRST.getTime() + 3_600_000), 1),
    ).toBe(false);
  });

  it('where its bytes never came', () => {
    expect(isDueInFull({ url: urls[0] ?? '', lastRead: null }, night(2), 14)).toBe(true);
  });
});
