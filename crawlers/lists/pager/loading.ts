/**
 * Signs that a page's scripts bring more of its list than the page holds: they ask for its pages one by one, write into
 * the list what came, load when somebody scrolls, or fill in a template. Where the pages do not say how long the list is,
 * such a list is not known to be whole.
 */
import type { CheerioAPI } from 'cheerio';
import type { ListDocument } from '../list-document.js';
import { balanced } from '../page-scripts.js';
import { linkAddress } from '../report-links.js';
import { pageRequests, type RequestTemplate, requests } from './requests.js';
import { type ShortTexts, shortText } from './short-text.js';

export interface Loading {
  /** What asks for a page of the list; null where only running the scripts could tell. */
  readonly template: RequestTemplate | null;
  /** The sign, for a problem's line. */
  readonly says: string;
}

/** The first sign on a page that its list is loaded; `isEntry` tells the addresses of the list's entries. */
export function loadingOn(document: ListDocument, isEntry: (url: string) => boolean): Loading | null {
  const { $, scripts } = document;
  const paged = pageRequests(scripts);
  const exact = paged.filter(({ template }) => template !== null);
  const [only, other] = exact;
  if (paged.length > 0) {
    const isOne = only !== undefined && other === undefined && paged.length === 1;
    return { template: isOne ? only.template : null, says: `its script asks for pages: ${paged[0]?.says}` };
  }
  const says =
    written(document, isEntry) ?? scrolling(scripts) ?? templateOn($) ?? markedOn($, scripts.length > 0);
  return says === null ? null : { template: null, says };
}

const WRITES =
  /(?:\$\(\s{0,3}["']([#.][\w-]{1,60})["']\s{0,3}\)\s{0,3}\.(?:append|html|prepend|after|load|replaceWith)\s{0,3}\(\s{0,3}[^)\s]|(?:getElementById\(\s{0,3}["']([\w-]{1,60})["']\s{0,3}\)|querySelector\(\s{0,3}["']([#.][\w-]{1,60})["']\s{0,3}\))\.(?:innerHTML\s{0,3}\+?=|insertAdjacentHTML|appendChild|append))/g;
const NAMED_NODE =
  /([A-Za-z_$][\w$]{0,40})\s{0,3}=\s{0,3}(?:\$\(\s{0,3}["']([#.][\w-]{1,60})["']|document\.(?:getElementById\(\s{0,3}["']([\w-]{1,60})["']|querySelector\(\s{0,3}["']([#.][\w-]{1,60})["']))/g;
/** Places of one script that are looked at. */
const MOST_PLACES = 60;

/** A script that requests something and writes what came into the list. */
function written({ $, scripts, base }: ListDocument, isEntry: (url: string) => boolean): string | null {
  for (const script of scripts) {
    if (!requests(script)) continue;
    const direct = [...script.matchAll(WRITES)].map(([, own, id, other]) => own ?? other ?? `#${id}`);
    const byName = [...script.matchAll(NAMED_NODE)].flatMap(([, name = '', own, id, other]) => {
      const writes = new RegExp(
        `(?<![\\w$])${name.replace(/\$/g, '\\$&')}\\.(?:append|html\\(\\s{0,3}[^)\\s]|innerHTML\\s{0,3}\\+?=|insertAdjacentHTML|prepend)`,
      );
      return writes.test(script) ? [own ?? other ?? `#${id}`] : [];
    });
    for (const place of [...new Set([...direct, ...byName])].slice(0, MOST_PLACES)) {
      if (holdsEntries($, place, base, isEntry))
        return `its script writes into ${place}, where the list stands`;
    }
  }
  return null;
}

/** Does an element hold entries of the list, or stand beside those that do? */
function holdsEntries(
  $: CheerioAPI,
  place: string,
  base: string,
  isEntry: (url: string) => boolean,
): boolean {
  const element = $(place).first();
  if (element.length === 0) return false;
  const leads = (node: typeof element) =>
    node
      .find('a[href]')
      .toArray()
      .slice(0, 500)
      .some((one) => {
        const url = linkAddress(one.attribs.href ?? '', base);
        return url !== null && isEntry(url);
      });
  if (leads(element)) return true;
  const parent = element.parent();
  return element.find('a').length === 0 && parent.length > 0 && !parent.is('body, html') && leads(parent);
}

