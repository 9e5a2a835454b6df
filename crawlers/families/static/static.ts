/**
 * Static lists: pages with the articles' links in them, and further pages with addresses of their own. TRS, 开普, 龙讯,
 * 博达 and many others write them. How the pages are numbered is read from the page in hand (pager.ts); where it says
 * that there is more and not where, addresses that such pages often have are tried (position.ts).
 *
 * Quirks: the pages hold menus, boxes and pagers beside the list; so only articles at the column's own path are taken
 * (place.ts). Folders below the column are articles, or lists of a year, which are read too (folders.ts). Some lists
 * say only 「2024年」 for a report (years.ts). Past their end, lists answer 404, their last page again, or the front page:
 * reading ends at the first page without a new link, which is a problem wherever a page said that there was more.
 */

import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  FetchRequest,
  ListReading,
  ListStep,
  ReportLink,
} from '../../contract.js';
import type { Anchor } from '../../lists/anchors.js';
import { pagesSetting, pathsSetting, yearSetting } from '../../lists/family-settings.js';
import { frameAddress, shellOr } from '../../lists/iframe-shell.js';
import { ListDocument } from '../../lists/list-document.js';
import { reportsAmong } from '../../lists/list-items.js';
import { failure, isOutOfScope, listText, nothing } from '../../lists/list-page.js';
import { digest } from '../../lists/paging.js';
import { articlesOn } from './articles.js';
import { depthOf, foldersBelow, groupOf, newFolders } from './below.js';
import { alike, type Folder, foldersOn, isReport } from './folders.js';
import { firstLoaded, loadedDocument, readLoaded } from './loaded.js';
import { downNumber, nextPage, pageByTemplate } from './pager.js';
import { choosePlace, isWithin, type Place } from './place.js';
import { markOf, type Position, positionIn, positionState } from './position.js';
import { recogniseStatic } from './recognise.js';
import { countRecords, groupsOf, shortPage } from './records.js';
import { withSiblings, withStrangers } from './siblings.js';
import { hiddenYears, namesReports, reportsByYear } from './years.js';

const settingsSchema = z.strictObject({
  page: z.string().min(1).describe('The column page.'),
  within: pathsSetting.describe(
    "One or more paths below which the articles are, such as `/info/1001/`; default: found from the column page's own path.",
  ),
  pages: pagesSetting.describe(
    'The addresses of the further pages, relative to the column page: `index_{n-1}.html`, `list_{n}.shtml`, `?page={n}`, or `ndbg/{down}.htm` for pages that count down to 1. Default: as on the pages.',
  ),
  year: yearSetting,
});

export type StaticSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<StaticSettings>;

export const staticList: Family<StaticSettings> = {
  id: 'static',
  schema: settingsSchema,
  start,
  readList: (page, step, context) => {
    const inYear = withYear(context, step);
    if (step.state.phase === 'further') return readFurther(page, step, inYear);
    if (step.state.phase === 'sibling') return readSibling(page, step, inYear);
    return step.state.phase === 'look' ? readFolder(page, step, inYear) : readFirst(page, step, inYear);
  },
  missed,
  recognise: recogniseStatic,
};

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const url = new URL(context.settings.page, context.baseUrl).href;
  const step: ListStep = { request: { url, method: 'GET' }, state: { phase: 'first', outer: '' } };
  return { steps: [step], links: [], problems: [] };
}

/** In the list of one year below the column, that year holds for titles without one. */
function withYear(context: Context, { state }: ListStep): Context {
  return typeof state.year !== 'number' || state.year === 0
    ? context
    : { ...context, settings: { ...context.settings, year: state.year } };
}

function readFirst(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text, problems } = listText(page);
  const document = new ListDocument(text, page.url);
  const reading = readColumn(document, page, step, context, problems);
  return depthOf(step) > 0
    ? withStrangers(reading, document, step, context)
    : withSiblings(reading, document, context);
}

/** The column of another year beside the first one: nothing, where it turns out to be of something else. */
function readSibling(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text, problems } = listText(page);
  const document = new ListDocument(text, page.url);
  if (isReport(document, context)) return { steps: [], links: groupOf(step), problems };
  const reading = readColumn(document, page, step, context, problems);
  const isList = reading.links.length > 0 || reading.steps.length > 0;
  if (!isList && !namesReports(document.$)) return nothing;
  return withStrangers(reading, document, step, context);
}

