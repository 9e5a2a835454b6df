/** The shared reader of listings: pieces of HTML with links, or titles and dates from JSON, into report links. */

import type { CheerioAPI } from 'cheerio';
import { canonicalAgency } from '../../src/text/agency-names.js';
import { plural } from '../../src/text/plural.js';
import type { FamilyContext, ReportLink } from '../contract.js';
import { type RowPlace, rowPlaces } from './list-rows.js';
import { parseMarkup } from './markup.js';
import { dataBlocks, liveScripts } from './page-scripts.js';
import { agencyOf, isCut, listedDate, withoutCut } from './report-links.js';
import { dataRecords, scriptRecords } from './script-records.js';
import { baseOf, LEADING, targetOf } from './targets.js';

/** What reading an item needs to know; `year` is the report year of a column for one year. */
export type ItemContext = Pick<
  FamilyContext<{ readonly year?: number | undefined }>,
  'titles' | 'agencies' | 'settings'
>;

/** One item of a listing, before its title is judged. */
export interface ListItem {
  readonly url: string;
  /** What may be its title: the `title` attribute, the text. Empty ones do no harm. */
  readonly titles: readonly string[];
  /** YYYY-MM-DD, or null. */
  readonly published: string | null;
  /** Whom the listing names as publisher. */
  readonly publisher?: string | null;
  /** The year that the listing gives beside the title. */
  readonly year?: number | null;
}

/** An anchor of a page or fragment. */
export interface Anchor extends ListItem {
  readonly text: string;
  /** Which `li` it stands in, by number; null for none. */
  readonly row: number | null;
  /** The list or table it stands in, to be compared; null for none. */
  readonly list: unknown;
  /** The row it stands in, of whatever kind, and the kind of place that is. */
  readonly place: RowPlace;
}

/** Elements that hold the entries of one list. */
const LISTS = 'ul, ol, dl, table';

/** The place of records that stand in a script. */
const IN_SCRIPT: RowPlace = { row: null, group: 'script' };

type Node = ReturnType<CheerioAPI>;

const DATE_ALONE =
  /^[[(【]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+[\d:]+)?\s*[\])】]?$/;
/** Where looking for a date ends: beyond these stands the page's own text, with the date of today. */
const BOUNDS = 'body, html, ul, ol, table, tbody, dl';
const LEVELS = 4;
/** More links than this in one row, and it lays out a page. */
const ROW_LINKS = 3;
/** More elements than this inside a link, and its end was forgotten. */
const LINK_PARTS = 20;
/** More elements than this around a link, and they are no row of a list. */
const ROW_PARTS = 100;

/**
 * Every http(s) link of a page or fragment, in order, wherever the page keeps its address: in `href`, `data-url`, the
 * call of a click, or, last, a record in a script. `base` is the page's own address; `<base href>` is obeyed. The date
 * is the one nearest to the link: around it, or in a part of it that is nothing else.
 */
export function readAnchors(html: string, base: string): Anchor[] {
  const $ = parseList(html);
  const start = baseOf($, base);
  const recorded = [...scriptRecords(liveScripts($), start), ...dataRecords(dataBlocks($), start)];
  $('script, style').remove();
  const count = linkCounter($);
  const rows = new Map<unknown, number>(
    $('li')
      .toArray()
      .map((row, index) => [row, index]),
  );
  const leading = $(LEADING)
    .toArray()
    .flatMap((element) => {
      const url = targetOf($(element), start);
      return url === null || (element.name !== 'a' && holdsLink($, $(element), start))
        ? []
        : [{ element, url }];
    });
  const places = rowPlaces(leading);
  const linked = leading.map(({ element, url }, at): Anchor => {
    const anchor = $(element);
    const inner = datedPart($, anchor);
    const published = inner?.date ?? nearestDate(anchor, count);
    const text = tidy(inner?.rest ?? anchor.text());
    const [row] = anchor.closest('li').toArray();
    const number = row === undefined ? null : (rows.get(row) ?? null);
    const pictured = text === '' ? [tidy(pictureIn(anchor))] : [];
    const titles = [tidy(anchor.attr('title') ?? ''), ...innerTitles(anchor), text, ...pictured];
    const [listed] = anchor.closest(LISTS).toArray();
    const place = places[at] ?? IN_SCRIPT;
    return { url, titles, text, published, row: number, list: listed ?? null, place };
  });
  const known = new Set(linked.map(({ url }) => url));
  const scripted = recorded
    .filter(({ url }) => !known.has(url))
    .map(
      (record): Anchor => ({
        ...record,
        text: record.titles[0] ?? '',
        row: null,
        list: null,
        place: IN_SCRIPT,
      }),
    );
  return [...linked, ...scripted];
}

