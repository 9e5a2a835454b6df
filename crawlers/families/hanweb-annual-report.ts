/**
 * Hanweb's annual-report module: `/module/xxgk/xxgkAnnualReport.jsp?fbtime=2022&area=741033213` is the report
 * of one agency for one year, as a page. The agencies' codes come from the portal's configuration, or from the
 * links of a directory page, or from both.
 */

import { z } from 'zod';
import { canonicalAgency } from '../../src/text/agency-names.js';
import { plural } from '../../src/text/plural.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  ListReading,
  ListStep,
  Recognition,
  ReportLink,
} from '../contract.js';
import { pagePath, pathsSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { isOwnSite, listText } from '../lists/list-page.js';
import { parseMarkup } from '../lists/markup.js';
import { linkAddress } from '../lists/report-links.js';

const USUAL_PATH = '/module/xxgk/xxgkAnnualReport.jsp';

const settingsSchema = z.strictObject({
  path: z.string().startsWith('/').default(USUAL_PATH).describe("The module's path on the site."),
  directory: pathsSetting.describe(
    'One or more pages whose links to the module give the agencies and their codes.',
  ),
});

export type HanwebAnnualReportSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<HanwebAnnualReportSettings>;

export const hanwebAnnualReport: Family<HanwebAnnualReportSettings> = {
  id: 'hanweb-annual-report',
  schema: settingsSchema,
  start,
  readList,
  recognise,
  addressed: (url) => ({ directory: pagePath(url) }),
};

function start(context: Context): ListReading {
  const links: ReportLink[] = [];
  const problems: string[] = [];
  for (const agency of context.agencies) {
    if (agency.code !== undefined) links.push(...reportsOf(agency.code, agency.name, context));
  }
  const steps: ListStep[] = context.settings.directory.map((address) => ({
    request: { url: new URL(address, context.baseUrl).href, method: 'GET' },
    state: {},
  }));
  if (links.length === 0 && steps.length === 0) {
    problems.push(
      'hanweb-annual-report: no agency has a code, and no directory page is set that gives the codes',
    );
  }
  return { steps, links, problems };
}

const noYears: ReadonlySet<number> = new Set();

/** An agency's reports of all years; those of years that no page links are made up, and may not be there. */
function reportsOf(area: string, agency: string | null, context: Context, linked = noYears): ReportLink[] {
  return context.scope.years.map((year) => {
    const url = new URL(context.settings.path, context.baseUrl);
    url.search = new URLSearchParams({ fbtime: String(year), area }).toString();
    const link = { url: url.href, title: null, agency, year, published: null };
    return linked.has(year) ? link : { ...link, speculative: true };
  });
}

function readList(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text, problems } = listText(page);
  const found = readDirectory(text, page.url, context);
  if (found.agencies.size === 0) {
    const problem = `${page.url}: no link to ${context.settings.path} with an area`;
    const inner = shellOr(text, page, step, problem);
    return { ...inner, problems: [...found.problems, ...problems, ...inner.problems] };
  }
  const links = [...found.agencies].flatMap(([area, { name, years }]) =>
    reportsOf(area, name, context, years),
  );
  return { steps: [], links, problems: [...found.problems, ...problems] };
}

/** A page that links the module, with areas: the directory of agencies. */
function recognise(page: FetchedPage): Recognition | null {
  const { text } = listText(page);
  const linked = /["'=\s]([^"'=\s]*\/xxgkAnnualReport\.jsp)\?/i.exec(text)?.[1];
  const address = linked === undefined ? null : linkAddress(linked, page.url);
  if (address === null) return null;
  const path = new URL(address).pathname;
  const found = readDirectory(text, page.url, { settings: { path }, agencies: [] });
  const count = found.agencies.size;
  if (count === 0) return null;
  return {
    settings: { directory: pagePath(page.url), ...(path === USUAL_PATH ? {} : { path }) },
    because: `it links to ${path} with ${count === 1 ? 'one area' : `${count} areas`}`,
    confidence: count === 1 ? 0.5 : 0.95,
  };
}

interface Directory {
  /** By code, in the page's order; the name is null where no link says it. */
  readonly agencies: ReadonlyMap<
    string,
    { readonly name: string | null; readonly years: ReadonlySet<number> }
  >;
  readonly problems: readonly string[];
}

type DirectoryContext = Pick<Context, 'agencies'> & {
  readonly settings: Pick<HanwebAnnualReportSettings, 'path'>;
};

function readDirectory(text: string, base: string, context: DirectoryContext): Directory {
  const $ = parseMarkup(text);
  const file = (context.settings.path.split('/').pop() ?? '').toLowerCase();
  const known = new Map(context.agencies.map((agency) => [agency.code, agency.name]));
  const agencies = new Map<string, { name: string | null; years: Set<number> }>();
  const problems: string[] = [];
  let anchors = 0;
  $('a[href], area[href]').each((_, element) => {
    const href = $(element).attr('href') ?? '';
    if (!href.toLowerCase().includes(file)) return;
    const address = linkAddress(href, base);
    if (address !== null && !isOwnSite(address, [base])) return; // another portal's module
    anchors += count(href.toLowerCase(), file);
    const area = parameter(href, base, 'area');
    if (area === null) {
      problems.push(`${base}: a link to the report module without an area: ${href.slice(0, 200)}`);
      return;
    }
    const title = $(element).attr('title')?.trim() ?? '';
    const name = agencyName(title === '' ? $(element).text() : title);
    const agency = known.get(area) ?? (name === null ? null : canonicalAgency(name, context.agencies));
    const entry = agencies.get(area) ?? { name: null, years: new Set<number>() };
    entry.name ??= agency;
    const year = Number(parameter(href, base, 'fbtime'));
    if (Number.isInteger(year)) entry.years.add(year);
    agencies.set(area, entry);
  });
  const mentions = count(text.toLowerCase(), `${file}?`);
  if (mentions > anchors) {
    problems.push(
      `${base}: ${plural(mentions - anchors, 'address', 'addresses')} of the report module outside links, not read`,
    );
  }
  return { agencies, problems };
}

function count(text: string, part: string): number {
  return part === '' ? 0 : text.split(part).length - 1;
}

/** A parameter of a link, whatever its case; null where there is none. An `area` is opaque and never parsed. */
function parameter(href: string, base: string, name: string): string | null {
  const address = linkAddress(href, base);
  if (address === null) return null;
  for (const [key, value] of new URL(address).searchParams) {
    if (key.toLowerCase() === name && value.trim() !== '') return value.trim();
  }
  return null;
}

/** The agency's name in a link's text; null where the text is only a year or a word such as 年报. */
function agencyName(text: string): string | null {
  const name = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^[·•>»\-[\]【】]+|[\]】]+$/g, '')
    .replace(/(?:19|20)\d{2}年?(?:度)?/g, '')
    .replace(/(?:政府)?信息公开.*$|(?:工作)?(?:年度报告|年报).*$/, '');
  return name.length < 2 || /^(?:查看|更多|详情|点击.*|报告)$/.test(name) ? null : name;
}
