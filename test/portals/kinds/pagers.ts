/** Server-rendered lists whose pager is a script: what it counts, and how it goes to another page. */
import type { Entry, Paged } from '../column.js';
import type { Draw } from '../draw.js';
import { indexPage, type Kind, OF_PAGES, openPages, type Pages } from '../kind.js';
import type { Ask } from '../site.js';

const GROUP = 'pagers by script';
const COLUMN = '/zfxxgk/gknb/';

const article = (entry: Entry): string => `${COLUMN}content_${50210 + entry.place}.html`;

/** `index.html`, and from the second page on `index_2.html`. */
function staticPage({ path }: Ask): number | null {
  return indexPage(path, COLUMN);
}

const STATIC = { column: `${COLUMN}index.html`, article, pageOf: staticPage };

/** A function that goes to a page of static files. */
function goStatic(draw: Draw, name: string): string {
  const page = draw.pick('n', 'page', 'pageNo');
  return draw.pick(
    `function ${name}(${page}){ if(${page}==1){ window.location.href=${draw.text('index.html')}; }else{ window.location.href=${draw.text('index_')}+${page}+${draw.text('.html')}; } }`,
    `function ${name}(${page}) {\n  var url = ${page} > 1 ? ${draw.text('index_')} + ${page} + ${draw.text('.html')} : ${draw.text('index.html')};\n  location.href = url;\n}`,
  );
}

const QUERY = '/xxgk/list.jsp';

/** One page that takes its number from the query. */
const DYNAMIC = {
  column: `${QUERY}?columnid=1042`,
  article: (entry: Entry): string => `/xxgk/1042/${50210 + entry.place}.html`,
  pageOf: ({ path, query }: Ask): number | null => (path === QUERY ? Number(query.get('page') ?? 1) : null),
};

function goDynamic(draw: Draw, name: string): string {
  return draw.pick(
    `function ${name}(n){ location.href = ${draw.text(`${QUERY}?columnid=1042&page=`)} + n; }`,
    `function ${name}(p) {\n  var base = ${draw.text(`list.jsp?columnid=1042`)};\n  window.location = base + ${draw.text('&page=')} + p;\n}`,
  );
}

/** The numbers and words that such a pager shows. */
function numbers(
  draw: Draw,
  number: number,
  count: number,
  linkTo: (page: number, text: string) => string,
): string {
  const all = Array.from({ length: count }, (_, at) =>
    at + 1 === number ? `<span class="on">${number}</span>` : linkTo(at + 1, String(at + 1)),
  );
  const next = number < count ? linkTo(number + 1, '下一页') : '<span class="disabled">下一页</span>';
  const before = number > 1 ? linkTo(number - 1, '上一页') : '<span class="disabled">上一页</span>';
  return draw.chance(0.5) ? `${before} ${all.join(' ')} ${next}` : `${before} ${next}`;
}

interface Pager {
  readonly id: string;
  readonly shows: string;
  readonly places?: string;
  pages(draw: Draw): Pages;
}

const link = (draw: Draw, name: string) => (page: number, text: string) =>
  draw.tag('a', [['href', `javascript:${name}(${page})`]], text);

const click = (draw: Draw, name: string) => (page: number, text: string) =>
  draw.tag(
    'a',
    [
      ['href', draw.pick('javascript:void(0)', '#', 'javascript:;')],
      ['onclick', `${name}(${page})`],
    ],
    text,
  );

