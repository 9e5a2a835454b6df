/**
 * Columns of other years beside a column: `nb2022/` beside `nb2023/`, `2022.html` beside `2023.html`, `?year=2022` beside
 * `?year=2023`. The page of one leads to the others in a box or in tabs, each under its year; all are lists of their own.
 */
import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type { FamilyContext, FetchedPage, ListReading, ListStep, ReportLink } from '../../contract.js';
import { ListDocument } from '../../lists/list-document.js';
import { listText } from '../../lists/list-page.js';
import { folderOf, yearAlone } from './folders.js';
import { INDEX_FILE, isListAddress } from './place.js';
import { markOf } from './position.js';
import { namesReports } from './years.js';

type Context = Pick<
  FamilyContext<{ readonly year?: number | undefined; readonly within?: readonly string[] }>,
  'settings' | 'scope' | 'titles' | 'agencies'
>;

/** Columns beside one that are followed. */
const MOST_SIBLINGS = 30;

/** The reading of a column's first page with steps to the columns of other years beside it. */
export function withSiblings(reading: ListReading, document: ListDocument, context: Context): ListReading {
  const { url } = document;
  const { year, within = [] } = context.settings;
  // a column that is said to be of one year has the others beside it in the portal's file
  if (year !== undefined || (reading.links.length === 0 && !namesReports(document.$))) return reading;
  const siblings = siblingsOn(document, context);
  if (siblings.length === 0) return reading;
  const beside = new Set(siblings.map((link) => link.url));
  const links = reading.links.filter((link) => !beside.has(link.url));
  // where all that is listed is years, each is a report
  if (reading.links.length > 0 && links.length === 0) return reading;
  if (within.length > 0) {
    const line = `${url} leads to lists of other years, such as ${siblings[0]?.url}; within is set, and so each needs a column of its own`;
    return { ...reading, problems: [...reading.problems, line] };
  }
  const followed = siblings.slice(0, MOST_SIBLINGS);
  const known = knownState(document);
  const steps = followed.map((link): ListStep => {
    const state = { phase: 'sibling', outer: '', year: link.year ?? 0, group: JSON.stringify([link]), known };
    return { request: { url: link.url, method: 'GET', headers: { referer: url } }, state };
  });
  const left =
    siblings.length > followed.length
      ? [`${url}: only ${MOST_SIBLINGS} of ${plural(siblings.length, 'list')} beside it were followed`]
      : [];
  // a page that shows nothing but the choice of a year has no entry of its own
  const isChoice =
    links.length === 0 &&
    siblings.every((link) => isAsked(new URL(link.url), new URL(url))) &&
    !document.anchors.some((anchor) => bare(anchor.url) === bare(url) && yearAlone(anchor.text) !== null);
  const problems = [...(isChoice ? [] : reading.problems), ...left];
  return { ...reading, links, steps: [...reading.steps, ...steps], problems };
}

/** The reading of a list of one year, which may lead to years that the page before it did not: they are not read. */
export function withStrangers(
  reading: ListReading,
  document: ListDocument,
  step: ListStep,
  context: Context,
): ListReading {
  const { known: state } = step.state;
  if (typeof state !== 'string' || state === '') return reading;
  const known = new Set(state.split(' '));
  const siblings = siblingsOn(document, context);
  const strangers = siblings.filter(({ url }) => !known.has(markOf(bare(url))));
  const beside = new Set(siblings.map(({ url }) => url));
  const links = reading.links.filter(({ url }) => !beside.has(url));
  const [first] = strangers;
  if (first === undefined) return { ...reading, links };
  const line = `${document.url} leads to ${plural(strangers.length, 'list')} of other years that the column's page does not lead to, such as ${first.url}; they were not read`;
  return { ...reading, links, problems: [...reading.problems, line] };
}

/** The columns of other years beside a column page of whatever family; none where it is said to be of one year. */
export function columnsBeside(page: FetchedPage, context: FamilyContext<unknown>): string[] {
  const settings = columnSettings.safeParse(context.settings);
  if (settings.data?.year !== undefined) return [];
  const document = new ListDocument(listText(page).text, page.url);
  if (!namesReports(document.$)) return [];
  return siblingsOn(document, { ...context, settings: {} }).map(({ url }) => url);
}

const columnSettings = z.object({ year: z.number().optional() });

/** Links of one page that the pages of other lists are told of. */
const MOST_KNOWN = 3000;

/** Marks of a page and of all that it leads to, as the state of a step holds them: that is followed, or left on purpose. */
export function knownState({ anchors, url }: ListDocument): string {
  const urls = new Set([url, ...anchors.slice(0, MOST_KNOWN).map((anchor) => anchor.url)].map(bare));
  return [...urls].map(markOf).join(' ');
}

/** The columns of other years that a page leads to and that a harvest of these years needs, each once. */
export function siblingsOn(document: ListDocument, context: Context): ReportLink[] {
  const column = new URL(document.url);
  const { years } = context.scope;
  const siblings = new Map<string, ReportLink>();
  for (const anchor of document.anchors) {
    const target = new URL(anchor.url);
    if (target.host !== column.host || bare(target.href) === bare(column.href)) continue;
    if (siblings.has(bare(target.href)) || !isBeside(target, column)) continue;
    const isBareYear = anchor.titles.some((title) => yearAlone(title) !== null);
    if (!isBareYear && !isListAddress(target)) continue;
    const folder = folderOf(anchor, context);
    if (folder === null || folder.isReport) continue;
    const { year } = folder.link;
    // a year may be that of the reports, or the one in which they came out
    const isWanted =
      year === null
        ? FORMER.test(anchor.text.replace(/\s/g, ''))
        : years.includes(year) || years.includes(year - 1);
    if (!isWanted) continue;
    siblings.set(bare(target.href), folder.link);
  }
  return [...siblings.values()];
}

/** Is it the same page, asked for something in its query? */
function isAsked(target: URL, column: URL): boolean {
  return target.pathname === column.pathname && column.search === '' && target.search !== '';
}

/** 「历年年报」 beside the column of the newest year. */
const FORMER = /^(?:历年|往年|以往|往期)/;

/** Do two addresses differ in numbers and keys alone, in their query, or in the last folder? */
function isBeside(target: URL, column: URL): boolean {
  if (target.pathname === column.pathname) return true;
  if (shapeOf(target) === shapeOf(column)) return true;
  const [own, other] = [foldersOf(column), foldersOf(target)];
  const parent = own.slice(0, -1);
  return (
    isListAddress(target) &&
    parent.length > 1 &&
    own.length === other.length &&
    parent.every((part, at) => part === other[at])
  );
}

function shapeOf({ pathname, search }: URL): string {
  return `${pathname}${search}`.replace(/[0-9a-f-]{16,}|\d+/gi, '#');
}

function foldersOf({ pathname }: URL): readonly string[] {
  return pathname.split('/').slice(0, -1);
}

/** An address without what makes no difference: `http` or `https`, `index.html`. */
function bare(url: string): string {
  const { host, pathname, search } = new URL(url);
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  const isIndex = INDEX_FILE.test(file) && !/\d\.\w+$/.test(file);
  return `${host}${isIndex ? pathname.slice(0, -file.length) : pathname}${search}`;
}
