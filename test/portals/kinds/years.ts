/** A folder, or a column, for each year under the one that a user probes. */
import { type Cut, columnEntries, type Entry, Paged, type Size, YEARS } from '../column.js';
import type { Draw } from '../draw.js';
import { front, type Kind, OF_PAGES, type Portal, pageSize } from '../kind.js';
import { Look } from '../pages.js';
import { html, status } from '../site.js';

const ROOT = '/zwgk/zfxxgknb/';

interface Folder {
  readonly year: number;
  readonly path: string;
  readonly paged: Paged;
}

interface Options {
  readonly folder: (year: number) => string;
  readonly label: (year: number) => string;
  /** What is cut: a whole folder, or a folder's second page. */
  readonly cutting: 'folder' | 'page';
  readonly perPage: number;
}

function folders(draw: Draw, size: Size, { folder, label, cutting, perPage }: Options): Portal {
  const look = new Look(draw);
  const entries = columnEntries(draw, size === 'usual' ? 'usual' : size, size === 'usual' ? perPage : 20);
  const years = [...YEARS].reverse();
  const all = [...years, 2017].map((year): Folder => {
    const own = entries.filter((entry) => (year === 2017 ? entry.year < 2019 : entry.year === year));
    return { year, path: `${ROOT}${folder(year)}/`, paged: new Paged(own, perPage) };
  });
  const article = ({ year, day, place }: Entry): string => {
    const home = all.find((one) => one.year === year) ?? all[all.length - 1];
    const digits = day.replaceAll('-', '');
    return `${home?.path ?? ROOT}${digits.slice(0, 6)}/t${digits}_${3100 + place}.html`;
  };
  const articles = new Map(entries.map((entry) => [article(entry), entry]));
  const links = (): string =>
    all
      .map(({ year }) => `<li>${draw.tag('a', [['href', `./${folder(year)}/`]], label(year))}</li>`)
      .join('\n');
  let cut: Cut | null = null;
  const list = (one: Folder, number: number) =>
    one.paged.answer(number, (shown, page) =>
      html(
        look.listPage(
          look.list(shown, (entry) => article(entry)),
          cut === 'nowhere'
            ? `<a href="javascript:gotoPg(2)">下一页</a>`
            : draw.script(`${draw.call('createPageHTML', one.paged.count, page - 1, 'index', 'html')};`),
        ),
      ),
    );
  return {
    column: ROOT,
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map(article),
    serve({ path }) {
      if (path === ROOT) return html(look.listPage(`<ul class="year-list">${links()}</ul>`, ''));
      const home = all.find((one) => path.startsWith(one.path));
      if (home !== undefined) {
        const rest = path.slice(home.path.length);
        if (cutting === 'folder' && home.year === YEARS[1] && cut !== null && !rest.includes('/'))
          return status(cut === '500' ? 500 : 404);
        if (rest === '' || rest === 'index.html') return list(home, 1);
        const found = /^index_(\d+)\.html$/.exec(rest)?.[1];
        if (found !== undefined) return list(home, Number(found) + 1);
      }
      const entry = articles.get(path);
      if (entry !== undefined) return html(look.article(entry));
      return path === '/' ? front(look, ROOT) : null;
    },
    cut(how) {
      cut = how;
      if (cutting === 'page') for (const { paged } of all) paged.cut = how;
    },
  };
}

export const YEAR_KINDS: readonly Kind[] = [
  {
    id: 'year-folders',
    group: 'years',
    shows: '`…/zfxxgknb/` leads to `./gknb2024/`, `./gknb2023/`, each a list of its own',
    places: '北京 districts',
    cuts: ['404', '500'],
    open: (draw, size) =>
      folders(draw, size, {
        folder: (year) => `gknb${year}`,
        label: draw.pick(
          (year: number) => `${year}年政府信息公开年报`,
          (year: number) => `${year}年度报告`,
        ),
        cutting: 'folder',
        perPage: 30,
      }),
  },
  {
    id: 'year-folders-bare',
    group: 'years',
    shows: 'the same, the text of each link only 「2024年」',
    places: '北京 districts',
    cuts: ['404', '500'],
    open: (draw, size) =>
      folders(draw, size, {
        folder: (year) => `${year}n`,
        label: draw.pick(
          (year: number) => `${year}年`,
          (year: number) => `${year}`,
        ),
        cutting: 'folder',
        perPage: 30,
      }),
  },
  {
    id: 'year-folders-paged',
    group: 'years',
    shows: 'the same, each folder a list of several pages',
    places: '北京 districts',
    cuts: OF_PAGES,
    open: (draw, size) =>
      folders(draw, size, {
        folder: (year) => `nb${year}`,
        label: (year) => `${year}年政府信息公开工作年度报告`,
        cutting: 'page',
        perPage: Math.min(10, pageSize(draw)),
      }),
  },
];
