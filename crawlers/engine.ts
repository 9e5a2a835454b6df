import type { PortalConfig } from '../src/config/portal.js';
import type { Settings } from '../src/config/settings.js';
import type { FetchOutcome, HarvestScope, ReportLink } from './contract.js';
import { workThrough } from './crawlee.js';
import { Fetcher, type FetchLimits } from './fetcher.js';
import { Frontier, type Job } from './frontier.js';
import { Gate } from './gate.js';
import { Listing, type ListJob } from './listing.js';
import { type Clock, Pacer, systemClock } from './pace.js';
import { RobotsBook } from './robots.js';

export interface CrawlOptions {
  readonly settings: Settings;
  readonly scope: HarvestScope;
  /** By default one pacer for the whole process. */
  readonly pacer?: Pacer;
  /** Give one book to all crawls of a run, so that each robots.txt is fetched once. */
  readonly robots?: RobotsBook;
  readonly clock?: Clock;
  /** Stops the crawl after the request in flight. */
  readonly signal?: AbortSignal;
  /** Reads the lists only; `onListed` and `onReport` are not called. */
  readonly dryRun?: boolean;
}

/** What a crawl tells its caller. An error thrown by any of these ends the crawl and is thrown by `crawlPortal`. */
export interface CrawlHandlers {
  /** What a former capture of this address lets the request say; null where there is none. */
  conditions(url: string): Promise<{ etag: string | null; lastModified: string | null } | null>;
  /** The listing, once, before the first report is fetched; `complete` as in `CrawlSummary`. */
  onListed?(links: readonly ReportLink[], complete: boolean): Promise<void> | void;
  /** One report's outcome. Calls never overlap; the next page is fetched meanwhile. */
  onReport(link: ReportLink, outcome: FetchOutcome): Promise<void>;
  onProgress?(progress: CrawlProgress): void;
}

export interface CrawlProgress {
  readonly phase: 'lists' | 'reports';
  readonly done: number;
  /** Known so far; grows while lists are read. */
  readonly total: number;
}

export interface CrawlSummary {
  /** The report links within the scope, each address once. */
  readonly links: readonly ReportLink[];
  /** Was every list read to its end, without a problem? Only then does a link's absence mean anything. */
  readonly complete: boolean;
  readonly problems: readonly string[];
  /** Why the portal was left before its end, or null. */
  readonly givenUp: string | null;
  readonly fetched: CrawlCounts;
}

export interface CrawlCounts {
  readonly lists: number;
  readonly reports: number;
  readonly repeats: number;
  /** Of the reports, by verdict. */
  readonly outcomes: Readonly<Record<FetchOutcome['kind'], number>>;
}

const sharedPacer = new Pacer();

/**
 * Crawls one portal: first all its lists, then the reports they name, one request at a time for each host.
 * @throws what a handler threw; nothing else: what goes wrong on the portal is in the summary and the outcomes
 */
export async function crawlPortal(
  portal: PortalConfig,
  options: CrawlOptions,
  handlers: CrawlHandlers,
): Promise<CrawlSummary> {
  const crawl = new Crawl(portal, options, handlers);
  try {
    return await crawl.run();
  } finally {
    await crawl.close();
  }
}

interface ReportJob extends Job {
  readonly link: ReportLink;
}

class Crawl {
  readonly #options: CrawlOptions;
  readonly #handlers: CrawlHandlers;
  readonly #listing: Listing;
  readonly #fetcher: Fetcher;
  readonly #stopping = new AbortController();
  readonly #counts = { lists: 0, reports: 0, repeats: 0 };
  readonly #outcomes = { ok: 0, not_modified: 0, missing: 0, blocked: 0, failed: 0, off_limits: 0 };
  #givenUp: string | null = null;
  #failuresInARow = 0;
  /** The end of the last `onReport`: each waits for the one before. */
  #delivered: Promise<void> = Promise.resolve();