const SCROLLS =
  /(?:onscroll\s{0,3}=|\.(?:scroll|endlessScroll|infinitescroll|infiniteScroll|dropload|mescroll|pullup)\s{0,3}\(|(?:addEventListener|on|bind)\s{0,3}\(\s{0,3}["']scroll["']|new\s{1,3}(?:IntersectionObserver|MeScroll|IScroll|BScroll|InfiniteScroll|Mescroll)\s{0,3}\(|onReachBottom|loadDownFn)/gi;
const LOADS_BY_NATURE = /dropload|mescroll|infinite|endless|pullup|loadDownFn|onReachBottom/i;
/** Characters behind a handler's name that may be the handler. */
const MOST_HANDLER = 3000;
const FUNCTION =
  /(?:function\s{1,3}([A-Za-z_$][\w$]{0,60})\s{0,3}\(|([A-Za-z_$][\w$]{0,60})\s{0,3}[=:]\s{0,3}(?:async\s{1,3})?(?:function\s{0,3}\(|\([^()]{0,100}\)\s{0,3}=>))[^{}]{0,120}\{/g;
const MOST_FUNCTIONS = 100;

/** A handler of scrolling that requests something, itself or by a function that it calls. */
function scrolling(scripts: readonly string[]): string | null {
  for (const script of scripts) {
    const handlers = [...script.matchAll(SCROLLS)].slice(0, MOST_PLACES);
    if (handlers.length === 0) continue;
    const loaders = loadersIn(script);
    for (const match of handlers) {
      const [said] = match;
      if (LOADS_BY_NATURE.test(said)) return `it loads more when somebody scrolls: ${said.trim()}`;
      const code = handlerAt(script, match.index + said.length);
      const calls = loaders.some((name) =>
        new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$&')}(?![\\w$])`).test(code),
      );
      if (calls || requests(code)) return `it loads more when somebody scrolls: ${said.trim()}`;
    }
  }
  return null;
}

/** The code of a handler: what its brackets hold, else what follows. */
function handlerAt(script: string, at: number): string {
  const near = script.slice(at, at + MOST_HANDLER);
  const brace = near.indexOf('{');
  const body = brace < 0 || brace > 200 ? null : balanced(script, at + brace);
  return `${near.slice(0, 200)}\n${body ?? near.slice(0, 500)}`;
}

/** The functions of a script that request something, themselves or by one that does. */
function loadersIn(script: string): string[] {
  const functions = [...script.matchAll(FUNCTION)].slice(0, MOST_FUNCTIONS).map((match) => ({
    name: match[1] ?? match[2] ?? '',
    body: balanced(script, match.index + match[0].length - 1) ?? '',
  }));
  const loaders = new Set(functions.filter(({ body }) => requests(body)).map(({ name }) => name));
  for (const { name, body } of functions) {
    if ([...loaders].some((loader) => body.includes(`${loader}(`))) loaders.add(name);
  }
  return [...loaders].filter((name) => name.length > 1);
}

const REPEATED = '[v-for], [ng-repeat], [data-ng-repeat], [x-for], [v-infinite-scroll], [infinite-scroll]';
const ASIDE =
  'nav, header, footer, [class*=nav], [class*=menu], [class*=head], [class*=foot], [class*=banner], [class*=swiper]';
const FILLED = /\{\{|<%|\$\{|\{%|\[\[/;

/** A template of the page that a script makes rows of. */
function templateOn($: CheerioAPI): string | null {
  for (const element of $(REPEATED).toArray().slice(0, MOST_PLACES)) {
    const node = $(element);
    if (node.closest(ASIDE).length > 0) continue;
    const links = node.is('a') || node.find('a, router-link').length > 0 || FILLED.test(node.text());
    if (links) return 'it has a template of rows that a script fills in';
  }
  const isTemplate = $(
    'script[type*=template], script[type*=tmpl], script[type="text/html"], script[type*=handlebars], template',
  )
    .toArray()
    .slice(0, MOST_PLACES)
    .some((element) => {
      const text = $(element).text() + ($(element).is('template') ? ($(element).html() ?? '') : '');
      return /<a\s|href/i.test(text) && FILLED.test(text);
    });
  return isTemplate ? 'it has a template of rows that a script fills in' : null;
}

const MARK =
  /(?:^|[\s_-])(?:infinite(?:[-_]?(?:scroll|list|load\w*))?|mescroll|dropload|load-?more|pull-?up|scroll-?load|waterfall)(?:$|[\s_-])/i;
const LIBRARY =
  /dropload|mescroll|infinite-?scroll|better-?scroll|waterfall|pull-?load|scroll-?load|load-?more/i;
const SAYS = /(?:上拉|下拉|下滑|上滑|滑动|滚动|往下拉).{0,4}(?:加载|更多|刷新)/;

/** Marks that the libraries leave which load more, and their names. */
function markedOn($: CheerioAPI, isScripted: boolean): string | null {
  const sources = $('script[src]').toArray();
  const library = sources.map((element) => element.attribs.src ?? '').find((src) => LIBRARY.test(src));
  if (library !== undefined) return `it runs ${library.slice(-80)}, which loads more`;
  if (!isScripted && sources.length === 0) return null;
  for (const element of $('[class], [id]').toArray()) {
    const { class: name = '', id = '' } = element.attribs;
    if (/animat/i.test(name)) continue;
    if ((MARK.test(name) || MARK.test(id)) && $(element).closest(ASIDE).length === 0)
      return `it has an element for loading more: ${(name || id).slice(0, 60)}`;
  }
  const known: ShortTexts = new Map();
  const said = $('div, p, span, a, li')
    .toArray()
    .some((element) => SAYS.test(shortText(element, 30, known) ?? ''));
  return said ? 'it says that more is loaded when somebody scrolls' : null;
}
