import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserMissingError, findChromium } from '../../../crawlers/browser/find-chromium.js';
import { FetchError, failed } from '../../../crawlers/fetch/fetch-error.js';
import { closeAll, descendants, isAlive, noChromium, page, type Site, siteOf, stopOf } from './helpers.js';

const LIMITS = { totalMilliseconds: 1200, bodyBytes: 200_000 };
const good = { '/good': page('<p>年报</p>') };

/** After whatever happened, the next page is rendered. */
async function stillWorks(site: Site): Promise<void> {
  const answer = await site.renderer.render(`${site.base}good`, {});
  expect(answer.body.toString()).toContain('<p>年报</p>');
}

describe.skipIf(noChromium)('a page that runs wild', () => {
  const pages: Readonly<Record<string, string>> = {
    '/loop': '<script>while (true) {}</script>',
    '/click': '<a onclick="while (true) {}">下一页</a>',
    '/alert': '<script>while (true) alert("x")</script>',
    '/alerts': '<script>setInterval(() => confirm("x"), 1)</script>',
    '/reload': '<p>年报</p><script>location.reload()</script>',
    '/on': '<script>location.href = "/on?" + Math.random()</script>',
    '/ask': '<script>let n = 0; setInterval(() => fetch("/good?" + n++), 1)</script>',
    '/large': '<script>document.body.append("年报".repeat(60000))</script>',
    '/grow': '<script>for (;;) document.body.append("年报".repeat(1e6))</script>',
  };
  let site: Site;
  beforeAll(async () => {
    const table = Object.entries(pages).map(([path, html]) => [path, page(html)]);
    site = await siteOf({ ...Object.fromEntries(table), ...good }, LIMITS);
  });
  afterAll(closeAll);

  test.each([
    ['loops for ever', 'loop', /hangs/],
    ['loops for ever when it is clicked on', 'click', /hangs/],
    ['opens alerts in a loop', 'alert', /dialog|hangs/],
    ['loads itself again for ever', 'reload', /replacing itself/],
    ['goes on and on', 'on', /replacing itself/],
    // On a busy machine its time is up before it has asked so often.
    ['asks for ever', 'ask', /more than 200 requests|did not settle/],
    ['grows large', 'large', /more than 200000 bytes/],
    ['grows without end', 'grow', /hangs|crashed|exited/],
  ])('that %s is left, and the next page gets its turn', async (_, path, reason) => {
    const stop = await stopOf(site.renderer.render(site.base + path, { next: 'a', clicks: 1 }));
    expect(stop.reason).toMatch(reason);
    expect(stop.kind).toBe(path === 'large' ? 'off_limits' : 'failed');
  });

  test('that opens dialogs all the time is done with in time, whether it came to rest between them or not', async () => {
    const reason = await site.renderer.render(`${site.base}alerts`, {}).then(
      () => 'rendered',
      (error: unknown) => (error instanceof FetchError ? error.message : 'another error'),
    );
    expect(reason).toMatch(/^rendered$|dialog|hangs/);
  });

  test('keeps no other page from being rendered', () => stillWorks(site));
});

describe.skipIf(noChromium)('a page that takes long', () => {
  afterEach(closeAll);

  test('is left where it never comes to rest', async () => {
    const site = await siteOf(
      {
        '/': page('<script>(async () => { for (;;) await fetch("/slow") })()</script>'),
        '/slow': (_, response) => void setTimeout(() => response.end(), 100),
      },
      { totalMilliseconds: 400 },
    );
    expect(await stopOf(site.renderer.render(site.base, {}))).toMatchObject({
      kind: 'failed',
      reason: 'the page did not settle within 2 s',
    });
  });

  test('does not hang while something is on its way to it', async () => {
    const script =
      'const x = new XMLHttpRequest(); x.open("GET", "/slow", false); x.send(); document.body.append(x.responseText)';
    const site = await siteOf(
      {
        '/': page(`<script>${script}</script>`),
        '/slow': (_, response) => void setTimeout(() => response.end('at last'), 1200),
      },
      { totalMilliseconds: 800 },
    );
    expect((await site.renderer.render(site.base, {})).body.toString()).toContain('at last');
  });
});

