/** Which page answers which address. */
import { annualReportPage, DIRECTORY_PATH, directoryPage } from './annual-report.js';
import { escapeHtml } from './html.js';
import { articlePage, columnPage, dataproxy } from './jpage.js';
import { MODULE_PATH } from './publications.js';
import { renderPage } from './render-page.js';
import type { Answer, Site } from './site.js';

/** A request as the pages see it. */
export interface PortalRequest {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  /** The parameters of a form body. */
  readonly form: URLSearchParams;
}

const PUBLIC_PATH = '/zfxxgk/index.html';

/** Is this an address that lists reports: a column, its dataproxy, the directory? */
export function isListPath(site: Site, pathname: string): boolean {
  return [site.columnPath, site.settings.jpage.proxyPath, DIRECTORY_PATH].includes(pathname);
}

/** The answer of a portal in good health, or with its lists empty. */
export function route(site: Site, request: PortalRequest, options: { readonly emptyList: boolean }): Answer {
  const { pathname } = request;
  const { jpage, annualReport, robots } = site.settings;
  if (pathname === '/' || pathname === '/index.html') return frontPage(site);
  if (pathname === '/robots.txt') {
    return robots === null ? notFound(site, pathname) : site.text(200, robots, 'text/plain');
  }
  if (pathname === PUBLIC_PATH) return publicPage(site);
  if (pathname === site.columnPath) return columnPage(site, options);
  if (pathname === jpage.proxyPath) {
    const parameters = new URLSearchParams([...request.query, ...request.form]);
    return dataproxy(site, { method: request.method, parameters }, options);
  }
  if (pathname === MODULE_PATH) return annualReportPage(site, request.query);
  if (pathname === DIRECTORY_PATH && annualReport.directory) return directoryPage(site, options);
  return articlePage(site, pathname) ?? notFound(site, pathname);
}

/** The portal's front page: news and links. */
export function frontPage(site: Site): Answer {
  const build = (): string => {
    const news = site.publications.listed().slice(0, 8);
    const items = news.map(
      (entry) =>
        `<li><a href="${entry.path}">${escapeHtml(entry.title)}</a><span>${entry.published}</span></li>`,
    );
    const frame = { title: site.settings.name, columnName: '首页' };
    return renderPage(site.style, frame, `<h2>政务动态</h2><ul>\n${items.join('\n')}\n</ul>`);
  };
  return site.page({ key: '/', kind: 'static', created: '2019-04-01', build });
}

/** 政府信息公开: where columns and directory are linked. */
function publicPage(site: Site): Answer {
  const directory = site.settings.annualReport.directory
    ? `<li><a href="${DIRECTORY_PATH}">各单位年报</a></li>`
    : '';
  const build = (): string =>
    renderPage(
      site.style,
      { title: '政府信息公开', columnName: '政府信息公开' },
      `<ul><li><a href="${site.columnPath}">年度报告</a></li>${directory}</ul>`,
    );
  return site.page({ key: PUBLIC_PATH, kind: 'static', created: '2019-04-01', build });
}

function notFound(site: Site, pathname: string): Answer {
  const text = `<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>${escapeHtml(pathname)}</p></body></html>`;
  return site.text(404, text);
}
