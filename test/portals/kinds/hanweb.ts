/** 大汉 Hanweb: jpage by GET and POST, jpaas by `unitbuild.js`; and TrueCMS, whose pager is the same script. */
import { type Cut, columnEntries, type Entry, Paged, type Size } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { front, type Kind, OF_REQUESTS, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { type Answer, type Ask, fragment, html, json, script, status } from '../site.js';

/** Fewer than a column has entries, or its second page would never be asked for. */
const SERVICE_MOST = 30;

/** What differs between portals whose column page has a script and a service. */
interface Scripted {
  readonly column: string;
  readonly charset: string;
  article(entry: Entry): string;
  page(): string;
  /** What the service answers; null for other addresses. */
  ask(ask: Ask, cut: Cut | null): Answer | null;
}

function openScripted(look: Look, entries: readonly Entry[], own: Scripted): Portal {
  const articles = new Map(entries.map((entry) => [own.article(entry), entry]));
  let cut: Cut | null = null;
  return {
    column: own.column,
    charset: own.charset,
    reports: entries.filter(({ isReport }) => isReport).map((entry) => own.article(entry)),
    serve(ask) {
      const answer = own.ask(ask, cut);
      if (answer !== null) return answer;
      if (ask.path === own.column) return html(own.page());
      const entry = articles.get(ask.path);
      if (entry !== undefined) return html(look.article(entry));
      return ask.path === '/' ? front(look, own.column) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

/** `/art/2024/1/25/art_1229709164_69685.html` */
function artOf(column: string): (entry: Entry) => string {
  return ({ day, place }) =>
    `/art/${day.split('-').map(Number).join('/')}/art_${column}_${69600 + place}.html`;
}

function jpage(draw: Draw, size: Size, method: 'GET' | 'POST'): Portal {
  const look = new Look(draw);
  const column = draw.digits(10);
  const unit = draw.digits(6);
  const perPage = draw.pick(15, 20);
  const entries = columnEntries(draw, size, perPage);
  const article = artOf(column);
  const proxy = draw.pick('/module/web/jpage/dataproxy.jsp', '/module/jpage/dataproxy.jsp');
  const isTable = draw.chance(0.5);
  const hasFirst = draw.chance(0.5);
  const obeys = method === 'GET' ? 'page' : draw.pick('startrecord', 'page');
  const row = (entry: Entry): string => {
    const link = `<a href="${article(entry)}" target="_blank" title="${escaped(entry.title)}">${escaped(look.titled(entry).shown)}</a>`;
    return isTable
      ? `<table width="100%"><tr><td>${link}</td><td class="bt_time">${entry.day}</td></tr></table>`
      : `<li>${link}<span>${entry.day}</span></li>`;
  };
  const records = (shown: readonly Entry[]): string =>
    `<recordset>\n${shown.map((entry) => `<record><![CDATA[${row(entry)}]]></record>`).join('\n')}\n</recordset>`;
  const group = (page: number): string =>
    `<nextgroup><![CDATA[<a href="${proxy}?page=${page}&appid=1&webid=3185&path=/&columnid=${column}&unitid=${unit}&webname=%E5%B9%B3%E6%B9%96&permissiontype=0"></a>]]></nextgroup>`;
  const list = (params: URLSearchParams, cut: Cut | null): Answer => {
    if (params.get('columnid') !== column)
      return { type: 'text/xml;charset=utf-8', body: '<datastore><totalrecord>0</totalrecord></datastore>' };
    const asked = Number(params.get('perpage') ?? perPage);
    const paged = new Paged(entries, Math.min(Math.max(1, asked), SERVICE_MOST), 'last page');
    paged.cut = cut;
    const start = Number(params.get('startrecord') ?? 1);
    const byStart = Math.floor((start - 1) / paged.perPage) + 1;
    const number = obeys === 'page' ? Number(params.get('page') ?? 1) : byStart;
    return paged.answer(number, (shown) => {
      const isBeyond = number > paged.count && cut === null;
      return {
        type: 'text/xml;charset=utf-8',
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<datastore>\n<totalrecord>${entries.length}</totalrecord>\n<totalpage>${paged.count}</totalpage>\n${number < paged.count ? group(number + 1) : ''}${records(isBeyond ? [] : shown)}\n</datastore>`,
      };
    });
  };
  return openScripted(look, entries, {
    column: `/col/col${column}/index.html`,
    charset: look.charset,
    article,
    page: () =>
      look.listPage(
        `<div id="${unit}" class="default_pgContainer"></div>${
          hasFirst
            ? `<script type="text/xml"><datastore>\n${group(1)}\n${records(entries.slice(0, perPage * 2))}</datastore></script>`
            : ''
        }`,
        draw.script(
          `$(${draw.text(`#${unit}`)}).jpage({`,
          `  themeName:${draw.text('default')}, proxyUrl:${draw.text(proxy)},${method === 'GET' ? ` ajaxType:${draw.text('get')},` : ''}`,
          `  perPage:${perPage}, groupSize:3, barPosition:${draw.text('bottom')}, showMode:${draw.text('full')}, totalRecord:${entries.length},`,
          '  openCookies:false,',
          `  ajaxParam:{col:1,appid:1,webid:3185,path:${draw.text('/')},columnid:${column},sourceContentType:1,unitid:${draw.text(unit)},webname:${draw.text('平湖')},permissiontype:0}`,
          '});',
        ),
      ),
    ask(ask, cut) {
      if (ask.path !== proxy) return null;
      if (ask.method !== method) return status(405);
      // what a form does not say may stand in the address
      const params = new URLSearchParams([...ask.query, ...(method === 'POST' ? ask.form : [])]);
      return list(params, cut);
    },
  });
}

function jpaas(draw: Draw, size: Size): Portal {
  const look = new Look(draw);
  const perPage = draw.pick(15, 20);
  const entries = columnEntries(draw, size, perPage);
  const page = draw.hex(32);
  const column = draw.pick('/zfxxgk/zfxxgknb/index.html', '/col/col17923/index.html');
  const path = '/api-gateway/jpaas-publish-server/front/page/build/unit';
  const ids = {
    webId: draw.hex(32),
    tplSetId: draw.hex(32),
    pageId: page,
    tagId: draw.pick('右侧内容', '分页列表', '信息列表'),
  };
  const query = `{'parseType':'bulidstatic','webId':'${ids.webId}','tplSetId':'${ids.tplSetId}','pageType':'column','tagId':'${ids.tagId}','editType':'null','pageId':'${ids.pageId}'}`;
  const article = (entry: Entry): string =>
    `${column.replace('index.html', '')}art/${entry.day.slice(0, 4)}/art_${page.slice(0, 24)}${10000000 + entry.place}.html`;
  const build = (params: URLSearchParams, cut: Cut | null): Answer => {
    if (Object.entries(ids).some(([key, value]) => params.get(key) !== value))
      return json({ code: '500', success: false, data: null });
    let number = 1;
    let asked = perPage;
    try {
      const read: unknown = JSON.parse(params.get('paramJson') ?? '{}');
      if (typeof read === 'object' && read !== null) {
        if ('pageNo' in read) number = Number(read.pageNo);
        if ('pageSize' in read) asked = Number(read.pageSize);
      }
    } catch {
      return json({ code: '500', success: false, data: null });
    }
    const paged = new Paged(entries, Math.min(Math.max(1, asked), SERVICE_MOST), 'last page');
    paged.cut = cut;
    return paged.answer(number, (shown, at) =>
      json({
        code: '200',
        success: true,
        data: {
          html: `<ul>${shown.map((entry) => `<li class="date"><a href="${article(entry)}" title="${escaped(entry.title)}" target="_blank">${escaped(look.titled(entry).shown)}</a><span>${entry.day}</span></li>`).join('')}</ul><div class="pagination" id="pagination"><span>第${at}页/共${paged.count}页</span><span>共${entries.length}条</span></div>`,
        },
      }),
    );
  };
  return openScripted(look, entries, {
    column,
    charset: look.charset,
    article,
    page: () =>
      look.listPage(
        `<div class="unit"><script type="text/javascript" src="/script/unitbuild.js" url="${path}" ${draw.pick('queryData', 'querydata')}="${query}"></script></div>`,
        '',
      ),
    ask: (ask, cut) => (ask.path === path ? build(ask.query, cut) : null),
  });
}

/** @param rest what the server says of records that do not stand in the page */
function truecms(draw: Draw, size: Size, rest: 'served' | 'none'): Portal {
  const look = new Look(draw);
  const columnId = draw.uuid();
  const name = draw.pick('zfxxgknb', 'xxgknb');
  const column = `/lygcsglj/${name}/${name}.html`;
  const perPage = draw.pick(15, 20);
  const entries = columnEntries(draw, size, perPage);
  const first = rest === 'none' ? entries : entries.slice(0, 30);
  const article = (entry: Entry): string =>
    `/lygcsglj/${name}/content/${columnId.slice(0, 24)}${100000000000 + entry.place}.html`;
  const path = '/TrueCMS/messageController/getMessage.do';
  const call = draw.pick('name2', 'openMsg');
  const row = (entry: Entry): string =>
    `<li><a href="javascript:void(0)" onclick="${call}('${article(entry)}')" title="${escaped(entry.title)}">${escaped(look.titled(entry).shown)}</a><span>[${entry.day}]</span></li>`;
  const serve = (ask: Ask, cut: Cut | null): Answer => {
    if (rest === 'none' || ask.referer === '' || ask.query.get('columnId') !== columnId) return status(404);
    const asked = Number(ask.query.get('perpage') ?? perPage);
    const paged = new Paged(entries, Math.min(Math.max(1, asked), 20), 'last page');
    paged.cut = cut;
    const number = Math.floor((Number(ask.query.get('startrecord') ?? 1) - 1) / paged.perPage) + 1;
    return paged.answer(number, (shown) => {
      const isBeyond = number > paged.count && cut === null;
      const records = (isBeyond ? [] : shown)
        .map((entry) => `<record><![CDATA[${row(entry)}]]></record>`)
        .join('');
      const result = `<datastore><totalrecord>${entries.length}</totalrecord><totalpage>${paged.count}</totalpage><recordset>${records}</recordset></datastore>`;
      const value = JSON.stringify({ result, status: 'success' });
      const callback = ask.query.get('callback');
      return callback === null ? fragment(value) : script(`${callback}(${value})`);
    });
  };
  return openScripted(look, entries, {
    column,
    charset: look.charset,
    article,
    page: () =>
      look.listPage(
        `<div id="initData" style="display:none"><ul>\n${first.map(row).join('\n')}\n</ul></div><div id="content" class="xxgk-list-con"></div>`,
        draw.script(
          `function ${call}(url){ window.open(url); }`,
          `$(${draw.text('#content')}).jpage({ dataStore: document.getElementById(${draw.text('initData')}).innerHTML,`,
          `  totalRecord:${entries.length}, proxyUrl:${draw.text(path)}, perPage:${perPage}, groupSize:${rest === 'none' ? Math.ceil(entries.length / perPage) : Math.ceil(30 / perPage)},`,
          `  barPosition:${draw.text('bottom')}, ajaxParam:{ columnId:${draw.text(columnId)} } });`,
        ),
      ),
    ask: (ask, cut) => (ask.path === path ? serve(ask, cut) : null),
  });
}

export const HANWEB: readonly Kind[] = [
  {
    id: 'jpage-get',
    group: '大汉 Hanweb and TrueCMS',
    shows: 'jpage by GET, `<nextgroup>`; the server obeys `page`',
    places: '济南',
    cuts: OF_REQUESTS,
    open: (draw, size) => jpage(draw, size, 'GET'),
  },
  {
    id: 'jpage-post',
    group: '大汉 Hanweb and TrueCMS',
    shows: 'jpage by POST, records as table or `li`; the server obeys `startrecord` or `page`',
    places: '永康, 武义',
    cuts: OF_REQUESTS,
    open: (draw, size) => jpage(draw, size, 'POST'),
  },
  {
    id: 'jpaas',
    group: '大汉 Hanweb and TrueCMS',
    shows:
      "`unitbuild.js` with `queryData=\"{'parseType':'bulidstatic',…}\"` in single quotes, pages by `paramJson`",
    places: '住建部, 工信部, 市场监管, 温州, 烟台',
    cuts: OF_REQUESTS,
    open: jpaas,
  },
  {
    id: 'truecms-onclick',
    group: '大汉 Hanweb and TrueCMS',
    shows:
      'TrueCMS: `onclick="name2(\'/…\')"`, the first records in `#initData`, the others from `getMessage.do`, which wants a Referer',
    places: '连云港',
    cuts: OF_REQUESTS,
    open: (draw, size) => truecms(draw, size, 'served'),
  },
  {
    id: 'truecms-init-data',
    group: '大汉 Hanweb and TrueCMS',
    shows: 'the same, all records in `#initData`; `getMessage.do` is switched off and answers 404',
    places: '连云港',
    cuts: [],
    open: (draw, size) => truecms(draw, size, 'none'),
  },
];
