/**
 * The page that shows a list in JSON. Nothing of the list is read from it, and so a list that it has begun to ask for
 * elsewhere, or of which a script shows one year at a time, would go unnoticed: the page is read once for what it says of
 * that. (Columns of other years to which it leads are sought on the column pages of all families.)
 */
import { plural } from '../../../src/text/plural.js';
import type { FetchedPage, ListReading } from '../../contract.js';
import { ListDocument } from '../../lists/list-document.js';
import { listText, parseJson } from '../../lists/list-page.js';
import { hiddenYears } from '../static/years.js';

/** What a list is asked for with. */
export interface AskedFor {
  /** Relative to the column page, with marks such as `{n}`. */
  readonly request: string;
  readonly body?: string | undefined;
}

interface Column extends AskedFor {
  /** The years that are harvested. */
  readonly years: readonly number[];
  /** The column is said to be of one year. */
  readonly isOfOneYear: boolean;
}

/** What a column page says against the settings; `recognised` is what its scripts ask for, where that can be told. */
export function readColumnPage(page: FetchedPage, column: Column, recognised: AskedFor | null): ListReading {
  const { text, problems } = listText(page);
  const lines = [...problems];
  const moved = recognised === null ? null : movedTo(column, recognised, page.url, text);
  if (moved !== null) {
    const line = `${page.url}: its script asks for ${moved.now}, and the column for ${moved.before}, which the page does not have; has the list moved?`;
    lines.push(line);
  }
  if (!column.isOfOneYear) lines.push(...otherYears(page.url, text, column));
  return { steps: [], links: [], problems: lines };
}

/** A request for one year of a list, whose page has a control for others. */
function otherYears(url: string, text: string, column: Column): string[] {
  const asked = [...partsOf(column, url).values()].filter((value) => /^20\d\d$/.test(value)).map(Number);
  const [year] = asked;
  if (year === undefined) return [];
  const hidden = hiddenYears(new ListDocument(text, url), asked, column.years);
  if (hidden.length === 0) return [];
  return [
    `${url}: the column asks for ${year}, and the page has ${plural(hidden.length, 'other year')}: ${hidden.join(', ')}; add a column for each`,
  ];
}

/** What the page's script asks the same service for, in place of something that is no longer in the page; null for nothing. */
function movedTo(
  column: AskedFor,
  recognised: AskedFor,
  url: string,
  text: string,
): { readonly before: string; readonly now: string } | null {
  const now = partsOf(recognised, url);
  const before = partsOf(column, url);
  if (shapeOf(column.request, url) !== shapeOf(recognised.request, url)) return null;
  for (const [name, value] of before) {
    const other = now.get(name);
    if (other === undefined || other === value || isMark(other) || isMark(value) || SIZE.test(name)) continue;
    if (!hasWord(text, value)) return { before: named(name, value), now: named(name, other) };
  }
  return null;
}

const SIZE = /size|rows|limit|per_?page|^num$|^ps$/i;
/** Numbers and keys in a path. */
const KEY = /[0-9a-f-]{16,}|\d+/gi;
const MARK = /\{(?:n|n-1|size)\}/g;
const MARKED = '*';

function isMark(value: string): boolean {
  return value.includes(MARKED);
}

function named(name: string, value: string): string {
  return name.startsWith('/') ? value : `${name}=${value}`;
}

function shapeOf(request: string, url: string): string {
  const { host, pathname } = new URL(request, url);
  return `${host}${pathname.replace(KEY, '#')}`;
}

/** The parameters of a request by name, and the keys in its path by `/` and their place. */
function partsOf({ request, body = '' }: AskedFor, url: string): Map<string, string> {
  const { pathname, searchParams } = new URL(request.replace(MARK, MARKED), url);
  const keys = [...pathname.matchAll(KEY)].map(([key], at): [string, string] => [`/${at}`, key]);
  return new Map([...keys, ...searchParams, ...postedParts(body)]);
}

function postedParts(body: string): [string, string][] {
  if (!body.trimStart().startsWith('{')) return [...new URLSearchParams(body.replace(MARK, MARKED))];
  const json = parseJson(body.replace(/"?\{(?:n|n-1|size)\}"?/g, `"${MARKED}"`));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
}

/** Does a text have a word, and not only as a part of another one? */
function hasWord(text: string, word: string): boolean {
  const isPart = (mark: string | undefined) => mark !== undefined && /[\w-]/.test(mark);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
    if (word === '') return true;
  }
  return false;
}
