import { defined } from '../../src/defined.js';
import { NianbaoError } from '../../src/errors.js';
import { BrowserRenderer } from '../browser/renderer.js';
import type { CrawledPortal, CrawlSettings, FetchOutcome, Rendering } from '../contract.js';
import { type Conditions, conditionalHeaders, contradicts } from './conditions.js';
import { FetchError, failed, offLimits, UNASKED_304 } from './fetch-error.js';
import type { Gate } from './gate.js';
import { PortalHttpClient } from './http-client.js';
import { type Clock, HostHeldError, type Pacer } from './pace.js';
import type { RobotsBook } from './robots.js';
import type { Transport } from './transport.js';
import { type Asked, judgeAnswer, judgeError, retryAfter } from './verdict.js';
import type { Admit, WireAnswer, WireRequest } from './wire.js';

/** The limits of a portal's fetching; times in milliseconds. */
export interface FetchLimits {
  readonly userAgent: string;
  readonly pause: number;
  readonly idle: number;
  readonly total: number;
  readonly backoff: number;
  readonly retryAfter: number;
  readonly retries: number;
  readonly bodyBytes: number;
  readonly redirects: number;
  /** The Chromium to render with; null looks for one. */
  readonly browserPath: string | null;
}

/** The limits that a portal's crawl fetches under: nianbao.yaml's, and the portal's own pause. */
export function fetchLimits(portal: Pick<CrawledPortal, 'pause'>, settings: CrawlSettings): FetchLimits {
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
    browserPath: settings.browser.executablePath,
  };
}

export interface FetcherParts {
  readonly gate: Gate;
  readonly pacer: Pick<Pacer, 'acquire' | 'hold'>;
  readonly robots: RobotsBook;
  readonly clock: Clock;
  readonly limits: FetchLimits;
  /** Stops waiting: for turns, pauses and repeats. A request in flight is finished. */
  readonly stopping: AbortSignal;
  /** Breaks off even the request in flight; what was fetched for is of no use any more. */
  readonly breaking?: AbortSignal;
  /** Answers in place of the network. */
  readonly transport?: Transport;
  /** From 0 to 1, for the spread of pauses before repeats. */
  readonly random?: () => number;
}

/** An outcome, and what it means for the rest of the night. */
export interface Fetched {
  readonly outcome: FetchOutcome;
  readonly repeats: number;
  /** Why the portal has to be left alone tonight, or null. */
  readonly giveUp: string | null;
}

/**
 * Fetches for one portal, as a good guest: each hop, redirects included, passes the gate and robots.txt and
 * waits for its turn; failures that may pass are repeated, with growing pauses; Retry-After holds the host.
 */
export class Fetcher {
  readonly #client: PortalHttpClient;
  readonly #parts: FetcherParts;
  #hostIsDown: string | null = null;
  #renderer: BrowserRenderer | null = null;

