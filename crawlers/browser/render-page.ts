import type { BrowserContext, Page } from 'playwright';
import type { Rendering } from '../contract.js';
import { failed, offLimits } from '../fetch/fetch-error.js';
import { judgeAnswer } from '../fetch/verdict.js';
import type { WireAnswer, WireRequest } from '../fetch/wire.js';
import { PageWorld } from './page-world.js';
import type { ScriptCache } from './script-cache.js';
import { isDocument, Traffic } from './traffic.js';
import { Vigil } from './vigil.js';
import { renderedHeaders, withoutHash } from './wire-shapes.js';

/** Without anything on its way, a page that goes on changing (a clock, a ticker) is taken as it is after so long. */
const RESTLESS = 5_000;
/** How long a resting page may take to show what was waited for, or to react to a click. */
const PATIENCE = 10_000;
const CLICK_PATIENCE = 3_000;
const GLANCE = 50;
const MOST_DIALOGS = 20;
/** Time in all, in multiples of the time for one exchange: most of it is waiting for turns. */
const TOTAL = 5;
/** Statuses with which no page comes whose scripts could tell more. */
const FINAL_STATUSES = new Set([304, 404, 410, 429]);

/** The cookies that pages were given, from page to page. */
export interface CookieJar {
  cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
}

export interface RenderParts {
  readonly page: Page;
  readonly exchange: (request: WireRequest) => Promise<WireAnswer>;
  readonly scripts: ScriptCache;
  readonly jar: CookieJar;
  readonly totalMilliseconds: number;
  readonly bodyBytes: number;
  /** A page rests when nothing was on its way to it and nothing in it changed for so long. */
  readonly restMilliseconds: number;
  readonly signal: AbortSignal;
  /** Told when the page gets to see anything: from then on, whatever goes wrong may have left it in any state. */
  readonly onOpen: () => void;
}

/**
 * Renders one page in a tab that is used for nothing else.
 * @throws FetchError; the signal's reason
 */
export async function renderPage(url: string, how: Rendering, parts: RenderParts): Promise<WireAnswer> {
  const vigil: Vigil = new Vigil({
    url,
    totalMilliseconds: parts.totalMilliseconds * TOTAL,
    silenceMilliseconds: parts.totalMilliseconds,
    isBusy: () => traffic.isFetching,
    signal: parts.signal,
  });
  const traffic = new Traffic({ ...parts, vigil });
  try {
    const context = parts.page.context();
    await vigil.race(guard(parts.page, traffic, vigil, url));
    // A cookie that cannot be put back must not keep the others out, nor the page.
    await vigil.race(Promise.allSettled(parts.jar.cookies.map((cookie) => context.addCookies([cookie]))));
    const first = await traffic.begin(url);
    if (FINAL_STATUSES.has(first.status) || !isDocument(first)) return first;
    parts.onOpen();
    const answer = await new Rendered(url, how, parts, traffic, vigil, first).answer();
    parts.jar.cookies = await vigil.race(context.cookies());
    return answer;
  } finally {
    vigil.end();
  }
}

/** Takes care that the page reaches nothing but through `traffic`, and that nothing of it waits for a human. */
async function guard(page: Page, traffic: Traffic, vigil: Vigil, url: string): Promise<void> {
  const context = page.context();
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    if (++dialogs > MOST_DIALOGS) {
      vigil.break(failed('the page opens one dialog after another', url, { retryable: false }));
    }
    const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
    answer.catch(() => undefined);
  });
  page.on('crash', () => vigil.break(failed('the page crashed', url)));
  page.on('close', () => vigil.break(failed('the browser exited while it rendered the page', url)));
  context.on('page', (other) => {
    if (other !== page) other.close().catch(() => undefined);
  });
  await context.route(/.*/, (route) => traffic.answer(route));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
}

class Rendered {
  readonly #url: string;
  readonly #how: Rendering;
  readonly #parts: RenderParts;
  readonly #traffic: Traffic;
  readonly #vigil: Vigil;
  readonly #first: WireAnswer;

  constructor(
    url: string,
    how: Rendering,
    parts: RenderParts,
    traffic: Traffic,
    vigil: Vigil,
    first: WireAnswer,
  ) {
    this.#url = url;
    this.#how = how;
    this.#parts = parts;
    this.#traffic = traffic;
    this.#vigil = vigil;
    this.#first = first;
  }

