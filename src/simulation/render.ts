/**
 * A report as an article page.
 *
 * A page of the form of 2021 is about 30 KB in style `wps`, 48 KB in `word` and 15 KB in `plain`, in UTF-8, most
 * of it table 3; published pages, pasted from a word processor, are of that size and larger.
 */
import { FORM_LAYOUTS, type LayoutTable } from './form-layout.js';
import { escapeHtml } from './html.js';
import { type PageFrame, renderPage, type SiteStyle } from './render-page.js';
import { type PasteStyle, renderTable } from './render-table.js';
import type { SimulatedReport } from './report-data.js';

/** The element that holds an article's text: sites differ, a portal keeps to one. */
export type ArticleContainer = 'zoom' | 'article-content' | 'ivs_content' | 'TRS_Editor';

export interface ArticleStyle {
  readonly container: ArticleContainer;
  readonly paste: PasteStyle;
}

/** A link of the boxes around an article. */
export interface Neighbour {
  readonly title: string;
  readonly href: string;
}

/** What surrounds an article and changes without it: noise for whoever compares pages. */
export interface ArticleSurroundings {
  readonly columnName: string;
  readonly counter: number;
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
  readonly related: readonly Neighbour[];
  readonly linkSuffix?: string;
}

interface ArticleText {
  readonly title: string;
  /** YYYY-MM-DD */
  readonly published: string;
  readonly source: string;
  /** HTML */
  readonly body: string;
}

const CONTAINERS: Readonly<Record<ArticleContainer, string>> = {
  zoom: '<div id="zoom" class="bt_content">',
  'article-content': '<div class="article-content">',
  ivs_content: '<div id="ivs_content" class="main-txt">',
  TRS_Editor: '<div class="TRS_Editor">',
};

const HEADINGS = {
  overview: '一、总体情况',
  proactive: '二、主动公开政府信息情况',
  requests: '三、收到和处理政府信息公开申请情况',
  disputes: '四、政府信息公开行政复议、行政诉讼情况',
  problems: '五、存在的主要问题及改进情况',
  other: '六、其他需要报告的事项',
} as const;

/** The report's six sections as the CMS stores them: headings, paragraphs and three tables. */
export function renderReportBody(report: SimulatedReport, paste: PasteStyle): string {
  const [proactive, requests, disputes] = FORM_LAYOUTS[report.edition];
  const table = (layout: LayoutTable): string => renderTable(layout, report, paste);
  const prose = (paragraphs: readonly string[]): string =>
    paragraphs.map((text) => paragraph(text, paste)).join('\n');
  return [
    heading(HEADINGS.overview, paste),
    prose(report.prose.overview),
    heading(HEADINGS.proactive, paste),
    table(proactive),
    heading(HEADINGS.requests, paste),
    table(requests),
    heading(HEADINGS.disputes, paste),
    table(disputes),
    heading(HEADINGS.problems, paste),
    prose(report.prose.problems),
    heading(HEADINGS.other, paste),
    prose(report.prose.other),
  ].join('\n');
}

/** The whole page of a report. */
export function renderReportPage(
  site: SiteStyle,
  style: ArticleStyle,
  report: SimulatedReport,
  surroundings: ArticleSurroundings,
): string {
  const text: ArticleText = {
    title: report.title,
    published: report.published,
    source: report.agency,
    body: renderReportBody(report, style.paste),
  };
  return renderArticle(site, style, text, surroundings);
}

/** A page of the same make with another text: notices, guides and the other things a column lists. */
export function renderNoticePage(
  site: SiteStyle,
  style: ArticleStyle,
  notice: { readonly title: string; readonly published: string; readonly paragraphs: readonly string[] },
  surroundings: ArticleSurroundings,
): string {
  const body = notice.paragraphs.map((text) => paragraph(text, style.paste)).join('\n');
  const text = { title: notice.title, published: notice.published, source: site.siteName, body };
  return renderArticle(site, style, text, surroundings);
}

/** The page of a report module that has no report: everything but a title and a text. */
export function renderEmptyArticle(
  site: SiteStyle,
  style: ArticleStyle,
  columnName: string,
  text: string,
): string {
  const inner = text === '' ? '' : paragraph(text, style.paste);
  return renderPage(site, { title: '', columnName }, `${CONTAINERS[style.container]}${inner}</div>`);
}

function renderArticle(
  site: SiteStyle,
  style: ArticleStyle,
  text: ArticleText,
  surroundings: ArticleSurroundings,
): string {
  const frame: PageFrame = {
    title: text.title,
    columnName: surroundings.columnName,
    meta: [
      ['ColumnType', '政府信息公开'],
      ['ArticleTitle', text.title],
      ['PubDate', `${text.published} 14:35`],
      ['ContentSource', text.source],
    ],
    linkSuffix: surroundings.linkSuffix ?? '',
  };
  const content = `<h1 class="art_title">${escapeHtml(text.title)}</h1>
<div class="art_info">发布日期：${text.published} 14:35&nbsp;&nbsp;来源：${escapeHtml(text.source)}&nbsp;&nbsp;浏览次数：<span id="visits">${surroundings.counter}</span>&nbsp;&nbsp;字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
${CONTAINERS[style.container]}
${text.body}
</div>
<div class="art_around"><p>上一篇：${neighbour(surroundings.previous)}</p><p>下一篇：${neighbour(surroundings.next)}</p></div>
<div class="related"><h3>相关信息</h3><ul>
${surroundings.related.map((link) => `<li>${neighbour(link)}</li>`).join('\n')}
</ul></div>`;
  return renderPage(site, frame, content);
}

function neighbour(link: Neighbour | undefined): string {
  return link === undefined ? '没有了' : `<a href="${escapeHtml(link.href)}">${escapeHtml(link.title)}</a>`;
}

function heading(text: string, paste: PasteStyle): string {
  const inner =
    paste === 'plain' ? `<strong>${text}</strong>` : `<span style="font-family:黑体">${text}</span>`;
  return `<p style="text-indent:2em">${inner}</p>`;
}

function paragraph(text: string, paste: PasteStyle): string {
  if (paste === 'plain') return `<p>　　${escapeHtml(text)}</p>`;
  return `<p style="text-indent:2em;line-height:28px"><span style="font-family:仿宋;font-size:16px">${escapeHtml(text)}</span></p>`;
}