  constructor(parts: FetcherParts) {
    this.#parts = parts;
    this.#client = new PortalHttpClient({
      gate: parts.gate,
      userAgent: parts.limits.userAgent,
      idleMilliseconds: parts.limits.idle,
      totalMilliseconds: parts.limits.total,
      bodyBytes: parts.limits.bodyBytes,
      redirects: parts.limits.redirects,
      admit: this.#admit,
      ...defined({ transport: parts.transport }),
    });
  }

  /**
   * Fetches until there is a verdict that repeating would not better. A 304 that cannot be believed is asked for anew,
   * without conditions. @throws the abort reason
   */
  async fetch(request: WireRequest, options: Conditions & { soft?: boolean } = {}): Promise<Fetched> {
    const conditions = conditionalHeaders(options, this.#parts.clock.now());
    const first = await this.#fetch(request, conditions, options);
    const { outcome } = first;
    if (outcome.kind !== 'not_modified') return first;
    if (Object.keys(conditions).length === 0) return { ...first, outcome: unasked(outcome) };
    if (first.giveUp !== null || !contradicts(conditions, outcome.headers)) return first;
    const second = await this.fetch(request, defined({ soft: options.soft }));
    return { ...second, repeats: first.repeats + second.repeats };
  }

  #fetch(
    request: WireRequest,
    conditions: Readonly<Record<string, string>>,
    options: { soft?: boolean },
  ): Promise<Fetched> {
    const { breaking } = this.#parts;
    const headers = { ...request.headers, ...conditions };
    const whole = { ...request, headers, refreshes: true, ...defined({ signal: breaking }) };
    return this.#insist(request, () => this.#client.exchange(whole), options);
  }

  /** Renders a page in a browser. Where there is none, that is the failure. @throws the abort reason */
  async render(url: string, how: Rendering, options: { soft?: boolean }): Promise<Fetched> {
    const fetched = await this.#insist({ url, method: 'GET' }, () => this.#render(url, how), options);
    return { ...fetched, outcome: { ...fetched.outcome, rendered: true } };
  }

  /** What is not fetched at all, for a reason of our own. */
  refused(url: string, reason: string): Fetched {
    const error = failed(reason, url, { retryable: false });
    const now = new Date(this.#parts.clock.now());
    return { outcome: judgeError({ url, method: 'GET' }, error, now, 0), repeats: 0, giveUp: null };
  }

  /** Closes all connections, and the browser. */
  async close(): Promise<void> {
    await this.#renderer?.close();
    await this.#client.close();
  }

  async #insist(asked: Asked, exchange: Exchange, options: { soft?: boolean }): Promise<Fetched> {
    const { limits } = this.#parts;
    for (let repeats = 0; ; repeats++) {
      const outcome = await this.#once(asked, exchange, options);
      const giveUp = this.#heed(outcome);
      const isLast = outcome.kind !== 'failed' || !outcome.retryable || repeats >= limits.retries;
      if (isLast || giveUp !== null || !(await this.#rest(repeats))) {
        return { outcome, repeats, giveUp: giveUp ?? this.#hostIsDown };
      }
    }
  }

  async #render(url: string, how: Rendering): Promise<WireAnswer> {
    const { limits, stopping } = this.#parts;
    this.#renderer ??= new BrowserRenderer({
      exchange: (request) => this.#client.exchange(request),
      userAgent: limits.userAgent,
      executablePath: limits.browserPath,
      totalMilliseconds: limits.total,
      bodyBytes: limits.bodyBytes,
    });
    try {
      return await this.#renderer.render(url, how, stopping);
    } catch (error) {
      if (error instanceof FetchError || !(error instanceof NianbaoError)) throw error;
      throw failed(error.describe(), url, { retryable: false, cause: error }); // no browser to be found
    }
  }

  /** Waits before a repeat; false where the crawl is stopped meanwhile, and the last outcome has to do. */
  async #rest(repeats: number): Promise<boolean> {
    const { clock, limits, stopping, random = Math.random } = this.#parts;
    // spread by half, so that portals that failed together do not come back together
    const spread = 0.75 + random() / 2;
    try {
      await clock.sleep(limits.backoff * 2 ** repeats * spread, stopping);
      return true;
    } catch (error) {
      if (stopping.aborted) return false;
      throw error;
    }
  }

  async #once(asked: Asked, exchange: Exchange, options: { soft?: boolean }): Promise<FetchOutcome> {
    const { clock } = this.#parts;
    const at = new Date(clock.now());
    const begun = clock.elapsed();
    try {
      return judgeAnswer(asked, await exchange(), options);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (error.stop.kind === 'failed' && error.stop.hostIsDown) this.#hostIsDown = error.message;
      return judgeError(asked, error, at, clock.elapsed() - begun);
    }
  }

  /** Says so where Retry-After asks for more patience than a night has. */
  #heed(outcome: FetchOutcome): string | null {
    const { limits, clock } = this.#parts;
    if (outcome.kind !== 'failed' || outcome.retryAt === null) return null;
    const isTooLong = outcome.retryAt.getTime() - clock.now() > limits.retryAfter;
    return isTooLong ? new HostHeldError(new URL(outcome.url).host, outcome.retryAt).message : null;
  }

  readonly #admit: Admit = async (url) => {
    const { robots, limits } = this.#parts;
    const rules = await robots.rules(url, (address) => this.#fetchRobots(address));
    if (rules.kind === 'unreachable') {
      const reason = `cannot fetch the robots.txt of ${url.host}, so the host is not crawled: ${rules.reason}`;
      throw failed(reason, url.href, { retryable: false, hostIsDown: true });
    }
    if (!rules.allows(url.href)) throw offLimits('robots', `robots.txt disallows ${url.pathname}`, url.href);
    return this.#turn(url, Math.max(limits.pause, (rules.crawlDelay ?? 0) * 1000));
  };

  /** Waits for the host's turn. At its end, before anybody else gets a turn, Retry-After holds the host. */
  async #turn(url: URL, pause: number): ReturnType<Admit> {
    const { pacer, limits, clock, stopping } = this.#parts;
    try {
      const release = await pacer.acquire(url.host, pause, stopping, limits.retryAfter);
      return (head) => {
        if (head !== null && (head.status === 429 || head.status >= 500)) {
          const until = retryAfter(head.headers['retry-after'], clock.now());
          if (until !== null) pacer.hold(url.host, until);
        }
        release();
      };
    } catch (error) {
      if (!(error instanceof HostHeldError)) throw error;
      throw failed(error.message, url.href, { retryable: false, hostIsDown: true });
    }
  }

  /** A robots.txt, with the same patience as any other request. */
  async #fetchRobots(url: string): Promise<WireAnswer> {
    const { limits, stopping } = this.#parts;
    const admit: Admit = (hop) => this.#turn(hop, limits.pause);
    for (let repeats = 0; ; repeats++) {
      const isLast = repeats >= limits.retries;
      try {
        const answer = await this.#client.exchange({ url, method: 'GET' }, admit);
        if (isLast || answer.status < 500) return answer;
      } catch (error) {
        const mayPass = error instanceof FetchError && error.stop.kind === 'failed' && error.stop.retryable;
        if (isLast || !mayPass) throw error;
      }
      if (!(await this.#rest(repeats))) stopping.throwIfAborted();
    }
  }
}

type Exchange = () => Promise<WireAnswer>;

/** A 304 to a request without conditions says nothing of what stands there. */
function unasked(outcome: Extract<FetchOutcome, { kind: 'not_modified' }>): FetchOutcome {
  const { url, method, fetchedAt, milliseconds, status } = outcome;
  return {
    url,
    method,
    fetchedAt,
    milliseconds,
    status,
    kind: 'failed',
    reason: UNASKED_304,
    retryable: false,
    retryAt: null,
  };
}
