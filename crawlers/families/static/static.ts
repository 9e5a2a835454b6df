/**
 * Static lists: pages with the articles' links in them, and numbered further pages. TRS, 博达 and many others write
 * them. How the numbers go is read from the page in hand: TRS's `createPageHTML(12, 0, "index", "html")` means
 * `index_1.html` and so on; else the 「下一页」 link or the next number is followed, so that `list_2.shtml`, `?page=2`
 * and 博达's pages, which count down (`/xxgk/ndbg/11.htm` is the second of twelve), are all the same.
 *
 * Quirks: the pages hold menus, boxes and pagers beside the list; so only articles at the column's own path are
 * taken (static-place.ts), never folders or other lists: a column with a list for each year is several columns.
 * Past their end, lists answer 404, their last page again, or the front page: reading ends at the first page
 * without a new link. That is a problem only where the pager promised more.
 */

import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  ListReading,
  ListStep,
  ReportLink,
} from '../../contract.js';
import { pagesSetting, pathsSetting, yearSetting } from '../../lists/family-settings.js';
import { frameAddress, shellOr } from '../../lists/iframe-shell.js';
import { type Anchor, reportsAmong } from '../../lists/list-items.js';
import { failure, isOutOfScope, listText, nothing } from '../../lists/list-page.js';
import { digest } from '../../lists/paging.js';
import { articlesOn } from './articles.js';
import { downNumber, nextPage } from './pager.js';
import { choosePlace, isWithin, type Place } from './place.js';
import { recogniseStatic } from './recognise.js';

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
  readList: (page, step, context) =>
    step.state.phase === 'further' ? readFurther(page, step, context) : readFirst(page, step, context),
  recognise: recogniseStatic,
};

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const url = new URL(context.settings.page, context.baseUrl).href;
  const step: ListStep = { request: { url, method: 'GET' }, state: { phase: 'first', outer: '' } };
  return { steps: [step], links: [], problems: [] };
}

/** Where the reading of a list stands; travels in the step's state. */
interface Position {
  readonly columnUrl: string;
  readonly number: number;
  readonly places: readonly Place[];
  /** Marks of all links so far. */
  readonly seen: ReadonlySet<string>;
  /** The number of this page where pages count down. */
  readonly down: number | null;
  readonly isPromised: boolean;
}

function readFirst(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text, problems } = listText(page);
  const outer = outerPages(step);
  const articles = articlesOn(text, page.url, page.url);
  const reports = reportsAmong(articles, context);
  const { places, doubts } = placesOf(page.url, outer, articles, reports, context);
  const isEmpty = !articles.some(({ url }) => isWithin(url, places));
  const hasReport = reports.some(({ url }) => isWithin(url, places));
  if (isEmpty || (!hasReport && isShell(text, page.url, context))) {
    const inner = { ...step, state: { ...step.state, outer: [...outer, page.url].join(' ') } };
    return shellOr(text, page, inner, noArticle(page.url, reports, context));
  }
  const position = { columnUrl: page.url, number: 1, places, seen: new Set<string>(), down: null };
  return readItems(page, text, { ...position, isPromised: true }, context, [...problems, ...doubts]);
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
function isShell(html: string, url: string, { settings }: Context): boolean {
  if (frameAddress(html, url) === null) return false;
  return nextPage({ html, url, columnUrl: url, number: 1 }, settings.pages, null).kind === 'end';
}

function noArticle(url: string, reports: readonly ReportLink[], { settings }: Context): string {
  const where = settings.within.length > 0 ? settings.within.join(', ') : "the column's own path";
  const [first] = reports;
  const outside =
    first === undefined ? '' : `; ${plural(reports.length, 'report')} elsewhere, such as ${first.url}`;
  return `${url}: no article below ${where}${outside}; has the page changed, or must within be set?`;
}

function readFurther(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const { text, problems } = listText(page);
  return readItems(page, text, parsed.data, context, problems);
}

function readItems(
  page: FetchedPage,
  html: string,
  position: Position,
  context: Context,
  before: readonly string[],
): ListReading {
  const { columnUrl, number, places, down } = position;
  const own = articlesOn(html, page.url, columnUrl).filter(({ url }) => isWithin(url, places));
  const marks = own.map(({ url }) => markOf(url));
  if (marks.every((mark) => position.seen.has(mark))) {
    const line = `the list at ${columnUrl} announces page ${number}, but ${page.url} has no new link`;
    return position.isPromised ? failure(line, before) : { steps: [], links: [], problems: before };
  }
  const links = reportsAmong(own, context);
  const items = own.map(({ url }) => url);
  const next = nextPage({ html, url: page.url, columnUrl, number }, context.settings.pages, down);
  if (next.kind !== 'page') {
    return { steps: [], links, items, problems: next.kind === 'lost' ? [...before, next.problem] : before };
  }
  const step = toStep(next.url, next.isGuess, page.url, {
    ...position,
    number: number + 1,
    seen: new Set([...position.seen, ...marks]),
    down: downNumber(next.url, context.settings.pages, columnUrl),
    isPromised: next.isPromised,
  });
  return { steps: [step], links, items, problems: before };
}

const MARK_LENGTH = 6;

function markOf(url: string): string {
  return digest([url]).slice(0, MARK_LENGTH);
}

function toStep(url: string, isGuess: boolean, referer: string, position: Position): ListStep {
  const { columnUrl, number, places, seen, down, isPromised } = position;
  const state = {
    phase: 'further',
    columnUrl,
    number,
    places: JSON.stringify(places),
    seen: [...seen].join(''),
    down: down ?? -1,
    isPromised,
  };
  const step = { request: { url, method: 'GET' as const, headers: { referer } }, state };
  return isGuess ? { ...step, speculative: true } : step;
}

const placesSchema = z.array(z.object({ path: z.string(), isFlat: z.boolean() }));
const positionSchema = z.object({
  columnUrl: z.string(),
  number: z.number(),
  places: z.string().transform((json) => placesSchema.parse(JSON.parse(json))),
  seen: z.string().transform((marks) => new Set(marks.match(new RegExp(`.{${MARK_LENGTH}}`, 'g')) ?? [])),
  down: z.number().transform((down) => (down < 0 ? null : down)),
  isPromised: z.boolean(),
});