const PAGERS: readonly Pager[] = [
  {
    id: 'pager-attributes',
    shows: '`<div class="pagination" rows="15" count="52" pageNo="1">`; a script makes links of it',
    pages: (draw) => ({
      ...STATIC,
      pager: (number, { perPage, entries }) =>
        `${draw.tag(
          'div',
          [
            ['class', 'pagination'],
            ['rows', String(perPage)],
            ['count', String(entries.length)],
            ['pageNo', String(number)],
          ],
          '',
        )}${draw.script(goStatic(draw, 'toPage'), '$(".pagination").makePager(toPage);')}`,
    }),
  },
  {
    id: 'pager-laypage',
    shows: '`layui.laypage.render({count:52,limit:15,…})`, whose `jump` says the address',
    pages: (draw) => ({
      ...STATIC,
      pager: (number, { perPage, entries }) =>
        `<div id="pager"></div>${draw.script(
          `layui.use(${draw.text('laypage')}, function(){`,
          '  layui.laypage.render({',
          `    elem: ${draw.text('pager')}, count: ${entries.length}, limit: ${perPage}, curr: ${number},`,
          `    layout: [${draw.text('prev')}, ${draw.text('page')}, ${draw.text('next')}],`,
          '    jump: function(obj, first){',
          '      if(first) return;',
          `      location.href = obj.curr == 1 ? ${draw.text('index.html')} : ${draw.text('index_')} + obj.curr + ${draw.text('.html')};`,
          '    }',
          '  });',
          '});',
        )}`,
    }),
  },
  {
    id: 'pager-records-said',
    shows:
      '「共52条记录 每页15条」, `href="javascript:goPage(2)"`, and in the script `location.href = "…page=" + n`',
    pages: (draw) => ({
      ...DYNAMIC,
      pager: (number, { count, perPage, entries }) =>
        `<div class="page">共<b>${entries.length}</b>条记录 每页${perPage}条 ${numbers(draw, number, count, link(draw, 'goPage'))}</div>${draw.script(goDynamic(draw, 'goPage'))}`,
    }),
  },
  {
    id: 'pager-page-said',
    shows: '「第1/4页」, `<a onclick="toPage(2)">下一页`, and in the script `index_` + n',
    pages: (draw) => ({
      ...STATIC,
      pager: (number, { count }) =>
        `<div class="page">第${number}/${count}页 ${numbers(draw, number, count, click(draw, 'toPage'))}</div>${draw.script(goStatic(draw, 'toPage'))}`,
    }),
  },
  {
    id: 'pager-page-total',
    shows: '`var pageTotal = 4`, a select of pages, and in the script the address of each',
    pages: (draw) => ({
      ...STATIC,
      pager: (number, { count }) =>
        `<div class="page"><select onchange="jumpTo(this.value)"></select></div>${draw.script(
          `var pageTotal=${count};`,
          `var pageCurrent = ${number};`,
          goStatic(draw, 'jumpTo'),
          'for(var i=1;i<=pageTotal;i++){ $(".page select").append("<option value="+i+">第"+i+"页</option>"); }',
        )}`,
    }),
  },
  {
    id: 'pager-next-link',
    shows: '`<a href="index_2.html">下一页</a>` and nothing else',
    pages: (draw) => ({
      ...STATIC,
      pager: (number, { count }) => {
        const to = (page: number): string => (page === 1 ? 'index.html' : `index_${page}.html`);
        const next =
          number < count
            ? draw.tag('a', [['href', to(number + 1)]], draw.pick('下一页', '下页', '下一页&gt;'))
            : '下一页';
        return `<div class="page">${number > 1 ? draw.tag('a', [['href', to(number - 1)]], '上一页') : '上一页'} ${next}</div>`;
      },
    }),
  },
  {
    id: 'pager-nset-pages',
    shows: '`nsetpage(1,4,52)`: page, pages, records',
    places: '淮安',
    pages: () => ({
      ...STATIC,
      pager: (number, { count, entries }) =>
        `<div id="nlist_page"></div><script>nsetpage(${number},${count},${entries.length})</script>`,
    }),
  },
  {
    id: 'pager-nset-records',
    shows: '`nsetpage(1,52,15,…)`: page, records, records a page',
    places: '淮安',
    pages: () => ({
      ...STATIC,
      pager: (number, { perPage, entries }) =>
        `<div id="nlist_page"></div><script>nsetpage(${number}, ${entries.length}, ${perPage}, 'index', 'html');</script>`,
    }),
  },
];

const FORM = '/xxgk/zfxxgknb.do';

/** A pager that posts a form of the page's. */
function formPager(draw: Draw, name: string, number: number, { count, entries }: Paged): string {
  const field = draw.pick('pageNo', 'currentPage', 'pageIndex');
  return `<form id="pageForm" name="pageForm" method="post" action="${draw.pick(FORM, 'zfxxgknb.do')}">
<input type="hidden" name="columnId" value="8821"><input type="hidden" name="${field}" id="pno" value="${number}"></form>
<div class="page">共${entries.length}条 第${number}/${count}页 ${numbers(draw, number, count, draw.pick(link, click)(draw, name))}</div>
${draw.script(`function ${name}(n){ document.getElementById(${draw.text('pno')}).value = n; document.pageForm.submit(); }`)}`;
}

const formField = (form: URLSearchParams): string | null =>
  form.get('pageNo') ?? form.get('currentPage') ?? form.get('pageIndex');

export const PAGER_KINDS: readonly Kind[] = [
  ...PAGERS.map(
    ({ id, shows, places, pages }): Kind => ({
      id,
      group: GROUP,
      shows,
      places: places ?? 'many',
      cuts: OF_PAGES,
      open: (draw, size) => openPages(draw, size, pages(draw)),
    }),
  ),
  {
    id: 'pager-form-post',
    group: GROUP,
    shows:
      '`href="javascript:goPage(2)"` or `onclick="toPage(2)"`, whose function fills in a form of the page and posts it',
    places: 'many',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: `${FORM}?columnId=8821`,
        article: (entry) => `/xxgk/8821/${7700 + entry.place}.html`,
        // what is posted without the column's id is not this list
        pageOf: ({ path, method, form }) =>
          path !== FORM
            ? null
            : method === 'POST' && form.get('columnId') === '8821'
              ? Number(formField(form) ?? 1)
              : 1,
        pager: (number, paged) => formPager(draw, draw.pick('goPage', 'toPage', 'turnPage'), number, paged),
      }),
  },
  {
    id: 'pager-all-in-page',
    group: GROUP,
    shows: 'all entries stand in the page; a script shows 15 at a time and counts pages',
    places: 'many',
    cuts: [],
    open: (draw, size) =>
      openPages(
        draw,
        size,
        {
          ...STATIC,
          pager: (_, { entries }) =>
            `<div id="pager">共${entries.length}条记录 每页15条</div>${draw.script(
              `var items = $(${draw.text('.main li')}), rows = 15;`,
              'function show(n){ items.hide().slice((n-1)*rows, n*rows).show(); }',
              `layui.laypage.render({elem: ${draw.text('pager')}, count: items.length, limit: rows, jump: function(obj){ show(obj.curr); }});`,
            )}`,
        },
        { perPage: 60 },
      ),
  },
];
