/**
 * From a home page to the columns of annual reports: the likeliest links are followed first, each page is read as a crawl
 * would read it, and what turns out to be a column is taken. It is one polite visit of a limited number of requests.
 * A wrong column is worse than none: where the evidence is thin, the answer is what was seen, and no column.
 */
import { plural } from '../../src/text/plural.js';
import type { PortalAgency } from '../contract.js';
import { Pacer } from '../fetch/pace.js';
import { RobotsBook } from '../fetch/robots.js';
import { frameAddress } from '../lists/iframe-shell.js';
import { listText, siteDomain } from '../lists/list-page.js';
import { agenciesOf, siteName } from '../probe/guess.js';
import type { ProbedPage } from '../probe/page.js';
import { type ProbeOptions, parseAddress, siteOf } from '../probe/probe.js';
import { columnOn, type FoundColumn } from './column.js';
import { agencyPages, type Likelihood, menuScripts, type Trail, trailsOn } from './trail.js';
import { type LookedAt, SiteVisit } from './visit.js';

export interface DiscoverOptions extends Omit<ProbeOptions, 'listPages'> {
  /** Requests at most, robots.txt and redirects counted; 30 by default. */
  readonly requests?: number;
}

/** What a visit to a site found. */
export interface Discovery {
  readonly url: string;
  /** What the site calls itself. */
  readonly name: string | null;
  readonly baseUrl: string;
  /** Hosts to be named in the portal's file, where a column stands on another one than the home page. */
  readonly hosts: readonly string[];
  /** The columns, the surest first; none where nothing was sure enough. */
  readonly columns: readonly FoundColumn[];
  readonly agencies: readonly PortalAgency[];
  /** That of the least sure column; 0 without one. */
  readonly confidence: number;
  /** Why there is no column; null where there is one. */
  readonly reason: string | null;
  /** The pages that were looked at, in order. */
  readonly pages: readonly LookedAt[];
  readonly requests: number;
}

const MOST_REQUESTS = 30;
/** Steps from the home page. */
const MOST_DEPTH = 5;
/** Script files of a front page that are looked into for its menu. */
const MOST_SCRIPTS = 4;

/** A link that waits to be followed. */
interface Waiting extends Trail {
  readonly depth: number;
}

/**
 * Looks for a site's columns of annual reports.
 * @throws ProbeError for an address that is none; the abort reason; nothing else: what is amiss is in the answer
 */
export async function discoverPortal(address: string, options: DiscoverOptions): Promise<Discovery> {
  const url = parseAddress(address);
  const domain = siteDomain(url.hostname);
  // a column may stand on a sister host
  const site = { ...siteOf(url, options), hosts: domain === null ? [url.host] : [url.host, domain] };
  const visit = {
    ...options,
    pacer: options.pacer ?? new Pacer(),
    robots: options.robots ?? new RobotsBook(),
  };
  const budget = new SiteVisit(site, visit, options.requests ?? MOST_REQUESTS);
  try {
    return await new Search(url, options.years, budget).run();
  } finally {
    await budget.close();
  }
}

class Search {
  readonly #home: URL;
  readonly #baseUrl: string;
  readonly #years: readonly number[];
  readonly #visit: SiteVisit;
  readonly #waiting: Waiting[] = [];
  readonly #known = new Set<string>();
  readonly #columns: FoundColumn[] = [];
  readonly #agencyPages: Waiting[] = [];
  /** Does a column tell of several agencies? Asked once, before the first page of an agency is looked at. */
  #isForAll: boolean | null = null;
  #name: string | null = null;

  constructor(home: URL, years: readonly number[], visit: SiteVisit) {
    this.#home = home;
    this.#baseUrl = `${home.origin}/`;
    this.#years = years;
    this.#visit = visit;
  }

  async run(): Promise<Discovery> {
    this.#add({ url: this.#home.href, title: 'the address given', likelihood: 1, depth: 0 });
    for (let next = this.#next(); next !== undefined && this.#visit.left > 0; next = this.#next()) {
      await this.#look(next);
    }
    return this.#answer();
  }

