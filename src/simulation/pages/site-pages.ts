/** The pages that every portal has, of whichever family. */

import type { Answer, Site } from '../server/site.js';
import { escapeHtml } from './html.js';
import { renderPage } from './render-page.js';

/** 政府信息公开: where columns and directory are linked. */
export const PUBLIC_PATH = '/zfxxgk/index.html';

/** The portal's front page: news and links. */
export function frontPage(site: Site): Answer {
  const build = (): string => {
    const news = site.families.flatMap(({ id }) => site.publications.listed(id).slice(0, 8)).slice(0, 8);
    const items = news.map(
      (entry) =>
        `<li><a href="${entry.path}">${escapeHtml(entry.title)}</a><span>${entry.published}</span></li>`,
    );
    const frame = { title: site.settings.name, columnName: '首页' };
    return renderPage(site.style, frame, `<h2>政务动态</h2><ul>\n${items.join('\n')}\n</ul>`);
  };
  return site.page({ key: '/', kind: 'static', created: '2019-04-01', build });
}

/** The page of disclosure in general. */
export function publicPage(site: Site): Answer {
  const directory = site.settings.annualReport.directory
    ? site.families
        .filter(({ id }) => id === 'hanweb-annual-report')
        .map((family) => `<li><a href="${family.columnPath(site.settings)}">各单位年报</a></li>`)
    : [];
  const build = (): string =>
    renderPage(
      site.style,
      { title: '政府信息公开', columnName: '政府信息公开' },
      `<ul><li><a href="${site.columnPath}">年度报告</a></li>${directory.join('')}</ul>`,
    );
  return site.page({ key: PUBLIC_PATH, kind: 'static', created: '2019-04-01', build });
}

/** What stands at every other address. */
export function notFound(site: Site, pathname: string): Answer {
  const text = `<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>${escapeHtml(pathname)}</p></body></html>`;
  return site.text(404, text);
}
