import { defined } from '../../src/defined.js';
import { plural } from '../../src/text/plural.js';
import type {
  CrawledPortal,
  CrawlSettings,
  FetchOutcome,
  FileLink,
  HarvestScope,
  ReportLink,
} from '../contract.js';
import type { Conditions } from '../fetch/conditions.js';
import { Fetcher, fetchLimits } from '../fetch/fetcher.js';
import { Gate, type Resolve } from '../fetch/gate.js';
import { type Clock, Pacer, systemClock } from '../fetch/pace.js';
import { RobotsBook } from '../fetch/robots.js';
import type { Transport } from '../fetch/transport.js';
import { titleRules } from '../lists/report-links.js';
import { workThrough } from './crawlee.js';
import { Frontier, type Job } from './frontier.js';
import { Listing, type ListJob } from './listing.js';
import { type Page, type Visit, Visitor } from './visit.js';

export interface CrawlOptions {
  readonly settings: CrawlSettings;
  readonly scope: HarvestScope;
  /** By default one pacer for the whole process. */
  readonly pacer?: Pacer;
  /** Give one book to all crawls of a run, so that each robots.txt is fetched once. */
  readonly robots?: RobotsBook;
  readonly clock?: Clock;
  /** Resolves host names; by default as the system does. */
  readonly resolve?: Resolve;
  /** Answers in place of the network. */
  readonly transport?: Transport;
  /** Stops the crawl after the request in flight. */
  readonly signal?: AbortSignal;
  /** Reads the lists only; no handler but `onProgress` is called. */
  readonly dryRun?: boolean;
  /** The listing of a crawl that was stopped: its lists are not read again, and only `links` are visited. */
  readonly resume?: ResumedListing;
}

export interface ResumedListing {
  /** The links not visited yet. */
  readonly links: readonly ReportLink[];
  readonly complete: boolean;
  readonly problems: readonly string[];
}

/** A crawl's calls to its caller. An error thrown by any of these ends the crawl and is thrown by `crawlPortal`. */
export interface CrawlHandlers {
  /** The conditions for a request, from an earlier capture of this address; null if there is none. */
  conditions(url: string): Promise<Conditions | null>;
  /** The listing, once, before the first report is visited; not called for a resumed crawl. */
  onListed?(listing: ResumedListing): Promise<void> | void;
  /** The known files of a page. */
  filesOf?(page: string): Promise<readonly FileLink[]>;
  /** The result for one report's address. Calls never overlap; the next page is fetched meanwhile. */
  onReport(visit: Visit): Promise<void>;
  /** Called once the listing has been visited: which further known addresses to visit. */
  revisit?(): Promise<readonly ReportLink[]>;
  onProgress?(progress: CrawlProgress): void;
}

interface CrawlProgress {
  readonly phase: 'lists' | 'reports';
  readonly done: number;
  /** Known so far; grows while lists are read, and with the addresses to be revisited. */
  readonly total: number;
}

export interface CrawlSummary {
  /** The report links within the scope, each address once; of a resumed crawl those that were left. */
  readonly links: readonly ReportLink[];
  /** Was every list read to its end, without a problem? Only then does a link's absence mean anything. */
  readonly complete: boolean;
  readonly problems: readonly string[];
  /** Why the crawl gave the portal up before its end, or null. */
  readonly givenUp: string | null;
  readonly fetched: CrawlCounts;
}

interface CrawlCounts {
  readonly lists: number;
  readonly reports: number;
  readonly files: number;
  readonly repeats: number;
  /** Of the reports, by verdict. */
  readonly outcomes: Readonly<Record<FetchOutcome['kind'], number>>;
}

const sharedPacer = new Pacer();

/**
 * Crawls one portal: first all its lists, then the reports they name, then those it was asked to revisit; one request
 * at a time for each host.
 * @throws what a handler threw; nothing else: what goes wrong on the portal is in the summary and the outcomes
 */
