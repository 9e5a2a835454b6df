/** Kinds of lists that portals have, and how a portal of one kind is opened from a seed. */
import { type Beyond, type Cut, columnEntries, type Entry, Paged, type Size } from './column.js';
import type { Draw } from './draw.js';
import { Look } from './pages.js';
import { type Answer, type Ask, html, type Serve } from './site.js';

export interface Kind {
  readonly id: string;
  readonly group: string;
  /** How it shows itself to who looks at the page. */
  readonly shows: string;
  /** Places that public crawlers name. */
  readonly places: string;
  /** Columns of the portal's file that a user must set by hand; by default nothing is. */
  readonly setting?: string;
  /** Is each article fetched, too? The kind is about how they are linked or made. */
  readonly hasArticles?: true;
  /** It shows a part, and only running its scripts could tell the rest: it must be told that it is not whole. */
  readonly isPart?: true;
  /** Ways in which such a list can be cut short. */
  readonly cuts: readonly Cut[];
  open(draw: Draw, size: Size): Portal;
}

/** A portal of a kind, before it is served. */
export interface Portal {
  /** The page that a user probes. */
  readonly column: string;
  readonly charset: string;
  /** The addresses of the reports that a harvest must take, as paths. */
  readonly reports: readonly string[];
  readonly serve: Serve;
  /** From now on, its list is cut short so; null: it is whole again. */
  cut(how: Cut | null): void;
}

/** Cuts of lists whose pages have addresses of their own. */
export const OF_PAGES: readonly Cut[] = ['404', '500', 'empty', 'again', 'nowhere'];
/** Cuts of lists whose pages are asked for by a script. */
export const OF_REQUESTS: readonly Cut[] = ['404', '500', 'empty', 'again'];
/** Cuts of lists that stand in one file. */
export const OF_ONE_FILE: readonly Cut[] = ['404', '500'];

/** What a column of numbered pages needs to know of its kind. */
export interface Pages {
  readonly column: string;
  /** Which page of the list an address asks for; null where it asks for something else. */
  pageOf(ask: Ask): number | null;
  /** Where an entry's article is. */
  article(entry: Entry): string;
  /** How the list links to it; by default with its path. */
  href?(entry: Entry): string;
  /** The control that leads to the other pages. */
  pager(number: number, paged: Paged): string;
  /** The list itself, where it is not the portal's usual one. */
  list?(entries: readonly Entry[], number: number, look: Look, paged: Paged): string;
  readonly head?: string;
  /** A script that belongs to the list whatever its pager is. */
  readonly script?: string;
  /** The whole page, where it is not the portal's usual one. */
  page?(list: string, pager: string, look: Look): string;
  /** Other addresses of the portal. */
  readonly also?: (ask: Ask, look: Look) => Answer | null;
  /** What an article answers, where it is not a page. */
  body?(entry: Entry, look: Look): Answer;
  readonly beyond?: Beyond;
}

/** The page sizes that portals have. */
export function pageSize(draw: Draw): number {
  return draw.pick(10, 15, 20);
}

/** Opens a column whose pages each have an address. */
export function openPages(
  draw: Draw,
  size: Size,
  given: Pages | ((entries: Paged) => Pages),
  more: { readonly perPage?: number; readonly entries?: readonly Entry[] } = {},
): Portal {
  const perPage = more.perPage ?? pageSize(draw);
  const look = new Look(draw);
  const beyond = draw.pick<Beyond>('404', '404', 'soft 404', 'last page', 'front page');
  const entries = more.entries ?? columnEntries(draw, size, perPage);
  const plain = new Paged(entries, perPage);
  const pages = typeof given === 'function' ? given(plain) : given;
  const paged = new Paged(entries, perPage, pages.beyond ?? beyond);
  const articles = new Map(entries.map((entry) => [pages.article(entry), entry]));
  const hrefOf = (entry: Entry): string =>
    look.isAbsolute ? `http://HOST${pages.article(entry)}` : (pages.href?.(entry) ?? pages.article(entry));
  const listPage = (shown: readonly Entry[], number: number): Answer => {
    const list = pages.list?.(shown, number, look, paged) ?? look.list(shown, hrefOf);
    const pager = paged.cut === 'nowhere' ? pagerToNowhere(paged) : pages.pager(number, paged);
    const control = `${pager}${pages.script ?? ''}`;
    return html(pages.page?.(list, control, look) ?? look.listPage(list, control, pages.head));
  };
  return {
    column: pages.column,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map((entry) => pages.article(entry)),
    serve(ask) {
      const also = pages.also?.(ask, look) ?? null;
      if (also !== null) return also;
      const number = pages.pageOf(ask);
      if (number !== null) return withHost(paged.answer(number, listPage), ask.host);
      const entry = articles.get(ask.path) ?? articles.get(`${ask.path}?${ask.query}`);
      if (entry === undefined) return ask.path === '/' ? front(look, pages.column) : null;
      return pages.body?.(entry, look) ?? html(look.article(entry));
    },
    cut(how) {
      paged.cut = how;
    },
  };
}

function withHost(answer: Answer, host: string): Answer {
  return typeof answer.body === 'string'
    ? { ...answer, body: answer.body.replaceAll('//HOST', `//${host}`) }
    : answer;
}

/** The front page leads to the column. */
export function front(look: Look, column: string): Answer {
  return html(
    look.page({ title: '首页', body: `<ul><li><a href="${column}">政府信息公开年报</a></li></ul>` }),
  );
}

/** A pager whose function is in no script: nobody can tell where it leads. */
function pagerToNowhere({ count }: Paged): string {
  const numbers = Array.from(
    { length: count },
    (_, at) => `<a href="javascript:gotoPg(${at + 1})">${at + 1}</a>`,
  );
  return `<div class="pages">共${count}页 ${numbers.join(' ')} <a href="javascript:gotoPg(2)">下一页</a></div>`;
}

/** The number in an address like `index_2.html`, where `pattern` has it in its first group and it counts from `first`. */
export function numbered(path: string, pattern: RegExp, first = 1): number | null {
  const found = pattern.exec(path)?.[1];
  return found === undefined ? null : Number(found) - first + 1;
}

/** The page of a column that is its `index.html`, and from the second page on `index_2.html`; null for another address. */
export function indexPage(path: string, column: string, ending = 'html'): number | null {
  if (path === column || path === `${column}index.${ending}`) return 1;
  const rest = path.startsWith(column) ? path.slice(column.length) : '';
  return numbered(rest, new RegExp(`^index_(\\d+)\\.${ending}$`));
}
