/**
 * The family hanweb-xxgk: a column page with a link to the organ's `tree.jsp`, and `search.jsp`, which gives
 * everything that the organ has published, articles of other columns included, as a fragment of HTML.
 */
import { COLUMN_NAME } from '../pages/articles.js';
import { linkOf, listDate, listItem, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import type { ListedArticle } from '../server/publications.js';
import { type PortalRequest, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import { hanwebArticle } from './hanweb-jpage.js';

const ID = 'hanweb-xxgk';
const SEARCH_PATH = '/module/xxgk/search.jsp';
const TREE_PATH = '/module/xxgk/tree.jsp';
const OTHER_COLUMN = '1229000002';

export const hanwebXxgk: SimulatedFamily = {
  id: ID,
  columnPath: ({ xxgk }) => `/col/col${xxgk.columnId}/index.html`,
  isListPath: (settings, pathname) =>
    pathname === hanwebXxgk.columnPath(settings) || pathname === SEARCH_PATH,
  articlePath: ({ xxgk }, article, side) => {
    const { published } = 'report' in article ? article.report : article;
    return hanwebArticle(side === 'own' ? xxgk.columnId : OTHER_COLUMN, published, article.articleId);
  },
  answer: (site, request, list) => {
    if (request.pathname === hanwebXxgk.columnPath(site.settings)) return columnPage(site, list);
    if (request.pathname === TREE_PATH) return treePage(site);
    if (request.pathname === SEARCH_PATH) return searchAnswer(site, request, list);
    return undefined;
  },
  configured: ({ xxgk }) => ({
    family: ID,
    column: xxgk.columnId,
    ...(xxgk.configured === 'area' ? { area: xxgk.area, infotypeId: xxgk.infotypeId } : {}),
  }),
};

function columnPage(site: Site, list: ListView): Answer {
  const { area, infotypeId, columnId } = site.settings.xxgk;
  const content = `${neighbourBox(site, ID)}<h2>${COLUMN_NAME}</h2>
<a href="${TREE_PATH}?standardXxgk=1&amp;area=${encodeURIComponent(area)}" target="tree">公开目录</a>
<div id="div${columnId}">正在加载……</div>
<script type="text/javascript">
var infotypeId = '${infotypeId}';
var divid = "div${columnId}";
function showList(page){ $.post('${SEARCH_PATH}', { infotypeId: infotypeId, divid: divid, currpage: page }, function(html){ $('#' + divid).html(html); }); }
</script>`;
  return site.listPage(list, hanwebXxgk.columnPath(site.settings), () =>
    renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content),
  );
}

function treePage(site: Site): Answer {
  const { columnId } = site.settings.xxgk;
  const links = [
    [`/col/col${columnId}/index.html`, COLUMN_NAME],
    [`/col/col${OTHER_COLUMN}/index.html`, '2023年政府信息公开工作年度报告（其他地区）'],
  ];
  const items = links.map(([href, text]) => `<li><a href="${href}" target="_parent">${text}</a></li>`);
  return site.text(200, `<html><body><ul class="tree">${items.join('')}</ul></body></html>`);
}

function searchAnswer(site: Site, request: PortalRequest, list: ListView): Answer {
  const { xxgk } = site.settings;
  if (request.method !== 'POST') return site.text(405, '<html><body><h1>HTTP Status 405</h1></body></html>');
  const asked = xxgk.reads === 'form' ? request.form : request.query;
  const kind = asked.get('infotypeId') ?? '';
  const ours = asked.get('area') === xxgk.area && (kind === '' || kind === xxgk.infotypeId);
  const listed = ours ? organList(site, list) : [];
  const page = positive(asked.get('currpage'), 1);
  const entries = listed.slice((page - 1) * xxgk.perPage, page * xxgk.perPage);
  const pages = Math.ceil(listed.length / xxgk.perPage);
  return site.text(200, fragment(site, entries, { page, pages, total: listed.length }));
}

/** All that the organ has published, in whichever column. */
function organList(site: Site, list: ListView): readonly ListedArticle[] {
  const own = site.publications.listed(ID);
  if (!site.settings.xxgk.mixed) return list.arrange(own);
  const all = [...own, ...site.publications.neighbours(ID)];
  return list.arrange(
    all.sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0)),
  );
}

function fragment(
  site: Site,
  entries: readonly ListedArticle[],
  extent: { readonly page: number; readonly pages: number; readonly total: number },
): string {
  const { rows, pager } = site.settings.xxgk;
  const records = pager === 'pages' ? '' : `共<b>${extent.total}</b>条&nbsp;`;
  const pages = pager === 'records' ? '' : `第${extent.page}页/共<b>${extent.pages}</b>页`;
  const links = `<a href="javascript:showList(1)">首页</a> <a href="javascript:showList(${extent.page + 1})">下一页</a>`;
  const list =
    rows === 'li'
      ? `<ul>${entries.map((entry) => listItem(site, entry, site.settings.cutTitles)).join('\n')}</ul>`
      : `<table class="xxgk_table"><tr class="tr_main_title"><td>序号</td><td>标题</td><td>日期</td></tr>\n${entries.map((entry, index) => tableRow(site, entry, index)).join('\n')}</table>`;
  return `<div class="xxgk_list">${list}</div><div class="pager">${records}${pages} ${links}</div>`;
}

function tableRow(site: Site, entry: ListedArticle, index: number): string {
  const { lead, anchor } = linkOf(site, entry, site.settings.cutTitles);
  const parity = index % 2 === 0 ? 'odd' : 'even';
  return `<tr class="tr_main_value_${parity}"><td>${index + 1}</td><td>${lead}${anchor}</td><td align='center'>${listDate(entry)}</td></tr>`;
}
