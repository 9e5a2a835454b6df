/** The administrative divisions of GB/T 2260, county and above, with the years of those that are not of all time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaList } from '@vant/area-data';
import { parse } from 'csv-parse/sync';
import { groupBy } from '../group-by.js';
import { packagePlace } from '../place/package.js';

/** A code under one name, from when to when. A code may have several names, one after the other. */
export interface Division {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  /** The first year at whose end it was there; null: before 2009. */
  readonly since: number | null;
  /** The last year at whose end it was there; null: it still is. */
  readonly until: number | null;
  /** The codes that its territory has after `until`. */
  readonly now: readonly string[];
}

const SUFFIX =
  /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|新区|省|市|县|区|州|盟|旗)$/u;

/** A name without what kind of division it is: 嘉兴 of 嘉兴市. */
export function stemOf(name: string): string {
  return name.replace(SUFFIX, '');
}

let known: Known | null = null;

interface Known {
  readonly all: readonly Division[];
  readonly byCode: ReadonlyMap<string, readonly Division[]>;
  /** By code, the divisions whose territory it took over, all of it or a part. */
  readonly before: ReadonlyMap<string, readonly Division[]>;
}

/** Those of today and those of former years, by code and time. */
export function allDivisions(): readonly Division[] {
  return divisions().all;
}

/** The division that has the code now, else the last that had it; null for no code of the standard. */
export function divisionOf(code: string): Division | null {
  return divisions().byCode.get(code)?.at(-1) ?? null;
}

/** The digits that all codes within a division share: 2 for a province, 4 for a city, all 6 for a county. */
export function prefixOf({ code }: Pick<Division, 'code'>): string {
  if (code.endsWith('0000')) return code.slice(0, 2);
  return code.endsWith('00') ? code.slice(0, 4) : code;
}

/**
 * The division and what it was before and after under other codes or names, as 祁阳县 became 祁阳市 and 公主岭市 changed
 * its city; not what it was parted into or merged with, unless that kept the name.
 */
export function samePlace(division: Division): readonly Division[] {
  const found = new Set([division]);
  for (const one of found) for (const next of neighbours(one)) found.add(next);
  return [...found];
}

/** Was the place of a code there at the end of a year? Also true for a code that is not known. */
export function existsIn(code: string, year: number): boolean {
  const division = divisionOf(code);
  if (division === null) return true;
  return samePlace(division).some(
    ({ since, until }) =>
      (since ?? Number.NEGATIVE_INFINITY) <= year && year <= (until ?? Number.POSITIVE_INFINITY),
  );
}

/** The codes that the place of a code has had, its own first. */
export function codesOf(code: string): readonly string[] {
  const division = divisionOf(code);
  return [...new Set([code, ...(division === null ? [] : samePlace(division).map((one) => one.code))])];
}

function neighbours(division: Division): readonly Division[] {
  const { byCode, before } = divisions();
  const came = (before.get(division.code) ?? []).filter((one) => continues(one, division));
  const went = division.now
    .flatMap((code) => byCode.get(code) ?? [])
    .filter((one) => continues(division, one));
  return [...came, ...went];
}

/**
 * Did the later one begin as the other? It took over all of it when it began, and nothing else whole, or nothing else of
 * its name; what a place that was there already took over is not that place.
 */
function continues(one: Division, later: Division): boolean {
  const isNext = one.until !== null && later.since === one.until + 1 && one.now.length === 1;
  if (!isNext || one.now[0] !== later.code) return false;
  const whole = (divisions().before.get(later.code) ?? []).filter(
    ({ until, now }) => until === one.until && now.length === 1,
  );
  return whole.length === 1 || stemOf(one.name) === stemOf(later.name);
}

function divisions(): Known {
  if (known !== null) return known;
  const changed = readChanges();
  const named = new Set(changed.map(({ code }) => code));
  const lists = [areaList.province_list, areaList.city_list, areaList.county_list];
  const usual = lists.flatMap((list) =>
    Object.entries(list)
      .filter(([code]) => !named.has(code))
      .map(([code, name]): Division => ({ code, name, since: null, until: null, now: [] })),
  );
  const all = [...usual, ...changed].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const before = new Map<string, Division[]>();
  for (const division of all)
    for (const code of division.now) before.set(code, [...(before.get(code) ?? []), division]);
  known = { all, byCode: groupBy(all, ({ code }) => code), before };
  return known;
}

/** config/divisions.csv, whose head says what stands in it. */
function readChanges(): Division[] {
  const text = readFileSync(join(packagePlace().root, 'config', 'divisions.csv'), 'utf8');
  const [, ...rows] = parse(text, { comment: '#' });
  const year = (cell: string): number | null => (cell === '' ? null : Number(cell));
  return rows.map(([code = '', name = '', since = '', until = '', now = '']) => ({
    code,
    name,
    since: year(since),
    until: year(until),
    now: now === '' ? [] : now.split(';'),
  }));
}
