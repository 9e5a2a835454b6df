/** Lists whose records the page carries as data: blocks of JSON, what a framework left, a text box, variables. */
import type { Entry } from '../column.js';
import type { Draw } from '../draw.js';
import { escaped } from '../draw.js';
import { type Kind, openPages } from '../kind.js';

const GROUP = 'lists that are data of the page';
const COLUMN = '/zwgk/zfxxgknb/';

const article = (entry: Entry): string => `${COLUMN}${entry.day.slice(0, 4)}/${71200 + entry.place}.html`;

type Names = readonly [title: string, address: string, date: string];

/** The fields of a record as such pages call them, with a picture and a count of visits. */
function records(draw: Draw, entries: readonly Entry[]): readonly Record<string, unknown>[] {
  const [title, address, date] = draw.pick<Names>(
    ['title', 'url', 'publishDate'],
    ['docTitle', 'linkUrl', 'pubDate'],
    ['name', 'href', 'time'],
  );
  const isPictured = draw.chance(0.5);
  return entries.map((entry) => ({
    ...(isPictured ? { image: '/images/nb.jpg' } : {}),
    id: 5000 + entry.place,
    [title]: entry.title,
    count: 900 + entry.place,
    [address]: article(entry),
    [date]: entry.day,
  }));
}

/** How a page carries its records, and how many it says there are. */
type Carrier = (draw: Draw, list: readonly Record<string, unknown>[], total: number) => string;

const nextData: Carrier = (draw, list, total) =>
  `<div id="__next"><div class="list"></div></div><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: draw.pick<object>({ list, total }, { data: { records: list, totalCount: total } }) }, page: '/list', query: {} })}</script>`;
const block: Carrier = (draw, list, total) =>
  `<div id="app"></div><script type="application/json" id="${draw.pick('data', 'list-data', 'initial')}">${JSON.stringify(draw.pick<object>({ total, rows: list }, { code: 0, data: { total, list } }))}</script>`;
const textarea: Carrier = (draw, list, total) =>
  `<textarea style="display:none" id="jsonData">${escaped(JSON.stringify({ total, list }))}</textarea><ul id="list"></ul>${draw.script('var d = JSON.parse(document.getElementById("jsonData").value); show(d.list);')}`;
const nuxt: Carrier = (_, list, total) =>
  `<div id="__nuxt"></div><script>window.__NUXT__={layout:"default",data:[{list:${JSON.stringify(list)},total:${total}}]};</script>`;
const variables: Carrier = (draw, list, total) => {
  const name = draw.pick('total', 'totalCount', 'count', 'recordTotal');
  return `<ul id="list"></ul>${draw.script(`var ${name} = ${total};`, `var list = ${JSON.stringify(list)};`, 'show(list);')}`;
};

function dataKind(id: string, shows: string, carrier: Carrier, shown?: number): Kind {
  return {
    id,
    group: GROUP,
    shows,
    places: 'many',
    ...(shown === undefined ? {} : { isPart: true }),
    cuts: [],
    open: (draw, size) =>
      openPages(
        draw,
        size,
        {
          column: `${COLUMN}index.html`,
          article,
          pageOf: ({ path }) => (path === `${COLUMN}index.html` ? 1 : null),
          list(entries) {
            draw.rewind();
            return carrier(draw, records(draw, entries.slice(0, shown)), entries.length);
          },
          pager: () => '',
        },
        { perPage: 60 },
      ),
  };
}

/** Records that have no address, but a number of which only a script makes one. */
const numbersOnly: Carrier = (draw, list, total) =>
  block(
    draw,
    list.map((record) =>
      Object.fromEntries(
        Object.entries(record).filter(([, value]) => typeof value !== 'string' || !value.startsWith('/')),
      ),
    ),
    total,
  );

/** A framework's data behind parameters. */
const nuxtFunction: Carrier = (_, list, total) =>
  `<div id="__nuxt"></div><script>window.__NUXT__=(function(a,b){return {data:[{list:[${list.map((record) => `{title:a,url:b,id:${String(record.id)}}`).join(',')}],total:${total}}]}}("年报","/x.html"));</script>`;

export const DATA_KINDS: readonly Kind[] = [
  dataKind('data-next', '`<script id="__NEXT_DATA__" type="application/json">` has all records', nextData),
  dataKind('data-block', '`<script type="application/json">` has all records', block),
  dataKind('data-textarea', 'a hidden `<textarea>` has all records as JSON', textarea),
  dataKind('data-nuxt', '`window.__NUXT__={data:[{list:[…]}]}` has all records', nuxt),
  dataKind('data-variables', '`var total=52; var list=[{title:…, url:…}, …]` has all records', variables),
  dataKind('data-next-part', '`__NEXT_DATA__` has 20 records and says that there are more', nextData, 20),
  dataKind('data-block-part', '`<script type="application/json">` has 20 records of 52', block, 20),
  dataKind('data-textarea-part', 'a hidden `<textarea>` has 20 records of 52', textarea, 20),
  dataKind('data-variables-part', '`var total=52; var list=[… 20 records …]`', variables, 20),
  dataKind('data-nuxt-part', '`window.__NUXT__` has 20 records of 52', nuxt, 20),
  dataKind('data-numbers-part', 'JSON whose records have a number and no address', numbersOnly, 40),
  dataKind(
    'data-nuxt-function-part',
    '`window.__NUXT__=(function(a,b){…})(…)`, whose records are parameters',
    nuxtFunction,
    40,
  ),
];
