/** Trial crawls: the first list pages of a portal, dry. */

import { defined } from '../../src/defined.js';
import type { CrawledPortal, ReportLink } from '../contract.js';
import { crawlPortal } from '../crawl/engine.js';
import { titleRules } from '../lists/report-links.js';
import type { ProbeVisit } from './page.js';

/** What a trial crawl found. */
export interface Trial {
  /** The links a harvest would take. */
  readonly links: readonly ReportLink[];
  readonly problems: readonly string[];
  /** List pages that were read. */
  readonly listPages: number;
  /** Are there further list pages that the trial did not read? */
  readonly isPart: boolean;
}

export interface TrialOptions extends ProbeVisit {
  readonly years: readonly number[];
  /** The most list pages that are read. */
  readonly listPages: number;
}

/** A link on a list that a harvest would leave out, and why. */
export interface LeftLink {
  readonly title: string;
  readonly url: string;
  readonly why: string;
}

/** The listing's line about its limit: in a trial crawl the limit is intended, and not a problem. */
const LIMIT_REACHED = /^more than \d+ list pages?; the rest was not read$/;

/** Reads the first list pages of a portal, and no report. */
export async function tryCrawl(portal: CrawledPortal, options: TrialOptions): Promise<Trial> {
  const { settings, listPages, years, pacer, robots, clock, signal } = options;
  const summary = await crawlPortal(
    { ...portal, limits: { ...portal.limits, listPages } },
    {
      settings: { ...settings, limits: { ...settings.limits, listPages } },
      scope: { years },
      pacer,
      robots,
      dryRun: true,
      ...defined({ clock, signal }),
    },
    { conditions: () => Promise.resolve(null), onReport: () => Promise.resolve() },
  );
  const problems = summary.problems.filter((problem) => !LIMIT_REACHED.test(problem));
  return {
    links: summary.links,
    problems: summary.givenUp === null ? problems : [...problems, summary.givenUp],
    listPages: summary.fetched.lists,
    isPart: problems.length < summary.problems.length,
  };
}

/** List pages read to find links that a harvest would leave out: a column page, and the first page of its list. */
const LEFT_PAGES = 2;
const MOST_LEFT = 20;

/**
 * The links of the list's beginning that a harvest would leave, up to 20: the same crawl again, with every title
 * taken for a report's and no year out of scope.
 */
export async function leftLinks(
  portal: CrawledPortal,
  options: TrialOptions,
  taken: readonly ReportLink[],
): Promise<readonly LeftLink[]> {
  const known = new Set(taken.map(({ url }) => url));
  const everything = { ...portal, titles: { include: [''], exclude: [] } };
  const listPages = Math.min(LEFT_PAGES, options.listPages);
  const { links } = await tryCrawl(everything, { ...options, listPages, years: ALL_YEARS });
  const rules = titleRules(portal.titles);
  return links
    .filter(({ url, title }) => !known.has(url) && title !== null)
    .slice(0, MOST_LEFT)
    .map(({ url, title, year }) => ({
      title: title ?? '',
      url,
      why: rules.isReport(title ?? '')
        ? `${year === null ? 'its year' : `the year ${year}`} is not harvested`
        : 'the title names no report',
    }));
}

const ALL_YEARS = Array.from({ length: 2099 - 1990 + 1 }, (_, index) => 1990 + index);
