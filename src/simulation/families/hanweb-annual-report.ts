/** The family hanweb-annual-report: one JSP page for each agency and year, and a directory that links them. */
import { publishedReport } from '../pages/articles.js';
import { escapeHtml } from '../pages/html.js';
import { neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderArticle, renderEmptyArticle } from '../pages/render.js';
import { renderPage } from '../pages/render-page.js';
import type { PortalSettings } from '../server/options.js';
import type { Publication } from '../server/publications.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';

const ID = 'hanweb-annual-report';
const MODULE_PATH = '/module/xxgk/xxgkAnnualReport.jsp';
const DIRECTORY_PATH = '/zfxxgk/ndbg/index.html';
const COLUMN_NAME = '政府信息公开年报';

export const hanwebAnnualReport: SimulatedFamily = {
  id: ID,
  columnPath: () => DIRECTORY_PATH,
  isListPath: (_, pathname) => pathname === DIRECTORY_PATH,
  articlePath: (_, article, side) =>
    'report' in article && side === 'own'
      ? modulePath(article.report.agencyCode, article.report.year)
      : `/zfxxgk/tzgg/art_${article.articleId}.html`,
  answer: (site, { pathname, query }, list) => {
    if (pathname === MODULE_PATH) return annualReportPage(site, query);
    if (pathname === DIRECTORY_PATH && site.settings.annualReport.directory) return directoryPage(site, list);
    return undefined;
  },
  configured: ({ annualReport }: PortalSettings) => ({
    family: ID,
    ...(annualReport.directory ? { directory: DIRECTORY_PATH } : {}),
  }),
};

function modulePath(area: string, year: number): string {
  return `${MODULE_PATH}?${new URLSearchParams({ fbtime: String(year), area }).toString()}`;
}

/** The page of one report; a year, or an agency, without a report answers 200 as well. */
function annualReportPage(site: Site, query: URLSearchParams): Answer {
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
  return renderArticle(site.style, site.settings.article, publishedReport(site, publication), {
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
function directoryPage(site: Site, list: ListView): Answer {
  return site.listPage(list, DIRECTORY_PATH, () => {
    const items = list.arrange(newestByAgency(site)).map(directoryItem);
    const content = `${neighbourBox(site, ID)}<h2>${COLUMN_NAME}</h2><ul class="organs">\n${items.join('\n')}\n</ul>`;
    return renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content);
  });
}

function newestByAgency(site: Site): Publication[] {
  const newest = new Map<string, Publication>();
  for (const publication of site.publications.online()) {
    if (publication.channel !== ID) continue;
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
