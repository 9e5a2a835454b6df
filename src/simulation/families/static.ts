/**
 * The family static: pages with the articles' links in them and numbered further pages, as TRS, 博达 and others
 * write them, with news of a neighbour's column beside the list.
 */
import { COLUMN_NAME } from '../pages/articles.js';
import { listItem, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import { frontPage, notFound } from '../pages/site-pages.js';
import type { PortalSettings } from '../server/options.js';
import { type PortalRequest, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import { type NumberedPages, PAGE_STYLES, pagerMarkup } from './static-pages.js';

const ID = 'static';

export const staticList: SimulatedFamily = {
  id: ID,
  columnPath: (settings) => styleOf(settings).columnPath,
  isListPath: (settings, pathname) => {
    const style = styleOf(settings);
    return pathname === style.columnPath || style.numberIn(pathname, new URLSearchParams()) !== null;
  },
  articlePath: (settings, article, side) => {
    const { published } = 'report' in article ? article.report : article;
    return styleOf(settings).articlePath(article.articleId, published, side);
  },
  answer: (site, request, list) => {
    const asked = askedPage(site, request, list);
    if (asked === null) return undefined;
    if (asked.number <= asked.count) return listPage(site, asked, list);
    switch (site.settings.static.pastEnd) {
      case 'not-found':
        return notFound(site, request.pathname);
      case 'last-page':
        return listPage(site, { ...asked, number: asked.count }, list);
      case 'front-page':
        return frontPage(site);
    }
  },
  configured: (settings) => {
    const { template, columnPath, articleFolder } = styleOf(settings);
    const { pager, within } = settings.static;
    return {
      family: ID,
      page: columnPath,
      ...(pager === 'silent' ? { pages: template } : {}),
      ...(within ? { within: articleFolder } : {}),
    };
  },
};

function styleOf(settings: PortalSettings): NumberedPages {
  return PAGE_STYLES[settings.static.pages];
}

interface AskedPage {
  /** From 1. */
  readonly number: number;
  readonly count: number;
}

/** Which page of the list an address means; null for an address of something else. */
function askedPage(site: Site, { pathname, query }: PortalRequest, list: ListView): AskedPage | null {
  const style = styleOf(site.settings);
  const count = Math.max(1, Math.ceil(list.entries(ID).length / site.settings.static.perPage));
  const isColumn = pathname === style.columnPath;
  const inAddress = style.numberIn(pathname, query);
  if (inAddress === null) return isColumn ? { number: 1, count } : null;
  const number = style.countsDown ? count - inAddress + 1 : positive(String(inAddress), 1);
  // The first page stands at the column's address alone.
  return number < 2 && !isColumn ? { number: count + 1, count } : { number, count };
}

function listPage(site: Site, { number, count }: AskedPage, list: ListView): Answer {
  const { static: options, cutTitles } = site.settings;
  const style = styleOf(site.settings);
  return site.listPage(list, `${style.columnPath} ${number}`, () => {
    const entries = list.entries(ID).slice((number - 1) * options.perPage, number * options.perPage);
    const items = entries.map((entry) => listItem(site, entry, cutTitles));
    const content = `<div class="left"><a href="${style.columnPath}">${COLUMN_NAME}</a></div>
${neighbourBox(site, ID)}<h2>${COLUMN_NAME}</h2><ul class="list">
${items.join('\n')}
</ul>
<div class="page">${pagerMarkup(style, options.pager, number, count)}</div>`;
    return renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content);
  });
}
