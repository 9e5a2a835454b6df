/** The links of a page or of a piece of one, each with what stands around it: titles, a date, its row. */
import type { CheerioAPI } from 'cheerio';
import { type RowPlace, rowPlaces } from './list-rows.js';
import { parseMarkup } from './markup.js';
import {
  closest,
  elementsBelow,
  elementsIn,
  isElement,
  type PageElement,
  type PageNode,
  parentOf,
  textIn,
} from './page-nodes.js';
import { dataBlocks, liveScripts } from './page-scripts.js';
import { listedDate } from './report-links.js';
import { dataRecords, scriptRecords } from './script-records.js';
import { addressOf, baseOf, isLeading } from './targets.js';

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
const LISTS = new Set(['ul', 'ol', 'dl', 'table']);
const ITEMS = new Set(['li']);
const ROWS = new Set(['li', 'tr']);

/** The place of records that stand in a script. */
const IN_SCRIPT: RowPlace = { row: null, group: 'script' };

const DATE_ALONE =
  /^[[(【]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+[\d:]+)?\s*[\])】]?$/;
/** Where looking for a date ends: beyond these stands the page's own text, with the date of today. */
const BOUNDS = new Set(['body', 'html', 'ul', 'ol', 'table', 'tbody', 'dl']);
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
  return anchorsOf(parseList(html), base);
}

/** The links of a page that is parsed already; `scripts` are its live scripts. */
export function anchorsOf(
  $: CheerioAPI,
  base: string,
  scripts: readonly string[] = liveScripts($),
): Anchor[] {
  const [root] = $.root().toArray();
  if (root === undefined) return [];
  const start = baseOf($, base);
  const recorded = [...scriptRecords(scripts, start), ...dataRecords(dataBlocks($), start)];
  const linked = anchorsBelow(root, start);
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

/** The links in the elements below one; nothing around it is looked at. `start` is what relative addresses stand on. */
function anchorsBelow(top: PageNode, start: string): Anchor[] {
  const count = linkCounter();
  const elements = elementsBelow(top);
  const rows = new Map(
    elements.filter(({ name }) => name === 'li').map((row, index): [PageElement, number] => [row, index]),
  );
  const leading = elements.filter(isLeading).flatMap((element) => {
    const url = addressOf(element, start);
    return url === null || (element.name !== 'a' && holdsLink(element, start)) ? [] : [{ element, url }];
  });
  const places = rowPlaces(leading);
  return leading.map(({ element, url }, at): Anchor => {
    const inner = datedPart(element);
    const published = inner?.date ?? nearestDate(element, top, count);
    const text = tidy(inner?.rest ?? textIn(element));
    const row = closest(element, ITEMS, top);
    const pictured = text === '' ? [tidy(pictureIn(element))] : [];
    const titles = [tidy(element.attribs.title ?? ''), ...innerTitles(element), text, ...pictured];
    const place = places[at] ?? IN_SCRIPT;
    const number = row === null ? null : (rows.get(row) ?? null);
    return { url, titles, text, published, row: number, list: closest(element, LISTS, top), place };
  });
}

/** Around other links stands their row, which says their address once more; a large element is no row. */
function holdsLink(around: PageElement, base: string): boolean {
  const parts = elementsIn(around, ROW_PARTS);
  return parts === null || parts.some((part) => addressOf(part, base) !== null);
}

/** Whole titles that stand in the parts of an entry, whose text is cut. */
function innerTitles(anchor: PageElement): string[] {
  return (elementsIn(anchor, LINK_PARTS) ?? []).flatMap((part) => {
    const title = part.name === 'img' ? '' : tidy(part.attribs.title ?? '');
    return title === '' ? [] : [title];
  });
}

/** What the picture in a link says that it shows. */
function pictureIn(anchor: PageElement): string {
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
function datedPart(anchor: PageElement): { date: string; rest: string } | null {
  for (const part of elementsIn(anchor, LINK_PARTS) ?? []) {
    const text = textIn(part).trim();
    const date = DATE_ALONE.test(text.normalize('NFKC')) ? listedDate(text) : null;
    if (date === null) continue;
    return { date, rest: textIn(anchor, (other) => (textIn(other).trim() === text ? '' : null)) };
  }
  return null;
}

function nearestDate(
  anchor: PageElement,
  top: PageNode,
  count: (element: PageElement) => number,
): string | null {
  let node = anchor;
  for (let level = 0; level < LEVELS; level++) {
    const parent = parentOf(node, top);
    if (parent === null || BOUNDS.has(parent.name) || count(parent) > 1) break;
    const date = listedDate(textBeside(parent));
    if (date !== null) return date;
    node = parent;
  }
  const row = closest(anchor, ROWS, top);
  if (row === null || count(row) > ROW_LINKS || elementsBelow(row).some(({ name }) => ROWS.has(name)))
    return null;
  return listedDate(textBeside(row));
}

/** Counts the different links inside an element, once for each element; a large one has any number. */
function linkCounter(): (element: PageElement) => number {
  const known = new Map<PageElement, number>();
  return (element) => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const parts = elementsIn(element, ROW_PARTS);
    const links = parts?.map(({ attribs }) => attribs.href).filter((href) => href !== undefined);
    const number = links === undefined ? Number.POSITIVE_INFINITY : new Set(links).size;
    known.set(element, number);
    return number;
  };
}

function textBeside(element: PageElement): string {
  return textIn(element, ({ name }) => (name === 'a' ? ' ' : null));
}

/** A text without tags, and with single blanks. */
export function tidy(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Elements around records that are parsed as one page; no page has such. */
const RECORD = 'nianbao-record';
/** Markup that may reach beyond its record, or that is more than elements. */
const BEYOND_RECORD =
  /<(?:!|\?|script|style|textarea|title|xmp|base|svg|math|plaintext|iframe|noembed|noframes|noscript|nianbao-record)/i;

/** The links of each record: a page of its own, parsed together with the others where it comes to the same. */
export function anchorsOfRecords(records: readonly string[], base: string): Anchor[][] {
  if (!records.some((record) => BEYOND_RECORD.test(record))) {
    const boxes = records.map((record) => `<${RECORD}>${record}</${RECORD}>`);
    const found = recordElements(parseList(boxes.join('')));
    if (found.length === records.length) return found.map((record) => anchorsBelow(record, base));
  }
  return records.map((record) => readAnchors(record, base));
}

/** The records of one page, as elements; none where one of them broke out of its box. */
function recordElements($: CheerioAPI): PageElement[] {
  const [root] = $.root().toArray();
  const outer = (root?.children ?? []).filter((node) => isElement(node));
  const [box] = outer;
  if (box === undefined || root?.children.length !== 1) return [];
  const found = box.children.filter((node): node is typeof box => isElement(node));
  return box.children.length === found.length && found.every(({ name }) => name === RECORD) ? found : [];
}
