/** Other lists of plain pages: 博达, .aspx, 河北, 郑州, 福建, links to PDF, and columns that lead on to their list. */
import type { Entry } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { type Kind, numbered, OF_PAGES, openPages, type Pages } from '../kind.js';
import { html } from '../site.js';

const GROUP = 'plain pages';

function pathDay({ day }: Entry): string {
  return `${day.slice(0, 4)}${day.slice(5, 7)}`;
}

const PDF = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** A TRS list in a folder of its own, behind a column page that leads on to it. */
function trsList(draw: Draw, folder: string): Pick<Pages, 'pageOf' | 'article' | 'href' | 'pager'> {
  const name = (entry: Entry): string =>
    `${pathDay(entry)}/t${entry.day.replaceAll('-', '')}_${9100 + entry.place}.html`;
  return {
    pageOf: ({ path }) => {
      if (path === folder || path === `${folder}index.html`) return 1;
      return path.startsWith(folder) ? numbered(path.slice(folder.length), /^index_(\d+)\.html$/, 0) : null;
    },
    article: (entry) => `${folder}${name(entry)}`,
    href: (entry) => `./${name(entry)}`,
    pager: (number, { count }) =>
      draw.script(`${draw.call('createPageHTML', count, number - 1, 'index', 'html')};`),
  };
}

