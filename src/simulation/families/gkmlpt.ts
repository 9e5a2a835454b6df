/** The family gkmlpt: a shell of a column page that says its SID, and an interface that pages through all articles. */
import { COLUMN_NAME } from '../pages/articles.js';
import { neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import type { ListedArticle } from '../server/publications.js';
import { type PortalRequest, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import { GKMLPT_DEFAULTS } from './options.js';

const ID = 'gkmlpt';
/** The total stated if it is too low; how many more are counted if it is too high. */
const MISCOUNT = 3;
/** Six in the morning of UTC: the afternoon of the same day in China. */
const PUBLISHED_AT = 'T06:35:00Z';

export const gkmlpt: SimulatedFamily = {
  id: ID,
  columnPath: ({ gkmlpt: { path } }) => `${path}/index`,
  isListPath: ({ gkmlpt: { path } }, pathname) =>
    pathname === `${path}/index` || pathname.startsWith(`${path}/api/`),
  articlePath: ({ gkmlpt: { path } }, { articleId }, side) => {
    const id = 4_500_000 + articleId;
    return `${path}/content/${side === 'own' ? '4' : '3'}/${Math.floor(id / 1000)}/post_${id}.html`;
  },
  answer: (site, request, list) => {
    const { path, column } = site.settings.gkmlpt;
    if (request.pathname === `${path}/index`) return columnPage(site, list);
    if (request.pathname === `${path}/api/all/${column}`) return listAnswer(site, request, list);
    return undefined;
  },
  configured: ({ gkmlpt: { column, path } }) => ({
    family: ID,
    column,
    ...(path === GKMLPT_DEFAULTS.path ? {} : { path }),
  }),
};

function columnPage(site: Site, list: ListView): Answer {
  const { sid, path } = site.settings.gkmlpt;
  const content = `${neighbourBox(site, ID)}<div id="app"></div>
<script>window._CONFIG = { DOMAIN: '${new URL(site.baseUrl).host}', SID: '${sid}', STATIC: '${path}/static', SITE_ID: ${sid} };</script>
<script src="${path}/static/app.js"></script>`;
  return site.listPage(list, `${path}/index`, () =>
    renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content),
  );
}

function listAnswer(site: Site, { query }: PortalRequest, list: ListView): Answer {
  const { sid, pageSize, total } = site.settings.gkmlpt;
  if (query.get('sid') !== sid) return site.json({ total: 0, articles: [] });
  const listed = list.entries(ID);
  const page = positive(query.get('page'), 1);
  const articles = listed
    .slice((page - 1) * pageSize, page * pageSize)
    .map((entry) => articleOf(site, entry));
  const said = {
    all: listed.length,
    'too-low': Math.min(MISCOUNT, listed.length),
    'too-high': listed.length + MISCOUNT,
  };
  return site.json({ total: said[total], articles });
}

function articleOf(site: Site, entry: ListedArticle) {
  const { times, addresses, publisherOnly } = site.settings.gkmlpt;
  const seconds = Date.parse(`${entry.published}${PUBLISHED_AT}`) / 1000;
  const time = { seconds, text: String(seconds), written: `${entry.published} 14:35:00` }[times];
  const path = site.href(entry.path);
  const { publisher } = entry;
  return {
    id: 4_500_000 + entry.articleId,
    title:
      publisherOnly && publisher !== null ? entry.title.slice(entry.title.search(/\d{4}年/)) : entry.title,
    url: addresses === 'absolute' ? new URL(path, site.baseUrl).href : path,
    publisher: publisher ?? site.settings.name,
    display_publish_time: time,
    create_time: typeof time === 'number' ? time - 3600 : time,
  };
}
