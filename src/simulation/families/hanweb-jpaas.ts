/**
 * The family hanweb-jpaas: a column page names its list by webId, pageId, tplSetId and tagId; the publishing
 * server gives the list as HTML in JSON, and obeys only the page number inside `paramJson`.
 */
import { COLUMN_NAME } from '../pages/articles.js';
import { escapeHtml } from '../pages/html.js';
import { listItem, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import type { PortalRequest } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import { hanwebArticle } from './hanweb-jpage.js';

const ID = 'hanweb-jpaas';
const UNIT_PATH = '/api-gateway/jpaas-publish-server/front/page/build/unit';
const OTHER_COLUMN = '1229000003';
const NAMES = { webId: '3096', tplSetId: 'Ke6mVq2uPdbW1sXyLhT', tagId: '信息列表分页' };

export const hanwebJpaas: SimulatedFamily = {
  id: ID,
  columnPath: ({ jpaas }) => `/col/col${jpaas.columnId}/index.html`,
  isListPath: (settings, pathname) => pathname === hanwebJpaas.columnPath(settings) || pathname === UNIT_PATH,
  articlePath: ({ jpaas }, article, side) => {
    const { published } = 'report' in article ? article.report : article;
    return hanwebArticle(side === 'own' ? jpaas.columnId : OTHER_COLUMN, published, article.articleId);
  },
  answer: (site, request, list) => {
    if (request.pathname === hanwebJpaas.columnPath(site.settings)) return columnPage(site, list);
    if (request.pathname === UNIT_PATH) return unitAnswer(site, request, list);
    return undefined;
  },
  configured: (settings) => ({ family: ID, page: hanwebJpaas.columnPath(settings) }),
};

function columnPage(site: Site, list: ListView): Answer {
  const content = `${neighbourBox(site, ID)}${unitTag(site, '导航')}<h2>${COLUMN_NAME}</h2>\n${unitTag(site, NAMES.tagId)}`;
  return site.listPage(list, hanwebJpaas.columnPath(site.settings), () =>
    renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content),
  );
}

/** The placeholder of a list, with its ids in one of the ways that sites write them. */
function unitTag(site: Site, tagId: string): string {
  const { names, columnId: pageId } = site.settings.jpaas;
  const { webId, tplSetId } = NAMES;
  switch (names) {
    case 'query-data': {
      const query = `{'webId':'${webId}','pageId':'${pageId}','parseType':'bulidstatic','pageType':'column','tagId':'${tagId}','tplSetId':'${tplSetId}'}`;
      return `<script url="${UNIT_PATH}" queryData="${query}" type="text/javascript" src="/script/jpaas-list.js"></script>`;
    }
    case 'attributes':
      return `<div class="unit" data-url="${UNIT_PATH}" data-webid="${webId}" data-pageid="${pageId}" data-tplsetid="${tplSetId}" data-tagid="${tagId}"></div>`;
    case 'script':
      return `<script type="text/javascript">loadUnit({url:"${UNIT_PATH}",queryData:{"webId":"${webId}","pageId":"${pageId}","tplSetId":"${tplSetId}","tagId":"${tagId}"}});</script>`;
  }
}

function unitAnswer(site: Site, { query }: PortalRequest, list: ListView): Answer {
  const { columnId, serverPageSize } = site.settings.jpaas;
  const ours =
    query.get('parseType') === 'bulidstatic' &&
    query.get('pageId') === columnId &&
    query.get('webId') === NAMES.webId &&
    query.get('tplSetId') === NAMES.tplSetId &&
    query.get('tagId') === NAMES.tagId;
  if (!ours) return site.json({ success: false, code: '500', message: '未找到单元', data: null });
  const asked = pageAsked(query.get('paramJson'));
  const size = Math.min(asked.size, serverPageSize);
  const listed = list.entries(ID);
  const entries = listed.slice((asked.page - 1) * size, asked.page * size);
  const items = entries.map((entry) => listItem(site, entry, site.settings.cutTitles));
  const html =
    items.length === 0 ? '' : `<ul class="list">${items.join('\n')}</ul>${pager(site, listed.length)}`;
  return site.json({ success: true, code: '200', message: '', data: wrapped(site, html) });
}

/** The page number counts only here; the page size is text. */
function pageAsked(paramJson: string | null): { readonly page: number; readonly size: number } {
  let given: unknown = null;
  try {
    given = JSON.parse(paramJson ?? 'null');
  } catch {
    // Like a server that ignores what it cannot parse.
  }
  const fields = typeof given === 'object' && given !== null ? new Map(Object.entries(given)) : new Map();
  const whole = (value: unknown, otherwise: number): number => {
    const number = Number(value ?? otherwise);
    return Number.isInteger(number) && number >= 1 ? number : otherwise;
  };
  return { page: whole(fields.get('pageNo'), 1), size: whole(fields.get('pageSize'), 15) };
}

function pager(site: Site, total: number): string {
  const column = hanwebJpaas.columnPath(site.settings);
  const count = site.settings.jpaas.total ? ` count="${total}"` : '';
  const links = ['首页', '上一页', '1', '2', '下一页', '尾页'];
  const anchors = links.map((text, index) => `<a href="${column}?uid=5504&amp;pageNum=${index}">${text}</a>`);
  return `<div class="page"${count}>${anchors.join('')}</div>`;
}

function wrapped(site: Site, html: string): unknown {
  switch (site.settings.jpaas.data) {
    case 'object':
      return { html, title: escapeHtml(COLUMN_NAME) };
    case 'html':
      return html;
    case 'text':
      return JSON.stringify({ html });
  }
}
