/** Epoint: lists by POST of JSON, flat or wrapped, and the shell of 许昌 whose frame's address stands in the query. */
import { type Cut, columnEntries, type Entry, Paged, type Size } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { front, type Kind, numbered, OF_PAGES, OF_REQUESTS, openPages, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { type Ask, html, json, script, status } from '../site.js';

const GROUP = 'Epoint';

interface Asked {
  readonly categorynum: string;
  readonly siteGuid: string;
  readonly pageIndex: number;
  readonly pageSize: number;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** What a request asks for; null where it is not of the shape that the server reads. */
function askedOf({ body, type, method }: Ask, isWrapped: boolean): Asked | null {
  if (method !== 'POST' || type !== 'application/json') return null;
  let parsed: Record<string, unknown> | null;
  try {
    parsed = record(JSON.parse(body));
  } catch {
    return null;
  }
  const params = isWrapped ? record(parsed?.params) : parsed;
  if (params === null || params === undefined) return null;
  const { categorynum, siteGuid, pageIndex, pageSize } = params;
  return {
    categorynum: String(categorynum),
    siteGuid: String(siteGuid),
    pageIndex: Number(pageIndex),
    pageSize: Number(pageSize),
  };
}

function service(draw: Draw, size: Size, isWrapped: boolean): Portal {
  const look = new Look(draw);
  const project = isWrapped ? '/EWB_YK_Mid' : '/EWB-FRONT';
  const guid = draw.uuid();
  const category = draw.pick('003006', '001001003', '002001008');
  const stated = draw.pick(15, 20);
  const most = draw.pick(20, 50);
  const first = isWrapped ? 0 : draw.pick(0, 1);
  const entries = columnEntries(draw, size, stated);
  const path = isWrapped ? '/dynamic/zw/openlist.html' : '/dynamic/zwgk/govInfoPub.html';
  const column = `${path}?categorynum=${category}`;
  const article = (entry: Entry): string =>
    `/govxxgk/${category}/${entry.day.replaceAll('-', '')}/${guid.slice(0, 24)}${100000000000 + entry.place}.html`;
  const articles = new Map(entries.map((entry) => [article(entry), entry]));
  let cut: Cut | null = null;
  const page = (): string =>
    look.listPage(
      '<div class="ewb-info-list"><ul id="infolist"></ul><div id="page" class="pager"></div></div>',
      draw.script(
        `var categorynum = Util.getUrlParams(${draw.text('categorynum')}), deptcode = Util.getUrlParams(${draw.text('deptcode')});`,
        'function getList(pageIndex){',
        isWrapped
          ? `  var data = JSON.stringify({token: ${draw.text('')}, params: {deptcode: deptcode, categorynum: categorynum, pageIndex: pageIndex, pageSize: ${stated}, siteGuid: siteInfo.siteGuid}});`
          : `  var data = JSON.stringify({deptcode: deptcode, categorynum: categorynum, pageIndex: pageIndex, pageSize: ${stated}, siteGuid: siteInfo.siteGuid});`,
        `  $.ajax({ url: siteInfo.projectName + ${draw.text('/rest/lightfrontaction/getgovinfolist')}, type: ${draw.text('post')}, contentType: ${draw.text('application/json;charset=utf-8')}, data: data, success: function(msg){ render(msg.custom); } });`,
        '}',
        `getList(${first});`,
      ),
      '\n<script src="/js/webBuilderCommon.js"></script>',
    );
  const answer = (ask: Ask) => {
    const asked = askedOf(ask, isWrapped);
    if (asked === null) return status(ask.method === 'POST' ? 500 : 405);
    if (asked.siteGuid !== guid || asked.categorynum !== category)
      return json({ custom: { data: [], total: 0 }, status: { code: 1, text: '' } });
    const paged = new Paged(entries, Math.min(Math.max(1, asked.pageSize), most), 'last page');
    paged.cut = cut;
    const number = Math.max(1, asked.pageIndex - first + 1);
    return paged.answer(number, (shown) => {
      const isBeyond = number > paged.count && cut === null;
      const data = (isBeyond ? [] : shown).map((entry) => ({
        infodate: entry.day,
        infourl: article(entry),
        realtitle: entry.title,
        title: look.titled(entry).shown,
        infoid: `${guid}-${entry.place}`,
      }));
      const custom = { data, total: entries.length, code: '1' };
      return json(isWrapped ? { custom, status: { code: 200 } } : { custom });
    });
  };
  return {
    column,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map(article),
    serve(ask) {
      if (ask.path === '/js/webBuilderCommon.js')
        return script(
          `var siteInfo = {"siteGuid":"${guid}","projectName":"${project}","siteName":"平湖市"};\nvar Util = {};`,
        );
      if (ask.path === `${project}/rest/lightfrontaction/getgovinfolist`) return answer(ask);
      if (ask.path === path) return html(page());
      const entry = articles.get(ask.path);
      if (entry !== undefined) return html(look.article(entry));
      return ask.path === '/' ? front(look, column) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

export const EPOINT: readonly Kind[] = [
  {
    id: 'epoint-flat',
    group: GROUP,
    shows: 'POST of JSON to `getgovinfolist`',
    places: '徐州',
    cuts: OF_REQUESTS,
    open: (draw, size) => service(draw, size, false),
  },
  {
    id: 'epoint-token',
    group: GROUP,
    shows: 'the same, wrapped in `{"token":"","params":{…}}`',
    places: '营口',
    cuts: OF_REQUESTS,
    open: (draw, size) => service(draw, size, true),
  },
  {
    id: 'epoint-shell',
    group: GROUP,
    shows:
      '`openSubPage.html?specialurl=/govxxgk/…/govlist.html&righttitle=…`: a script gives the frame its address; pages `2.html`, `ul.wb-data-item`',
    places: '许昌, 魏都, 长葛, 鄢陵',
    cuts: OF_PAGES,
    open(draw, size) {
      const organ = `/govxxgk/11411${draw.digits(13)}`;
      const folder = `${organ}/category/032/032002/032002004/`;
      const special = `${folder}govlist.html`;
      const shell = `${organ}/openSubPage.html`;
      return openPages(draw, size, {
        column: `${shell}?specialurl=${special}&righttitle=${encodeURIComponent('政府信息公开年报')}`,
        also: ({ path }, look) =>
          path === shell
            ? html(
                look.page({
                  title: '政府信息公开平台',
                  body: `<h2 id="righttitle"></h2><iframe id="rightframe" name="rightframe" width="100%" height="800" frameborder="0"></iframe>${draw.script(
                    `var specialurl = getQueryString(${draw.text('specialurl')});`,
                    `$(${draw.text('#righttitle')}).text(decodeURIComponent(getQueryString(${draw.text('righttitle')})));`,
                    `$(${draw.text('#rightframe')}).attr(${draw.text('src')}, specialurl);`,
                  )}`,
                }),
              )
            : null,
        pageOf: ({ path }) =>
          path === special ? 1 : path.startsWith(folder) ? numbered(path, /\/(\d{1,3})\.html$/) : null,
        article: (entry) => `${organ}/${entry.day.replaceAll('-', '')}/${800100 + entry.place}.html`,
        list: (entries, _, look) =>
          `<ul class="wb-data-item">${entries
            .map(
              (entry) =>
                `<li class="wb-data-list"><div class="wb-data-infor">${look.link(entry, `${organ}/${entry.day.replaceAll('-', '')}/${800100 + entry.place}.html`)}</div><span class="wb-data-date">${entry.day}</span></li>`,
            )
            .join('\n')}</ul>`,
        page: (shown, pager, look) =>
          `<html><head><meta charset="${look.charset}"><title>${escaped('信息列表')}</title></head><body>${shown}${pager}</body></html>`,
        pager(number, { count, entries }) {
          const link = (page: number, text: string): string =>
            draw.tag('a', [['href', page === 1 ? 'govlist.html' : `${page}.html`]], text);
          return `<div class="pager"><ul class="m-pagination-page">${number > 1 ? `<li>${link(number - 1, '上一页')}</li>` : ''}${number < count ? `<li>${link(number + 1, '下一页')}</li>` : ''}</ul><div class="m-pagination-info">共${entries.length}条</div></div>`;
        },
      });
    },
  },
];
