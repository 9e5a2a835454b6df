/** How a static list goes on: the address of the next page, read from the page in hand, or guessed and then tried. */
import { plural } from '../../../src/text/plural.js';
import type { FetchRequest } from '../../contract.js';
import type { ListDocument } from '../../lists/list-document.js';
import { requestForPage } from '../../lists/pager/functions.js';
import { loadingOn } from '../../lists/pager/loading.js';
import { type NextControl, nextControl, type Whither } from '../../lists/pager/next-control.js';
import type { RequestTemplate } from '../../lists/pager/requests.js';
import { type PagerSaid, type PageSaid, type PageScheme, pagerSaid } from '../../lists/pager/said.js';
import type { PageWord } from './position.js';

/** A page of a static list. */
export interface ListPage {
  readonly document: ListDocument;
  /** The address of the first page. */
  readonly columnUrl: string;
  /** Which page of the list this is, from 1. */
  readonly number: number;
  /** Entries of the list up to and with this page. */
  readonly entries: number;
  /** The most entries that one page of it has had. */
  readonly most: number;
  /** Tells the addresses of the page's entries; by default none is known. */
  readonly isEntry?: (url: string) => boolean;
}

/** The list ends here, as far as the page says; `missing` says what of it was not found. */
interface Ending {
  readonly kind: 'end';
  readonly missing: string | null;
}

export type NextPage =
  | Ending
  | {
      readonly kind: 'page';
      readonly request: FetchRequest;
      /** How the page in hand says that there is this one: by a count, by a control, or not at all. */
      readonly promise: PageWord;
    }
  /** A script of the page asks for the pages of the list. */
  | { readonly kind: 'loaded'; readonly template: RequestTemplate; readonly total: number | null }
  /** There are further pages, but nothing says where; `templates` are addresses that such pages often have. */
  | { readonly kind: 'lost'; readonly problem: string; readonly templates: readonly string[] };

/** Words of a pager; a link with such a text is no article. */
export const PAGER_WORDS =
  /^(?:(?!20\d\d$)\d{1,4}|首页|第一页|[上前]一?[页頁]|[下后]一?[页頁]|[尾末][页頁]|最后一页|\.{2,}|…|[<>«»‹›]+|更多[>»]*|more)$/i;

/**
 * Where the list goes on. `template` overrides what the page says: an address with `{n}` (the number of the page,
 * from 1), `{n-1}`, or `{down}` (pages count down to 1, as 博达 numbers them; `down` is the number of the page in
 * hand, or null on the first page).
 */
export function nextPage(page: ListPage, template: string | undefined, down: number | null): NextPage {
  const { document, number } = page;
  const said = pagerSaid(document.$, document.scripts, number);
  if (template !== undefined) return fromTemplate(page, said, template, down);
  if (isReached(page, said)) {
    const isByCount = said.isByPager || (said.records !== null && said.records > 0);
    const loading = isByCount ? null : fromScripts(page, { ...said, pages: null });
    return loading ?? beyond(page, said);
  }
  const next = fromScheme(page, said) ?? fromControl(page, said);
  return next !== null && next.kind !== 'lost'
    ? next
    : (fromScripts(page, said) ?? next ?? ending(page, said));
}

/** A list whose scripts bring more of it: what they ask for, or, where that can't be told, a list in doubt. */
function fromScripts(page: ListPage, said: PageSaid): NextPage | null {
  if (page.number > 1) return null;
  const loading = loadingOn(page.document, page.isEntry ?? (() => false));
  if (loading === null) return null;
  const { template, says } = loading;
  if (template !== null)
    return { kind: 'loaded', template, total: isPromised(page, said) ? said.records : null };
  if (isPromised(page, said)) return null;
  return { kind: 'end', missing: `${page.columnUrl} may show a part of its list: ${says}` };
}

/**
 * A page that says that everything was read, and yet has a control that leads on: what it says may be of something else
 * on the page. The control is tried, and nothing is wrong if it leads to nothing new; a single page with a control that
 * can't be followed is in doubt.
 */
function beyond(page: ListPage, said: PageSaid): NextPage {
  const control = controlOn(page);
  if (control === null) return ending(page, said);
  if (control.request !== null) return { kind: 'page', request: control.request, promise: 'none' };
  const isWalked = page.number > 1 || said.scheme !== null;
  if (isWalked) return ending(page, said);
  return {
    kind: 'lost',
    problem: lostProblem(page, { ...said, pages: null, records: null }),
    templates: usualTemplates(page),
  };
}

