import { createRequire } from 'node:module';
import { describeError } from '../../src/errors.js';
import { decodeText } from '../../src/text/charset.js';
import { FetchError } from './fetch-error.js';
import type { WireAnswer } from './wire.js';

interface ParsedRobots {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
}

// The package is CommonJS, and its types declare a default export that it does not have.
const require = createRequire(import.meta.url);
const robotsParser: (url: string, text: string) => ParsedRobots = require('robots-parser');

/** The name the rules are looked up under. */
const ROBOTS_NAME = 'nianbao';

/** RFC 9309, 2.5: at least this much of the file has to be read. */
const MOST_BYTES = 512 * 1024;

/** What a host's robots.txt says. */
export type RobotsRules =
  | {
      readonly kind: 'rules';
      allows(url: string): boolean;
      /** Seconds between two requests, where the host asks for it. */
      readonly crawlDelay: number | null;
    }
  /** RFC 9309, 2.3.1.4: a host whose rules cannot be fetched is not crawled. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Fetches one robots.txt. @throws FetchError */
export type FetchRobots = (url: string) => Promise<WireAnswer>;

/** The rules of every host met in one run; each robots.txt is fetched once. */
export class RobotsBook {
  readonly #pages = new Map<string, Promise<RobotsRules>>();

  /** The rules for an address; `fetch` is called for the first address of an origin. */
  rules(url: URL, fetch: FetchRobots): Promise<RobotsRules> {
    const known = this.#pages.get(url.origin);
    // A crawl that was stopped while it fetched the file leaves the fetching to the others that want it.
    if (known !== undefined) return known.catch(() => this.rules(url, fetch));
    const asked = readRobots(`${url.origin}/robots.txt`, fetch);
    this.#pages.set(url.origin, asked);
    asked.catch(() => this.#pages.delete(url.origin));
    return asked;
  }
}

async function readRobots(url: string, fetch: FetchRobots): Promise<RobotsRules> {
  let answer: WireAnswer;
  try {
    answer = await fetch(url);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { stop } = error;
    // A file that leads elsewhere, or that is too long or out of bounds, is not there for us (2.3.1.2, 2.3.1.3).
    if (stop.kind !== 'failed' || isAbsent(stop.status)) return allowAll;
    return { kind: 'unreachable', reason: describeError(error) };
  }
  if (answer.status >= 500 || answer.status === 429)
    return { kind: 'unreachable', reason: `${url}: HTTP ${answer.status}` };
  if (answer.status !== 200) return allowAll;
  const { text } = decodeText(answer.body.subarray(0, MOST_BYTES));
  return parseRobots(url, text);
}

/** By the status alone, whatever body came with it (2.3.1.3). */
const isAbsent = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500 && status !== 429;

const allowAll: RobotsRules = { kind: 'rules', allows: () => true, crawlDelay: null };

/** Reads the text of a robots.txt; `url` is the file's own address. */
export function parseRobots(url: string, text: string): RobotsRules {
  const robots = robotsParser(url, text);
  const delay = robots.getCrawlDelay(ROBOTS_NAME);
  return {
    kind: 'rules',
    allows: (address) => robots.isAllowed(address, ROBOTS_NAME) ?? true,
    crawlDelay: delay !== undefined && Number.isFinite(delay) && delay > 0 ? delay : null,
  };
}
