import type { Page } from 'playwright';
import type { Rendering } from '../contract.js';
import { failed } from '../fetch/fetch-error.js';
import type { WireAnswer, WireRequest } from '../fetch/wire.js';
import { Chromium } from './chromium.js';
import { BrowserCrawl } from './crawl.js';
import { type CookieJar, renderPage } from './render-page.js';
import { ScriptCache } from './script-cache.js';

export { BrowserMissingError } from './find-chromium.js';

export interface RendererParts {
  /** Fetches one request of the browser (page, script, XHR) through the portal's gate, robots, pace and limits. */
  readonly exchange: (request: WireRequest) => Promise<WireAnswer>;
  readonly userAgent: string;
  /** The Chromium to start; null looks for one. */
  readonly executablePath: string | null;
  /** The longest time without an answer of a page's scripts, and a fifth of the longest time for a page. */
  readonly totalMilliseconds: number;
  /** The most bytes of a rendered page. */
  readonly bodyBytes: number;
  /** A page rests when nothing was on its way to it and nothing in it changed for so long; by default half a second. */
  readonly restMilliseconds?: number;
}

const REST = 500;

/**
 * Renders pages in Chromium, one at a time. The browser never connects to anything: what a page asks for goes
 * through `exchange`. It starts with the first page, and keeps cookies from page to page, and nothing else.
 */
export class BrowserRenderer {
  readonly #parts: RendererParts;
  readonly #chromium: Chromium;
  readonly #scripts = new ScriptCache();
  readonly #jar: CookieJar = { cookies: [] };
  readonly #closing = new AbortController();
  #crawl: Promise<BrowserCrawl> | null = null;

  constructor(parts: RendererParts) {
    this.#parts = parts;
    this.#chromium = new Chromium(parts.executablePath);
  }

  /**
   * Renders one page. The answer's body is the page as its scripts made it, as HTML in UTF-8; status and headers are
   * those of the page, with `x-nianbao-clicks` where the page was to be clicked, and `x-nianbao-refused` where it
   * wanted what it must not have. What is no HTML is answered as it came.
   * @throws FetchError; BrowserMissingError; the signal's reason
   */
  async render(url: string, how: Rendering, signal?: AbortSignal): Promise<WireAnswer> {
    signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw closed(url);
    const ending = new AbortController();
    const giveUp = () => ending.abort(signal?.reason);
    const shut = () => ending.abort(closed(url));
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#closing.signal.addEventListener('abort', shut, { once: true });
    const work = this.#render(url, how, ending.signal);
    work.catch(() => undefined);
    const ended = new Promise<never>((_, reject) => {
      ending.signal.addEventListener('abort', () => reject(ending.signal.reason), { once: true });
    });
    try {
      return await Promise.race([work, ended]);
    } finally {
      signal?.removeEventListener('abort', giveUp);
      this.#closing.signal.removeEventListener('abort', shut);
    }
  }

  /** Ends the browser; a page that is being rendered fails. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#chromium.close();
    const crawl = await this.#crawl?.catch(() => null);
    await crawl?.close();
  }

  async #render(url: string, how: Rendering, signal: AbortSignal): Promise<WireAnswer> {
    const crawl = await this.#running();
    let answer: WireAnswer | null = null;
    await crawl.visit(url, async (page) => {
      signal.throwIfAborted();
      answer = await this.#visit(page, url, how, signal);
    });
    if (answer === null) throw failed('the browser returned no page', url);
    return answer;
  }

  async #visit(page: Page, url: string, how: Rendering, signal: AbortSignal): Promise<WireAnswer> {
    const { exchange, totalMilliseconds, bodyBytes, restMilliseconds = REST } = this.#parts;
    const [scripts, jar] = [this.#scripts, this.#jar];
    let isOpen = false;
    const onOpen = () => {
      isOpen = true;
    };
    const limits = { totalMilliseconds, bodyBytes, restMilliseconds, signal, onOpen };
    try {
      return await renderPage(url, how, { page, exchange, scripts, jar, ...limits });
    } catch (error) {
      // Its page may hang or be half crashed; the next one gets a browser of its own.
      if (isOpen) await this.#chromium.end();
      throw error;
    }
  }

  async #running(): Promise<BrowserCrawl> {
    const current = this.#crawl;
    if (current !== null && (await current).isOver && this.#crawl === current) this.#crawl = null;
    this.#crawl ??= BrowserCrawl.start(this.#chromium, this.#parts.userAgent);
    return this.#crawl;
  }
}

function closed(url: string): Error {
  return failed('the browser was closed', url);
}