/** The number that stands for `{down}` in an address made from the template; null where it has none. */
export function downNumber(url: string, template: string | undefined, columnUrl: string): number | null {
  if (template === undefined || !template.includes('{down}')) return null;
  const number = templatePattern(template, columnUrl).exec(url)?.[1];
  return number === undefined ? null : Number(number);
}

/** The address of a page by a template with `{n}` or `{n-1}`. */
export function pageByTemplate(template: string, number: number, columnUrl: string): string {
  const address = template.replace('{n-1}', String(number - 1)).replace('{n}', String(number));
  return new URL(address, columnUrl).href;
}

/** The end of a list, and whether as many records came as the page says. */
export function ending(page: ListPage, said: PageSaid): Ending {
  const { pages, records, isOneList } = said;
  if (records === null || records <= page.entries) return { kind: 'end', missing: null };
  const fits = pages === null || (records <= pages * page.most && records > (pages - 1) * page.most);
  const missing =
    isOneList || fits
      ? `${page.columnUrl} says ${plural(records, 'record')}, and ${page.entries} were found on ${plural(page.number, 'page')}`
      : null;
  return { kind: 'end', missing };
}

/** Has everything been read that the page says there is? False where it says nothing. */
export function isReached(page: ListPage, { pages, records }: PagerSaid): boolean {
  if (pages !== null && page.number >= pages) return true;
  return records !== null && records > 0 && page.entries >= records;
}

/** Does the page say that there is more? */
function isPromised(page: ListPage, { pages, records }: PagerSaid): boolean {
  return (pages ?? 0) > page.number || (records ?? 0) > page.entries;
}

function fromTemplate(page: ListPage, said: PageSaid, template: string, down: number | null): NextPage {
  const pattern = templatePattern(template, page.columnUrl);
  const { document } = page;
  const highest = document.anchors.reduce(
    (most, { url }) => Math.max(most, Number(pattern.exec(url)?.[1] ?? 0)),
    0,
  );
  if (template.includes('{down}')) {
    const next = page.number === 1 ? highest : (down ?? 1) - 1;
    if (next < 1) return ending(page, said);
    return toPage(new URL(template.replace('{down}', String(next)), page.columnUrl).href, 'counted');
  }
  if (isReached(page, said)) return ending(page, said);
  const linked = highest === 0 ? null : highest + (template.includes('{n-1}') ? 1 : 0);
  const pages = said.pages ?? (said.records === null ? linked : null);
  if (pages !== null && page.number >= pages) return ending(page, said);
  const isCounted = pages !== null || isPromised(page, said);
  const isShown = () =>
    nextControl(document.$, document.scripts, document.url, page.number, () => 'other') !== null;
  const url = pageByTemplate(template, page.number + 1, page.columnUrl);
  return toPage(url, isCounted ? 'counted' : isShown() ? 'shown' : 'none');
}

