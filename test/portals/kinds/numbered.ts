/** Numbered pages whose number of pages stands in a script. */
import type { Entry } from '../column.js';
import { type Kind, numbered, OF_PAGES, openPages } from '../kind.js';

const contentOf = (folder: string) => (entry: Entry) =>
  `${folder}${entry.day.slice(0, 4)}${entry.day.slice(5, 7)}/${1000 + entry.place}.html`;

export const NUMBERED: readonly Kind[] = [
  {
    id: 'numbered-parse-int',
    group: 'numbered pages',
    shows: "`/zfxxgknb/1.html`, `pagination({pageCount: parseInt('4')…})`",
    places: '延安',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: '/zfxxgk/zfxxgknb/1.html',
        pageOf: ({ path }) => numbered(path, /^\/zfxxgk\/zfxxgknb\/(\d+)\.html$/),
        article: contentOf('/zfxxgk/zfxxgknb/'),
        pager: (number, { count }) =>
          `<div class="pagination-box"></div>${draw.script(
            `$(${draw.text('.pagination-box')}).pagination({`,
            `  pageCount: parseInt(${draw.text(String(count))}),`,
            `  current: ${number}, jump: true, coping: true,`,
            `  callback: function(api){ window.location.href = api.getCurrent() + ${draw.text('.html')}; }`,
            '});',
          )}`,
      }),
  },
  {
    id: 'numbered-page-call',
    group: 'numbered pages',
    shows: '`page("index","shtml",parseInt(4))`',
    places: '攀枝花',
    cuts: OF_PAGES,
    open: (draw, size) =>
      openPages(draw, size, {
        column: '/zfxxgk/ndbg/index.shtml',
        pageOf: ({ path }) =>
          /^\/zfxxgk\/ndbg\/(index\.shtml)?$/.test(path)
            ? 1
            : numbered(path, /^\/zfxxgk\/ndbg\/index_(\d+)\.shtml$/),
        article: (entry) => `/zfxxgk/ndbg/${4510000 + entry.place}.shtml`,
        pager: (number, { count }) =>
          `<div id="page"></div>${draw.script(
            `var pageIndex = ${number};`,
            `page(${draw.text('index')},${draw.text('shtml')},parseInt(${count}));`,
          )}`,
      }),
  },
];
