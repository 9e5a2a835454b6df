/** The family hanweb-annual-report: one JSP page for each agency and year, and a directory that links them. */
import { escapeHtml } from './html.js';
import { MODULE_PATH, modulePath, type Publication } from './publications.js';
import { renderEmptyArticle, renderReportPage } from './render.js';
import { renderPage } from './render-page.js';
import type { Answer, Site } from './site.js';

export const DIRECTORY_PATH = '/zfxxgk/ndbg/index.html';
const COLUMN_NAME = '政府信息公开年报';

/** The page of one report; a year, or an agency, without a report answers 200 as well. */
export function annualReportPage(site: Site, query: URLSearchParams): Answer {
  const area = query.get('area') ?? '';
  const year = Number(query.get('fbtime'));
  const publication = site.publications.byArea(area, year);
  const key = publication === undefined ? MODULE_PATH : modulePath(area, year);
  const created = publication?.report.published ?? '2019-04-01';
  const build = (): string => (publication === undefined ? emptyPage(site) : reportPage(site, publication));
  return site.page({ key, kind: 'dynamic', created, build });
}

function reportPage(site: Site, publication: Publication): string {
  const { report } = publication;
  const { visits, linkSuffix } = site.visit();
  const others = site.publications
    .moduleReportsOf(report.agency)
    .filter((other) => other.report.year !== report.year)
    .map((other) => ({ title: other.report.title, href: site.publications.pathOf(other) }));
  return renderReportPage(site.style, site.settings.article, report, {
    columnName: COLUMN_NAME,
    counter: report.counter + visits,
    related: others,
    linkSuffix,
  });
}

function emptyPage(site: Site): string {
  const text = site.settings.annualReport.emptyBody === 'empty' ? '' : '暂无相关信息';
  return renderEmptyArticle(site.style, site.settings.article, COLUMN_NAME, text);
}

/** The directory: every agency that publishes through the module, linked to its newest report. */
export function directoryPage(site: Site, options: { readonly emptyList: boolean }): Answer {
  const build = (): string => {
    const items = options.emptyList ? [] : newestByAgency(site).map(directoryItem);
    const content = `<h2>${COLUMN_NAME}</h2><ul class="organs">\n${items.join('\n')}\n</ul>`;
    return renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content);
  };
  if (options.emptyList) return site.text(200, build());
  return site.page({ key: DIRECTORY_PATH, kind: 'static', created: '2019-04-01', build });
}

function newestByAgency(site: Site): Publication[] {
  const newest = new Map<string, Publication>();
  for (const publication of site.publications.online()) {
    if (publication.channel !== 'hanweb-annual-report') continue;
    const { agency, year } = publication.report;
    if ((newest.get(agency)?.report.year ?? 0) < year) newest.set(agency, publication);
  }
  return [...newest.values()];
}

/** Links write the two parameters in either order, with a bare or an escaped ampersand. */
function directoryItem(publication: Publication, index: number): string {
  const { agency, agencyCode, year } = publication.report;
  const [area, fbtime] = [`area=${encodeURIComponent(agencyCode)}`, `fbtime=${year}`];
  const query = index % 2 === 0 ? `${fbtime}&amp;${area}` : `${area}&${fbtime}`;
  return `<li><a href="${MODULE_PATH}?${query}" target="_blank">${escapeHtml(agency)}</a></li>`;
}
