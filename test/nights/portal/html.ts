/** The pages of a small portal. */
import type { Table } from './form.js';
import { type Block, bodyOf, publishedOf, type Report, titleOf } from './report.js';

/** A link to a file that a page carries. */
export interface Enclosure {
  readonly path: string;
  readonly name: string;
}

export interface PageOptions {
  /** What the page calls its report, where that is not the report's own title. */
  readonly title?: string;
  /** 浏览次数, which changes from visit to visit. */
  readonly visits?: number;
  readonly encloses?: Enclosure;
}

/** The page of a report, all of which stands on it. */
export function reportPage(report: Report, options: PageOptions = {}): string {
  return article(options.title ?? titleOf(report), publishedOf(report), bodyOf(report), options);
}

/** A page that only leads to the file that it encloses. */
export function coverPage(report: Report, encloses: Enclosure): string {
  return article(titleOf(report), publishedOf(report), [], { encloses });
}

/** A page of the portal that is no report. */
export function otherPage(title: string, ...lines: readonly string[]): string {
  return article(
    title,
    '2024-01-20',
    lines.map((text): Block => ({ kind: 'text', text })),
    {},
  );
}

/** The page that says that there is none. */
export function missingPage(): string {
  return site('页面不存在', '<p>您访问的页面不存在</p>');
}

export interface Entry {
  readonly href: string;
  readonly title: string;
  readonly day: string;
}

/** The first page of the column that lists the reports, of so many pages. */
export function listPage(entries: readonly Entry[], pages: number): string {
  const rows = entries.map(
    ({ href, title, day }) =>
      `<li><a href="${href}" title="${escaped(title)}">${escaped(title)}</a><span>${day}</span></li>`,
  );
  const pager = `<script>createPageHTML(${pages}, 0, "index", "html");</script>`;
  return site('政府信息公开年报', `<ul class="list">${rows.join('\n')}</ul>${pages > 1 ? pager : ''}`);
}

function article(
  title: string,
  day: string,
  blocks: readonly Block[],
  { visits, encloses }: PageOptions,
): string {
  const counter = visits === undefined ? '' : `<span>浏览次数：${visits}</span>`;
  const enclosed =
    encloses === undefined ? '' : `<p>附件：<a href="${encloses.path}">${escaped(encloses.name)}</a></p>`;
  const body = `<h1>${escaped(title)}</h1><div class="info"><span>发布日期：${day}</span>${counter}</div>
<div id="zoom">${blocks.map(blockOf).join('\n')}${enclosed}</div>`;
  return site(title, body);
}

function blockOf(block: Block): string {
  return block.kind === 'text' ? `<p>${escaped(block.text)}</p>` : tableOf(block.table);
}

function tableOf(table: Table): string {
  const rows = table.map((row) => {
    const cells = row.map(({ text, rows, columns }) => {
      const spans = `${rows > 1 ? ` rowspan="${rows}"` : ''}${columns > 1 ? ` colspan="${columns}"` : ''}`;
      return `<td${spans}>${escaped(text)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table border="1">${rows.join('\n')}</table>`;
}

function site(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body><div class="head"><a href="/">首页</a></div>
<div class="main">${body}</div>
<div class="foot"><p>主办单位：某某市人民政府办公室</p><p>备案序号</p></div></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
