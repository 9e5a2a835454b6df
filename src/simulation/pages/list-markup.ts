/** The links of lists as they come: no two articles are linked in quite the same way. */

import type { Channel } from '../reports/report-data.js';
import type { ListedArticle } from '../server/publications.js';
import type { Site } from '../server/site.js';
import { chineseDate, escapeHtml } from './html.js';

const CUT_AT = 16;
const DATE_FORMS = 6;

/** A list item: the order of attributes, the quotes and the date differ from one article to the next. */
export function listItem(site: Site, entry: ListedArticle, cut: boolean): string {
  const { lead, anchor } = linkOf(site, entry, cut);
  const date = listDate(entry);
  switch (entry.articleId % 5) {
    case 0:
      return `<li>${anchor}<span>${date}</span></li>`;
    case 1:
      return `<li class='cf'>${anchor}<b>${date}</b></li>`;
    case 2:
      return `<li><span class="date">${date}</span>${anchor}</li>`;
    case 3:
      return `<li>${anchor}&nbsp;<span>${date}</span></li>`;
    default:
      return `<li>${lead}${anchor}<span class="bt-date">${date}</span></li>`;
  }
}

/** The link alone, and what stands before it. */
export function linkOf(site: Site, entry: ListedArticle, cut: boolean): { lead: string; anchor: string } {
  const style = entry.articleId % 5;
  const noTitle = cut && style === 3;
  const text = escapeHtml(cut ? cutTitle(entry, noTitle) : entry.title);
  const title = escapeHtml(entry.title);
  const path = site.href(entry.path);
  switch (style) {
    case 0:
      return { lead: '', anchor: `<a href="${path}" title="${title}" target="_blank">${text}</a>` };
    case 1:
      return { lead: '', anchor: `<a target='_blank' title='${title}' href='${path}'>${text}</a>` };
    case 2:
      return { lead: '', anchor: `<a title="${title}" href=${path} target=_blank>${text}</a>` };
    case 3: {
      const attribute = noTitle ? '' : `title='${title}' `;
      return { lead: '', anchor: `<a ${attribute}target="_blank" href="${path}">${text}</a>` };
    }
    default: {
      const href = new URL(path, site.baseUrl).href;
      const anchor = `<a href='${href}' target="_blank" title="${title}" class="bt_link">${text}</a>`;
      return { lead: '<em>·</em>', anchor };
    }
  }
}

/** A date in one of the forms that lists have. */
export function listDate({ published, articleId }: ListedArticle): string {
  switch (Math.floor(articleId / 5) % DATE_FORMS) {
    case 0:
      return published;
    case 1:
      return `[${published}]`;
    case 2:
      return chineseDate(published);
    case 3:
      return published.split('-').map(Number).join('/');
    case 4:
      return `[${published.slice(5)}]`;
    default:
      return `发布日期：${published} 14:35`;
  }
}

/**
 * A title as lists cut it. Where no attribute has the whole title, enough is left to tell a report by: the
 * list would otherwise say nothing of it at all.
 */
export function cutTitle(entry: ListedArticle, keepSubject: boolean): string {
  const subject = entry.title.indexOf('信息公开');
  const length = keepSubject && subject >= 0 ? Math.max(CUT_AT, subject + 4) : CUT_AT;
  const characters = [...entry.title];
  if (characters.length <= length) return entry.title;
  return `${characters.slice(0, length).join('')}${entry.articleId % 2 === 0 ? '…' : '...'}`;
}

/** The box beside a list: news of a neighbour's column, some titled like reports, and a link to another host. */
export function neighbourBox(site: Site, channel: Channel): string {
  const news = site.publications
    .neighbours(channel)
    .map(
      ({ path, title, published }) =>
        `<li><a href="${path}" title="${escapeHtml(title)}">${escapeHtml(title)}</a><span>${published}</span></li>`,
    );
  const outside =
    '<li><a href="http://www.example.invalid/art/2024/1/9/art_1_1.html">上级单位2023年政府信息公开工作年度报告</a></li>';
  return `<div class="side"><h3>通知公告</h3><ul>\n${[...news, outside].join('\n')}\n</ul></div>`;
}
