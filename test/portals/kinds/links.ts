/** Lists whose entries are no plain links: onclick, `data-url`, arrays in a script. */
import type { Entry } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { indexPage, type Kind, OF_PAGES, openPages, type Pages } from '../kind.js';
import type { Look } from '../pages.js';
import type { Ask } from '../site.js';

const GROUP = 'entries that are no plain links';
const COLUMN = '/xxgk/zfxxgknb/';
const article = (entry: Entry): string => `${COLUMN}${entry.day.slice(0, 4)}/${30500 + entry.place}.html`;

const BASE = {
  column: `${COLUMN}index.html`,
  article,
  pageOf: ({ path }: Ask): number | null => indexPage(path, COLUMN),
};

function nextPager(draw: Draw): Pages['pager'] {
  return (number, { count }) => {
    const link = (page: number, text: string): string =>
      draw.tag('a', [['href', page === 1 ? 'index.html' : `index_${page}.html`]], text);
    return `<div class="page">共${count}页 ${number > 1 ? link(number - 1, '上一页') : ''} ${number < count ? link(number + 1, '下一页') : ''}</div>`;
  };
}

function rows(entries: readonly Entry[], rowOf: (entry: Entry) => string): string {
  return `<ul class="xxgk-list-con">\n${entries.map(rowOf).join('\n')}\n</ul>`;
}

function listKind(
  id: string,
  shows: string,
  places: string,
  rowOf: (draw: Draw, look: Look, entry: Entry) => string,
): Kind {
  return {
    id,
    group: GROUP,
    shows,
    places,
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...BASE,
        list(entries, _, look) {
          const list = rows(entries, (entry) => {
            draw.rewind();
            return rowOf(draw, look, entry);
          });
          draw.rewind();
          return list;
        },
        pager: nextPager(draw),
      }),
  };
}

/** Texts of a script: the quotes are the script's own. */
const js = (text: string): string => text.replaceAll("'", "\\'");

export const LINK_KINDS: readonly Kind[] = [
  listKind(
    'onclick-open',
    '`<li onclick="window.open(\'/…\')">` around the title',
    'many',
    (draw, look, entry) => {
      const call = draw.pick(
        `window.open('${article(entry)}')`,
        `window.open('${article(entry)}','_blank')`,
        `location.href='${article(entry)}'`,
      );
      return `<li onclick="${call}"><span class="t" title="${escaped(entry.title)}">${escaped(look.titled(entry).shown)}</span><em>${look.date(entry.day)}</em></li>`;
    },
  ),
  listKind(
    'onclick-function',
    '`<a href="javascript:void(0)" onclick="name2(\'/…\')" title=…>`',
    '连云港',
    (draw, look, entry) => {
      const name = draw.pick('name2', 'openUrl', 'gotoView');
      return `<li><a href="javascript:void(0)" onclick="${name}('${article(entry)}')" title="${escaped(entry.title)}">${escaped(look.titled(entry).shown)}</a><span>[${entry.day}]</span></li>`;
    },
  ),
  listKind('data-url', '`<li data-url="/…" onclick="go(this)">`', 'many', (draw, look, entry) => {
    const name = draw.pick('data-url', 'data-href', 'data-link');
    return `<li ${name}="${article(entry)}" onclick="go(this)"><p title="${escaped(entry.title)}">${escaped(look.titled(entry).shown)}</p><i>${look.date(entry.day)}</i></li>`;
  }),
  {
    id: 'script-arrays',
    group: GROUP,
    shows: '`urls[i]=\'/art/…\'; headers[i]="<a …>"; year[i]=…` in a script, all entries in the page',
    places: '北京科委',
    cuts: [],
    open(draw, size) {
      const path = (entry: Entry): string =>
        `/art/${entry.day.replaceAll('-', '/').replaceAll('/0', '/')}/art_2743_${700100 + entry.place}.html`;
      const isCounted = draw.chance(0.5);
      return openPages(
        draw,
        size,
        {
          ...BASE,
          column: '/col/col2743/index.html',
          pageOf: ({ path: asked }) => (asked === '/col/col2743/index.html' ? 1 : null),
          article: path,
          list: (entries) => {
            const lines = entries.map((entry, at) => {
              const i = isCounted ? String(at) : 'i';
              const text = `<a href='${path(entry)}' title='${js(entry.title)}' target='_blank'>${js(entry.title)}</a>`;
              return `urls[${i}]='${path(entry)}'; headers[${i}]="${text}"; year[${i}]='${entry.year}'; dates[${i}]='${entry.day}';${isCounted ? '' : ' i++;'}`;
            });
            return `<div id="nblist"></div>${draw.script('var urls=new Array(), headers=new Array(), year=new Array(), dates=new Array(), i=0;', ...lines, 'showList();')}`;
          },
          pager: () => '',
        },
        { perPage: 60 },
      );
    },
  },
];