describe.skipIf(noChromium)('a renderer', () => {
  afterEach(closeAll);

  test('hands on why the page itself did not come', async () => {
    const site = await siteOf(good, {
      exchange: ({ url }) => Promise.reject(failed('no route', url, { status: 502 })),
    });
    expect(await stopOf(site.renderer.render(site.base, {}))).toMatchObject({
      kind: 'failed',
      status: 502,
      reason: 'no route',
    });
  });

  test('starts another browser where one died', async () => {
    const site = await siteOf({
      '/': page('<script>fetch("/die")</script>'),
      '/die': () => descendants().forEach(kill),
      ...good,
    });
    expect(await stopOf(site.renderer.render(site.base, {}))).toMatchObject({
      kind: 'failed',
      retryable: true,
    });
    await stillWorks(site);
  });

  test('lets go of a page when it is told to, for the reason it is told', async () => {
    const stopping = new AbortController();
    const reason = new Error('enough');
    const site = await siteOf({
      '/': page('<script>fetch("/never")</script>'),
      '/never': () => stopping.abort(reason),
      ...good,
    });
    await expect(site.renderer.render(site.base, {}, stopping.signal)).rejects.toBe(reason);
    await expect(site.renderer.render(site.base, {}, stopping.signal)).rejects.toBe(reason);
    await stillWorks(site);
  });

  test('renders one page at a time, in the order of asking', async () => {
    const site = await siteOf({ '/': page('<script>fetch("/api" + location.search)</script>'), '/api': '' });
    await Promise.all(['?1', '?2'].map((query) => site.renderer.render(site.base + query, {})));
    expect(site.paths()).toEqual(['/?1', '/api?1', '/?2', '/api?2']);
  });

  test.each(['after its work', 'during its work', 'while it starts'])(
    'leaves no process behind, closed %s',
    async (when) => {
      let tell: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const site = await siteOf({
        '/': page('<script>fetch("/never")</script>'),
        '/never': () => tell(),
        ...good,
      });
      const work = stopOf(site.renderer.render(`${site.base}${when === 'after its work' ? 'good' : ''}`, {}));
      work.catch(() => undefined);
      if (when === 'after its work') await work.catch(() => undefined);
      if (when === 'during its work') await asked;
      const processes = descendants();
      if (when !== 'while it starts') expect(processes.length).toBeGreaterThan(2);
      await site.renderer.close();
      expect([...processes, ...descendants()].filter(isAlive)).toEqual([]);
      if (when !== 'after its work') expect((await work).reason).toContain('closed');
      expect((await stopOf(site.renderer.render(site.base, {}))).reason).toContain('closed');
    },
  );
});

describe('Chromium', () => {
  afterEach(closeAll);

  test('is asked for where there is none', () => {
    const places = { configured: null, playwrights: '/nowhere/chrome', path: '/nowhere:/etc' };
    expect(() => findChromium(places)).toThrow(BrowserMissingError);
    try {
      findChromium(places);
    } catch (error) {
      expect(error instanceof BrowserMissingError && error.describe()).toBe(
        'cannot render pages, because Chromium was not found (install one with `npx playwright install chromium` or `apt-get install chromium`, or set browser.executablePath in nianbao.yaml)',
      );
    }
  });

  test('is taken from where the configuration says, from Playwright, or from the PATH, in this order', () => {
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-'));
    try {
      const program = (name: string, mode = 0o755) => {
        writeFileSync(join(directory, name), '', { mode });
        return join(directory, name);
      };
      const [configured, playwrights, named] = [program('mine'), program('theirs'), program('google-chrome')];
      const path = `/nowhere:${directory}`;
      expect(findChromium({ configured, playwrights, path })).toBe(configured);
      expect(findChromium({ configured: null, playwrights, path })).toBe(playwrights);
      expect(findChromium({ configured: null, playwrights: null, path })).toBe(named);
      program('chromium', 0o644);
      expect(findChromium({ configured: null, playwrights: null, path })).toBe(named);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('is not looked for elsewhere where the configured one is missing or does not start', async () => {
    const missing = await siteOf(good, { executablePath: '/nowhere/chromium' });
    await expect(missing.renderer.render(`${missing.base}good`, {})).rejects.toThrow(
      new BrowserMissingError('browser.executablePath is /nowhere/chromium, which is not an executable file'),
    );
    const broken = await siteOf(good, { executablePath: '/bin/false' });
    await expect(broken.renderer.render(`${broken.base}good`, {})).rejects.toThrow(
      /^\/bin\/false does not start: /,
    );
    await expect(broken.renderer.render(`${broken.base}good`, {})).rejects.toThrow(BrowserMissingError);
  });
});

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // it went with its parent
  }
}
