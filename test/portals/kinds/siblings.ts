/** A column for each year beside the others: the page of one leads to the others by tabs, a box or a choice. */
import { type Cut, columnEntries, type Entry, type Size, YEARS } from '../column.js';
import type { Draw } from '../draw.js';
import { front, type Kind, OF_ONE_FILE, type Portal } from '../kind.js';
import { Look } from '../pages.js';
import { html, status } from '../site.js';

const PARENT = '/zwgk/zfxxgk/';

/** Where the columns of such a portal are, and its articles. */
interface Places {
  /** The address of a year's column, with its query. */
  readonly column: (year: number) => string;
  /** The folder of a year's articles. */
  readonly articles: (year: number) => string;
}

/** What the link to a year says. */
type Label = (year: number) => string;

const LABELS: readonly [Label, ...Label[]] = [
  (year) => `${year}年`,
  (year) => `${year}`,
  (year) => `${year}年度`,
  (year) => `${year}年年报`,
];

/** How a page shows the columns of all years. */
function tabs(draw: Draw, look: Look, years: readonly number[], linkTo: (year: number) => string): string {
  const label = draw.pick(...LABELS);
  const address = draw.chance(0.4) ? (year: number) => `http://HOST${linkTo(year)}` : linkTo;
  const name = draw.pick('tab', 'year-nav', 'subnav', 'leftmenu');
  const link = (year: number): string => draw.tag('a', [['href', address(year)]], label(year));
  return draw.pick(
    `<ul class="${name}">${years.map((year) => `<li>${link(year)}</li>`).join('\n')}</ul>`,
    `<div class="${name}">${years.map(link).join(' | ')}</div>`,
    `<dl class="${look.name(3)}"><dt>历年年报</dt>${years.map((year) => `<dd>${link(year)}</dd>`).join('')}</dl>`,
    `<select onchange="location.href=this.value">${years.map((year) => `<option value="${address(year)}">${label(year)}</option>`).join('')}</select>`,
  );
}

function siblings(draw: Draw, size: Size, { column, articles }: Places): Portal {
  const look = new Look(draw);
  const entries = columnEntries(draw, size, 20).filter(({ year }) => year > 2019);
  const years = [...YEARS].reverse();
  const isTabsFirst = draw.chance(0.5);
  const article = ({ year, day, place }: Entry): string =>
    `${articles(year)}${day.replaceAll('-', '').slice(0, 6)}/t${day.replaceAll('-', '')}_${4100 + place}.html`;
  const paths = new Map(entries.map((entry) => [article(entry), entry]));
  let cut: Cut | null = null;
  const newest = years[0] ?? 2023;
  return {
    column: column(newest),
    charset: look.charset,
    reports: entries.filter(({ isReport }) => isReport).map(article),
    serve({ path, query, host }) {
      const asked = query.size === 0 ? path : `${path}?${query}`;
      const year = years.find((one) => column(one) === asked);
      if (year !== undefined) {
        if (cut !== null && year === YEARS[1]) return status(cut === '500' ? 500 : 404);
        const list = look.list(
          entries.filter((entry) => entry.year === year),
          article,
        );
        const row = tabs(draw, look, years, column);
        const body = isTabsFirst ? `${row}${list}` : `${list}${row}`;
        return html(look.listPage(body, '').replaceAll('//HOST', `//${host}`));
      }
      const entry = paths.get(path);
      if (entry !== undefined) return html(look.article(entry));
      return path === '/' ? front(look, column(newest)) : null;
    },
    cut(how) {
      cut = how;
    },
  };
}

function siblingKind(id: string, shows: string, places: (draw: Draw) => Places): Kind {
  return {
    id,
    group: 'years',
    shows,
    places: 'many',
    cuts: OF_ONE_FILE,
    open: (draw, size) => siblings(draw, size, places(draw)),
  };
}

export const SIBLING_KINDS: readonly Kind[] = [
  siblingKind(
    'year-siblings',
    '`nb2023/` beside `nb2022/`: the page of each leads to the others as 「2022年」, in tabs, a box or a choice',
    (draw) => {
      const name = draw.pick<(year: number) => string>(
        (year) => `nb${year}`,
        (year) => `${year}ndbg`,
        (year) => `${year}`,
        (year) => `zfxxgknb_${year}`,
      );
      const folder = (year: number) => `${PARENT}${name(year)}/`;
      return { column: folder, articles: folder };
    },
  ),
  siblingKind(
    'year-siblings-keys',
    'the same under keys, `/col/col88123/` beside `/col/col88119/`: only the text says the year',
    (draw) => {
      const first = draw.between(10000, 90000);
      const number = (year: number) => first + (year % 7) * 3;
      return draw.pick<Places>(
        {
          column: (year) => `/col/col${number(year)}/index.html`,
          articles: (year) => `/col/col${number(year)}/`,
        },
        {
          column: (year) => `${PARENT}${number(year)}/list.shtml`,
          articles: (year) => `${PARENT}${number(year)}/`,
        },
      );
    },
  ),
  siblingKind('year-siblings-files', '`nb/2023.html` beside `nb/2022.html`', (draw) => {
    const file = draw.pick<(year: number) => string>(
      (year) => `${year}.html`,
      (year) => `nb${year}.shtml`,
      (year) => `list_${year}.html`,
    );
    return { column: (year) => `${PARENT}nb/${file(year)}`, articles: () => `${PARENT}nb/` };
  }),
  siblingKind('year-siblings-query', '`list.jsp?year=2023` beside `list.jsp?year=2022`', (draw) => {
    const name = draw.pick('year', 'nd', 'fbtime');
    return {
      column: (year) => `/zwgk/nb/list.jsp?${name}=${year}`,
      articles: () => '/zwgk/nb/',
    };
  }),
];