  async answer(): Promise<WireAnswer> {
    const { page } = this.#parts;
    const world = await PageWorld.of(page, this.#vigil, this.#url);
    await this.#vigil.race(
      page.goto(this.#first.url, { waitUntil: 'commit', timeout: 0 }).catch(ignoreCutOff),
    );
    await this.#settle(world, this.#how.waitFor ?? null);
    const clicks = await this.#click(world);
    const html = await world.html(this.#parts.bodyBytes);
    if (html === null) throw this.#tooLarge();
    const body = Buffer.from(inUtf8(html), 'utf8');
    if (body.length > this.#parts.bodyBytes) throw this.#tooLarge();
    const answer = this.#answerWith(body, clicks);
    if (
      this.#traffic.isRestless &&
      judgeAnswer({ url: this.#url, method: 'GET' }, answer).kind !== 'blocked'
    ) {
      throw failed('the page keeps replacing itself', this.#url, { retryable: false });
    }
    return answer;
  }

  #answerWith(body: Buffer, clicks: number | null): WireAnswer {
    const { main, milliseconds, refused } = this.#traffic;
    const headers = renderedHeaders(main);
    if (clicks !== null) headers['x-nianbao-clicks'] = String(clicks);
    const [one] = refused;
    if (one !== undefined) headers['x-nianbao-refused'] = `${refused.length}, such as ${one.slice(0, 200)}`;
    return {
      url: this.#address(),
      status: main.status,
      headers,
      body,
      redirects: this.#first.redirects,
      startedAt: this.#first.startedAt,
      milliseconds,
    };
  }

  /** What the address bar says: a script may have changed it without leaving the page. */
  #address(): string {
    const shown = withoutHash(this.#parts.page.url());
    const main = withoutHash(this.#traffic.main.url);
    return /^https?:/.test(shown) && new URL(shown).origin === new URL(main).origin ? shown : main;
  }

  /** Clicks on to the wanted page of a list; how often that changed the page, or null where it was not asked for. */
  async #click(world: PageWorld): Promise<number | null> {
    const { next, clicks = 0 } = this.#how;
    if (next === undefined || clicks === 0 || this.#traffic.isRestless) return null;
    for (let done = 0; done < clicks; done++) {
      const before = await world.mark();
      this.#traffic.allowNavigation();
      if ((await world.click(next)) !== 'clicked') return done;
      if (!(await this.#changes(world, before))) return done;
    }
    return clicks;
  }

  /** Waits until the page shows something else, and has come to rest. */
  async #changes(world: PageWorld, before: string): Promise<boolean> {
    const since = performance.now();
    for (;;) {
      await this.#settle(world, null);
      if ((await world.mark()) !== before) return true;
      if (performance.now() - since > this.#patience(CLICK_PATIENCE) && this.#traffic.quietSince !== null)
        return false;
      await this.#vigil.sleep(GLANCE);
    }
  }

  /** Waits until the page rests; with a selector, until it is there, or the page has rested for long without it. */
  async #settle(world: PageWorld, selector: string | null): Promise<void> {
    const rest = this.#parts.restMilliseconds;
    let stamp: string | null = null;
    let changed = performance.now();
    let found: number | null = null;
    while (!this.#traffic.isRestless) {
      const look = await world.look(selector);
      const now = performance.now();
      if (look === null || look.isLoading || look.stamp !== stamp) changed = now;
      stamp = look?.stamp ?? null;
      found = look?.hasSelector === true ? (found ?? now) : null;
      if (found !== null && (now - changed >= rest || now - found >= this.#patience(RESTLESS))) return;
      const quiet = this.#traffic.quietSince;
      if (quiet !== null && look !== null && !look.isLoading) {
        const patience = selector === null ? 0 : this.#patience(PATIENCE);
        const isAtRest = now - Math.max(quiet, changed) >= Math.max(rest, patience);
        if (isAtRest || now - quiet >= this.#patience(RESTLESS) + patience) return;
      }
      await this.#vigil.sleep(GLANCE);
    }
  }

  #patience(milliseconds: number): number {
    return Math.min(milliseconds, this.#parts.totalMilliseconds / 2);
  }

  #tooLarge(): Error {
    const reason = `the rendered page has more than ${this.#parts.bodyBytes} bytes`;
    return offLimits('size', reason, this.#url);
  }
}

/** A page may be gone again before Playwright has taken note of it. */
function ignoreCutOff(): null {
  return null;
}

const DECLARED = /(<meta\b[^>]{0,512}?\bcharset\s*=\s*["']?\s*)[\w:.-]+/gi;

/** The page with its declared encoding as it is now. */
function inUtf8(html: string): string {
  const head = html.slice(0, 16_384).replace(DECLARED, '$1utf-8');
  return head + html.slice(16_384);
}
