/** Fetching the page that a probe looks at, as politely as a crawl, and the pages in its frames. */
import type { CrawledPortal, CrawlSettings, FetchedPage } from '../contract.js';
import { Fetcher, type FetcherParts, fetchLimits } from '../fetch/fetcher.js';
import { Gate } from '../fetch/gate.js';
import { type Clock, type Pacer, systemClock } from '../fetch/pace.js';
import { isHtml } from '../fetch/page-text.js';
import type { RobotsBook } from '../fetch/robots.js';
import { frameAddress } from '../lists/iframe-shell.js';
import { listText } from '../lists/list-page.js';
import { fetchError, ProbeError } from './error.js';

/** The settings of crawls, and the seconds between two requests to one host. */
export interface ProbeSettings extends CrawlSettings {
  readonly pause: number;
}

/** What a probe and its trial crawls share, so that together they are one polite visit. */
export interface ProbeVisit {
  readonly settings: ProbeSettings;
  readonly pacer: Pacer;
  readonly robots: RobotsBook;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** A page, and its text. */
export interface ProbedPage extends FetchedPage {
  readonly html: string;
}

/** Frames within frames that are looked into. */
const MOST_DEPTH = 2;

/**
 * The page, then, as long as `isEnough` does not hold of the last one, the pages in frames.
 * @throws ProbeError where the page itself cannot be had; a frame that cannot is left out
 */
export async function fetchPages(
  url: URL,
  site: CrawledPortal,
  visit: ProbeVisit,
  isEnough: (page: ProbedPage) => boolean,
): Promise<ProbedPage[]> {
  const fetcher = visitFetcher(site, visit);
  try {
    const first = await fetchPage(fetcher, url, {});
    const pages = [first];
    for (let page = first; pages.length <= MOST_DEPTH && !isEnough(page); ) {
      const inner = frameAddress(page.html, page.url);
      if (inner === null || pages.some((known) => known.url === inner)) break;
      try {
        page = await fetchPage(fetcher, new URL(inner), { referer: page.url });
      } catch (error) {
        if (error instanceof ProbeError) break;
        throw error;
      }
      pages.push(page);
    }
    return pages;
  } finally {
    await fetcher.close();
  }
}

async function fetchPage(
  fetcher: Fetcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<ProbedPage> {
  const { hash } = url;
  const bare = new URL(url);
  bare.hash = '';
  const { outcome } = await fetcher.fetch({ url: bare.href, method: 'GET', headers }, { soft: false });
  if (outcome.kind !== 'ok') throw fetchError(outcome, url.href);
  const page = probedPage(outcome.page, hash);
  if (typeof page !== 'string') return page;
  throw new ProbeError('not_html', page, {
    url: url.href,
    hint: 'give the address of the page that lists the reports',
  });
}

/** A page with its text, under the address that was asked for with this hash; what it is instead of a page, in words. */
export function probedPage(page: FetchedPage, hash: string): ProbedPage | string {
  const type = page.headers['content-type'] ?? '';
  if (!isHtml(type, page.body)) return `not a web page, but ${type === '' ? 'a file' : type}`;
  const asked = { ...page, url: `${page.url.replace(/#.*$/, '')}${hash}` };
  return { ...asked, html: listText(asked).text };
}

/** What fetches for a visit; to be closed at its end. */
export function visitFetcher(
  site: CrawledPortal,
  visit: Omit<ProbeVisit, 'pacer'> & Pick<FetcherParts, 'pacer'>,
): Fetcher {
  return new Fetcher({
    gate: new Gate(site),
    pacer: visit.pacer,
    robots: visit.robots,
    clock: visit.clock ?? systemClock,
    stopping: visit.signal ?? new AbortController().signal,
    limits: fetchLimits(site, visit.settings),
  });
}
