/** Lists that a script asks a service of the portal's own for: 新华网, 淮安, 浦东. */
import { type Cut, columnEntries, type Entry, Paged, type Size } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { front, type Kind, OF_ONE_FILE, OF_REQUESTS, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { type Answer, type Ask, html, json, script, softMissing, status } from '../site.js';

/** A portal whose column page has no entry, and whose service has them all. */
interface Service {
  readonly column: string;
  article(entry: Entry): string;
  page(look: Look): string;
  /** What the service answers; null for other addresses. */
  ask(ask: Ask, entries: readonly Entry[], cut: Cut | null): Answer | null;
}

export function openService(draw: Draw, size: Size, perPage: number, service: Service): Portal {
  const look = new Look(draw);
  const entries = columnEntries(draw, size, perPage);
  const articles = new Map(entries.map((entry) => [service.article(entry), entry]));
  let cut: Cut | null = null;
  return {
    column: service.column,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map((entry) => service.article(entry)),
    serve(ask) {
      const answer = service.ask(ask, entries, cut);
      if (answer !== null) return answer;
      const { pathname } = new URL(service.column, 'http://site/');
      if (ask.path === pathname) return html(service.page(look));
      const entry = articles.get(ask.path);
      if (entry !== undefined) return html(look.article(entry));
      return ask.path === '/' ? front(look, service.column) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

/** The entries, in pages as large as the server gives. */
export function pagesOf(entries: readonly Entry[], asked: number, most: number, cut: Cut | null): Paged {
  const paged = new Paged(entries, Math.min(Math.max(1, asked), most), 'last page');
  paged.cut = cut;
  return paged;
}

/** @param answer `rows` is the shape of portals.md, `value` the one that crawlers of other 淮安 sites read */
function huaian(draw: Draw, size: Size, answer: 'rows' | 'value'): Portal {
  const topic = draw.digits(6);
  const stated = draw.pick(15, 20);
  const column = `/cmsweb/zwgk/sj/index.html?topic=${topic}`;
  const article = (entry: Entry): string =>
    `/col/${topic}/art/${entry.day.slice(0, 4)}${entry.day.slice(5, 7)}/${16051496510000 + entry.place}.html`;
  const sizeName = answer === 'rows' ? 'rows' : 'pagesize';
  return openService(draw, size, stated, {
    column,
    article,
    page: (look) =>
      look.listPage(
        '<ul id="tableList" class="list"></ul><div id="pageTool"></div>',
        draw.script(
          `var topic = ${draw.text(topic)};`,
          'function loadList(page){',
          `  $.post(${draw.text('/articleCommonController/lists.do')}, {topic: topic, page: page, ${sizeName}: ${stated}}, function(res){ render(res); }, ${draw.text('json')});`,
          '}',
          'loadList(1);',
        ),
      ),
    ask({ path, method, form }, entries, cut) {
      if (path !== '/articleCommonController/lists.do') return null;
      if (method !== 'POST') return status(405);
      if (form.get('topic') !== topic)
        return json(answer === 'rows' ? { total: 0, rows: [] } : { value: { total: 0, list: [] } });
      const paged = pagesOf(entries, Number(form.get(sizeName) ?? stated), 50, cut);
      const number = Number(form.get('page') ?? 1);
      return paged.answer(number, (shown) => {
        const own = number > paged.count && cut === null ? [] : shown;
        if (answer === 'rows')
          return json({
            total: entries.length,
            rows: own.map((entry) => ({
              id: entry.place,
              title: entry.title,
              url: article(entry),
              publishDate: `${entry.day} 10:00:00`,
            })),
          });
        const list = own.map((entry) => ({
          title: entry.title,
          path: article(entry),
          link: '',
          domain: '',
          releaseTime: `${entry.day} 10:00:00`,
        }));
        return json({ success: true, value: { total: entries.length, list } });
      });
    },
  });
}

function pudong(draw: Draw, size: Size): Portal {
  const channel = draw.digits(5);
  const column = `/zwgk/${channel}.gkml_ywl_zfxxgknb/index.html`;
  const article = (entry: Entry): string =>
    `/zwgk/${channel}/${entry.day.replaceAll('-', '/')}/${340100 + entry.place}.html`;
  const path = '/zwgk-search-front/api/data/search';
  return openService(draw, size, 20, {
    column,
    article,
    page: (look) =>
      look.listPage(
        '<ul id="searchList"></ul><div id="pagination"></div>',
        draw.script(
          `var channelId = ${draw.text(channel)};`,
          'function search(pageNo){',
          `  $.ajax({ url: ${draw.text(path)}, type: ${draw.text('POST')}, contentType: ${draw.text('application/json;charset=UTF-8')},`,
          '    data: JSON.stringify({channelList: [channelId], pageNo: pageNo, pageSize: 20}),',
          '    success: function(res){ render(res.data.list, res.data.total); } });',
          '}',
          'search(1);',
        ),
      ),
    ask(ask, entries, cut) {
      if (ask.path !== path) return null;
      if (ask.method !== 'POST' || ask.type !== 'application/json') return status(405);
      let number = 1;
      let asked = 20;
      let isOwn = false;
      try {
        const read: unknown = JSON.parse(ask.body);
        if (typeof read !== 'object' || read === null) return status(400);
        if ('pageNo' in read) number = Number(read.pageNo);
        if ('pageSize' in read) asked = Number(read.pageSize);
        isOwn = 'channelList' in read && JSON.stringify(read.channelList) === JSON.stringify([channel]);
      } catch {
        return softMissing();
      }
      if (!isOwn) return json({ code: 200, data: { total: 0, list: [] } });
      const paged = pagesOf(entries, asked, 50, cut);
      return paged.answer(number, (shown) =>
        json({
          code: 200,
          data: {
            total: entries.length,
            list: (number > paged.count && cut === null ? [] : shown).map((entry) => ({
              title: entry.title,
              url: article(entry),
              display_date: `${entry.day} 00:00:00`,
            })),
          },
        }),
      );
    },
  });
}

function xinhua(draw: Draw, size: Size): Portal {
  const id = draw.hex(32);
  const folder = '/zfxxgk/xxgknb/';
  const article = (entry: Entry): string =>
    `/${entry.day.replaceAll('-', '')}/${id.slice(0, 28)}${String(1000 + entry.place)}/c.html`;
  const isUp = draw.chance(0.5);
  return openService(draw, size, 20, {
    column: `${folder}index.html`,
    article,
    page: (look) =>
      look.listPage(
        draw.tag(
          'ul',
          [
            ['class', 'list'],
            ['data', `datasource:${id}`],
            ['id', 'showData0'],
          ],
          '',
        ),
        '<script src="/js/xhw-list.js"></script>',
      ),
    ask({ path }, entries, cut) {
      if (path === '/js/xhw-list.js')
        return script(
          '$("ul[data^=datasource]").each(function(){ $.getJSON("ds_"+$(this).attr("data").split(":")[1]+".json", render); });',
        );
      if (path !== `${folder}ds_${id}.json`) return null;
      if (cut !== null) return status(cut === '500' ? 500 : 404);
      return json({
        categoryName: '政府信息公开年报',
        categoryDesc: '',
        datasource: entries.map((entry) => {
          const href = isUp ? `../../${article(entry).slice(1)}` : article(entry);
          return {
            title: `<a href="${href}" target="_blank">${escaped(entry.title)}</a>`,
            showTitle: entry.title,
            publishUrl: href,
            publishTime: `${entry.day} 09:12:33`,
            summary: '',
          };
        }),
      });
    },
  });
}

export const REQUESTS: readonly Kind[] = [
  {
    id: 'xinhua-datasource',
    group: 'lists that a script asks for',
    shows: '`<ul data="datasource:<id>">`, all entries in one `ds_<id>.json`',
    places: '能源局',
    cuts: OF_ONE_FILE,
    open: xinhua,
  },
  {
    id: 'huaian-lists',
    group: 'lists that a script asks for',
    shows:
      'POST `/articleCommonController/lists.do` with `topic`, `page`, `rows`: `{total, rows:[{title,url,publishDate}]}`',
    places: '淮安',
    cuts: OF_REQUESTS,
    open: (draw, size) => huaian(draw, size, 'rows'),
  },
  {
    id: 'huaian-lists-value',
    group: 'lists that a script asks for',
    shows: 'the same with `pagesize`: `{value:{total, list:[{title,path,releaseTime}]}}`',
    places: '淮安',
    cuts: OF_REQUESTS,
    open: (draw, size) => huaian(draw, size, 'value'),
  },
  {
    id: 'pudong-search',
    group: 'lists that a script asks for',
    shows: 'POST of JSON `{channelList,pageNo,pageSize}` to `/zwgk-search-front/api/data/search`',
    places: '浦东',
    cuts: OF_REQUESTS,
    open: pudong,
  },
];