function readColumn(
  document: ListDocument,
  page: FetchedPage,
  step: ListStep,
  context: Context,
  problems: readonly string[],
): ListReading {
  const outer = outerPages(step);
  const articles = articlesOn(document, page.url);
  const reports = reportsAmong(articles, context);
  const { places, doubts } = placesOf(page.url, outer, articles, reports, context);
  const { items, links, unknown } = entriesOf(document, page.url, places, context);
  const hasReport = links.length > 0 || unknown.length > 0;
  if (!hasReport) {
    const named = reportsByYear(document);
    if (named.length > 0) return { steps: [], links: named, items: named.map(({ url }) => url), problems };
  }
  if (items.length === 0 || (!hasReport && isShell(document, context))) {
    const inner = { ...step, state: { ...step.state, outer: [...outer, page.url].join(' ') } };
    return shellOr(document.html, page, inner, noArticle(page.url, reports, context));
  }
  const { year } = context.settings;
  const position: Position = {
    columnUrl: page.url,
    number: 1,
    places,
    seen: new Set(),
    records: 0,
    firstRecords: 0,
    mostRecords: 0,
    groups: [],
    previous: '',
    down: null,
    promise: 'counted',
    template: '',
    guesses: [],
    lost: '',
    loading: '',
    depth: depthOf(step),
    year: year ?? 0,
    years: [],
  };
  return readItems(document, position, context, [...problems, ...doubts]);
}

/** The column pages in whose frames this one stands. */
function outerPages(step: ListStep): string[] {
  const { outer } = step.state;
  return typeof outer === 'string' && outer !== '' ? outer.split(' ') : [];
}

/** Where the column's articles stand: as the settings say, or as the column page's address lets expect. */
function placesOf(
  url: string,
  outer: readonly string[],
  articles: readonly Anchor[],
  reports: readonly ReportLink[],
  { settings }: Context,
): { places: readonly Place[]; doubts: readonly string[] } {
  if (settings.within.length > 0) {
    const paths = settings.within.map((path) => new URL(path, url).pathname);
    return { places: paths.map((path) => ({ path, isFlat: false })), doubts: [] };
  }
  const addresses = (some: readonly { readonly url: string }[]) => some.map((one) => one.url);
  const { place, problems } = choosePlace([url, ...outer], addresses(articles), addresses(reports));
  return { places: place === null ? [] : [place], doubts: problems.map((line) => `${url}: ${line}`) };
}

/** A page without reports may be a shell if it has a frame, and no further pages of its own. */
function isShell(document: ListDocument, { settings }: Context): boolean {
  const { html, url } = document;
  if (frameAddress(html, url) === null) return false;
  return (
    nextPage({ document, columnUrl: url, number: 1, entries: 0, most: 0 }, settings.pages, null).kind ===
    'end'
  );
}

function noArticle(url: string, reports: readonly ReportLink[], { settings }: Context): string {
  const where = settings.within.length > 0 ? settings.within.join(', ') : "the column's own path";
  const [first] = reports;
  const outside =
    first === undefined ? '' : `; ${plural(reports.length, 'report')} elsewhere, such as ${first.url}`;
  return `${url}: no article below ${where}${outside}; has the page changed, or must within be set?`;
}

function readFurther(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const position = positionIn(step);
  if (position === null) return failure(`${page.url}: the state of the list was lost`);
  const { text, problems } = listText(page);
  if (position.loading === '')
    return readItems(new ListDocument(text, page.url), position, context, problems);
  const document = loadedDocument(text, position.columnUrl);
  const entries = entriesOf(document, position.columnUrl, position.places, context);
  const counted = countRecords(document, entries, position);
  return readLoaded({ document, counted, ...entries }, position, problems);
}

/** The entries of one page of a list. */
interface Entries {
  readonly items: readonly string[];
  readonly links: readonly ReportLink[];
  /** The kinds of places in which reports stand. */
  readonly groups: readonly string[];
  /** Folders that are reports or lists, in groups of which one has to be looked at. */
  readonly unknown: readonly (readonly Folder[])[];
}

function entriesOf(
  document: ListDocument,
  columnUrl: string,
  places: readonly Place[],
  context: Context,
): Entries {
  const { host } = new URL(columnUrl);
  const isGiven = context.settings.within.length > 0;
  const own = inList(articlesOn(document, columnUrl, 'any'), places, host, isGiven);
  const { entries, folders } = foldersOn(document, columnUrl, places, context);
  const certain = folders.filter(({ isReport }) => isReport).map(({ link }) => link);
  const links = [...reportsAmong(own, context), ...certain];
  return {
    items: [...own.map((anchor) => anchor.url), ...entries],
    links,
    groups: groupsOf(document, links),
    unknown: alike(folders.filter(({ isReport }) => !isReport)),
  };
}

/**
 * The articles at the column's places, and, where the settings give none, the entries of lists in which such articles
 * stand, wherever they lead.
 */
function inList(
  articles: readonly Anchor[],
  places: readonly Place[],
  host: string,
  isGiven: boolean,
): Anchor[] {
  const isOwn = ({ url }: Anchor) => new URL(url).host === host && isWithin(url, places);
  const within = articles.filter(isOwn);
  if (isGiven) return within;
  const lists = new Set<unknown>(within.map(({ list }) => list));
  return articles.filter(
    (anchor) => isOwn(anchor) || (anchor.list !== null && anchor.row !== null && lists.has(anchor.list)),
  );
}