  /**
   * The likeliest link, of equals the one nearest to the home page. Once there is a column, only links that name annual
   * reports are followed; agencies' own pages come last, and only where no column tells of several agencies.
   */
  #next(): Waiting | undefined {
    const least: Likelihood = this.#columns.length > 0 ? 3 : 1;
    const fit = this.#waiting.filter(({ likelihood }) => likelihood >= least);
    fit.sort((one, other) => other.likelihood - one.likelihood || one.depth - other.depth);
    const [first] = fit;
    if (first !== undefined) {
      this.#waiting.splice(this.#waiting.indexOf(first), 1);
      return first;
    }
    this.#isForAll ??= this.#tellsOfSeveral();
    return this.#isForAll ? undefined : this.#agencyPages.shift();
  }

  #tellsOfSeveral(): boolean {
    const agencies = new Set(this.#columns.flatMap(({ reports }) => reports.map(({ agency }) => agency)));
    return agencies.size > 1;
  }

  #add(link: Waiting): void {
    const key = link.url.replace(/#(?!\d+$).*$/, '').replace(/\/index\.\w+$/, '/');
    if (this.#known.has(key) || link.depth > MOST_DEPTH) return;
    this.#known.add(key);
    this.#waiting.push(link);
  }

  async #look({ url, title, likelihood, depth }: Waiting): Promise<void> {
    const page = await this.#visit.page(url, title);
    if (page === null) return;
    this.#name ??= siteName(page.html);
    const column = await columnOn(
      page,
      likelihood === 3,
      { baseUrl: this.#baseUrl, years: this.#years, site: this.#name },
      this.#visit,
    );
    if (column !== null && this.#isNew(column)) {
      this.#columns.push(column);
      this.#visit.note(page.url, title, `a column of annual reports: ${column.because}`);
    } else {
      this.#visit.note(
        page.url,
        title,
        column === null ? 'no column of annual reports' : 'names no other reports',
      );
    }
    const hasTrails = this.#follow(page, depth);
    if (depth === 0 && !hasTrails) await this.#followScripts(page, depth);
  }

  /** The menus of some front pages are written by scripts in files of their own. */
  async #followScripts(page: ProbedPage, depth: number): Promise<void> {
    for (const script of menuScripts(page.html, page.url).slice(0, MOST_SCRIPTS)) {
      const answer = await this.#visit.fetch({ url: script, method: 'GET' });
      if (typeof answer === 'string') continue;
      const { text } = listText(answer);
      const trails = trailsOn(`<script>${text.replaceAll('</script', '<\\/script')}</script>`, page.url);
      for (const trail of trails) this.#add({ ...trail, depth: depth + 1 });
    }
  }

  /** Notes the links worth following; says whether there is one. */
  #follow(page: ProbedPage, depth: number): boolean {
    const frame = frameAddress(page.html, page.url);
    if (frame !== null) this.#add({ url: frame, title: 'the page in its frame', likelihood: 2, depth });
    const trails = trailsOn(page.html, page.url);
    for (const trail of trails) this.#add({ ...trail, depth: depth + 1 });
    for (const trail of agencyPages(page.html, page.url)) {
      if (this.#known.has(trail.url) || depth >= MOST_DEPTH) continue;
      this.#known.add(trail.url);
      this.#agencyPages.push({ ...trail, depth: depth + 1 });
    }
    return frame !== null || trails.length > 0;
  }

  /** Does it name a report that no other column does? */
  #isNew({ reports }: FoundColumn): boolean {
    const known = new Set(this.#columns.flatMap((column) => column.reports.map(({ url }) => url)));
    return reports.some(({ url }) => !known.has(url));
  }

  #answer(): Discovery {
    const columns = [...this.#columns].sort((one, other) => other.confidence - one.confidence);
    const links = columns.flatMap(({ reports }) => reports);
    const { host } = this.#home;
    const others = [...new Set(columns.map(({ url }) => new URL(url).host))].filter((one) => one !== host);
    return {
      url: this.#home.href,
      name: this.#name,
      baseUrl: this.#baseUrl,
      hosts: others.length === 0 ? [] : [host, ...others],
      columns,
      agencies: agenciesOf(links),
      confidence: Math.min(1, ...columns.map(({ confidence }) => confidence)) * (columns.length > 0 ? 1 : 0),
      reason: columns.length > 0 ? null : this.#reason(),
      pages: this.#visit.pages,
      requests: this.#visit.requests,
    };
  }

  #reason(): string {
    const { pages, left } = this.#visit;
    const [first] = pages;
    if (pages.length <= 1)
      return first === undefined ? 'nothing was requested' : `the home page: ${first.found}`;
    const ended = left === 0 ? '; the visit had made all the requests it may' : '';
    return `none of ${plural(pages.length, 'page')} is a column of annual reports${ended}`;
  }
}
