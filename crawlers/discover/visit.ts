/** A polite visit with a budget: pages of one site, under the gate, the pace and the robots rules of a crawl. */
import type { CrawledPortal, FetchedPage, FetchRequest } from '../contract.js';
import { failed } from '../fetch/fetch-error.js';
import { Fetcher, fetchLimits } from '../fetch/fetcher.js';
import { Gate } from '../fetch/gate.js';
import { systemClock } from '../fetch/pace.js';
import { isHtml } from '../fetch/page-text.js';
import { listText } from '../lists/list-page.js';
import type { ProbedPage, ProbeVisit } from '../probe/page.js';

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
  readonly #stopping = new AbortController();
  readonly #signal: AbortSignal | undefined;
  #requests = 0;

  /** `most` counts every request: robots.txt, redirects and list pages too. */
  constructor(site: CrawledPortal, visit: ProbeVisit, most: number) {
    this.#most = most;
    this.#signal = visit.signal;
    if (visit.signal?.aborted) this.#stop();
    visit.signal?.addEventListener('abort', this.#stop, { once: true });
    this.#fetcher = new Fetcher({
      gate: new Gate(site),
      pacer: {
        acquire: (host, ...rest) => {
          this.#spend(host);
          return visit.pacer.acquire(host, ...rest);
        },
        hold: (host, until) => visit.pacer.hold(host, until),
      },
      robots: visit.robots,
      clock: visit.clock ?? systemClock,
      stopping: this.#stopping.signal,
      limits: { ...fetchLimits(site, visit.settings), retries: Math.min(1, visit.settings.limits.retries) },
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
    this.#signal?.removeEventListener('abort', this.#stop);
    await this.#fetcher.close();
  }

  /** The page at an address; null, and a line in `pages`, where there is none. @throws the abort reason */
  async page(url: string, title: string): Promise<ProbedPage | null> {
    const fetched = await this.fetch({ url: url.replace(/#.*$/, ''), method: 'GET' });
    if (typeof fetched === 'string') {
      this.note(url, title, fetched);
      return null;
    }
    const type = fetched.headers['content-type'] ?? '';
    if (!isHtml(type, fetched.body)) {
      this.note(url, title, `not a web page, but ${type === '' ? 'a file' : type}`);
      return null;
    }
    const { hash } = new URL(url);
    return { ...fetched, url: `${fetched.url}${hash}`, html: listText(fetched).text };
  }

  /** What an address answers, or why it cannot be had. @throws the abort reason */
  async fetch(request: FetchRequest): Promise<FetchedPage | string> {
    if (this.left === 0) return SPENT;
    const { url, method, form, json, headers } = request;
    const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
    const type = json === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' };
    const { outcome } = await this.#fetcher.fetch(
      { url, method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) },
      { soft: false },
    );
    if (outcome.kind === 'not_modified') return 'HTTP 304 to a request without conditions';
    if (outcome.kind !== 'ok') return outcome.reason;
    return outcome.page;
  }

  /** Every request takes its turn with the pacer: redirects and robots.txt too. @throws FetchError */
  #spend(host: string): void {
    if (this.left === 0) throw failed(SPENT, host, { retryable: false });
    this.#requests++;
  }

  note(url: string, title: string, found: string): void {
    this.pages.push({ url, title, found });
  }

  readonly #stop = (): void => {
    this.#stopping.abort(this.#signal?.reason);
  };
}
