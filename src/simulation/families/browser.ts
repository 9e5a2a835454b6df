/**
 * The family browser: pages whose lists, and perhaps articles, appear only after their script has run. Whoever does
 * not run it sees an empty element. A challenge may stand before all of it (challenge.ts).
 */
import { articleParts } from '../pages/articles.js';
import { neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { notFound } from '../pages/site-pages.js';
import type { PortalSettings } from '../server/options.js';
import { type PortalRequest, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import { assetAt, scriptShell } from './browser-assets.js';
import type { SimulatedFamily } from './family.js';

const ID = 'browser';
const COLUMN_PATH = '/ndbg/index.html';
const LIST_API = '/api/list';
const ARTICLE_API = '/api/article';

export const browser: SimulatedFamily = {
  id: ID,
  columnPath: () => COLUMN_PATH,
  isListPath: (_, pathname) => pathname === COLUMN_PATH || pathname === LIST_API,
  articlePath: (_, { articleId }, side) => articlePath(side === 'own' ? 'ndbg' : 'tzgg', articleId),
  answer: (site, request, list) => {
    const { pathname } = request;
    if (pathname === COLUMN_PATH)
      return site.listPage(list, COLUMN_PATH, () => scriptShell(site, neighbourBox(site, ID)));
    if (pathname === LIST_API) return listAnswer(site, request, list);
    if (pathname === ARTICLE_API) return articleAnswer(site, request);
    return assetAt(site, pathname) ?? scriptedArticle(site, pathname);
  },
  configured: (settings) => ({
    family: ID,
    page: COLUMN_PATH,
    waitFor: '.list li',
    next: '.next',
    ...(settings.browser.within ? { within: '/ndbg/article/' } : {}),
    ...(needsBrowser(settings) ? { articles: true } : {}),
  }),
};

function articlePath(folder: string, id: number | string): string {
  return `/${folder}/article/${id}.html`;
}

/** Are articles invisible without scripts? */
function needsBrowser({ browser: { articles, challenge } }: PortalSettings): boolean {
  return articles === 'script' || challenge !== 'none';
}

function listAnswer(site: Site, { query }: PortalRequest, list: ListView): Answer {
  const { perPage } = site.settings.browser;
  const listed = list.entries(ID);
  const page = positive(query.get('page'), 1);
  const items = listed
    .slice((page - 1) * perPage, page * perPage)
    .map(({ title, published, path }) => ({ title, url: site.href(path), date: published }));
  return site.json({ total: listed.length, pages: Math.ceil(listed.length / perPage), page, items });
}

/** The page of an article that its script has yet to make; undefined where articles are pages like others. */
function scriptedArticle(site: Site, pathname: string): Answer | undefined {
  if (site.settings.browser.articles === 'page') return undefined;
  const found = site.publications.article(pathname);
  if (found?.channel !== ID) return undefined;
  const created = 'report' in found.article ? found.article.report.published : found.article.published;
  return site.page({ key: pathname, kind: 'static', created, build: () => scriptShell(site, '') });
}

function articleAnswer(site: Site, { query }: PortalRequest): Answer {
  const id = query.get('id') ?? '';
  const [own, neighbour] = ['ndbg', 'tzgg'].map((folder) =>
    site.publications.article(articlePath(folder, id)),
  );
  const found = own ?? neighbour;
  if (found === undefined) return notFound(site, ARTICLE_API);
  return site.json(articleParts(site, found));
}
