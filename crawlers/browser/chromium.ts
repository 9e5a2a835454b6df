/** Chromium, started so that it can reach nothing by itself: every request has to be answered by hand. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, LaunchOptions } from 'playwright';
import { BrowserMissingError, findChromium } from './find-chromium.js';

/** A proxy that no name server knows (RFC 6761, 6.4), so that what gets past the hand cannot connect. */
export const NO_PROXY_THERE = { server: 'http://nowhere.invalid:9' };

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--dns-prefetch-disable',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--deny-permission-prompts',
  '--block-new-web-contents',
  '--js-flags=--max-old-space-size=512',
];
/** Playwright's own, for testing trusted pages. */
const UNWANTED_FLAGS = ['--disable-popup-blocking', '--disable-ipc-flooding-protection'];
const LAUNCH_MILLISECONDS = 60_000;
/** How long a browser may take to end. */
const CLOSE_MILLISECONDS = 5_000;

/** The settings of a page's context: it says who it is, keeps nothing, and may nothing. */
export function contextOptions(userAgent: string): BrowserContextOptions {
  return {
    userAgent,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    proxy: NO_PROXY_THERE,
    serviceWorkers: 'block',
    acceptDownloads: false,
    permissions: [],
  };
}

/** The Chromium processes of a renderer. */
export class Chromium {
  readonly #configured: string | null;
  /** The process ids of the browsers that run. */
  readonly #running = new Map<Browser, number | null>();
  readonly #starting = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(configured: string | null) {
    this.#configured = configured;
  }

  /** Starts a browser. @throws BrowserMissingError */
  launch(): Promise<Browser> {
    const start = this.#start();
    this.#starting.add(start);
    const isOver = () => this.#starting.delete(start);
    start.then(isOver, isOver);
    return start;
  }

  /** Ends all browsers, whatever they are doing. */
  async end(): Promise<void> {
    await Promise.all([...this.#running].map(([browser, id]) => end(browser, id)));
  }

  /** Ends all browsers, those being started too; none is started any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#starting);
    await this.end();
  }

  async #start(): Promise<Browser> {
    const { chromium } = await import('playwright');
    const executablePath = findChromium({
      configured: this.#configured,
      playwrights: pathOr(() => chromium.executablePath()),
    });
    const options: LaunchOptions = {
      executablePath,
      args: FLAGS,
      ignoreDefaultArgs: UNWANTED_FLAGS,
      proxy: NO_PROXY_THERE,
      headless: true,
      timeout: LAUNCH_MILLISECONDS,
      // Stopping is the harvest's own business; Playwright would end the whole process.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    };
    let browser: Browser;
    try {
      browser = await withOrWithoutSandbox((chromiumSandbox) =>
        chromium.launch({ ...options, chromiumSandbox }),
      );
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      throw new BrowserMissingError(`${executablePath} does not start: ${reason}`, error);
    }
    browser.once('disconnected', () => this.#running.delete(browser));
    this.#running.set(browser, await processId(browser));
    if (this.#isClosed) {
      await this.end();
      throw new BrowserMissingError('the browser was closed while it started');
    }
    return browser;
  }
}

/** Chromium's sandbox works for nobody called root, and in some containers for nobody. */
async function withOrWithoutSandbox(launch: (isSandboxed: boolean) => Promise<Browser>): Promise<Browser> {
  if (process.getuid?.() === 0) return launch(false);
  try {
    return await launch(true);
  } catch {
    return launch(false);
  }
}

function pathOr(find: () => string): string | null {
  try {
    return find();
  } catch {
    return null; // Playwright has none for this system
  }
}

/** The browser's own process, where it is certain that it is one of ours. */
async function processId(browser: Browser): Promise<number | null> {
  try {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const id = processInfo.find(({ type }) => type === 'browser')?.id ?? null;
    return id !== null && id > 1 && isOurChild(id) ? id : null;
  } catch {
    return null;
  }
}

/** In a container of its own, a browser may count its processes otherwise. */
function isOurChild(id: number): boolean {
  if (process.platform !== 'linux') return true;
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
  return parent === String(process.pid);
}

/** Closes a browser: with a hung page at once too, and one that is hung itself after a while. */
async function end(browser: Browser, id: number | null): Promise<void> {
  if (!browser.isConnected()) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'hung'>((resolve) => {
    timer = setTimeout(() => resolve('hung'), CLOSE_MILLISECONDS);
  });
  const closing = browser.close().catch(() => undefined);
  const end = await Promise.race([closing, patience]);
  clearTimeout(timer);
  // Playwright makes the browser the leader of a process group, with its renderers and helpers in it.
  if (end === 'hung' && id !== null && (kill(-id) || kill(id))) await closing;
}

function kill(id: number): boolean {
  try {
    return process.kill(id, 'SIGKILL');
  } catch {
    return false;
  }
}
