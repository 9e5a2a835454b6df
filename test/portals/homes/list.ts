/** Lists at the end of a trail: small ones of the site's own, and the kinds of test/portals/kinds. */
import { agencyEntries, type Entry, otherEntries } from '../column.js';
import type { Draw } from '../draw.js';
import { KINDS } from '../kinds/all.js';
import { articlesOf, type Column, type Homepages, type Part, serveAll } from './site.js';

/** A list of one or more pages in a folder, TRS fashion. */
function smallList(
  site: Homepages,
  folder: string,
  title: string,
  entries: readonly Entry[],
  perPage = 20,
): Column {
  const { draw, look } = site;
  const count = Math.max(1, Math.ceil(entries.length / perPage));
  const pathOf = ({ day, place }: Entry): string =>
    `${folder}${day.slice(0, 4)}${day.slice(5, 7)}/t${day.replaceAll('-', '')}_${6200 + place}.html`;
  const page = (number: number) => {
    const shown = entries.slice((number - 1) * perPage, number * perPage);
    const list = look.list(shown, (entry) => `./${pathOf(entry).slice(folder.length)}`);
    const pager =
      count > 1 ? draw.script(`${draw.call('createPageHTML', count, number - 1, 'index', 'html')};`) : '';
    return site.page(
      title,
      `<div class="crumb"><a href="/">首页</a> &gt; ${title}</div><h2>${title}</h2>${list}${pager}`,
    );
  };
  return {
    path: folder,
    reports: entries.filter(({ isReport }) => isReport).map(pathOf),
    serve: serveAll(
      ({ path }) => {
        if (path === folder || path === `${folder}index.html`) return page(1);
        if (!path.startsWith(folder)) return null;
        const found = /^index_(\d+)\.html$/.exec(path.slice(folder.length))?.[1];
        return found === undefined || Number(found) >= count ? null : page(Number(found) + 1);
      },
      articlesOf(look, entries, pathOf),
    ),
  };
}

/** A list of the reports of some agencies, with guides and notices among them. */
export function reportsOf(
  site: Homepages,
  folder: string,
  title: string,
  agencies: readonly [from: number, count: number],
  years?: readonly number[],
): Column {
  return smallList(site, folder, title, agencyEntries(site.draw, agencies, years));
}

/** A list that has the look of the right one and no report on disclosure. */
export function decoyList(
  site: Homepages,
  folder: string,
  title: string,
  titleOf: (year: number) => string,
): Part {
  return smallList(site, folder, title, otherEntries(titleOf));
}

/** A list of one of the kinds that are played. */
export function kindList(draw: Draw, id: string): Column {
  const kind = KINDS.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`there is no kind ${id}`);
  const portal = kind.open(draw, 'usual');
  return {
    path: portal.column,
    reports: portal.reports,
    serve(ask) {
      // the home page is the site's own
      if (ask.path === '/' && ask.query.size === 0) return null;
      const answer = portal.serve(ask);
      return answer === null ? null : { charset: portal.charset, ...answer };
    },
  };
}
