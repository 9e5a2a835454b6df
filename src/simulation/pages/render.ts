/**
 * A report as an article page.
 *
 * A page of the form of 2021 is about 30 KB in style `wps`, 48 KB in `word` and 15 KB in `plain`, in UTF-8, most
 * of it table 3; published pages, pasted from a word processor, are of that size and larger.
 */
import { FORM_LAYOUTS } from '../reports/form-layout.js';
import type { SimulatedReport } from '../reports/report-data.js';
import { reportSections } from '../reports/report-sections.js';
import { escapeHtml } from './html.js';
import { type PageFrame, renderPage, type SiteStyle } from './render-page.js';
import { type PasteStyle, renderTable } from './render-table.js';

/** The element that holds an article's text: sites differ, a portal keeps to one. */
type ArticleContainer = 'zoom' | 'article-content' | 'ivs_content' | 'TRS_Editor';

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

/** What an article says. */
export interface ArticleText {
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

/** The report's six sections as the CMS stores them: headings, paragraphs and three tables. */
export function renderReportBody(report: SimulatedReport, paste: PasteStyle): string {
  const tables = FORM_LAYOUTS[report.edition];
  return reportSections(report)
    .flatMap((section) => [
      heading(section.heading, paste),
      ...section.paragraphs.map((text) => paragraph(text, paste)),
      ...tables.filter(({ id }) => id === section.table).map((layout) => renderTable(layout, report, paste)),
    ])
    .join('\n');
}

/** A report as an article. */
export function reportArticle(report: SimulatedReport, style: ArticleStyle): ArticleText {
  const { title, published, agency: source } = report;
  return { title, published, source, body: renderReportBody(report, style.paste) };
}

/** An article of plain paragraphs: notices, covers and the other things a column lists. */
export function plainArticle(
  text: Omit<ArticleText, 'body'>,
  paragraphs: readonly string[],
  style: ArticleStyle,
): ArticleText {
  return { ...text, body: paragraphs.map((line) => paragraph(line, style.paste)).join('\n') };
}

/** The whole page of a report. */
export function renderReportPage(
  site: SiteStyle,
  style: ArticleStyle,
  report: SimulatedReport,
  surroundings: ArticleSurroundings,
): string {
  return renderArticle(site, style, reportArticle(report, style), surroundings);
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

/** The whole page of an article. */
export function renderArticle(
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
  return renderPage(site, frame, articleContent(style, text, surroundings));
}

/** An article between a page's breadcrumbs and its footer. */
export function articleContent(
  style: ArticleStyle,
  text: ArticleText,
  surroundings: ArticleSurroundings,
): string {
  return `<h1 class="art_title">${escapeHtml(text.title)}</h1>
<div class="art_info">发布日期：${text.published} 14:35&nbsp;&nbsp;来源：${escapeHtml(text.source)}&nbsp;&nbsp;浏览次数：<span id="visits">${surroundings.counter}</span>&nbsp;&nbsp;字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
${CONTAINERS[style.container]}
${text.body}
</div>
<div class="art_around"><p>上一篇：${neighbour(surroundings.previous)}</p><p>下一篇：${neighbour(surroundings.next)}</p></div>
<div class="related"><h3>相关信息</h3><ul>
${surroundings.related.map((link) => `<li>${neighbour(link)}</li>`).join('\n')}
</ul></div>`;
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