/** Tells the addresses made from a template; the number is the first group. */
function templatePattern(template: string, columnUrl: string): RegExp {
  const mark = 'nianbaopagenumber';
  const { href } = new URL(template.replace(/\{(?:n|n-1|down)\}/, mark), columnUrl);
  return new RegExp(`^${href.split(mark).map(literal).join('(\\d{1,5})')}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function toPage(url: string, promise: PageWord) {
  return { kind: 'page', request: { url, method: 'GET' }, promise } as const;
}

/** As the call that draws the pager numbers its pages. */
function fromScheme(page: ListPage, said: PagerSaid): NextPage | null {
  if (said.scheme === null || !isPromised(page, said)) return null;
  return toPage(pageByScheme(said.scheme, page.number + 1, page.document.base, page.columnUrl), 'counted');
}

function pageByScheme(scheme: PageScheme, number: number, base: string, columnUrl: string): string {
  const counted = number - 1 + scheme.first;
  if (scheme.kind === 'name') return new URL(`${scheme.stem}_${counted}.${scheme.extension}`, base).href;
  const url = new URL(columnUrl);
  url.searchParams.set(scheme.name, String(counted));
  return url.href;
}

/** A 「下一页」 that leads somewhere, or a link whose text is the next number. */
function fromControl(page: ListPage, said: PagerSaid): NextPage | null {
  const control = controlOn(page);
  if (control?.request) {
    return { kind: 'page', request: control.request, promise: isPromised(page, said) ? 'counted' : 'shown' };
  }
  if (control === null && !isPromised(page, said)) return null;
  const { $, scripts, base } = page.document;
  const scripted = requestForPage(page.number + 1, $, scripts, base);
  if (scripted !== null && (scripted.method === 'POST' || whither(scripted.url, true, page) === 'other')) {
    return { kind: 'page', request: scripted, promise: isPromised(page, said) ? 'counted' : 'shown' };
  }
  return { kind: 'lost', problem: lostProblem(page, said), templates: usualTemplates(page) };
}

/** The control for the next page, where there is one that acts. */
function controlOn(page: ListPage): NextControl | null {
  const { $, scripts, base } = page.document;
  return nextControl($, scripts, base, page.number, (address, isNamed) => whither(address, isNamed, page));
}

/** A numbered link must stand at or below the column's own address, one that says 下一页 on its host. */
function whither(address: string, isNamed: boolean, page: ListPage): Whither {
  const bare = (url: string) => url.replace(/#.*$/, '');
  if (bare(address) === bare(page.document.url)) return 'here';
  if (address === page.columnUrl) return 'elsewhere';
  const url = new URL(address);
  const column = new URL(page.columnUrl);
  if (url.host !== column.host) return 'elsewhere';
  if (isNamed) return url.pathname === '/' && url.search === '' ? 'elsewhere' : 'other';
  const folder = column.pathname.slice(0, column.pathname.lastIndexOf('/') + 1);
  return url.pathname.startsWith(folder) ? 'other' : 'elsewhere';
}

function lostProblem(page: ListPage, { pages, records }: PagerSaid): string {
  const says =
    (pages ?? 0) > page.number
      ? `says ${pages} pages`
      : (records ?? 0) > page.entries
        ? `says ${records} records, ${page.entries} were found`
        : 'shows that there is a next page';
  return `${page.document.url} ${says}, but no address of page ${page.number + 1} was recognised; set pages`;
}

/** Names that parameters for the page number have. */
const PARAMETER =
  /^(?:page|pages|pageno|page_no|pagenum|pageindex|pagenumber|currentpage|currpage|curpage|pn|p)$/i;

/**
 * Addresses that second pages often have, the likeliest first, as templates. Where pages may count from 0 or from 1
 * the lower number comes first: it is the second page or the first again, never the third.
 */
function usualTemplates({ columnUrl, document: { html }, number }: ListPage): string[] {
  if (number !== 1) return [];
  const column = new URL(columnUrl);
  const file = column.pathname.slice(column.pathname.lastIndexOf('/') + 1);
  const [, stem = 'index', extension = /\.(shtml|htm|html)["'?]/.exec(html)?.[1] ?? 'html'] =
    /^(.+)\.(\w+)$/.exec(file) ?? [];
  const own = [...column.searchParams.keys()].find((name) => PARAMETER.test(name));
  const mentioned = /[?&"'](page(?:no|num|index)?|currentpage|curpage)["']?\s{0,3}[=:]/i.exec(html)?.[1];
  const parameters = [...new Set([own, mentioned, 'page'].flatMap((name) => name ?? []))];
  const queries = parameters.flatMap((name) =>
    ['{n-1}', '{n}'].map((mark) => withParameter(column, name, mark)),
  );
  if (column.search !== '' || /\.(?:jspx?|aspx?|php|do)$/i.test(column.pathname)) return queries;
  const folder = column.pathname.slice(0, column.pathname.length - file.length);
  const numbered = /^\d{1,3}$/.test(stem) ? [`${folder}{n}.${extension}`] : [];
  const named = ['{n-1}', '{n}'].map((mark) => `${folder}${stem}_${mark}.${extension}`);
  return [...numbered, ...named, ...queries];
}

function withParameter(column: URL, name: string, mark: string): string {
  const url = new URL(column);
  url.searchParams.set(name, 'nianbaopagenumber');
  return `${url.pathname}${url.search}`.replace('nianbaopagenumber', mark);
}
