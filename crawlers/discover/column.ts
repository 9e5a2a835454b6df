/** Is a page a column of annual reports? Its families read it as a crawl would, and the evidence is weighed. */
import type { FamilyContext, FetchedPage, ListStep, ReportLink } from '../contract.js';
import { families } from '../families/registry.js';
import { namesReports } from '../families/static/years.js';
import { parseList } from '../lists/anchors.js';
import { titleRules } from '../lists/report-links.js';
import type { ProbedPage } from '../probe/page.js';
import { type Recognised, recognisePage } from '../probe/recognise.js';
import { areOfUpper } from './upper.js';
import type { SiteVisit } from './visit.js';

/** A column that was found. */
export interface FoundColumn {
  readonly url: string;
  readonly family: string;
  /** The column's keys beside `family`. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly because: string;
  readonly reports: readonly ReportLink[];
  /** Are there further list pages that were not read? */
  readonly isPart: boolean;
  readonly problems: readonly string[];
  /** From 0 to 1: how surely it is a column of annual reports on disclosure. */
  readonly confidence: number;
}

/** List pages that are read of a column. */
const MOST_PAGES = 3;
/** Families and settings that are tried on one page. */
const MOST_TRIALS = 4;
/** Of a list that does not say what it is, at least this share must be reports. */
const FEWEST_SHARE = 0.6;
const FEWEST_REPORTS = 3;

export interface ColumnScope {
  readonly baseUrl: string;
  readonly years: readonly number[];
  /** What the site calls itself. */
  readonly site: string | null;
}

/**
 * The column that a page is; null where it is none. `isNamed` says that the link that led there names annual reports.
 * A page that calls itself so needs one report; another page needs a list of which most are reports.
 */
export async function columnOn(
  page: ProbedPage,
  isNamed: boolean,
  scope: ColumnScope,
  visit: SiteVisit,
): Promise<FoundColumn | null> {
  const $ = parseList(page.html);
  const named = namesOfPage($);
  if (named.some((name) => OTHERS.test(name))) return null;
  const saysSo = namesReports($);
  const isOnDisclosure = named.some((name) => DISCLOSURE.test(name));
  const tries = recognisePage(page).flatMap((one) =>
    [one.settings, ...(one.alternatives ?? [])].map((settings) => ({ one, settings })),
  );
  for (const { one, settings } of tries.slice(0, MOST_TRIALS)) {
    // a list whose records have to be asked for is asked only where the page is said to be the one
    if (one.family === 'browser' || (!saysSo && !isNamed && one.family !== 'static')) continue;
    const reading = await read(one, settings, page, scope, visit);
    if (reading === null || reading.reports.length === 0) continue;
    const share = reading.reports.length / Math.max(1, reading.items);
    const isMostly = share >= FEWEST_SHARE && reading.reports.length >= FEWEST_REPORTS;
    if (!isMostly && !saysSo) continue;
    if (isOnlyBox(reading.reports.length, share, saysSo, isNamed)) continue;
    if (!isOfOrgans(reading.reports, isOnDisclosure)) continue;
    if (areOfUpper(reading.reports, scope.site, page.url)) continue;
    const confidence =
      0.4 +
      (saysSo ? 0.3 : 0) +
      (isNamed ? 0.1 : 0) +
      (isMostly ? 0.15 : 0) -
      (reading.problems.length > 0 ? 0.15 : 0);
    const { problems, isPart, reports } = reading;
    return {
      url: page.url,
      family: one.family,
      settings,
      because: one.because,
      reports,
      isPart,
      problems,
      confidence,
    };
  }
  return null;
}

const DISCLOSURE = /信息公开|政务公开|政府公开/;
/** Columns of other reports, by what their page calls itself or by its path through the site. */
const OTHERS =
  /法治|依法行政|统计|债务|债券|企业年|财务|预算|决算|环境(?:信息|质量|状况)|质量年|社会责任|网站(?:工作)?年|执法|搜索|检索|上级/;
/** Institutions that publish reports of their own, and are no organs. */
const INSTITUTION = /(?:医院|公司|集团|中学|小学|学校|大学|学院|银行|供水|燃气)/;

/** What a page calls itself, and its path through the site. */
function namesOfPage($: ReturnType<typeof parseList>): string[] {
  return $(
    'title, h1, h2, [class*=position], [class*=crumb], [class*=location], [class*=weizhi], [id*=position]',
  )
    .toArray()
    .slice(0, 20)
    .map((element) => $(element).text().trim())
    .filter((text) => text.length < 120);
}

/** Are most of the reports on disclosure, and by organs? Bare titles need a page that speaks of disclosure. */
function isOfOrgans(reports: readonly ReportLink[], isOnDisclosure: boolean): boolean {
  const titles = reports.map(({ title, agency }) => title ?? agency ?? '');
  const share = (test: (title: string) => boolean) => titles.filter(test).length / Math.max(1, titles.length);
  if (share((title) => INSTITUTION.test(title)) > 0.5) return false;
  return isOnDisclosure || share((title) => DISCLOSURE.test(title) || title === '') >= 0.5;
}

/** A page on disclosure in general often has a box with the latest reports beside the rest. */
function isOnlyBox(reports: number, share: number, saysSo: boolean, isNamed: boolean): boolean {
  return !isNamed && saysSo && share < 0.3 && reports < FEWEST_REPORTS;
}

interface Reading {
  readonly reports: readonly ReportLink[];
  /** Entries of the pages that were read. */
  readonly items: number;
  readonly isPart: boolean;
  readonly problems: readonly string[];
}

/** Reads a column's first list pages; the page in hand is not requested again. */
async function read(
  { family: id }: Recognised,
  said: Readonly<Record<string, unknown>>,
  page: ProbedPage,
  { baseUrl, years }: ColumnScope,
  visit: SiteVisit,
): Promise<Reading | null> {
  const family = families.get(id);
  const settings = family?.schema.safeParse(said);
  if (family === undefined || settings?.success !== true) return null;
  const context: FamilyContext<unknown> = {
    settings: settings.data,
    baseUrl,
    agencies: [],
    scope: { years },
    titles: titleRules(),
  };
  const start = family.start(context);
  const links = new Map(start.links.map((link) => [link.url, link]));
  const items = new Set<string>();
  const problems: string[] = [...start.problems];
  const waiting: ListStep[] = [...start.steps];
  let pages = 0;
  while (waiting.length > 0 && pages < MOST_PAGES) {
    const step = waiting.shift();
    if (step === undefined) break;
    const answer = isInHand(step, page) ? page : await visit.fetch(step.request);
    if (typeof answer === 'string') {
      if (step.speculative === true) waiting.push(...(family.missed?.(step, context).steps ?? []));
      else problems.push(`${step.request.url}: ${answer}`);
      continue;
    }
    const reading = family.readList(answer, step, context);
    if ((reading.items ?? reading.links).length > 0) pages++;
    for (const link of reading.links) if (isWanted(link, years)) links.set(link.url, link);
    for (const item of reading.items ?? []) items.add(item);
    problems.push(...reading.problems);
    waiting.push(...reading.steps);
  }
  const reports = [...links.values()].filter(({ speculative }) => speculative !== true);
  return { reports, items: Math.max(items.size, reports.length), isPart: waiting.length > 0, problems };
}

function isInHand({ request }: ListStep, page: FetchedPage): boolean {
  const bare = (url: string) => url.replace(/#.*$/, '');
  return request.method === 'GET' && bare(request.url) === bare(page.url);
}

function isWanted({ year }: ReportLink, years: readonly number[]): boolean {
  return year === null || years.includes(year);
}
