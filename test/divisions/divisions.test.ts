import { describe, expect, it } from 'vitest';
import { allDivisions, codesOf, divisionOf, existsIn } from '../../src/divisions/divisions.js';

const all = allDivisions();

describe('a code', () => {
  it.each([
    ['330482', '平湖市'],
    ['330400', '嘉兴市'],
    ['330113', '临平区'],
    ['330103', '下城区'],
    ['371202', '莱城区'],
    ['420600', '襄阳市'],
    ['500110', '綦江区'],
    ['990000', undefined],
  ])('%s is %s', (code, name) => expect(divisionOf(code)?.name).toBe(name));

  it.each([
    ['330103', 2020, ['330105']],
    ['330104', 2020, ['330102', '330114']],
    ['371202', 2017, ['370116']],
  ])('%s was abolished after %s', (code, until, now) =>
    expect(divisionOf(code)).toMatchObject({ until, now }),
  );
});

describe('a place keeps being one under', () => {
  it.each([
    ['another rank', '431181', ['431181', '431121']],
    ['another city', '220184', ['220184', '220381']],
    ['a former code that is still written', '220381', ['220381', '220184']],
    ['another name', '370116', ['370116', '371202']],
    ['its name when it took in another', '350404', ['350404', '350403']],
    ['its name though its code was that of another', '500110', ['500110', '500222']],
    ['two changes, one after the other', '630203', ['630203', '630221', '632121']],
  ])('%s', (_, code, codes) => expect(codesOf(code)).toEqual(codes));

  it.each([
    ['what it was parted into', '330104'],
    ['what took it in', '330103'],
    ['what took in two as a new one', '130606'],
  ])('but not under %s', (_, code) => expect(codesOf(code)).toEqual([code]));
});

describe('a place was there', () => {
  it.each([
    ['330103', 2020, true],
    ['330103', 2021, false],
    ['330113', 2020, false],
    ['330113', 2021, true],
    ['431181', 2019, true],
    ['350403', 2024, true],
    ['371203', 2019, true],
    ['330482', 2008, true],
    ['999999', 2020, true],
  ])('%s at the end of %s: %s', (code, year, isThere) => expect(existsIn(code, year)).toBe(isThere));
});

describe('the table of divisions', () => {
  it('has no two names of a code at one time, and no gap', () => {
    for (const { code } of all) {
      const periods = all.filter((one) => one.code === code);
      periods.slice(1).forEach((later, at) => {
        expect(later.since ?? 0, code).toBeGreaterThan(periods[at]?.until ?? 9999);
      });
    }
  });

  it('says where each that has ended is now, in codes that were there then', () => {
    const ended = all.filter(({ until }) => until !== null);
    expect(ended.length).toBeGreaterThan(390);
    for (const { code, until, now } of ended) {
      expect(now, code).not.toEqual([]);
      for (const next of now) {
        const there = all.filter((one) => one.code === next);
        const year = (until ?? 0) + 1;
        expect(
          there.some((one) => (one.since ?? 0) <= year && year <= (one.until ?? year)),
          `${code} in ${next}`,
        ).toBe(true);
      }
    }
  });
});
