/** Recognising a static list: by what it lists, for it has no marks of its own. */

import { plural } from '../../../src/text/plural.js';
import type { FetchedPage, Recognition } from '../../contract.js';
import { pagePath } from '../../lists/family-settings.js';
import { ListDocument } from '../../lists/list-document.js';
import { reportsAmong } from '../../lists/list-items.js';
import { listText } from '../../lists/list-page.js';
import { titleRules } from '../../lists/report-links.js';
import { articlesOn } from './articles.js';
import { foldersOn } from './folders.js';
import { type NextPage, nextPage } from './pager.js';
import { choosePlace, isWithin } from './place.js';
import { siblingsOn } from './siblings.js';
import { namesReports, reportsByYear } from './years.js';

/** Addresses of modules that have families of their own; a link to one is no article of a list. */
const MODULE = /\/xxgkAnnualReport\.jsp$/i;
const FRONT = /^\/(?:(?:index|default|main)\.\w+)?$/i;
/** A front page has a report or two among its news; more of them are a list. */
const LIST_ON_FRONT = 5;
/** A box of a neighbour's news may have a report or two; more of them may be the list, wherever they stand. */
const LIST_ELSEWHERE = 3;

/** A page with links to reports. The least sure of all families: such links stand on other pages too. */
export function recogniseStatic(page: FetchedPage): Recognition | null {
  const document = new ListDocument(listText(page).text, page.url);
  const articles = articlesOn(document, page.url).filter(({ url }) => !MODULE.test(new URL(url).pathname));
  const context = { titles: titleRules(), agencies: [], settings: {} };
  const reports = reportsAmong(articles, context).map(({ url }) => url);
  const isFront = FRONT.test(new URL(page.url).pathname);
  if (isFront && reports.length < LIST_ON_FRONT) return null;
  const addresses = articles.map(({ url }) => url);
  const { place, problems } = choosePlace([page.url], addresses, reports);
  const inPlace = place === null ? [] : reports.filter((url) => isWithin(url, [place]));
  if (inPlace.length === 0 && !isFront) {
    const below = recogniseBelow(document);
    if (below !== null) return below;
  }
  if (reports.length === 0) return null;
  const isUsual = inPlace.length > 0 && problems.length === 0;
  if (!isUsual && reports.length < LIST_ELSEWHERE) return null;
  const folder = commonFolder(reports);
  const next = nextPage(
    { document, columnUrl: page.url, number: 1, entries: articles.length, most: articles.length },
    undefined,
    null,
  );
  return {
    settings: { page: pagePath(page.url), ...(isUsual ? {} : { within: folder }) },
    because: [
      reports.length === 1
        ? 'one link on it has the title of a report'
        : `${reports.length} links on it have titles of reports`,
      ...(isUsual ? [] : [`they are elsewhere, below ${folder}, and may belong to another column`]),
      pagerSaid(next),
    ].join('; '),
    confidence: (isUsual ? 0.3 : 0.2) + (next.kind === 'page' ? 0.1 : 0),
  };
}

const ALL_YEARS = Array.from({ length: 2099 - 2004 + 1 }, (_, index) => 2004 + index);

/** Reports that are folders, lists of one year below the column, or links that say only a year. */
function recogniseBelow(document: ListDocument): Recognition | null {
  const { url } = document;
  const context = { titles: titleRules(), agencies: [], settings: {} };
  const scope = { years: ALL_YEARS };
  const folders = foldersOn(document, url, [], context).folders;
  const lists = folders.length + siblingsOn(document, { ...context, scope }).length;
  const settings = { page: pagePath(url) };
  const isNamed = namesReports(document.$);
  const reports = folders.filter(({ isReport }) => isReport);
  if (reports.length > 0) {
    const because = `${plural(reports.length, 'folder')} below it ${reports.length === 1 ? 'has the title of a report' : 'have titles of reports'}`;
    return { settings, because, confidence: 0.3 };
  }
  if (lists > 0 && isNamed) {
    return {
      settings,
      because: `it names annual reports, and ${plural(lists, 'link')} on it to lists have a year for a title`,
      confidence: 0.25,
    };
  }
  const years = reportsByYear(document);
  if (years.length === 0) return null;
  return {
    settings,
    because: `it names annual reports, and ${plural(years.length, 'link')} on it say only a year`,
    confidence: 0.25,
  };
}

function pagerSaid(next: NextPage): string {
  if (next.kind === 'end') return 'it has no further page';
  if (next.kind === 'loaded') return 'its script asks for further pages';
  return next.kind === 'page'
    ? `its next page is ${pagePath(next.request.url)}`
    : 'it mentions further pages, but not their addresses';
}

/** A folder with at least this share of the reports is their place; the others stand in a neighbour's box. */
const MAJORITY = 0.5;

/**
 * The folder that most of some addresses are in, as a path; where there is none, the deepest that holds all of them.
 * Folders at its end that are dates or keys are left out: the next page's articles stand in others.
 */
function commonFolder(urls: readonly string[]): string {
  const folders = urls.map((url) => undated(new URL(url).pathname.split('/').slice(0, -1)));
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder.join('/'), (counts.get(folder.join('/')) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (most !== undefined && most[1] > urls.length * MAJORITY) return `${most[0]}/`;
  const [first = [], ...others] = folders;
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return `${(differs < 0 ? first : first.slice(0, differs)).join('/')}/`;
}

function undated(folder: readonly string[]): readonly string[] {
  const last = folder.findLastIndex((part) => !DATED.test(part));
  return folder.slice(0, last + 1);
}

const DATED = /^(?:\d{1,8}|\d{4}-\d{1,2}(?:-\d{1,2})?|[0-9a-f-]{16,})$/i;
