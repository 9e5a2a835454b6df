/** Lists in JSON of which nothing says whether their pages count from 0 or from 1. */
import type { Entry, Size } from '../column.js';
import type { Draw } from '../draw.js';
import type { Kind, Portal } from '../kind.js';
import { json, status } from '../site.js';
import { openService, pagesOf } from './requests.js';

const COLUMN = '/zfxxgk/ndbg/index.html';
const SERVICE = '/api/content/list';

const article = (entry: Entry): string => `/zfxxgk/ndbg/${entry.day.slice(0, 4)}/${52300 + entry.place}.html`;

interface Start {
  readonly first: 0 | 1;
  readonly hasTotal: boolean;
  /** Does the service refuse page 0, rather than show page 1 for it? */
  readonly isRefused?: boolean;
}

function started(draw: Draw, size: Size, { first, hasTotal, isRefused }: Start): Portal {
  const channel = draw.digits(5);
  const perPage = draw.pick(10, 15, 20);
  const isStatus = draw.chance(0.5);
  return openService(draw, size, perPage, {
    column: COLUMN,
    article,
    page: (look) =>
      look.listPage(
        '<ul id="list"></ul><div id="pager"></div>',
        draw.script(
          `function load(p){ $.getJSON(${draw.text(SERVICE)}, {channelId: ${draw.text(channel)}, pageNo: p, pageSize: ${perPage}}, function(res){ render(res.data); }); }`,
          'pager("#pager", load);',
        ),
      ),
    ask({ path, query }, entries, cut) {
      if (path !== SERVICE) return null;
      const number = Number(query.get('pageNo'));
      if (query.get('channelId') !== channel || !Number.isInteger(number)) return status(400);
      if (isRefused === true && number < first)
        return isStatus ? status(500) : json({ code: 500, msg: '页码不能小于1', data: null });
      const paged = pagesOf(entries, Number(query.get('pageSize')), 50, cut);
      const asked = number - first + 1;
      return paged.answer(asked, (shown) => {
        const own = asked > paged.count && cut === null ? [] : shown;
        const list = own.map((entry) => ({
          title: entry.title,
          url: article(entry),
          publishDate: entry.day,
        }));
        return json({ code: 0, data: { ...(hasTotal ? { total: entries.length } : {}), list } });
      });
    },
  });
}

const GROUP = 'lists that a script asks for';

export const START_KINDS: readonly Kind[] = [
  {
    id: 'from-zero',
    group: GROUP,
    shows:
      '`$.getJSON("/api/list", {channelId, pageNo: p, pageSize: 20}, …)`: pages count from 0, there is no total, and nothing says so',
    places: 'many',
    cuts: ['404', '500', 'again'],
    open: (draw, size) => started(draw, size, { first: 0, hasTotal: false }),
  },
  {
    id: 'from-zero-counted',
    group: GROUP,
    shows: 'the same with a total',
    places: 'many',
    cuts: ['404', '500', 'empty', 'again'],
    open: (draw, size) => started(draw, size, { first: 0, hasTotal: true }),
  },
  {
    id: 'from-one',
    group: GROUP,
    shows: 'the same without a total, counted from 1; page 0 is page 1',
    places: 'many',
    cuts: ['404', '500', 'again'],
    open: (draw, size) => started(draw, size, { first: 1, hasTotal: false }),
  },
  {
    id: 'from-one-refusing',
    group: GROUP,
    shows: 'the same, and page 0 is refused with an error',
    places: 'many',
    setting: 'first: 1',
    cuts: ['404', '500', 'again'],
    open: (draw, size) => started(draw, size, { first: 1, hasTotal: false, isRefused: true }),
  },
];
