/**
 * Records of a list that stand in a page's script, and not in its markup: arrays filled one by one
 * (`urls[0] = '/art/1.html'; headers[0] = "…"`), or objects (`{title: '…', url: '…'}`).
 */
import { findDay } from '../../src/text/dates.js';
import { parseJson } from './list-page.js';
import { parseMarkup } from './markup.js';
import { numberIn, type ScriptValue, scriptValue, unescaped } from './page-scripts.js';
import { linkAddress } from './report-links.js';

/** One record: an address, what may be its title, and its date. */
export interface ScriptRecord {
  readonly url: string;
  readonly titles: readonly string[];
  readonly published: string | null;
  /** A year that stands in the record by itself. */
  readonly year: number | null;
}

const ASSIGNED =
  /([A-Za-z_$][\w$]{0,60})\s{0,5}\[\s{0,5}(\w{1,20})\s{0,5}\]\s{0,5}=\s{0,5}(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|(\d{1,9})\b)/g;
const OBJECT = /\{[^{}]{5,3000}\}/g;
/** A field that records have. */
const NAMED = /["']?(?:title|url|href|link|infourl)["']?\s{0,5}:/i;
const ADDRESS = /^(?:https?:\/\/|\.{0,2}\/)\S+$|^[\w./-]{3,300}\.(?:[sj]?html?|pdf|docx?|ofd|wps)$/i;
/** Fewer records than this are the settings of something. */
const FEWEST = 2;

/** Values of a page's data that are looked at. */
const MOST_VALUES = 50_000;

/** The records in a page's data, as JSON; `base` is what relative addresses stand on. */
export function dataRecords(blocks: readonly string[], base: string): ScriptRecord[] {
  return blocks.flatMap((block) => {
    const waiting: unknown[] = [parseJson(block)];
    const records: ScriptRecord[] = [];
    for (let at = 0; at < waiting.length && at < MOST_VALUES; at++) {
      const value = waiting[at];
      if (typeof value !== 'object' || value === null) continue;
      for (const member of Object.values(value)) if (typeof member === 'object') waiting.push(member);
      if (Array.isArray(value)) continue;
      const plainFields = Object.entries(value).flatMap(([name, one]): [string, string][] =>
        typeof one === 'string' || typeof one === 'number' ? [[name, String(one)]] : [],
      );
      const record = recordOf(ordered(plainFields), base);
      if (record !== null) records.push(record);
    }
    return records.length < FEWEST ? [] : records;
  });
}

/**
 * What stands beside the records in a script or in data: totals and settings; null where there are no records. Fields of
 * the records themselves are left out, for each may have a count of its own.
 */
export function besideRecords(text: string): string | null {
  const isList = NAMED.test(text) && (text.match(OBJECT) ?? []).length >= FEWEST;
  if (isList) return text.replace(OBJECT, ' ');
  return assignments(text).length >= FEWEST ? text : null;
}

/** Fields that tell a record's address come first, and pictures do not count. */
function ordered(fields: readonly (readonly [string, string])[]): string[] {
  const isAddress = (name: string) => /url|href|link|path|address/i.test(name);
  const own = fields.filter(([name]) => !/im(?:g|age)|pic|thumb|icon|logo|cover|photo|avatar/i.test(name));
  return [...own.filter(([name]) => isAddress(name)), ...own.filter(([name]) => !isAddress(name))].map(
    ([, value]) => value,
  );
}

/** The records in a page's scripts; `base` is what relative addresses stand on. */
export function scriptRecords(scripts: readonly string[], base: string): ScriptRecord[] {
  return scripts.flatMap((script) => {
    const groups = [...assignments(script), ...objects(script)];
    const records = groups.flatMap((values) => recordOf(values, base) ?? []);
    return records.length < FEWEST ? [] : records;
  });
}

/** Values that arrays get at the same place; a name that comes again begins the next record. */
function assignments(script: string): string[][] {
  if (!script.includes(']')) return [];
  const groups: string[][] = [];
  let names = new Set<string>();
  let index = '';
  for (const [, name = '', at = '', double, single, number] of script.matchAll(ASSIGNED)) {
    if (names.size === 0 || at !== index || names.has(name)) {
      groups.push([]);
      names = new Set();
      index = at;
    }
    names.add(name);
    groups.at(-1)?.push(number ?? unescaped(double ?? single ?? ''));
  }
  return groups.filter((group) => group.length > 1);
}

function objects(script: string): string[][] {
  if (!NAMED.test(script)) return [];
  return [...script.matchAll(OBJECT)].flatMap(([text]) => {
    const value = scriptValue(text);
    if (value.kind !== 'object') return [];
    const fields = [...value.fields].flatMap(([name, one]) =>
      plain(one).map((text) => [name, text] as const),
    );
    return [ordered(fields)];
  });
}

function plain(value: ScriptValue): string[] {
  const number = numberIn(value);
  if (number !== null) return [String(number)];
  return value.kind === 'text' ? [value.text] : [];
}

function recordOf(values: readonly string[], base: string): ScriptRecord | null {
  const markups = values.filter((value) => value.includes('<'));
  const parsed = markups.map((value) => parseMarkup(value));
  const hrefs = parsed.flatMap(($) => $('a[href]').first().attr('href') ?? []);
  const addresses = [...values.filter((value) => ADDRESS.test(value)), ...hrefs];
  const url = addresses.map((address) => linkAddress(address, base)).find((one) => one !== null);
  if (url === undefined || url === null) return null;
  const titles = [
    ...parsed.flatMap(($) => [$('a').first().attr('title') ?? '', $.root().text()]),
    ...values.filter(
      (value) => !value.includes('<') && !ADDRESS.test(value) && /\p{Script=Han}/u.test(value),
    ),
  ].map((title) => title.replace(/\s+/g, ' ').trim());
  const written = titles.filter((title) => title !== '');
  if (written.length === 0) return null;
  const dates = values.map((value) => (value.length < 40 ? findDay(value.normalize('NFKC')) : undefined));
  const years = values
    .filter((value) => /^20\d\d年?$/.test(value.trim()))
    .map((value) => Number(value.slice(0, 4)));
  return {
    url,
    titles: written,
    published: dates.find((date) => date !== undefined) ?? null,
    year: years.length === 1 ? (years[0] ?? null) : null,
  };
}
