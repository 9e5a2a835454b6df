/** TRS WCM and its kin: a folder, pages `index_1.html` from the second on, articles by month. */
import type { Entry } from '../column.js';
import type { Draw } from '../draw.js';
import { type Kind, numbered, OF_PAGES, openPages, type Pages } from '../kind.js';

const COLUMN = '/zfxxgk/xxgknb/';

function articleOf(entry: Entry): string {
  return `${COLUMN}${relative(entry)}`;
}

function relative({ day, place }: Entry): string {
  const digits = day.replaceAll('-', '');
  return `${digits.slice(0, 6)}/t${digits}_${2510 + place}.html`;
}

/** The folder itself, `index.html`, or `index_<n>.html` of which the second is number 1. */
function pageOf(path: string): number | null {
  if (path === COLUMN || path === `${COLUMN}index.html`) return 1;
  return numbered(path, /^\/zfxxgk\/xxgknb\/index_(\d+)\.html$/, 0);
}

/** What TRS leaves in the page where a template pages by hand. */
function countPageScript(draw: Draw, number: number, count: number): string {
  return draw.script(
    `var currentPage = ${number - 1};//所在页从0开始`,
    'var prevPage = currentPage-1//上一页',
    'var nextPage = currentPage+1//下一页',
    `var countPage = ${count}//共多少页`,
    '//document.write("共"+countPage+"页");',
    'var num = 17;',
    'for(var i=0+(currentPage-1-(currentPage-1)%num) ; i<=(num+(currentPage-1-(currentPage-1)%num))&&(i<countPage) ; i++){',
    '  if(countPage>1){',
    '    if(currentPage==i) document.write("<span>"+(i+1)+"</span>");',
    '    else if(i==0) document.write("<a href=\\"index"+"."+"html\\">"+(i+1)+"</a>");',
    '    else document.write("<a href=\\"index"+"_" + i + "."+"html\\">"+(i+1)+"</a>");',
    '  }',
    '}',
    'if(countPage>1&&currentPage!=(countPage-1))',
    '  document.write("<a href=\\"index"+"_" + nextPage + "."+"html\\">下一页</a>");',
  );
}

const LIST: Omit<Pages, 'pager'> = {
  column: COLUMN,
  pageOf: ({ path }) => pageOf(path),
  article: articleOf,
  href: (entry) => `./${relative(entry)}`,
};

export const TRS: readonly Kind[] = [
  {
    id: 'trs-count-page',
    group: 'TRS',
    shows: 'an inline script with `var currentPage = 0`, `var countPage = 4` writes the links',
    places: '鄂尔多斯',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...LIST,
        pager: (number, { count }) => countPageScript(draw, number, count),
      }),
  },
  {
    id: 'trs-create-page',
    group: 'TRS',
    shows: '`createPageHTML(4, 0, "index", "html")`, which counts from 0',
    places: 'many',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...LIST,
        pager: (number, { count }) =>
          draw.tag(
            'div',
            [['class', 'page']],
            draw.script(`${draw.call('createPageHTML', count, number - 1, 'index', 'html')};`),
          ),
      }),
  },
  {
    id: 'trs-record-count',
    group: 'TRS',
    shows: '`m_nRecordCount = "52"; m_nPageSize = 15; m_sPageName = "index"; m_sPageExt = "html"`',
    places: '湖北 省生态环境厅',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: COLUMN,
        pageOf: ({ path }) => pageOf(path),
        article: articleOf,
        href: (entry) => relative(entry),
        pager: (number, { entries, perPage }) =>
          draw.script(
            `var m_nRecordCount = "${entries.length}";`,
            `var m_nCurrPage = ${number - 1};`,
            `var m_nPageSize = ${perPage};`,
            `var m_sPageName = ${draw.text('index')};`,
            `var m_sPageExt = ${draw.text('html')};`,
            'PageNav.show(m_nRecordCount, m_nPageSize, m_nCurrPage);',
          ),
      }),
  },
];