/** Around other links stands their row, which says their address once more; a large element is no row. */
function holdsLink($: CheerioAPI, around: Node, base: string): boolean {
  const parts = elementsIn(around, ROW_PARTS);
  return parts === null || parts.some((part) => targetOf($(part), base) !== null);
}

/** Whole titles that stand in the parts of an entry, whose text is cut. */
function innerTitles(anchor: Node): string[] {
  return (elementsIn(anchor, LINK_PARTS) ?? []).flatMap((part) => {
    const title = part.name === 'img' ? '' : tidy(part.attribs.title ?? '');
    return title === '' ? [] : [title];
  });
}

/** What the picture in a link says that it shows. */
function pictureIn(anchor: Node): string {
  for (const part of elementsIn(anchor, LINK_PARTS) ?? []) {
    if (part.name === 'img' && part.attribs.alt !== undefined) return part.attribs.alt;
  }
  return '';
}

/** A page or fragment as a tree. A link ends where the next one begins, as in every browser, closed or not. */
export function parseList(html: string): CheerioAPI {
  return parseMarkup(html.replace(/<a(?=\s)/gi, '</a><a'));
}

/** A part of a link that is a date and nothing else, and the text without it. */
function datedPart($: CheerioAPI, anchor: Node): { date: string; rest: string } | null {
  const parts = elementsIn(anchor, LINK_PARTS);
  if (parts === null) return null;
  for (const part of parts) {
    const text = $(part).text().trim();
    const date = DATE_ALONE.test(text.normalize('NFKC')) ? listedDate(text) : null;
    if (date === null) continue;
    const copy = anchor.clone();
    copy
      .find('*')
      .filter((_, other) => $(other).text().trim() === text)
      .remove();
    return { date, rest: copy.text() };
  }
  return null;
}

function nearestDate(anchor: Node, count: (node: Node) => number): string | null {
  let node = anchor;
  for (let level = 0; level < LEVELS; level++) {
    const parent = node.parent();
    if (parent.length === 0 || parent.is(BOUNDS) || count(parent) > 1) break;
    const date = listedDate(textBeside(parent));
    if (date !== null) return date;
    node = parent;
  }
  const row = anchor.closest('li, tr');
  if (row.length === 0 || count(row) > ROW_LINKS || row.find('li, tr').length > 0) return null;
  return listedDate(textBeside(row));
}

/** Counts the different links inside an element, once for each element; a large one has any number. */
function linkCounter($: CheerioAPI): (node: Node) => number {
  const known = new Map<unknown, number>();
  return (node) => {
    const [element] = node.toArray();
    const before = known.get(element);
    if (before !== undefined) return before;
    const parts = elementsIn(node, ROW_PARTS);
    const links = parts?.map((part) => $(part).attr('href')).filter((href) => href !== undefined);
    const number = links === undefined ? Number.POSITIVE_INFINITY : new Set(links).size;
    known.set(element, number);
    return number;
  };
}

/** The elements inside another, in no order; null for more than `most`. */
function elementsIn(node: Node, most: number) {
  const found = node.children().toArray();
  for (let at = 0; at < found.length; at++) {
    if (found.length > most) return null;
    for (const child of found[at]?.children ?? []) if (child.type === 'tag') found.push(child);
  }
  return found;
}

