/** A polite visit with a budget: pages of one site, under the gate, the pace and the robots rules of a crawl. */
import type { CrawledPortal, FetchedPage, FetchRequest } from '../contract.js';
import { failed, reasonOf } from '../fetch/fetch-error.js';
import type { Fetcher } from '../fetch/fetcher.js';
import { wireRequest } from '../fetch/wire-request.js';
import { type ProbedPage, type ProbeVisit, probedPage, visitFetcher } from '../probe/page.js';

/** A page that was looked at, and what was found of it. */
export interface LookedAt {
  readonly url: string;
  /** What led there: the text of the link. */
  readonly title: string;
  /** What the page is, or why it could not be had, in words. */
  readonly found: string;
}

const SPENT = 'not requested: the visit had made all the requests it may';

export class SiteVisit {
  readonly pages: LookedAt[] = [];
  readonly #fetcher: Fetcher;
  readonly #most: number;
  #requests = 0;

  /** `most` counts every request: robots.txt, redirects and list pages too. */
  constructor(site: CrawledPortal, visit: ProbeVisit, most: number) {
    const { settings, pacer } = visit;
    this.#most = most;
    this.#fetcher = visitFetcher(site, {
      ...visit,
      pacer: {
        acquire: (host, ...rest) => {
          this.#spend(host);
          return pacer.acquire(host, ...rest);
        },
        hold: (host, until) => pacer.hold(host, until),
      },
      settings: {
        ...settings,
        limits: { ...settings.limits, retries: Math.min(1, settings.limits.retries) },
      },
    });
  }

  get requests(): number {
    return this.#requests;
  }

  /** Requests that are left. */
  get left(): number {
    return Math.max(0, this.#most - this.#requests);
  }

  async close(): Promise<void> {
    await this.#fetcher.close();
  }

  /** The page at an address; null, and a line in `pages`, where there is none. @throws the abort reason */
  async page(url: string, title: string): Promise<ProbedPage | null> {
    const fetched = await this.fetch({ url: url.replace(/#.*$/, ''), method: 'GET' });
    const page = typeof fetched === 'string' ? fetched : probedPage(fetched, new URL(url).hash);
    if (typeof page !== 'string') return page;
    this.note(url, title, page);
    return null;
  }

  /** What an address answers, or why it cannot be had. @throws the abort reason */
  async fetch(request: FetchRequest): Promise<FetchedPage | string> {
    if (this.left === 0) return SPENT;
    const { outcome } = await this.#fetcher.fetch(wireRequest(request), { soft: false });
    return outcome.kind === 'ok' ? outcome.page : reasonOf(outcome);
  }

  /** Every request takes its turn with the pacer: redirects and robots.txt too. @throws FetchError */
  #spend(host: string): void {
    if (this.left === 0) throw failed(SPENT, host, { retryable: false });
    this.#requests++;
  }

  note(url: string, title: string, found: string): void {
    this.pages.push({ url, title, found });
  }
}
