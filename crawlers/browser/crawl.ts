/** Crawlee's PlaywrightCrawler as the renderer wants it: one page at a time, and nothing on its own account. */
import { createRequire } from 'node:module';
import type { PlaywrightCrawlerOptions, Request } from '@crawlee/playwright';
import type { BrowserType, Page } from 'playwright';
import { memoryOnly, silent } from '../crawl/crawlee.js';
import { Frontier, type Job } from '../crawl/frontier.js';
import { failed } from '../fetch/fetch-error.js';
import { type Chromium, contextOptions, NO_PROXY_THERE } from './chromium.js';

/** Crawlee's limit on one visit; the visits have their own. */
const VISIT_SECONDS = 7 * 86_400;
/** A browser without a page is ended after so long, or after so many pages. */
const IDLE_SECONDS = 120;
const PAGES = 100;

interface Visit extends Job {
  readonly perform: (page: Page) => Promise<void>;
  readonly settle: (error?: unknown) => void;
}

/** Visits are not navigated by Crawlee: what it asks for would not pass the gate. */
class Visits extends Frontier<Visit> {
  override async fetchNextRequest<T extends Record<string, unknown>>(): Promise<Request<T> | null> {
    const request = await super.fetchNextRequest<T>();
    if (request !== null) request.skipNavigation = true;
    return request;
  }
}

/** A run of Crawlee's browser crawler, from `start` until `close` or until no browser can be had. */
export class BrowserCrawl {
  readonly #chromium: Chromium;
  readonly #visits = new Visits();
  readonly #open = new Set<Visit>();
  readonly #crawler: Crawler;
  readonly #run: Promise<void>;
  #count = 0;
  #isOver = false;

  private constructor(chromium: Chromium, make: (visits: Visits) => Crawler) {
    this.#chromium = chromium;
    this.#crawler = make(this.#visits);
    this.#run = this.#crawler.run().then(
      () => this.#finish(failed('the browser was closed', 'about:blank')),
      (error: unknown) => this.#finish(causeOf(error)),
    );
  }

  static async start(chromium: Chromium, userAgent: string): Promise<BrowserCrawl> {
    const make = await crawlerFactory(chromium, userAgent);
    return new BrowserCrawl(chromium, make);
  }

  /** True once no further visit is possible. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Calls `perform` with a page of its own, once the visits before are over. @throws what it throws */
  visit(url: string, perform: (page: Page) => Promise<void>): Promise<void> {
    if (this.#isOver) return Promise.reject(failed('the browser was closed', url));
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown) => {
        this.#open.delete(visit);
        if (error === undefined) resolve();
        else reject(error);
      };
      const key = String(this.#count++);
      const visit: Visit = { url, key, perform, settle };
      this.#open.add(visit);
      this.#visits.add(visit);
      this.#crawler.wake();
    });
  }

  /** Ends the browser; visits that wait or are under way fail. */
  async close(): Promise<void> {
    await this.#chromium.close();
    this.#crawler.end();
    await this.#run;
  }

  #finish(error: unknown): void {
    this.#isOver = true;
    this.#visits.clear();
    for (const visit of [...this.#open]) visit.settle(error);
  }
}

/** What is asked of Crawlee's crawler. */
interface Crawler {
  run(): Promise<unknown>;
  /** Looks for visits now, and not at the next round. */
  wake(): void;
  /** Lets `run` end once the visit under way is over. */
  end(): void;
}

async function crawlerFactory(chromium: Chromium, userAgent: string): Promise<(visits: Visits) => Crawler> {
  const { PlaywrightCrawler } = await importCrawlee();
  const { chromium: browserType } = await import('playwright');
  // Crawlee starts Chromium with a flag that hides that it is driven by a program; so it does not start it.
  const launcher: BrowserType = Object.create(browserType, { launch: { value: () => chromium.launch() } });

  /** Stops with the harvest, and not on Ctrl+C on its own account. */
  class Run extends PlaywrightCrawler implements Crawler {
    #end: () => void = () => undefined;
    readonly #ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });

    constructor(visits: Visits, options: PlaywrightCrawlerOptions) {
      super(options, memoryOnly());
      this.requestManager = visits;
    }

    wake(): void {
      void this.autoscaledPool?.notify();
    }

    end(): void {
      this.#end();
      this.stop();
      this.wake();
    }

    /** As in crawlee.ts: the wall clock is no pace. */
    protected override delayRequest(): boolean {
      return false;
    }

    protected override _pauseOnMigration(): Promise<void> {
      return this.#ended;
    }
  }

  return (visits) => {
    const run: Run = new Run(visits, {
      keepAlive: true,
      log: silent,
      useSessionPool: false,
      persistCookiesPerSession: false,
      maxRequestRetries: 0,
      minConcurrency: 1,
      maxConcurrency: 1,
      requestHandlerTimeoutSecs: VISIT_SECONDS,
      statusMessageLoggingInterval: VISIT_SECONDS,
      statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: VISIT_SECONDS },
      autoscaledPoolOptions: { loggingIntervalSecs: null, maybeRunIntervalSecs: 0.25 },
      launchContext: { launcher, useIncognitoPages: true, launchOptions: { proxy: NO_PROXY_THERE } },
      browserPoolOptions: {
        useFingerprints: false,
        maxOpenPagesPerBrowser: 1,
        retireBrowserAfterPageCount: PAGES,
        retireInactiveBrowserAfterSecs: IDLE_SECONDS,
        prePageCreateHooks: [
          (_page, _browser, options) => {
            Object.assign(options ?? {}, contextOptions(userAgent));
          },
        ],
        postLaunchHooks: [
          (_page, controller) => {
            controller.browser.once('disconnected', () =>
              run.browserPool.retireBrowserController(controller),
            );
          },
        ],
      },
      requestHandler: async ({ request, page }) => {
        const visit = visits.jobOf(request);
        await visit.perform(page).then(
          () => visit.settle(),
          (error: unknown) => visit.settle(error),
        );
      },
      failedRequestHandler: ({ request }, error) => {
        visits.jobOf(request).settle(failed(`the browser returned no page: ${error.message}`, request.url));
      },
    });
    return run;
  };
}

/**
 * Loads Crawlee's browser crawler. Its browser pool opens, as soon as it is loaded and on all interfaces, an HTTP
 * proxy that takes anybody anywhere: that is kept shut.
 */
async function importCrawlee(): Promise<typeof import('@crawlee/playwright')> {
  const fromPool = createRequire(
    createRequire(createRequire(import.meta.url).resolve('@crawlee/playwright')).resolve(
      '@crawlee/browser-pool',
    ),
  );
  const { Server }: { Server: { prototype: { listen: () => Promise<void> } } } = fromPool('proxy-chain');
  const { listen } = Server.prototype;
  Server.prototype.listen = () => Promise.resolve();
  try {
    return await import('@crawlee/playwright');
  } finally {
    Server.prototype.listen = listen;
  }
}

/** What made Crawlee end its run. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'BrowserLaunchError' && error.cause instanceof Error
    ? error.cause
    : error;
}
