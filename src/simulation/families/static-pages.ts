/** The ways in which static lists number their pages, and say where they go on. */
import type { ColumnSide } from '../server/publications.js';

/**
 * - trs: `index.html`, then `index_1.html`; a script writes the pager
 * - index: `index.html`, then `index_2.html`
 * - list: `list.shtml`, then `list_2.shtml`
 * - query: a folder, then `?page=2`
 * - boda: `ndbg.htm`, then `ndbg/11.htm` of twelve, counting down to `ndbg/1.htm`; articles in `/info/1001/`
 */
export type PageStyle = 'trs' | 'index' | 'list' | 'query' | 'boda';

export interface NumberedPages {
  readonly columnPath: string;
  /** As the product's setting `pages` would say it. */
  readonly template: string;
  readonly countsDown: boolean;
  /** A script of TRS writes the pager. */
  readonly scripted: boolean;
  /** Where the column's articles stand. */
  readonly articleFolder: string;
  /** The number in an address, as pages are counted from 1, or down; null for an address of something else. */
  numberIn(pathname: string, query: URLSearchParams): number | null;
  /** The address of a page, from the second on, as page `from` of `count` links it. */
  hrefOf(number: number, from: number, count: number): string;
  articlePath(articleId: number, published: string, side: ColumnSide): string;
}

const FOLDER = '/xxgk/ndbg/';
const NEIGHBOUR_FOLDER = '/xxgk/tzgg/';

/** `t20240125_69691.html` in a folder for each month. */
function datedPath(articleId: number, published: string, side: ColumnSide): string {
  const day = published.replaceAll('-', '');
  return `${side === 'own' ? FOLDER : NEIGHBOUR_FOLDER}${day.slice(0, 6)}/t${day}_${articleId}.html`;
}

function numbered(columnFile: string, template: string, offset: number, scripted = false): NumberedPages {
  const [before = '', after = ''] = template.split(/\{n(?:-1)?\}/);
  return {
    columnPath: `${FOLDER}${columnFile}`,
    template,
    countsDown: false,
    scripted,
    articleFolder: FOLDER,
    numberIn: (pathname) => {
      const file = pathname.startsWith(`${FOLDER}${before}`) ? pathname.slice(FOLDER.length) : '';
      const digits = file.endsWith(after) ? file.slice(before.length, file.length - after.length) : '';
      return /^\d{1,6}$/.test(digits) ? Number(digits) - offset : null;
    },
    hrefOf: (number) => `${before}${number + offset}${after}`,
    articlePath: datedPath,
  };
}

const QUERY: NumberedPages = {
  columnPath: FOLDER,
  template: '?page={n}',
  countsDown: false,
  scripted: false,
  articleFolder: FOLDER,
  numberIn: (pathname, query) =>
    pathname === FOLDER && /^\d{1,6}$/.test(query.get('page') ?? '') ? Number(query.get('page')) : null,
  hrefOf: (number) => `?page=${number}`,
  articlePath: datedPath,
};

const BODA: NumberedPages = {
  columnPath: '/xxgk/ndbg.htm',
  template: 'ndbg/{down}.htm',
  countsDown: true,
  scripted: false,
  articleFolder: '/info/1001/',
  numberIn: (pathname) => {
    const digits = /^\/xxgk\/ndbg\/(\d{1,6})\.htm$/.exec(pathname)?.[1];
    return digits === undefined ? null : Number(digits);
  },
  hrefOf: (number, from, count) => `${from === 1 ? 'ndbg/' : ''}${count - number + 1}.htm`,
  articlePath: (articleId, _, side) => `/info/${side === 'own' ? 1001 : 1002}/${articleId}.htm`,
};

export const PAGE_STYLES: Readonly<Record<PageStyle, NumberedPages>> = {
  trs: numbered('index.html', 'index_{n-1}.html', -1, true),
  index: numbered('index.html', 'index_{n}.html', 0),
  list: numbered('list.shtml', 'list_{n}.shtml', 0),
  query: QUERY,
  boda: BODA,
};

const NUMBERS_AT_A_TIME = 10;

/** What page `number` of `count` says of the others. */
export function pagerMarkup(
  style: NumberedPages,
  kind: 'usual' | 'numbers' | 'silent',
  number: number,
  count: number,
): string {
  const href = (other: number): string =>
    other === 1 ? style.columnPath : style.hrefOf(other, number, count);
  if (kind === 'numbers') {
    const from = Math.max(1, number - 2);
    const shown = Array.from(
      { length: Math.min(NUMBERS_AT_A_TIME, count - from + 1) },
      (_, index) => from + index,
    );
    return shown
      .map((other) => (other === number ? `<span>${other}</span>` : `<a href="${href(other)}">${other}</a>`))
      .join(' ');
  }
  if (kind === 'silent') {
    // Where pages count down, a page without any number in it would leave nothing to count from.
    if (!style.countsDown || number === count) return '';
    return `<a href="${href(number + 1)}">»</a><a href="${href(count)}">终</a>`;
  }
  if (style.scripted) {
    return `<script type="text/javascript">function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ if(_nPageCount == null || _nPageCount<=1){ return; } }
createPageHTML(${count}, ${number - 1}, "index", "html");</script>`;
  }
  const before = number > 1 ? `<a href="${href(number - 1)}">上一页</a>` : '<span>上一页</span>';
  const next = number < count ? `<a href="${href(number + 1)}">下一页</a>` : '<span>下一页</span>';
  return `<a href="${style.columnPath}">首页</a>${before}${next}<a href="${href(count)}">尾页</a> 第${number}页/共${count}页`;
}
