/** Lists of plain pages that are laid out in other ways than one link a line. */
import { columnEntries, type Entry, two } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { indexPage, type Kind, OF_PAGES, openPages, type Pages, pageSize } from '../kind.js';
import type { Ask } from '../site.js';

const GROUP = 'lists laid out otherwise';
const COLUMN = '/zfxxgk/ndbg/';

const article = (entry: Entry): string =>
  `${COLUMN}${entry.day.slice(0, 4)}${entry.day.slice(5, 7)}/${880200 + entry.place}.shtml`;

const BASE = {
  column: `${COLUMN}index.shtml`,
  article,
  pageOf: ({ path }: Ask): number | null => indexPage(path, COLUMN, 'shtml'),
};

function nextPager(draw: Draw): Pages['pager'] {
  const to = (page: number): string => (page === 1 ? 'index.shtml' : `index_${page}.shtml`);
  return (number, { count }) => {
    const link = (page: number, text: string): string => draw.tag('a', [['href', to(page)]], text);
    return `<div class="page">${number > 1 ? link(number - 1, '上一页') : '上一页'} ${number < count ? link(number + 1, '下一页') : '下一页'}</div>`;
  };
}

/** Titles that leave to another cell what every report of the year has in common, or all of them. */
function publisherTable(draw: Draw, entries: readonly Entry[], from: number): string {
  const rows = entries.map((entry, at) => {
    const title = entry.isReport ? `${entry.year}年政府信息公开工作年度报告` : entry.title;
    const link = draw.tag(
      'a',
      [
        ['href', article(entry)],
        ['title', title],
        ['target', '_blank'],
      ],
      escaped(title),
    );
    return `<tr><td>${from + at}</td><td>${link}</td><td>${entry.agency}</td><td>${entry.day}</td></tr>`;
  });
  return `<table class="xxgk-table"><thead><tr><th>序号</th><th>信息名称</th><th>发布机构</th><th>发布日期</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

export const LAYOUT_KINDS: readonly Kind[] = [
  {
    id: 'create-page-from-one',
    group: GROUP,
    shows: "`createPageHTML(4, 1, 'index', 'shtml')` without an element, which counts from 1",
    places: 'many',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...BASE,
        pager: (number, { count }) =>
          draw.script(`${draw.call('createPageHTML', count, number, 'index', 'shtml')};`),
      }),
  },
  {
    id: 'grouped-by-year',
    group: GROUP,
    shows: 'all entries in one page, a heading 「2023年」 and a list for each year',
    places: 'many',
    cuts: [],
    open: (draw, size) =>
      openPages(
        draw,
        size,
        {
          ...BASE,
          list(entries, _, look) {
            const years = [...new Set(entries.map(({ year }) => year))];
            return years
              .map(
                (year) =>
                  `<div class="year"><h3>${year}年</h3>${look.list(
                    entries.filter((entry) => entry.year === year),
                    article,
                  )}</div>`,
              )
              .join('\n');
          },
          pager: () => '',
        },
        { perPage: 60 },
      ),
  },
  {
    id: 'publisher-column',
    group: GROUP,
    shows:
      'a table of number, title, publisher, day: every report is called 「2023年政府信息公开工作年度报告」',
    places: 'many',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...BASE,
        list: (entries, number, _, { perPage }) => publisherTable(draw, entries, (number - 1) * perPage + 1),
        pager: nextPager(draw),
      }),
  },
  {
    id: 'pinned-entry',
    group: GROUP,
    shows: 'one entry is pinned: it stands on top of every page',
    places: 'many',
    cuts: OF_PAGES,
    open(draw, size) {
      const perPage = pageSize(draw);
      const entries = columnEntries(draw, size, perPage);
      const pinned = entries.find(({ isReport }) => !isReport) ?? entries[0];
      return openPages(
        draw,
        size,
        {
          ...BASE,
          list: (shown, _, look) =>
            look.list(pinned === undefined || shown.includes(pinned) ? shown : [pinned, ...shown], article),
          pager: nextPager(draw),
        },
        { perPage, entries },
      );
    },
  },
  {
    id: 'linked-twice',
    group: GROUP,
    shows: 'a picture, the title and 「详细」 lead to the same article',
    places: 'many',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        ...BASE,
        list: (entries, _, look) =>
          `<div class="piclist">${entries
            .map((entry) => {
              const href = article(entry);
              return `<div class="one"><a href="${href}"><img src="/images/nb${two(entry.place % 30)}.jpg"></a><h4>${look.link(entry, href)}</h4><p>${look.date(entry.day)} <a href="${href}">详细&gt;&gt;</a></p></div>`;
            })
            .join('\n')}</div>`,
        pager: nextPager(draw),
      }),
  },
];
