/** Lists whose pages have more links than records, and lists of which rows were lost: their own counts say so. */
import { columnEntries, type Entry } from '../column.js';
import type { Draw } from '../draw.js';
import { indexPage, type Kind, OF_PAGES, openPages, type Pages, pageSize } from '../kind.js';
import type { Look } from '../pages.js';
import type { Ask } from '../site.js';

const GROUP = 'lists that are counted';
const COLUMN = '/zwgk/gknb/';

const article = (entry: Entry): string =>
  `${COLUMN}${entry.day.slice(0, 4)}/content_${61210 + entry.place}.html`;

const BASE = {
  column: `${COLUMN}index.html`,
  article,
  pageOf: ({ path }: Ask): number | null => indexPage(path, COLUMN),
};

/** How a pager says how many records there are. */
function total(
  draw: Draw,
  records: number,
  [number, count, perPage]: readonly [number, number, number],
): string {
  return draw.pick(
    `共${records}条记录`,
    `共 <b>${records}</b> 条`,
    `总记录数：${records}`,
    `共${records}条 第${number}/${count}页`,
    `共有 <em>${records}</em> 条信息 每页${perPage}条`,
  );
}

function pager(draw: Draw, records: number, isCounted = true): Pages['pager'] {
  return (number, { count, perPage }) => {
    const link = (page: number, text: string): string =>
      draw.tag('a', [['href', page === 1 ? 'index.html' : `index_${page}.html`]], text);
    const said = isCounted ? total(draw, records, [number, count, perPage]) : `第${number}/${count}页`;
    return `<div class="page">${said} ${number > 1 ? link(number - 1, '上一页') : '上一页'} ${number < count ? link(number + 1, '下一页') : '下一页'}</div>`;
  };
}

/** A menu, a box or a line of links that lead into the column's own folder. */
function menu(draw: Draw, look: Look): string {
  const name = draw.pick('left-menu', 'sidenav', look.name(4));
  const links = [
    ['政府信息公开指南', 'zn/content_101.html'],
    ['政府信息公开制度', 'zd/content_102.html'],
    ['依申请公开说明', '2019/content_103.html'],
    ['公开目录', 'ml.html'],
  ].map(([text = '', path]) => draw.tag('a', [['href', `${COLUMN}${path}`]], text));
  return draw.pick(
    `<div class="${name}"><ul>${links.map((link) => `<li>${link}</li>`).join('')}</ul></div>`,
    `<div class="${name}">${links.join(' | ')}</div>`,
    `<table class="${name}"><tr>${links.map((link) => `<td>${link}</td>`).join('')}</tr></table>`,
  );
}

/** Rows of a title and the report's file. */
function withFiles(draw: Draw, entries: readonly Entry[]): string {
  const word = draw.pick('下载', 'PDF', '附件', '[下载]');
  const rows = entries.map((entry) => {
    const link = draw.tag('a', [['href', article(entry)]], entry.title);
    const file = draw.tag('a', [['href', `/upload/${entry.day.slice(0, 4)}/P0${entry.place}.pdf`]], word);
    return [link, `<span>${entry.day}</span>`, file];
  });
  return draw.pick(
    `<ul class="list">${rows.map((parts) => `<li>${parts.join(' ')}</li>`).join('\n')}</ul>`,
    `<table class="list">${rows.map((parts) => `<tr>${parts.map((part) => `<td>${part}</td>`).join('')}</tr>`).join('\n')}</table>`,
  );
}

type Shown = (entries: readonly Entry[], number: number, count: number) => readonly Entry[];

interface Counted {
  readonly id: string;
  readonly shows: string;
  /** What stands beside the list or in it. */
  readonly beside: 'menu' | 'files' | 'nothing';
  /** The rows that are left of a page; by default all are. */
  readonly shown?: Shown;
  readonly isOnePage?: true;
  readonly isCounted?: false;
}

function countedKind({ id, shows, beside, shown, isOnePage, isCounted }: Counted): Kind {
  const all: Shown = shown ?? ((entries) => entries);
  return {
    id,
    group: GROUP,
    shows,
    places: 'many',
    ...(shown === undefined ? {} : { isPart: true }),
    cuts: shown === undefined && isOnePage !== true ? OF_PAGES : [],
    open(draw, size) {
      const perPage = isOnePage === true ? 60 : pageSize(draw);
      const entries = columnEntries(draw, size, perPage);
      const count = Math.ceil(entries.length / perPage);
      return openPages(
        draw,
        size,
        {
          ...BASE,
          list(page, number, look) {
            const left = all(page, number, count);
            draw.rewind();
            const list = beside === 'files' ? withFiles(draw, left) : look.list(left, article);
            return beside === 'menu' ? `${menu(draw, look)}\n${list}` : list;
          },
          pager: (number, paged) => {
            draw.rewind();
            return pager(draw, entries.length, isCounted)(number, paged);
          },
        },
        { perPage, entries },
      );
    },
  };
}

/** All but some of the rows. */
const without =
  (lost: number): Shown =>
  (entries) =>
    entries.slice(0, entries.length - lost);

export const COUNT_KINDS: readonly Kind[] = [
  countedKind({
    id: 'counted-beside-menu',
    shows: '「共52条」, and links of a menu that lead into the folder of the list',
    beside: 'menu',
  }),
  countedKind({
    id: 'counted-with-files',
    shows: '「共52条」, and the file of each report beside its title: 「下载」',
    beside: 'files',
  }),
  countedKind({
    id: 'lost-beside-menu',
    shows:
      '「共52条」 of which one is not shown, and links of a menu in the folder of the list, so that there are as many',
    beside: 'menu',
    shown: without(1),
    isOnePage: true,
  }),
  countedKind({
    id: 'lost-beside-files',
    shows: '「共52条」 of which some are not shown, and the file of each report beside its title',
    beside: 'files',
    shown: without(9),
    isOnePage: true,
  }),
  countedKind({
    id: 'lost-on-second-page',
    shows: '「第2/4页」 shows seven rows, and the others have all',
    beside: 'nothing',
    shown: (entries, number) => (number === 2 ? entries.slice(0, 7) : entries),
    isCounted: false,
  }),
  countedKind({
    id: 'lost-on-first-page',
    shows: '「第1/4页」 shows seven rows, and the others have all',
    beside: 'nothing',
    shown: (entries, number) => (number === 1 ? entries.slice(0, 7) : entries),
    isCounted: false,
  }),
  countedKind({
    id: 'lost-on-last-page',
    shows: '「共52条 第4/4页」 shows fewer rows than there are left',
    beside: 'menu',
    shown: (entries, number, count) => (number === count ? entries.slice(0, -1) : entries),
  }),
];