export async function crawlPortal(
  portal: CrawledPortal,
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
  readonly #visitor: Visitor;
  readonly #mostFailures: number;
  readonly #stopping = new AbortController();
  /** Aborted when an error ends the crawl: what is on the wire then is of no use. */
  readonly #breaking = new AbortController();
  readonly #counts = { lists: 0, reports: 0, files: 0, repeats: 0 };
  readonly #outcomes = { ok: 0, not_modified: 0, missing: 0, blocked: 0, failed: 0, off_limits: 0 };
  readonly #problems: string[] = [];
  #givenUp: string | null = null;
  #failuresInARow = 0;
  #toVisit = 0;
  /** The end of the last `onReport`: each waits for the one before. */
  #delivered: Promise<void> = Promise.resolve();

  constructor(portal: CrawledPortal, options: CrawlOptions, handlers: CrawlHandlers) {
    const { settings } = options;
    this.#options = options;
    this.#handlers = handlers;
    this.#mostFailures = portal.limits.failures ?? settings.limits.failures;
    const gate = new Gate(portal, options.resolve);
    const listPages = portal.limits.listPages ?? settings.limits.listPages;
    this.#listing = new Listing(portal, options.scope, gate, listPages, this.#stopping.signal);
    this.#fetcher = new Fetcher({
      gate,
      pacer: options.pacer ?? sharedPacer,
      robots: options.robots ?? new RobotsBook(),
      clock: options.clock ?? systemClock,
      limits: fetchLimits(portal, settings),
      stopping: this.#stopping.signal,
      breaking: this.#breaking.signal,
      ...defined({ transport: options.transport }),
    });
    this.#visitor = new Visitor({
      fetcher: this.#fetcher,
      titles: titleRules(portal.titles),
      browser: portal.browser,
      files: settings.limits.files,
      conditions: (url) => handlers.conditions(url),
      filesOf: async (page) => (await handlers.filesOf?.(page)) ?? [],
    });
    if (options.signal?.aborted) this.#stop();
    else options.signal?.addEventListener('abort', this.#stop, { once: true });
  }

  async run(): Promise<CrawlSummary> {
    const listing = this.#options.resume ?? (await this.#list());
    if (!this.#isStopped && this.#options.dryRun !== true) {
      if (this.#options.resume === undefined) await this.#handlers.onListed?.(listing);
      await this.#visit(listing.links);
      if (!this.#stopping.signal.aborted) await this.#visit((await this.#handlers.revisit?.()) ?? []);
    }
    return {
      links: listing.links,
      complete: listing.complete,
      problems: [...listing.problems, ...this.#problems],
      givenUp: this.#givenUp ?? (this.#stopping.signal.aborted ? 'stopped on request' : null),
      fetched: { ...this.#counts, outcomes: { ...this.#outcomes } },
    };
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#stop);
    await this.#fetcher.close();
  }

  /** Stopped by the caller, and not because the portal was given up. */
  get #isStopped(): boolean {
    return this.#stopping.signal.aborted && this.#givenUp === null;
  }

  async #list(): Promise<ResumedListing> {
    await this.#readLists(this.#listing.start());
    await this.#readLists(this.#listing.again());
    if (this.#isStopped) this.#listing.fail('the crawl was stopped before its lists were read');
    else if (this.#givenUp !== null) this.#listing.fail('the lists were not read completely');
    else this.#listing.finish();
    const { links, isComplete, problems } = this.#listing;
    return { links, complete: isComplete, problems };
  }

  async #readLists(jobs: readonly ListJob[]): Promise<void> {
    const frontier = new Frontier<ListJob>();
    for (const job of jobs) frontier.add(job);
    await this.#work(frontier, async (job) => {
      const page = await this.#fetchList(job);
      this.#counts.lists++;
      this.#counts.repeats += page.repeats;
      this.#problems.push(...page.problems);
      const { outcome } = page;
      const further =
        outcome.kind === 'ok'
          ? await this.#listing.read(job, outcome.page)
          : this.#listing.miss(job, outcome);
      for (const next of further) this.#queue(frontier, next);
      this.#progress('lists', this.#counts.lists, frontier.getTotalCount());
      if (page.giveUp !== null) this.#giveUp(page.giveUp);
    });
  }

  /** Adds a list page; one that was read already is no further page of its list. */
  #queue(frontier: Frontier<ListJob>, job: ListJob): void {
    if (frontier.add(job)) return;
    for (const next of this.#listing.repeat(job)) this.#queue(frontier, next);
  }

  async #fetchList(job: ListJob): Promise<Page> {
    const { request, step } = job;
    if (request.method === 'POST')
      return { ...(await this.#fetcher.fetch(request, { soft: false })), problems: [] };
    return this.#visitor.list(request, step.request.render, (page) => this.#listing.needsBrowser(job, page));
  }

  async #visit(links: readonly ReportLink[]): Promise<void> {
    const frontier = new Frontier<ReportJob>();
    for (const link of links) frontier.add({ url: link.url, key: link.url, link });
    this.#toVisit += links.length;
    await this.#work(frontier, async (job) => {
      const { visit, page } = await this.#visitor.report(job.link);
      this.#counts.repeats += page.repeats;
      this.#counts.files += visit.files.length;
      this.#problems.push(...visit.problems);
      this.#watch(visit.outcome);
      if (page.giveUp !== null) this.#giveUp(page.giveUp);
      await this.#deliver(visit);
      this.#progress('reports', this.#counts.reports, this.#toVisit);
    });
  }

  /** Works through a frontier; a wait that the stop broke off is no error. */
  async #work<J extends Job>(frontier: Frontier<J>, perform: (job: J) => Promise<void>): Promise<void> {
    await workThrough(
      frontier,
      async (job) => {
        try {
          await perform(job);
        } catch (error) {
          const { signal } = this.#stopping;
          if (signal.aborted && error === signal.reason) return;
          this.#breaking.abort();
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
    if (isBad && this.#failuresInARow >= this.#mostFailures) {
      this.#giveUp(
        `${plural(this.#failuresInARow, 'report')} in a row failed or were blocked, the last: ${outcome.reason}`,
      );
    }
  }

  async #deliver(visit: Visit): Promise<void> {
    const turn = this.#delivered.then(() => this.#handlers.onReport(visit));
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
