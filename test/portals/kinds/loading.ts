/** Lists of which a script brings the rest: page after page, or when somebody scrolls. */
import type { Cut, Entry, Paged } from '../column.js';
import type { Draw } from '../draw.js';
import { type Kind, numbered, openPages } from '../kind.js';
import type { Look } from '../pages.js';
import { type Answer, type Ask, fragment, json, status } from '../site.js';

const GROUP = 'lists that a script goes on with';
const COLUMN = '/zfxxgk/ndbg/';
const SERVICE = '/api/article/list';

const article = (entry: Entry): string => `${COLUMN}${entry.day.slice(0, 4)}/${81200 + entry.place}.html`;

interface Loader {
  /** What the page has for bringing the rest. */
  control(draw: Draw, paged: Paged): string;
  /** What the service answers for a page; null where it is not asked. */
  serve?(ask: Ask): number | null;
  readonly answers?: 'html' | 'json';
}

/** The page shows the first rows; `first` of the service's numbers is the first page. */
function loadingKind(
  id: string,
  shows: string,
  loader: (draw: Draw) => Loader,
  options: { readonly isPart?: true; readonly isEmpty?: true } = {},
): Kind {
  return {
    id,
    group: GROUP,
    shows,
    places: 'many',
    ...(options.isPart === true ? { isPart: true } : {}),
    cuts: options.isPart === true ? [] : ['404', '500', 'empty', 'again'],
    open(draw, size) {
      const one = loader(draw);
      let cut: Cut | null = null;
      const portal = openPages(draw, size, (paged) => ({
        column: `${COLUMN}index.html`,
        article,
        pageOf: ({ path }) => (path === `${COLUMN}index.html` || path === COLUMN ? 1 : null),
        beyond: '404',
        list: (entries, _, look) =>
          `<div class="box"><div id="list">${options.isEmpty === true ? '' : look.list(entries, article)}</div></div>`,
        pager: () => {
          draw.rewind();
          return one.control(draw, paged);
        },
        also: (ask, look) => answerOf(one, ask, look, { paged, cut }),
      }));
      return {
        ...portal,
        cut(how) {
          cut = how;
        },
      };
    },
  };
}

interface Served {
  readonly paged: Paged;
  readonly cut: Cut | null;
}

function answerOf(loader: Loader, ask: Ask, look: Look, { paged: plain, cut }: Served): Answer | null {
  const number = loader.serve?.(ask) ?? null;
  if (number === null || !Number.isInteger(number)) return null;
  const isCut = cut !== null && number > 1;
  if (isCut && (cut === '404' || cut === '500')) return status(Number(cut));
  const shown = isCut ? (cut === 'empty' ? [] : plain.page(1)) : plain.page(number);
  if (loader.answers === 'json') {
    const list = shown.map((entry) => ({ title: entry.title, url: article(entry), publishDate: entry.day }));
    return json({ code: 0, data: { total: plain.entries.length, list } });
  }
  return fragment(shown.length === 0 ? '<!-- no more -->' : look.list(shown, article));
}

const service =
  (name: string) =>
  ({ path, query, form }: Ask): number | null =>
    path === SERVICE ? Number(query.get(name) ?? form.get(name) ?? 1) : null;

const file = ({ path }: Ask): number | null => numbered(path, /^\/zfxxgk\/ndbg\/list_(\d+)\.html$/);

/** A handler of scrolling around a call. */
function onScroll(draw: Draw, call: string): string {
  return draw.pick(
    `$(window).scroll(function(){ if($(window).scrollTop() + $(window).height() >= $(document).height() - 50){ ${call} } });`,
    `window.onscroll = function(){ if(document.documentElement.scrollTop > 300) { ${call} } };`,
    `new IntersectionObserver(function(e){ if(e[0].isIntersecting){ ${call} } }).observe(document.querySelector('.more'));`,
    `window.addEventListener('scroll', function(){ ${call} });`,
  );
}

/** Ways to ask for JSON by a number in the address. */
function asksJson(draw: Draw): string {
  return draw.pick(
    `axios.get(base + '${SERVICE}?size=20&page=' + page).then(function(r){ render(r.data); });`,
    `fetch(\`${SERVICE}?page=\${page}&size=20\`).then(r => r.json()).then(render);`,
    `$.get(base + '${SERVICE}?page=' + page, function(d){ render(d); });`,
    `$.getJSON('${SERVICE}', {page: page, size: 20}, render);`,
    `$.ajax({ url: base + '${SERVICE}', type: 'get', data: { page: page, size: 20 }, success: render });`,
  );
}

