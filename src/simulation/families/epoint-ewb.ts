/**
 * The family epoint-ewb: a script with `siteInfo`, and an interface that takes JSON and gives the records as JSON.
 * Servers count their pages from 0 or from 1.
 */

import { createHash } from 'node:crypto';
import { COLUMN_NAME } from '../pages/articles.js';
import { escapeHtml } from '../pages/html.js';
import { cutTitle, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import type { ListedArticle } from '../server/publications.js';
import type { PortalRequest } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import type { EpointOptions } from './options.js';

const ID = 'epoint-ewb';
const COLUMN_PATH = '/dynamic/zwgk/govInfoPub.html';
const SCRIPT_PATH = '/js/webBuilderCommon.js';
const LIST_PATH = '/EWB-FRONT/rest/lightfrontaction/getgovinfolist';
const SITE_GUID = '7eb5f7f1-9041-43ad-8e13-8fcb82ea831a';

export const epointEwb: SimulatedFamily = {
  id: ID,
  columnPath: () => COLUMN_PATH,
  isListPath: (_, pathname) => [COLUMN_PATH, SCRIPT_PATH, LIST_PATH].includes(pathname),
  articlePath: ({ epoint }, article, side) => {
    const { published } = 'report' in article ? article.report : article;
    const category = side === 'own' ? epoint.categorynum : '003001';
    const guid = createHash('md5').update(`article ${article.articleId}`).digest('hex');
    return `/zwgk/${category}/${published.replaceAll('-', '')}/${guid}.html`;
  },
  answer: (site, request, list) => {
    switch (request.pathname) {
      case COLUMN_PATH:
        return columnPage(site, list);
      case SCRIPT_PATH:
        return site.text(200, siteScript(site), 'application/javascript');
      case LIST_PATH:
        return listAnswer(site, request, list);
      default:
        return undefined;
    }
  },
  configured: ({ epoint: { categorynum, deptcode } }) => ({
    family: ID,
    page: `${COLUMN_PATH}?categorynum=${categorynum}&deptcode=${deptcode}`,
  }),
};

function columnPage(site: Site, list: ListView): Answer {
  const content = `${neighbourBox(site, ID)}<h2>${COLUMN_NAME}</h2><div id="govinfolist" class="ewb-list"></div>
<script src="${SCRIPT_PATH}"></script><script src="/js/govInfoPub.js"></script>`;
  return site.listPage(list, COLUMN_PATH, () =>
    renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content),
  );
}

function siteScript(site: Site): string {
  return `/* common */
var siteInfo = {
  "siteGuid": "${SITE_GUID}",
  "projectName": "/EWB-FRONT",
  "siteName": ${JSON.stringify(site.settings.name)}
};
function getSite() { return siteInfo.siteGuid; }
`;
}

function listAnswer(site: Site, request: PortalRequest, list: ListView): Answer {
  const { epoint } = site.settings;
  if (request.method !== 'POST') return site.text(405, '<h1>405</h1>');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return site.text(415, '<h1>415</h1>');
  }
  const asked = bodyFields(request.body);
  const ours = asked.get('siteGuid') === SITE_GUID && asked.get('categorynum') === epoint.categorynum;
  const listed = ours ? list.entries(ID) : [];
  const size = Math.min(Math.max(1, Number(asked.get('pageSize') ?? 10)), epoint.serverPageSize);
  const page = Number(asked.get('pageIndex') ?? epoint.firstPage) - epoint.firstPage;
  const none = page < 0 && epoint.pageZero === 'nothing';
  const start = Math.max(0, page) * size;
  const data = none ? [] : listed.slice(start, start + size).map((entry) => record(site, entry));
  const custom = { data, ...total(epoint, listed.length) };
  const answer = { custom, status: { code: '200', text: '' } };
  return site.json(epoint.wrapped ? JSON.stringify(answer) : answer);
}

function bodyFields(body: string): ReadonlyMap<string, unknown> {
  try {
    const given: unknown = JSON.parse(body);
    return new Map(typeof given === 'object' && given !== null ? Object.entries(given) : []);
  } catch {
    return new Map();
  }
}

function total(options: EpointOptions, count: number): { readonly total?: number | string } {
  if (options.total === 'none') return {};
  return { total: options.total === 'text' ? String(count) : count };
}

function record(site: Site, entry: ListedArticle) {
  const { titles } = site.settings.epoint;
  const whole = { realtitle: entry.title, title: `<font color='red'>${cutTitle(entry, false)}</font>` };
  const alone = { title: `<b>${escapeHtml(entry.title)}</b>` };
  return {
    infourl: site.href(entry.path),
    ...(titles === 'realtitle' ? whole : alone),
    infodate: `${entry.published} 14:35:00`,
    categorynum: site.settings.epoint.categorynum,
  };
}
