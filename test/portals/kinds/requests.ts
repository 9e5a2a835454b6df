/** Lists that a script asks a service of the portal's own for: 新华网, 淮安, 浦东. */
import { type Cut, columnEntries, type Entry, type Size } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { front, type Kind, OF_ONE_FILE, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { type Answer, type Ask, html, json, script, status } from '../site.js';

/** A portal whose column page has no entry, and whose service has them all. */
interface Service {
  readonly column: string;
  article(entry: Entry): string;
  page(look: Look): string;
  /** What the service answers; null for other addresses. */
  ask(ask: Ask, entries: readonly Entry[], cut: Cut | null): Answer | null;
}

function openService(draw: Draw, size: Size, perPage: number, service: Service): Portal {
  const look = new Look(draw);
  const entries = columnEntries(draw, size, perPage);
  const articles = new Map(entries.map((entry) => [service.article(entry), entry]));
  let cut: Cut | null = null;
  return {
    column: service.column,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map((entry) => service.article(entry)),
    serve(ask) {
      const answer = service.ask(ask, entries, cut);
      if (answer !== null) return answer;
      const { pathname } = new URL(service.column, 'http://site/');
      if (ask.path === pathname) return html(service.page(look));
      const entry = articles.get(ask.path);
      if (entry !== undefined) return html(look.article(entry));
      return ask.path === '/' ? front(look, service.column) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

function xinhua(draw: Draw, size: Size): Portal {
  const id = draw.hex(32);
  const folder = '/zfxxgk/xxgknb/';
  const article = (entry: Entry): string =>
    `/${entry.day.replaceAll('-', '')}/${id.slice(0, 28)}${String(1000 + entry.place)}/c.html`;
  const isUp = draw.chance(0.5);
  return openService(draw, size, 20, {
    column: `${folder}index.html`,
    article,
    page: (look) =>
      look.listPage(
        draw.tag(
          'ul',
          [
            ['class', 'list'],
            ['data', `datasource:${id}`],
            ['id', 'showData0'],
          ],
          '',
        ),
        '<script src="/js/xhw-list.js"></script>',
      ),
    ask({ path }, entries, cut) {
      if (path === '/js/xhw-list.js')
        return script(
          '$("ul[data^=datasource]").each(function(){ $.getJSON("ds_"+$(this).attr("data").split(":")[1]+".json", render); });',
        );
      if (path !== `${folder}ds_${id}.json`) return null;
      if (cut !== null) return status(cut === '500' ? 500 : 404);
      return json({
        categoryName: '政府信息公开年报',
        categoryDesc: '',
        datasource: entries.map((entry) => {
          const href = isUp ? `../../${article(entry).slice(1)}` : article(entry);
          return {
            title: `<a href="${href}" target="_blank">${escaped(entry.title)}</a>`,
            showTitle: entry.title,
            publishUrl: href,
            publishTime: `${entry.day} 09:12:33`,
            summary: '',
          };
        }),
      });
    },
  });
}

export const REQUESTS: readonly Kind[] = [
  {
    id: 'xinhua-datasource',
    group: 'lists that a script asks for',
    shows: '`<ul data="datasource:<id>">`, all entries in one `ds_<id>.json`',
    places: '能源局',
    cuts: OF_ONE_FILE,
    open: xinhua,
  },
];