export const LOADING_KINDS: readonly Kind[] = [
  loadingKind(
    'loaded-json',
    '`axios.get(base + "/list?page=" + page)` and the like bring all rows as JSON',
    (draw) => ({
      answers: 'json',
      serve: service('page'),
      control: () =>
        draw.script(`var base = ''; var page = 1;`, `function load(){ ${asksJson(draw)} }`, 'load();'),
    }),
    { isEmpty: true },
  ),
  loadingKind(
    'scrolled-json',
    'the first rows stand in the page; on scrolling, `axios.get(base + "/list?page=" + page)` and the like bring the others as JSON',
    (draw) => ({
      answers: 'json',
      serve: service('page'),
      control: () =>
        `<div class="more">加载中</div>${draw.script(`var base = ''; var page = 1;`, `function load(){ page++; ${asksJson(draw)} }`, onScroll(draw, 'load();'))}`,
    }),
  ),
  loadingKind(
    'scrolled-fragments',
    'the first rows stand in the page; on scrolling, `$.get("list_" + page + ".html")` brings the others as pieces of HTML',
    (draw) => ({
      answers: 'html',
      serve: file,
      control: (_, { entries }) =>
        `<p class="sum">共${entries.length}条</p>${draw.script(
          'var page = 2;',
          `function more(){ $.get('list_' + page + '.html', function(h){ $('#list').append(h); page++; }); }`,
          onScroll(draw, 'more();'),
        )}`,
    }),
  ),
];

export const LOADING_PARTS: readonly Kind[] = [
  loadingKind(
    'scrolled-unknown',
    'on scrolling, a function brings the next rows, and what it asks for is put together elsewhere',
    (draw) => ({
      control: () =>
        draw.script(
          draw.pick(
            'function load(){ $.ajax({ url: getUrl(state), success: function(h){ $("#list").append(h); } }); }',
            'function load(){ fetch(buildUrl(++page)).then(r => r.text()).then(function(h){ document.getElementById("list").innerHTML += h; }); }',
            'function load(){ var x = new XMLHttpRequest(); x.open("GET", api + sign(page)); x.send(); }',
            'function load(){ request({ url: API.list, data: { pageNo: ++page, sign: sign() } }); }',
          ),
          onScroll(draw, 'load();'),
        ),
    }),
    { isPart: true },
  ),
  loadingKind(
    'loaded-unknown',
    'a script asks for the page of a list, with parameters that it makes',
    (draw) => ({
      control: () =>
        draw.script(
          draw.pick(
            `axios.get(base + path() + '/list?page=' + page).then(render);`,
            `$.post(api.list, { pageNo: page, token: token() }, render);`,
            `fetch(url(), { method: 'POST', body: JSON.stringify({ pageNum: n, pageSize: 20 }) }).then(render);`,
            `$.ajax({ url: ctx + "/list", data: { currentPage: p, sign: md5(p) }, success: render });`,
            `this.$http.get(host() + '/list', { params: { page: this.page, limit: 20 } });`,
          ),
        ),
    }),
    { isPart: true },
  ),
  loadingKind(
    'loaded-by-library',
    'mescroll, dropload and the like: a library, or its mark, and nothing else',
    (draw) => ({
      control: () =>
        draw.pick(
          '<script src="/js/mescroll.min.js"></script><script src="/js/list.js"></script>',
          '<script src="/js/dropload.min.js"></script><script>$(".box").dropload({ loadDownFn: more });</script>',
          '<div class="infinite-scroll"></div><script src="/js/app.js"></script>',
          '<p class="tip">上拉加载更多</p><script src="/js/m.js"></script>',
          '<div class="box mescroll" id="mescroll"></div><script src="/js/page.js"></script>',
        ),
    }),
    { isPart: true },
  ),
  loadingKind(
    'loaded-template',
    'a template whose rows a script makes: `v-for`, `{{item.title}}`',
    (draw) => ({
      control: () =>
        draw.pick(
          '<ul id="app"><li v-for="item in list"><a :href="item.url">{{item.title}}</a></li></ul><script src="/js/vue.js"></script>',
          '<script type="text/html" id="tpl">{{# layui.each(d.list, function(i, one){ }}<li><a href="{{one.url}}">{{one.title}}</a></li>{{# }) }}</script><script src="/js/list.js"></script>',
          '<div ng-repeat="x in rows"><a ng-href="{{x.url}}">{{x.title}}</a></div><script src="/js/ng.js"></script>',
        ),
    }),
    { isPart: true },
  ),
];