export const STATIC_KINDS: readonly Kind[] = [
  {
    id: 'boda',
    group: GROUP,
    shows: '博达: `zfxxgknb.htm`, then `zfxxgknb/3.htm` counting down; articles `../info/1362/5.htm`',
    places: '甘南, 楚雄',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, ({ count }) => {
        const column = '/zwgk/zfxxgknb.htm';
        const info = draw.pick('1362', '1051');
        const to = (page: number): string =>
          page === 1 ? '../zfxxgknb.htm' : `zfxxgknb/${count - page + 1}.htm`;
        const link = (number: number, page: number, text: string): string =>
          draw.tag(
            'a',
            [
              ['href', number === 1 ? to(page) : to(page).replace(/^zfxxgknb\//, '')],
              ['class', 'Next'],
            ],
            text,
          );
        return {
          column,
          beyond: '404',
          pageOf: ({ path }) => {
            if (path === column) return 1;
            const down = numbered(path, /^\/zwgk\/zfxxgknb\/(\d+)\.htm$/);
            return down === null ? null : count - down + 1;
          },
          article: (entry) => `/info/${info}/${5000 - entry.place}.htm`,
          list: (entries, number, look) =>
            look.list(
              entries,
              (entry) => `${number === 1 ? '../' : '../../'}info/${info}/${5000 - entry.place}.htm`,
            ),
          pager: (number, { entries }) =>
            count === 1
              ? ''
              : `<div class="pb_sys_common pb_sys_normal"><span class="p_t">共${entries.length}条</span> <span class="p_t">${number}/${count}</span> ${
                  number < count
                    ? `${link(number, number + 1, '下页')} ${link(number, count, '尾页')}`
                    : '下页 尾页'
                }</div>`,
        };
      }),
  },
  {
    id: 'aspx',
    group: GROUP,
    shows: '`InfoPublic.aspx?cid=1019&page=1`',
    places: '云南人社',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: '/InfoPublic.aspx?cid=1019&page=1',
        pageOf: ({ path, query }) =>
          path === '/InfoPublic.aspx' && query.get('cid') === '1019' ? Number(query.get('page') ?? 1) : null,
        article: (entry) => `/NewsView.aspx?NewsID=${48000 + entry.place}&ClassID=1019`,
        pager(number, { count, entries }) {
          const link = (page: number, text: string): string =>
            draw.tag('a', [['href', `InfoPublic.aspx?cid=1019&page=${page}`]], text);
          return `<div class="paginator">共${entries.length}条 ${number > 1 ? link(number - 1, '上一页') : ''} ${number < count ? `${link(number + 1, '下一页')} ${link(count, '末页')}` : ''}</div>`;
        },
      }),
  },
  {
    id: 'hebei-uuid',
    group: GROUP,
    shows: '`/columns/<uuid>/index.html`, articles `/columns/<uuid>/202401/30/<uuid>.html`',
    places: '河北',
    cuts: OF_PAGES,
    open(draw, size) {
      const column = draw.uuid();
      const tail = draw.hex(24);
      return openPages(draw, size, {
        column: `/columns/${column}/index.html`,
        pageOf: ({ path }) =>
          path === `/columns/${column}/index.html`
            ? 1
            : path.startsWith(`/columns/${column}/`)
              ? numbered(path, /\/index_(\d+)\.html$/)
              : null,
        article: (entry) =>
          `/columns/${column}/${pathDay(entry)}/${entry.day.slice(8)}/${(0xa0000000 + entry.place).toString(16)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8, 12)}-${tail.slice(12)}.html`,
        pager(number, { count, entries }) {
          const link = (page: number, text: string): string =>
            draw.tag('a', [['href', page === 1 ? 'index.html' : `index_${page}.html`]], text);
          return `<div class="page">共 ${entries.length} 条 ${number > 1 ? link(number - 1, '上一页') : ''} ${number < count ? link(number + 1, '下一页') : ''}</div>`;
        },
      });
    },
  },
  {
    id: 'dir-query',
    group: GROUP,
    shows: '`/?a=dir&h=1&p=D0110X`, articles `/D0110X/123.jhtml`',
    places: '郑州',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: '/?a=dir&h=1&p=D0110X',
        pageOf: ({ path, query }) =>
          path === '/' && query.get('a') === 'dir' && query.get('p') === 'D0110X'
            ? Number(query.get('page') ?? 1)
            : null,
        article: (entry) => `/D0110X/${8123000 + entry.place}.jhtml`,
        pager(number, { count }) {
          const link = (page: number, text: string): string =>
            draw.tag('a', [['href', `/?a=dir&h=1&p=D0110X&page=${page}`]], text);
          return `<div class="page-list">${number > 1 ? link(number - 1, '上一页') : ''}${number < count ? `${link(number + 1, '下一页')}${link(count, '末页')}` : ''}</div>`;
        },
      }),
  },
  {
    id: 'fujian-cms-html',
    group: GROUP,
    shows:
      '`/cms/html/<site>/<column>/index.html`, articles `/cms/html/<site>/2024-01-24/<id>.html` beside the column',
    places: '福建: 漳州, 南平',
    cuts: OF_PAGES,
    open(draw, size) {
      const site = draw.pick('/cms/html/pcxrmzf', '/cms/html/zzszfhcxjsj');
      const first = Number(draw.digits(9));
      return openPages(draw, size, {
        column: `${site}/zfxxgknb/index.html`,
        pageOf: ({ path }) =>
          path === `${site}/zfxxgknb/index.html`
            ? 1
            : path.startsWith(`${site}/zfxxgknb/`)
              ? numbered(path, /\/index_(\d+)\.html$/)
              : null,
        article: (entry) => `${site}/${entry.day}/${first + entry.place}.html`,
        pager(number, { count }) {
          const link = (page: number, text: string): string =>
            draw.tag('a', [['href', page === 1 ? 'index.html' : `index_${page}.html`]], text);
          return `<div class="page">${number > 1 ? `${link(1, '首页')}${link(number - 1, '上一页')}` : ''} 第${number}页/共${count}页 ${number < count ? `${link(number + 1, '下一页')}${link(count, '尾页')}` : ''}</div>`;
        },
      });
    },
  },
  {
    id: 'pdf-links',
    group: GROUP,
    shows: 'a TRS list that links straight to `P0….pdf`, among pages',
    places: '河南文旅',
    hasArticles: true,
    cuts: OF_PAGES,
    open(draw, size) {
      const column = '/zfxxgk/nb/';
      const isFile = ({ place }: Entry): boolean => place % 3 === 0;
      const name = (entry: Entry): string => {
        const digits = entry.day.replaceAll('-', '');
        return isFile(entry)
          ? `${pathDay(entry)}/P0${digits}${361000000 + entry.place}.pdf`
          : `${pathDay(entry)}/t${digits}_${4100 + entry.place}.html`;
      };
      return openPages(draw, size, {
        column,
        pageOf: ({ path }) =>
          path === column || path === `${column}index.html`
            ? 1
            : numbered(path, /^\/zfxxgk\/nb\/index_(\d+)\.html$/, 0),
        article: (entry) => `${column}${name(entry)}`,
        href: (entry) => `./${name(entry)}`,
        body: (entry, look) =>
          isFile(entry) ? { type: 'application/pdf', body: PDF } : html(look.article(entry)),
        pager: (number, { count }) =>
          draw.script(`${draw.call('createPageHTML', count, number - 1, 'index', 'html')};`),
      });
    },
  },
  {
    id: 'meta-refresh',
    group: GROUP,
    shows: '`<meta http-equiv="Refresh" content="0; url=./nb/">`: the column leads on to its list',
    places: '重庆人社',
    cuts: OF_PAGES,
    open(draw, size) {
      const column = '/zwgk_182/zfxxgk/';
      const list = `${column}nb/`;
      const target = draw.pick('0; url=./nb/', '0;URL=./nb/', "0; url='./nb/'", `1; url=${list}`);
      return openPages(draw, size, {
        column,
        also: ({ path }) =>
          path === column
            ? html(
                `<!DOCTYPE html><html><head><meta charset="utf-8">${draw.open('meta', [
                  ['http-equiv', 'Refresh'],
                  ['content', target],
                ])}<title></title></head><body></body></html>`,
              )
            : null,
        ...trsList(draw, list),
      });
    },
  },
  {
    id: 'base-href',
    group: GROUP,
    shows: '`<base href="/zwgk/">`: links and pager are relative to another folder than the page',
    places: 'many',
    cuts: OF_PAGES,
    open(draw, size) {
      const folder = '/zwgk/xxgk/nb/';
      const base = draw.pick('/zwgk/', '/');
      const path = (entry: Entry): string => `xxgk/nb/${pathDay(entry)}/${6100 + entry.place}.html`;
      const prefix = base === '/' ? 'zwgk/' : '';
      const isSplit = draw.chance(0.5);
      return openPages(draw, size, {
        column: `${folder}index.html`,
        head: `${isSplit ? '<base target="_blank">' : ''}${draw.open('base', [['href', base]])}`,
        pageOf: ({ path: asked }) =>
          asked === folder || asked === `${folder}index.html`
            ? 1
            : numbered(asked, /^\/zwgk\/xxgk\/nb\/index_(\d+)\.html$/),
        article: (entry) => `/zwgk/${path(entry)}`,
        href: (entry) => `${prefix}${path(entry)}`,
        pager(number, { count }) {
          const link = (page: number, text: string): string =>
            draw.tag(
              'a',
              [['href', `${prefix}xxgk/nb/${page === 1 ? 'index' : `index_${page}`}.html`]],
              text,
            );
          return `<div class="page">${number > 1 ? link(number - 1, '上一页') : ''} ${number < count ? link(number + 1, '下一页') : ''} 共${count}页</div>`;
        },
      });
    },
  },
  {
    id: 'frame',
    group: GROUP,
    shows: 'the column is only a frame around its list',
    places: 'many',
    cuts: OF_PAGES,
    open(draw, size) {
      const column = '/zwgk/xxgknb/index.html';
      const list = '/zwgk/xxgknb/list/';
      return openPages(draw, size, {
        column,
        also: ({ path }, look) =>
          path === column
            ? html(
                look.page({
                  title: '政府信息公开年报',
                  body: draw.tag(
                    'iframe',
                    [
                      ['src', draw.pick(list, './list/')],
                      ['width', '100%'],
                      ['height', '900'],
                      ['frameborder', '0'],
                    ],
                    '',
                  ),
                }),
              )
            : null,
        page: (shown, pager, look) =>
          `<html><head><meta charset="${look.charset}"><title>${escaped('列表')}</title></head><body>${shown}${pager}</body></html>`,
        ...trsList(draw, list),
      });
    },
  },
];
