/** The family hanweb-jpage: a column page whose script asks `dataproxy.jsp` for the list, and its articles. */

import { COLUMN_NAME } from '../pages/articles.js';
import { datePath } from '../pages/html.js';
import { listItem, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import type { ListedArticle } from '../server/publications.js';
import { type PortalRequest, parameters, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import type { JpageOptions } from './options.js';

const ID = 'hanweb-jpage';
/** Records of a first page as the column page states it; the page's own script would show so many. */
const PAGE_SIZE = 15;
const UNIT_ID = '5504308';
const OTHER_COLUMN = '1229000001';

export const hanwebJpage: SimulatedFamily = {
  id: ID,
  columnPath: ({ jpage }) => `/col/col${jpage.columnId}/index.html`,
  isListPath: (settings, pathname) =>
    pathname === hanwebJpage.columnPath(settings) || pathname === settings.jpage.proxyPath,
  articlePath: ({ jpage }, article, side) => {
    const { published } = 'report' in article ? article.report : article;
    return hanwebArticle(side === 'own' ? jpage.columnId : OTHER_COLUMN, published, article.articleId);
  },
  answer: (site, request, list) => {
    if (request.pathname === hanwebJpage.columnPath(site.settings)) return columnPage(site, list);
    if (request.pathname === site.settings.jpage.proxyPath) return dataproxy(site, request, list);
    return undefined;
  },
  configured: ({ jpage }) => ({
    family: ID,
    column: jpage.columnId,
    method: jpage.method === 'GET' ? 'GET' : 'POST',
  }),
};

/** `/art/2024/1/25/art_1229709164_69691.html`: the address of articles at all of Hanweb's sites. */
export function hanwebArticle(columnId: string, published: string, articleId: number): string {
  return `/art/${datePath(published)}/art_${columnId}_${articleId}.html`;
}

/** The column page: settings of the list in a script, perhaps the first records inline. */
function columnPage(site: Site, list: ListView): Answer {
  const key = hanwebJpage.columnPath(site.settings);
  return site.listPage(list, key, () =>
    renderPage(
      site.style,
      { title: COLUMN_NAME, columnName: COLUMN_NAME },
      columnContent(site, list.entries(ID)),
    ),
  );
}

function columnContent(site: Site, listed: readonly ListedArticle[]): string {
  const { jpage } = site.settings;
  const perPage = Math.min(PAGE_SIZE, jpage.serverPerPage);
  const sidebar = jpage.sidebar ? `<div class="side"><h3>通知公告</h3>${sidebarList(jpage)}</div>` : '';
  const store = datastore(site, listed.slice(0, perPage), listed.length, perPage);
  const inline =
    jpage.inlineFirstPage === false
      ? ''
      : jpage.inlineFirstPage === 'comment'
        ? `<!--${store}-->`
        : `<script type="text/xml">${store}</script>`;
  return `${sidebar}${neighbourBox(site, ID)}<h2>${COLUMN_NAME}</h2>
<div id="${UNIT_ID}" class="default_pgContainer">${inline}</div>
${listScript(site.settings.name, jpage, { columnId: jpage.columnId, unitId: UNIT_ID, total: listed.length, perPage })}`;
}

/** A list of another column, as sites put beside the real one; it is empty when asked for. */
function sidebarList(jpage: JpageOptions): string {
  const list = { columnId: OTHER_COLUMN, unitId: '5504399', total: 8, perPage: 8 };
  return `<div id="${list.unitId}"></div>${listScript('', jpage, list)}`;
}

function listScript(
  webName: string,
  jpage: JpageOptions,
  list: {
    readonly columnId: string;
    readonly unitId: string;
    readonly total: number;
    readonly perPage: number;
  },
): string {
  return `<script type="text/javascript">
$(function(){$('#${list.unitId}').jpage({
dataBefore:'<ul class="list">',dataAfter:'</ul>',openCookies:false,theme:'default',
totalRecord:${list.total},
perPage:${list.perPage},groupSize:3,barPosition:'bottom',
proxyUrl:'${jpage.proxyPath}',
ajaxParam:{col:1,appid:1,webid:3096,path:'/',columnid:${list.columnId},sourceContentType:1,unitid:'${list.unitId}',webname:'${webName}',permissiontype:0}
})});
</script>`;
}

/** What dataproxy answers, to parameters in the address or in a form. */
function dataproxy(site: Site, request: PortalRequest, list: ListView): Answer {
  const { jpage } = site.settings;
  if (jpage.method !== 'either' && request.method !== jpage.method) {
    return site.text(405, '<html><body><h1>HTTP Status 405</h1></body></html>', 'text/html', {
      allow: jpage.method,
    });
  }
  const asked = parameters(request);
  const ours = asked.get('columnid') === jpage.columnId && asked.get('unitid') === UNIT_ID;
  const listed = ours ? list.entries(ID) : [];
  const { start, count, perPage } = askedRange(jpage, asked);
  const records = listed.slice(start, start + count);
  return site.text(200, datastore(site, records, listed.length, perPage), 'text/xml');
}

/** The requested records: `start` is zero-based, `count` never exceeds the server's limit. */
function askedRange(jpage: JpageOptions, asked: URLSearchParams) {
  const perPage = Math.min(positive(asked.get('perpage'), PAGE_SIZE), jpage.serverPerPage);
  if (jpage.paging === 'page') {
    return { start: (positive(asked.get('page'), 1) - 1) * perPage, count: perPage, perPage };
  }
  const first = positive(asked.get('startrecord'), 1);
  const last = positive(asked.get('endrecord'), first + perPage - 1);
  const count = Math.max(0, Math.min(last - first + 1, jpage.serverPerPage));
  return { start: first - 1, count, perPage };
}

function datastore(site: Site, records: readonly ListedArticle[], total: number, perPage: number): string {
  const { proxyPath, columnId, cutTitles } = site.settings.jpage;
  const group = `${proxyPath}?page=1&webid=3096&path=/&columnid=${columnId}&unitid=${UNIT_ID}&permissiontype=0`;
  const items = records.map((entry) => listItem(site, entry, cutTitles));
  return datastoreXml(items, total, perPage, `<nextgroup><![CDATA[<a href="${group}"></a>]]></nextgroup>\n`);
}

/** The XML of records that Hanweb's lists give, and TrueCMS's too; `extra` stands before the records. */
export function datastoreXml(
  items: readonly string[],
  total: number,
  perPage: number,
  extra: string,
): string {
  return `<datastore>
${extra}<totalrecord>${total}</totalrecord><totalpage>${Math.ceil(total / perPage)}</totalpage>
<recordset>
${items.map((item) => `<record><![CDATA[${item}]]></record>`).join('\n')}
</recordset>
</datastore>`;
}
