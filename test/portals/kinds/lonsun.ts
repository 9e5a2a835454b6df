/** 龙讯 Lonsun: `/public/column/<organ>`, whose list a script asks for, or stands in the page. */
import { columnEntries, type Entry, Paged, type Size, yearEntries } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { front, type Kind, OF_PAGES, OF_REQUESTS, openPages, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { type Answer, fragment, html } from '../site.js';

/** Most entries that the server gives at once. */
const MOST = 30;

interface Ids {
  readonly site: string;
  readonly organ: string;
  readonly category: string;
}

function idsOf(draw: Draw): Ids {
  return { site: draw.digits(7), organ: draw.digits(7), category: draw.digits(7) };
}

function navList(entries: readonly Entry[], hrefOf: (entry: Entry) => string, look: Look): string {
  const rows = entries.map(
    (entry) =>
      `<ul class="clearfix"><li class="mc"><a href="${hrefOf(entry)}" title="${escaped(entry.title)}" target="_blank">${escaped(look.titled(entry).shown)}</a></li><li class="rq">${entry.day}</li></ul>`,
  );
  return rows.length === 0
    ? '<div class="nodata">暂无相关信息</div>'
    : `<div class="xxgk_navli">\n${rows.join('\n')}\n</div>`;
}

function pagination(draw: Draw, current: number, { count, entries, perPage }: Paged): string {
  return `<div id="page_public_info" class="pagination"></div>${draw.script(
    `Ls.pagination(${draw.text('#page_public_info')},{`,
    `  currPage:${current},pageCount:${count},pageSize:${perPage},total:${entries.length},`,
    '  jump:function(page){ loadPage(page); }',
    '});',
  )}`;
}

function scripted(draw: Draw, size: Size): Portal {
  const ids = idsOf(draw);
  const look = new Look(draw);
  const stated = draw.pick(15, 18, 20);
  const entries = columnEntries(draw, size, stated);
  const query = draw.pick(
    `type=4&action=list&catId=${ids.category}`,
    `type=4&action=list&nav=3&catId=${ids.category}`,
    `type=4&catId=${ids.category}&action=list`,
  );
  const path = `/public/column/${ids.organ}`;
  const article = (entry: Entry): string => `/public/${ids.organ}/${14330000 + entry.place}.html`;
  const articles = new Map(entries.map((entry) => [article(entry), entry]));
  const file = draw.pick(
    '/c3/hs/publicInfoList_newest',
    '/xxgk/publicInfoList_newest2022',
    '/ahxxgk/xxgk/publicInfoList_new_ah',
  );
  let cut: Paged['cut'] = null;
  const column = (): string =>
    look.listPage(
      '<div id="xxgk_list" class="xxgk_lb"><img src="/images/loading.gif" alt="正在加载"></div>',
      draw.script(
        `var siteId = ${draw.text(ids.site)}, organId = ${draw.text(ids.organ)};`,
        'function loadPage(index){',
        '  Ls.ajax({',
        `    url: ${draw.text('/site/label/8888')},`,
        '    data: {',
        `      IsAjax: 1, dataType: ${draw.text('html')}, _: Math.random(), labelName: ${draw.text('publicInfoList')},`,
        `      siteId: ${draw.text(ids.site)}, pageSize: ${stated}, pageIndex: index, action: ${draw.text('list')},`,
        `      isDate: true, dateFormat: ${draw.text('yyyy-MM-dd')}, length: 50, organId: ${draw.text(ids.organ)},`,
        `      type: 4, catId: ${draw.text(ids.category)}, cId: ${draw.text('')}, result: ${draw.text('暂无相关信息')},`,
        `      file: ${draw.text(file)}`,
        '    }',
        '  }).done(function(html){ $("#xxgk_list").html(html); });',
        '}',
        'loadPage(1);',
      ),
      `\n<meta name="SiteId" content="${ids.site}">`,
    );
  const list = (params: URLSearchParams): Answer => {
    const isAsked =
      params.get('labelName') === 'publicInfoList' &&
      params.get('siteId') === ids.site &&
      params.get('organId') === ids.organ &&
      params.get('catId') === ids.category;
    if (!isAsked) return fragment('<div class="nodata">暂无相关信息</div>');
    const asked = Number(params.get('pageSize') ?? stated);
    const paged = new Paged(entries, Math.min(Math.max(1, asked), MOST), 'last page');
    paged.cut = cut;
    return paged.answer(Number(params.get('pageIndex') ?? 1), (shown, number) =>
      fragment(`${navList(shown, article, look)}\n${pagination(draw, number, paged)}`),
    );
  };
  return {
    column: `${path}?${query}`,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map(article),
    serve(ask) {
      if (ask.path === '/site/label/8888') return list(ask.method === 'POST' ? ask.form : ask.query);
      if (ask.path === path) return html(column());
      const entry = articles.get(ask.path);
      if (entry !== undefined) return html(look.article(entry));
      return ask.path === '/' ? front(look, `${path}?${query}`) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

export const LONSUN: readonly Kind[] = [
  {
    id: 'lonsun-script',
    group: '龙讯 Lonsun',
    shows:
      '`/public/column/<organ>?type=4&action=list&catId=…`; `Ls.ajax` asks `/site/label/8888` for `publicInfoList`',
    places: '安徽省, 祁门, 芜湖, 淮南, 庐山, 门源, 黄梅',
    cuts: OF_REQUESTS,
    open: scripted,
  },
  {
    id: 'lonsun-server',
    group: '龙讯 Lonsun',
    shows:
      "`.xxgk_navli` in the page, `Ls.pagination('#p',{currPage:1,pageCount:4,…})`, further pages by `pageIndex=2`",
    places: '合肥',
    cuts: OF_PAGES,
    open(draw, size) {
      const { organ, category } = idsOf(draw);
      const path = `/public/column/${organ}`;
      const query = `type=4&action=list&catId=${category}`;
      const article = (entry: Entry): string => `/public/${organ}/${14330000 + entry.place}.html`;
      return openPages(draw, size, {
        column: `${path}?${query}`,
        pageOf: (ask) =>
          ask.path === path && ask.query.get('catId') === category
            ? Number(ask.query.get('pageIndex') ?? 1)
            : null,
        article,
        list: (entries, _, look) => navList(entries, article, look),
        pager: (number, paged) =>
          `${pagination(draw, number, paged)}${draw.script(
            'function loadPage(page){',
            `  location.href = ${draw.text(`${path}?${query}&pageIndex=`)} + page;`,
            '}',
          )}`,
      });
    },
  },
  {
    id: 'lonsun-years',
    group: '龙讯 Lonsun',
    shows: '`ul#timeFrame a`, whose text is only 「2024年」: each leads to the report of one year',
    places: '平昌',
    hasArticles: true,
    cuts: [],
    open(draw, size) {
      const { organ, category } = idsOf(draw);
      const path = `/public/column/${organ}`;
      const article = (entry: Entry): string => `/public/${organ}/${13920000 + entry.place}.html`;
      return openPages(
        draw,
        size,
        {
          column: `${path}?type=4&action=list&catId=${category}`,
          pageOf: (ask) => (ask.path === path ? 1 : null),
          article,
          list: (entries) =>
            `<ul id="timeFrame" class="clearfix">${entries
              .map(
                (entry) =>
                  `<li>${draw.tag(
                    'a',
                    [
                      ['href', article(entry)],
                      ['target', '_blank'],
                    ],
                    `${entry.year}年`,
                  )}</li>`,
              )
              .join('\n')}</ul>`,
          pager: () => '',
        },
        { perPage: 100, entries: yearEntries(draw) },
      );
    },
  },
];
