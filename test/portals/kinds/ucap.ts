/** 开普 UCAP: pages `list_2.shtml`, articles named by 32 hexadecimal digits, and the JSON of its search. */

import type { Size } from '../column.js';
import { columnEntries, type Entry, Paged } from '../column.js';
import type { Draw } from '../draw.js';
import { front, type Kind, numbered, OF_PAGES, OF_REQUESTS, openPages, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { html, json } from '../site.js';

function hexOf(seed: string, { place }: Entry): string {
  let hex = '';
  let state = place * 2654435761 + seed.length * 97 + 17;
  while (hex.length < 32) {
    state = (Math.imul(state ^ (state >>> 13), 1274126177) + 0x9e3779b9) >>> 0;
    hex += state.toString(16).padStart(8, '0');
  }
  return hex.slice(0, 32);
}

function monthOf({ day }: Entry): string {
  return day.slice(0, 4) + day.slice(5, 7);
}

/** A column in pages `<name>_2.<ext>`, counted from 1 by `createPageHTML`. */
function pagesKind(
  draw: Draw,
  size: Size,
  options: { element: string; name: string; ext: string; folder: string },
): Portal {
  const { element, name, ext, folder } = options;
  const pattern = new RegExp(`^${folder}/${name}_(\\d+)\\.${ext}$`);
  return openPages(draw, size, {
    column: `${folder}/${name}.${ext}`,
    pageOf: ({ path }) =>
      path === `${folder}/${name}.${ext}` || path === `${folder}/` ? 1 : numbered(path, pattern),
    article: (entry) => `${folder}/${monthOf(entry)}/${hexOf(name, entry)}.${ext}`,
    pager: (number, { count, entries }) =>
      `<div id="${element}"></div>${draw.script(`${draw.call('createPageHTML', element, count, number, name, ext, entries.length)};`)}`,
  });
}

/** A column whose records come as JSON; nothing of them stands in the page. */
function searchKind(draw: Draw, size: Size, prefix: string): Portal {
  const channel = draw.hex(32);
  const column = '/zjhpublic/c101853/zfxxgk_list.shtml';
  const look = new Look(draw);
  const limit = draw.pick(20, 50);
  const stated = draw.pick(10, 15, 18);
  const entries = columnEntries(draw, size, stated);
  const paged = new Paged(entries, stated, 'last page');
  const article = (entry: Entry): string =>
    `/zjhpublic/c101853/${monthOf(entry)}/${hexOf(prefix, entry)}.shtml`;
  const isMeta = draw.chance(0.6);
  const isProtocolRelative = draw.chance(0.4);
  const articles = new Map(entries.map((entry) => [article(entry), entry]));
  const list = (): string =>
    look.listPage(
      `<ul id="list" class="${look.name(2)}"></ul>`,
      draw.script(
        isMeta
          ? `var channelId = $("meta[name='channelid']").attr("content");`
          : `var channelId="${channel}";`,
        `function query(page){ $.ajax({url: "${prefix}/" + channelId + "?_isAgg=true&_isJson=true&_pageSize=${stated}&_template=index&_rangeTimeGte=&_channelName=&page=" + page, type: "get", dataType: "json", success: function(res){ show(res.data.results); $("#pages").paging(res.data.total); }}); }`,
        'query(1);',
      ),
      isMeta
        ? `\n${draw.open('meta', [
            ['name', 'channelid'],
            ['content', channel],
          ])}`
        : '',
    );
  const found = (asked: number, number: number) => {
    const perPage = Math.min(Math.max(1, asked), limit);
    const pages = new Paged(entries, perPage, 'last page');
    pages.cut = paged.cut;
    return pages.answer(number, (shown, page) => {
      const isBeyond = number > pages.count && pages.cut === null;
      const results = (isBeyond ? [] : shown).map((entry) => ({
        title: entry.title,
        url: `${isProtocolRelative ? '//HOST' : ''}${article(entry)}`,
        publishedTime: Date.parse(`${entry.day}T06:00:00Z`),
        publishedTimeStr: `${entry.day} 14:00:00`,
        channelName: '政府信息公开年报',
        content: '',
      }));
      return json({ data: { page, rows: perPage, channelId: channel, total: entries.length, results } });
    });
  };
  return {
    column,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map(article),
    serve({ path, query, host }) {
      if (path === column) return html(list());
      if (path === `${prefix}/${channel}`) {
        if (query.get('_isJson') !== 'true') return html('<ul></ul>');
        const answer = found(Number(query.get('_pageSize') ?? stated), Number(query.get('page') ?? 1));
        return typeof answer.body === 'string'
          ? { ...answer, body: answer.body.replaceAll('//HOST', `//${host}`) }
          : answer;
      }
      const entry = articles.get(path);
      if (entry !== undefined) return html(look.article(entry));
      return path === '/' ? front(look, column) : null;
    },
    cut(how) {
      paged.cut = how;
    },
  };
}

export const UCAP: readonly Kind[] = [
  {
    id: 'ucap-page-div',
    group: '开普 UCAP',
    shows: "`createPageHTML('page_div', 8, 1, 'list', 'shtml', 118)`, which counts from 1",
    places: '镇江, 宿迁, 海南, 证监会, 苏州',
    cuts: OF_PAGES,
    open: (draw, size) => {
      const name = draw.pick('list', 'xlist', 'zfxxgk_list', 'common_list');
      return pagesKind(draw, size, {
        element: 'page_div',
        name,
        ext: 'shtml',
        folder: '/zhenjiang/zfxxgknb',
      });
    },
  },
  {
    id: 'ucap-paging',
    group: '开普 UCAP',
    shows: "`createPageHTML('paging', 25, 1, 'index', 'html', 500)`",
    places: '湖南, 邵阳',
    cuts: OF_PAGES,
    open: (draw, size) =>
      pagesKind(draw, size, { element: 'paging', name: 'index', ext: 'html', folder: '/shaoyang/xxgknb' }),
  },
  ...[
    ['ucap-common-search', '/common/search', '黑龙江, 克拉玛依'],
    ['ucap-search', '/search', '卫健委'],
    ['ucap-search-list', '/searchList', '证监会'],
  ].map(
    ([id = '', prefix = '', places = '']): Kind => ({
      id,
      group: '开普 UCAP',
      shows: `\`<meta name="channelid">\` or \`channelId="…"\`, and records as JSON from \`${prefix}/<channelId>?_isAgg=true&_isJson=true&page=2\``,
      places,
      cuts: OF_REQUESTS,
      open: (draw, size) => searchKind(draw, size, prefix),
    }),
  ),
];