function textBeside(node: Node): string {
  const copy = node.clone();
  copy.find('a').replaceWith(' ');
  return copy.text();
}

function tidy(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What the records of one answer hold. */
export interface RecordReading {
  readonly links: readonly ReportLink[];
  /** The addresses of all items, reports or not, in order: they tell one page of a list from another. */
  readonly items: readonly string[];
  readonly problems: readonly string[];
}

/** Reads the records (pieces of HTML with links) of a list; `base` is what relative links stand on. */
export function readRecords(records: readonly string[], base: string, context: ItemContext): RecordReading {
  const links: ReportLink[] = [];
  const items: string[] = [];
  let linkless = 0;
  for (const record of records) {
    const anchors = readAnchors(record, base);
    if (anchors.length === 0) linkless++;
    items.push(...anchors.map((anchor) => anchor.url));
    links.push(...reportsAmong(anchors, context));
  }
  const problems =
    linkless > 0 && linkless < records.length
      ? [`${base}: ${plural(linkless, 'record')} without a link`]
      : [];
  return { links, items, problems };
}

/** The links whose titles name reports: each address once, and the first of a list's item. */
export function reportsAmong(anchors: readonly Anchor[], context: ItemContext): ReportLink[] {
  const links = new Map<string, ReportLink>();
  const rows = new Map<number, string>();
  for (const anchor of anchors) {
    const known = anchor.row === null ? undefined : rows.get(anchor.row);
    if (known !== undefined && known !== anchor.url) continue;
    const link = reportLink(anchor, context);
    if (link === null) continue;
    if (anchor.row !== null) rows.set(anchor.row, anchor.url);
    const before = links.get(anchor.url);
    links.set(
      anchor.url,
      before === undefined ? link : { ...before, published: before.published ?? link.published },
    );
  }
  return [...links.values()];
}

/** The report an item leads to, or null if no title of it names one. */
export function reportLink(item: ListItem, context: ItemContext): ReportLink | null {
  const title = reportTitle(item.titles, context);
  if (title === null) return null;
  const year = context.titles.year(title) ?? item.year ?? context.settings.year ?? null;
  const agency = agencyOfItem(title, item.publisher ?? null, context);
  return { url: item.url, title, agency, year, published: item.published };
}

/** A known agency in the title, else a known publisher, else what the title says, else the publisher. */
function agencyOfItem(title: string, publisher: string | null, context: ItemContext): string | null {
  const { agencies } = context;
  const named = agencyOf(title, agencies);
  if (publisher === null || publisher.trim() === '') return named;
  const given = canonicalAgency(publisher, agencies);
  const isKnown = (name: string | null) => agencies.some((agency) => agency.name === name);
  return !isKnown(named) && isKnown(given) ? given : (named ?? given);
}

/**
 * The title that names a report, of what may be titles of one item; null if none does. A cut title has no say
 * where the whole one is there. In a column for one report year, a title that was cut before its year is judged
 * as if it went on the way a report's title would.
 */
function reportTitle(titles: readonly string[], context: ItemContext): string | null {
  const candidates = titles.map(tidy).filter((title) => title !== '');
  const whole = candidates.filter((title) => !isCut(title));
  const given = whole.find((title) => context.titles.isReport(title));
  if (given !== undefined) return given;
  const { year } = context.settings;
  for (const title of candidates.filter(isCut)) {
    const stem = withoutCut(title);
    if (whole.some((other) => other.startsWith(stem))) continue;
    if (context.titles.isReport(title)) return title;
    if (year === undefined || context.titles.year(stem) !== null) continue;
    if (context.titles.isReport(`${stem}${year}年政府信息公开工作年度报告`)) return title;
  }
  return null;
}

/** The text of a title that may hold tags and entities, as JSON answers have them. */
export function plainTitle(html: string): string {
  return /[<&]/.test(html) ? tidy(parseMarkup(html).root().text()) : tidy(html);
}