function readItems(
  document: ListDocument,
  position: Position,
  context: Context,
  before: readonly string[],
): ListReading {
  const { columnUrl, number, places, down, depth } = position;
  const { url } = document;
  const entries = entriesOf(document, columnUrl, places, context);
  const { items, links, unknown } = entries;
  const marks = items.map(markOf);
  if (marks.every((mark) => position.seen.has(mark))) return readNothingNew(url, items, position, before);
  const seen = new Set([...position.seen, ...marks]);
  const fresh = newFolders(unknown, links, position);
  const below = foldersBelow(fresh, document, depth);
  const reading = { links, items, steps: below.steps, problems: [...before, ...below.problems] };
  const template = position.template === '' ? context.settings.pages : position.template;
  const counted = countRecords(document, entries, position);
  const { records, mostRecords: most } = counted;
  const known = new Set(items);
  const isEntry = (address: string) => known.has(address);
  const page = { document, columnUrl, number, entries: records, most, isEntry };
  const next = nextPage(page, template, down);
  const years = [...new Set([...position.years, ...links.flatMap(({ year }) => year ?? [])])];
  if (next.kind === 'end') {
    const hidden = hiddenYears(document, years, context.scope.years);
    const lines = hidden.map(
      (year) => `${columnUrl} shows ${year} by a script, and no report of that year was found`,
    );
    const missing = next.missing === null ? [] : [next.missing];
    return { ...reading, problems: [...reading.problems, ...lines, ...missing] };
  }
  const further = {
    ...position,
    ...counted,
    number: number + 1,
    seen,
    years,
    previous: digest(items),
    lost: '',
  };
  if (next.kind === 'lost') {
    const guessed = guess({ ...further, guesses: next.templates, lost: next.problem }, url);
    return {
      ...reading,
      steps: [...reading.steps, ...guessed.steps],
      problems: [...reading.problems, ...guessed.problems],
    };
  }
  if (next.kind === 'loaded') {
    return { ...reading, steps: [...reading.steps, firstLoaded(next.template, next.total, further)] };
  }
  const place = {
    ...further,
    promise: next.promise,
    down: downNumber(next.request.url, template, columnUrl),
  };
  const short = next.promise === 'none' ? [] : shortPage(document, items, position, counted);
  return {
    ...reading,
    steps: [...reading.steps, toStep(next.request, url, place)],
    problems: [...reading.problems, ...short],
  };
}

/**
 * A page without a new entry is the end of the list, unless the page before said that there was more. A list whose
 * 「下一页」 shows the last page once more is at its end.
 */
function readNothingNew(
  url: string,
  items: readonly string[],
  position: Position,
  before: readonly string[],
): ListReading {
  const { columnUrl, number, promise } = position;
  if (position.lost !== '') {
    const guessed = guess(position, url);
    return { ...guessed, problems: [...before, ...guessed.problems] };
  }
  const isLastAgain = number > 2 && items.length > 0 && digest(items) === position.previous;
  const isEnd = promise === 'none' || (promise === 'shown' && isLastAgain);
  if (isEnd) return { steps: [], links: [], problems: before };
  return failure(`the list at ${columnUrl} announces page ${number}, but ${url} has no new link`, before);
}

/** Tries the next of the addresses that the further page may have; without one the list was not read whole. */
function guess(position: Position, referer: string): ListReading {
  const [template, ...guesses] = position.guesses;
  if (template === undefined) return failure(position.lost);
  const url = pageByTemplate(template, position.number, position.columnUrl);
  const step = toStep({ url, method: 'GET' }, referer, { ...position, template, guesses, promise: 'none' });
  return { steps: [step], links: [], problems: [] };
}

function missed(step: ListStep): ListReading {
  const position = positionIn(step);
  return position === null || position.lost === '' ? nothing : guess(position, position.columnUrl);
}

function toStep(request: FetchRequest, referer: string, position: Position): ListStep {
  const step = {
    request: { ...request, headers: { referer } },
    state: { phase: 'further', ...positionState(position) },
  };
  return position.promise === 'none' ? { ...step, speculative: true } : step;
}

/** A folder that was looked at: a list, as the others of its kind are, or a report, as they are. */
function readFolder(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { state } = step;
  const group = groupOf(step);
  const { text, problems } = listText(page);
  const document = new ListDocument(text, page.url);
  if (isReport(document, context))
    return { steps: [], links: group, problems: [], items: group.map(({ url }) => url) };
  const reading = readColumn(document, page, step, context, problems);
  // 「更多」 and the like lead to more of the column, or to something else of the site
  if (state.isPart === true && reading.links.length === 0 && reading.steps.length === 0) return nothing;
  if (reading.links.length === 0 && reading.steps.length === 0 && reading.problems.length === 0) {
    return failure(`${page.url}: neither a list of reports nor a report was recognised`);
  }
  const others = group.slice(1).map(
    ({ url, year }): ListStep => ({
      request: { url, method: 'GET', headers: { referer: page.url } },
      state: { phase: 'first', outer: '', depth: depthOf(step), year: year ?? 0, known: state.known ?? '' },
    }),
  );
  const whole = withStrangers(reading, document, step, context);
  return { ...whole, steps: [...reading.steps, ...others] };
}