  constructor(portal: PortalConfig, options: CrawlOptions, handlers: CrawlHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    const gate = new Gate(portal);
    this.#listing = new Listing(portal, options.scope, gate, options.settings.limits.listPages);
    this.#fetcher = new Fetcher({
      gate,
      pacer: options.pacer ?? sharedPacer,
      robots: options.robots ?? new RobotsBook(),
      clock: options.clock ?? systemClock,
      limits: fetchLimits(portal, options.settings),
      stopping: this.#stopping.signal,
    });
    if (options.signal?.aborted) this.#stop();
    else options.signal?.addEventListener('abort', this.#stop, { once: true });
  }

  async run(): Promise<CrawlSummary> {
    await this.#readLists();
    const isStopped = this.#stopping.signal.aborted && this.#givenUp === null;
    if (isStopped) this.#listing.fail('the crawl was stopped before its lists were read');
    else if (this.#givenUp !== null) this.#listing.fail('the lists were not read to their end');
    else this.#listing.finish();
    const { links, isComplete } = this.#listing;
    if (!isStopped && this.#options.dryRun !== true) {
      await this.#handlers.onListed?.(links, isComplete);
      await this.#fetchReports(links);
    }
    return {
      links,
      complete: isComplete,
      problems: this.#listing.problems,
      givenUp: this.#givenUp ?? (this.#stopping.signal.aborted ? 'stopped on request' : null),
      fetched: { ...this.#counts, outcomes: { ...this.#outcomes } },
    };
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#stop);
    await this.#fetcher.client.close();
  }

  async #readLists(): Promise<void> {
    const frontier = new Frontier<ListJob>();
    for (const job of this.#listing.start()) frontier.add(job);
    await this.#work(frontier, async (job, send) => {
      const fetched = await this.#fetcher.fetch(job, send, { soft: false });
      this.#counts.lists++;
      this.#counts.repeats += fetched.repeats;
      if (fetched.outcome.kind === 'ok') {
        for (const next of this.#listing.read(job, fetched.outcome.page)) frontier.add(next);
      } else this.#listing.miss(job, fetched.outcome);
      this.#progress('lists', this.#counts.lists, frontier.getTotalCount());
      if (fetched.giveUp !== null) this.#giveUp(fetched.giveUp);
    });
  }

  async #fetchReports(links: readonly ReportLink[]): Promise<void> {
    const frontier = new Frontier<ReportJob>();
    for (const link of links)
      frontier.add({ url: link.url, method: 'GET', key: link.url, headers: {}, link });
    await this.#work(frontier, async (job, send) => {
      const conditions = await this.#handlers.conditions(job.url);
      const fetched = await this.#fetcher.fetch(job, send, conditions ?? {});
      this.#counts.repeats += fetched.repeats;
      this.#watch(fetched.outcome);
      if (fetched.giveUp !== null) this.#giveUp(fetched.giveUp);
      await this.#deliver(job.link, fetched.outcome);
      this.#progress('reports', this.#counts.reports, links.length);
    });
  }

  /** Works through a frontier; a wait that the stop broke off is no error. */
  async #work<J extends Job>(
    frontier: Frontier<J>,
    perform: Parameters<typeof workThrough<J>>[2],
  ): Promise<void> {
    await workThrough(
      frontier,
      this.#fetcher.client,
      async (job, send) => {
        try {
          await perform(job, send);
        } catch (error) {
          const { signal } = this.#stopping;
          if (signal.aborted && error === signal.reason) return;
          this.#stop();
          throw error;
        }
      },
      this.#stopping,
    );
  }

  /** Counts an outcome, and leaves the portal after too many failures in a row. */
  #watch(outcome: FetchOutcome): void {
    this.#counts.reports++;
    this.#outcomes[outcome.kind]++;
    if (outcome.kind === 'off_limits') return;
    const isBad = outcome.kind === 'failed' || outcome.kind === 'blocked';
    this.#failuresInARow = isBad ? this.#failuresInARow + 1 : 0;
    if (isBad && this.#failuresInARow >= this.#options.settings.limits.failures) {
      this.#giveUp(
        `${this.#failuresInARow} reports in a row failed or were blocked, the last: ${outcome.reason}`,
      );
    }
  }

  async #deliver(link: ReportLink, outcome: FetchOutcome): Promise<void> {
    const turn = this.#delivered.then(() => this.#handlers.onReport(link, outcome));
    this.#delivered = turn;
    await turn;
  }

  #progress(phase: CrawlProgress['phase'], done: number, total: number): void {
    this.#handlers.onProgress?.({ phase, done, total });
  }

  #giveUp(reason: string): void {
    this.#givenUp ??= reason;
    this.#stop();
  }

  readonly #stop = (): void => {
    if (!this.#stopping.signal.aborted) this.#stopping.abort();
  };
}

function fetchLimits(portal: PortalConfig, settings: Settings): FetchLimits {
  const { timeouts, limits } = settings;
  return {
    userAgent: settings.userAgent,
    pause: portal.pause * 1000,
    idle: timeouts.idle * 1000,
    total: timeouts.total * 1000,
    backoff: timeouts.backoff * 1000,
    retryAfter: timeouts.retryAfter * 1000,
    retries: limits.retries,
    bodyBytes: limits.bodyBytes,
    redirects: limits.redirects,
  };
}
