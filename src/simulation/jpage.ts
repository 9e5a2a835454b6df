/** The family hanweb-jpage: a column page whose script asks `dataproxy.jsp` for the list, and its articles. */
import { chineseDate, escapeHtml } from './html.js';
import type { JpageOptions } from './options.js';
import type { ListedArticle, Notice, Publication } from './publications.js';
import { type Neighbour, renderNoticePage, renderReportPage } from './render.js';
import { renderPage } from './render-page.js';
import type { Answer, Site } from './site.js';

/** Records of a first page as the column page states it; the page's own script would show so many. */
const PAGE_SIZE = 15;
const COLUMN_NAME = '政府信息公开工作年度报告';
const UNIT_ID = '5504308';
const CUT_AT = 16;

/** The column page: settings of the list in a script, perhaps the first records inline. */
export function columnPage(site: Site, options: { readonly emptyList: boolean }): Answer {
  const build = (): string => {
    const listed = options.emptyList ? [] : site.publications.listed();
    return renderPage(
      site.style,
      { title: COLUMN_NAME, columnName: COLUMN_NAME },
      columnContent(site, listed),
    );
  };
  if (options.emptyList) return site.text(200, build());
  return site.page({ key: site.columnPath, kind: 'static', created: '2019-04-01', build });
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
  return `${sidebar}<h2>${COLUMN_NAME}</h2>
<div id="${UNIT_ID}" class="default_pgContainer">${inline}</div>
${listScript(site.settings.name, jpage, { columnId: jpage.columnId, unitId: UNIT_ID, total: listed.length, perPage })}`;
}

/** A list of another column, as sites put beside the real one; it is empty when asked for. */
function sidebarList(jpage: JpageOptions): string {
  const list = { columnId: '1229000001', unitId: '5504399', total: 8, perPage: 8 };
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

/** What dataproxy answers; `parameters` are those of the query and of the form together. */
export function dataproxy(
  site: Site,
  request: { readonly method: string; readonly parameters: URLSearchParams },
  options: { readonly emptyList: boolean },
): Answer {
  const { jpage } = site.settings;
  if (jpage.method !== 'either' && request.method !== jpage.method) {
    return site.text(405, '<html><body><h1>HTTP Status 405</h1></body></html>', 'text/html', {
      allow: jpage.method,
    });
  }
  const { parameters } = request;
  const ours = parameters.get('columnid') === jpage.columnId && parameters.get('unitid') === UNIT_ID;
  const listed = ours && !options.emptyList ? site.publications.listed() : [];
  const { start, count, perPage } = askedRange(jpage, parameters);
  const records = listed.slice(start, start + count);
  return site.text(200, datastore(site, records, listed.length, perPage), 'text/xml');
}

/** The records that are due: `start` is zero-based, `count` never above what the server gives at a time. */
function askedRange(jpage: JpageOptions, parameters: URLSearchParams) {
  const perPage = Math.min(positive(parameters.get('perpage'), PAGE_SIZE), jpage.serverPerPage);
  if (jpage.paging === 'page') {
    return { start: (positive(parameters.get('page'), 1) - 1) * perPage, count: perPage, perPage };
  }
  const first = positive(parameters.get('startrecord'), 1);
  const last = positive(parameters.get('endrecord'), first + perPage - 1);
  const count = Math.max(0, Math.min(last - first + 1, jpage.serverPerPage));
  return { start: first - 1, count, perPage };
}

function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}

function datastore(site: Site, records: readonly ListedArticle[], total: number, perPage: number): string {
  const { proxyPath, columnId } = site.settings.jpage;
  const group = `${proxyPath}?page=1&webid=3096&path=/&columnid=${columnId}&unitid=${UNIT_ID}&permissiontype=0`;
  const body = records.map((entry) => `<record><![CDATA[${recordHtml(site, entry)}]]></record>`);
  return `<datastore>
<nextgroup><![CDATA[<a href="${group}"></a>]]></nextgroup>
<totalrecord>${total}</totalrecord><totalpage>${Math.ceil(total / perPage)}</totalpage>
<recordset>
${body.join('\n')}
</recordset>
</datastore>`;
}

/** Anchors as they come: the order of attributes, the quotes and the date differ from one article to the next. */
function recordHtml(site: Site, entry: ListedArticle): string {
  const style = entry.articleId % 5;
  const noTitle = site.settings.jpage.cutTitles && style === 3;
  const text = escapeHtml(site.settings.jpage.cutTitles ? cutTitle(entry, noTitle) : entry.title);
  const title = escapeHtml(entry.title);
  const { path, published } = entry;
  switch (style) {
    case 0:
      return `<li><a href="${path}" title="${title}" target="_blank">${text}</a><span>${published}</span></li>`;
    case 1:
      return `<li class='cf'><a target='_blank' title='${title}' href='${path}'>${text}</a><b>[${published}]</b></li>`;
    case 2:
      return `<li><span class="date">${chineseDate(published)}</span><a title="${title}" href=${path} target=_blank>${text}</a></li>`;
    case 3:
      return `<li><a ${noTitle ? '' : `title='${title}' `}target="_blank" href="${path}">${text}</a>&nbsp;<span>${published}</span></li>`;
    default:
      return `<li><em>·</em><a href='${new URL(path, site.baseUrl).href}' target="_blank" title="${title}" class="bt_link">${text}</a><span class="bt-date">${published}</span></li>`;
  }
}

/**
 * A title as lists cut it. Where no attribute has the whole title, enough is left to tell a report by: the
 * list would otherwise say nothing of it at all.
 */
function cutTitle(entry: ListedArticle, keepSubject: boolean): string {
  const subject = entry.title.indexOf('信息公开');
  const length = keepSubject && subject >= 0 ? Math.max(CUT_AT, subject + 4) : CUT_AT;
  const characters = [...entry.title];
  if (characters.length <= length) return entry.title;
  return `${characters.slice(0, length).join('')}${entry.articleId % 2 === 0 ? '…' : '...'}`;
}

/** The article at an address of the column; undefined where there is none (any more). */
export function articlePage(site: Site, path: string): Answer | undefined {
  const found = site.publications.article(path);
  if (found === undefined) return undefined;
  const { article, place } = found;
  const created = 'report' in article ? article.report.published : article.published;
  return site.page({ key: path, kind: 'static', created, build: () => buildArticle(site, article, place) });
}

function buildArticle(site: Site, article: Publication | Notice, place: number): string {
  const listed = site.publications.listed();
  const link = (entry: ListedArticle): Neighbour => ({ title: entry.title, href: entry.path });
  const [previous, next] = [listed[place - 1], listed[place + 1]];
  const surroundings = {
    columnName: COLUMN_NAME,
    counter: 'report' in article ? article.report.counter : 7,
    ...(previous === undefined ? {} : { previous: link(previous) }),
    ...(next === undefined ? {} : { next: link(next) }),
    related: listed.slice(place + 2, place + 5).map(link),
  };
  const { style } = site;
  if ('report' in article)
    return renderReportPage(style, site.settings.article, article.report, surroundings);
  const paragraphs = ['本页为模拟站点的普通文章，用来与年度报告同列。', `标题：${article.title}。`];
  return renderNoticePage(style, site.settings.article, { ...article, paragraphs }, surroundings);
}
