import type { Page, Request, Route } from 'playwright';
import { FetchError, failed } from '../fetch/fetch-error.js';
import { isHtml } from '../fetch/page-text.js';
import type { WireAnswer, WireRequest } from '../fetch/wire.js';
import type { ScriptCache } from './script-cache.js';
import type { Vigil } from './vigil.js';
import { cookieHeader, incoming, incomingDocument, outgoing, withoutHash } from './wire-shapes.js';

/** Requests of one page that are made; a page that wants more is no page to be read. */
const MOST_REQUESTS = 200;
/** Times that the page may replace itself by another; challenges do it once or twice. */
const MOST_NAVIGATIONS = 5;

/** What a page needs to make itself; not what it looks like, and nothing that only tells others about the visit. */
const WANTED = new Set(['document', 'script', 'xhr', 'fetch']);
/** Documents in frames that no page is made of. */
const FILE =
  /\.(?:pdf|docx?|rtf|wps|ofd|xlsx?|et|pptx?|f?od[ts]|uo[fst]|mht(?:ml)?|eml|zip|rar|7z|tar|t?gz|jpe?g|png|gif|mp[34])$/i;

export interface TrafficParts {
  readonly page: Page;
  readonly vigil: Vigil;
  readonly exchange: (request: WireRequest) => Promise<WireAnswer>;
  readonly scripts: ScriptCache;
}

/**
 * All that a page asks for while it is rendered. Nothing reaches the network from the browser: what is wanted goes
 * through `exchange`, and the rest is refused.
 */
export class Traffic {
  readonly #parts: TrafficParts;
  /** Documents that were fetched and wait to be asked for under the address they came from. */
  readonly #inHand = new Map<string, WireAnswer>();
  readonly #refused: string[] = [];
  #main: WireAnswer | null = null;
  #inFlight = 0;
  #quietSince = performance.now();
  #requests = 0;
  #navigations = 0;
  #isRestless = false;
  #milliseconds = 0;

  constructor(parts: TrafficParts) {
    this.#parts = parts;
  }

  /** Since when nothing has been on its way to the page; null while something is. */
  get quietSince(): number | null {
    return this.#inFlight > 0 ? null : this.#quietSince;
  }

  /** Is something being fetched for the page? */
  get isFetching(): boolean {
    return this.#inFlight > 0;
  }

  /** Does the page go on replacing itself? It is not followed any further then. */
  get isRestless(): boolean {
    return this.#isRestless;
  }

  /** The last document of the page's main frame. @throws TypeError before there is one */
  get main(): WireAnswer {
    if (this.#main === null) throw new TypeError('no document was fetched');
    return this.#main;
  }

  /** Time on the wire, of all requests together. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  /** Addresses that the page wanted and must not have. */
  get refused(): readonly string[] {
    return this.#refused;
  }

  /** A click of ours may lead to another page. */
  allowNavigation(): void {
    this.#navigations = 0;
  }

  /** Fetches the page's own document. @throws FetchError */
  async begin(url: string): Promise<WireAnswer> {
    const { page, vigil } = this.#parts;
    const cookies = await vigil.race(page.context().cookies(withoutHash(url)));
    const answer = await this.#exchange({ url, method: 'GET', headers: cookieHeader(cookies) });
    this.#main = answer;
    this.#inHand.set(withoutHash(answer.url), answer);
    return answer;
  }

  /** Answers one request of the page. Never throws: what goes wrong breaks the rendering off. */
  async answer(route: Route): Promise<void> {
    const { vigil } = this.#parts;
    this.#inFlight++;
    try {
      await this.#answer(route);
    } catch (error) {
      if (!vigil.signal.aborted) vigil.break(error);
    } finally {
      this.#inFlight--;
      this.#quietSince = performance.now();
    }
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const scheme = new URL(request.url()).protocol;
    if (scheme === 'data:' || scheme === 'blob:') return route.continue();
    const isMain = this.#isMainDocument(request);
    if (scheme !== 'http:' && scheme !== 'https:') return route.abort('blockedbyclient');
    // Scripts that load a style sheet wait for it; an empty one costs nobody anything.
    if (request.resourceType() === 'stylesheet') return route.fulfill({ contentType: 'text/css', body: '' });
    if (!WANTED.has(request.resourceType()) || this.#isStranger(request))
      return route.abort('blockedbyclient');
    if (request.resourceType() === 'document') return this.#answerDocument(route, request, isMain);
    const answer = await this.#fetch(request);
    if (answer === null) return route.abort('blockedbyclient');
    await route.fulfill({ status: answer.status, headers: incoming(answer), body: answer.body });
  }

  async #answerDocument(route: Route, request: Request, isMain: boolean): Promise<void> {
    const url = withoutHash(request.url());
    const known = request.method() === 'GET' ? this.#inHand.get(url) : undefined;
    this.#inHand.delete(url);
    if (known === undefined && isMain && this.#navigations++ >= MOST_NAVIGATIONS) this.#isRestless = true;
    if (isMain && this.#isRestless) return route.abort('aborted');
    if (known === undefined && !isMain && FILE.test(new URL(url).pathname))
      return route.abort('blockedbyclient');
    const answer = known ?? (await this.#fetch(request, isMain));
    if (answer === null || !isDocument(answer)) return route.abort('aborted');
    const finalUrl = withoutHash(answer.url);
    if (finalUrl !== url) {
      // The address must be right, for the links in it stand on it; so the page is sent there, and finds it in hand.
      this.#inHand.set(finalUrl, answer);
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: signpost(answer.url) });
    }
    if (isMain) this.#main = answer;
    await route.fulfill({ status: answer.status, headers: incomingDocument(answer), body: answer.body });
  }

  /** Null for what is not to be had. @throws FetchError, for the page's own document only */
  async #fetch(request: Request, isMain = false): Promise<WireAnswer | null> {
    const { page, scripts } = this.#parts;
    const url = withoutHash(request.url());
    const isScript = request.resourceType() === 'script' && request.method() === 'GET';
    const known = isScript ? scripts.get(url) : undefined;
    if (known !== undefined) return known;
    const wire = outgoing(request, await page.context().cookies(url));
    if (wire === null) return null;
    try {
      const answer = await this.#exchange(wire);
      if (isScript) scripts.keep(url, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof FetchError) || isMain) throw error;
      if (error.stop.kind === 'off_limits') this.#refused.push(url);
      return null;
    }
  }

  async #exchange(request: WireRequest): Promise<WireAnswer> {
    const { vigil, exchange } = this.#parts;
    if (++this.#requests > MOST_REQUESTS) {
      vigil.break(
        failed(`the page makes more than ${MOST_REQUESTS} requests`, this.main.url, { retryable: false }),
      );
    }
    const answer = await vigil.race(exchange({ ...request, signal: vigil.signal }));
    this.#milliseconds += answer.milliseconds;
    return answer;
  }

  #isMainDocument(request: Request): boolean {
    const { page } = this.#parts;
    return (
      request.isNavigationRequest() && !this.#isStranger(request) && request.frame() === page.mainFrame()
    );
  }

  /** Does the request come from another page, such as one that this page opened? */
  #isStranger(request: Request): boolean {
    try {
      return request.frame().page() !== this.#parts.page;
    } catch {
      return true; // Playwright: a page that does not exist yet
    }
  }
}

/** Can the browser show it as a page? */
export function isDocument({ status, headers, body }: WireAnswer): boolean {
  return body.length > 0 && status !== 204 && status !== 205 && isHtml(headers['content-type'] ?? '', body);
}

function signpost(url: string): string {
  return `<!doctype html><script>location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})</script>`;
}
