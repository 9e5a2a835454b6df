import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PINGHU_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { FaultKind } from '../../src/simulation/server/faults.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { effortOfAsync } from '../effort.js';
import { ask } from './ask.js';

let portal: SimulatedPortal;
let article: string;
beforeEach(async () => {
  portal = await startSimulatedPortal({ reports: PINGHU_REPORTS, slowMs: 60, retryAfterSeconds: 7 });
  article = portal.truth('hanweb-jpage')[0]?.url ?? '';
});
afterEach(() => portal.close());

describe('faults that answer something else', () => {
  it.each([
    { kind: 'error-500', status: 500, text: 'Internal Server Error' },
    { kind: 'error-502', status: 502, text: 'Bad Gateway' },
    { kind: 'error-503', status: 503, text: 'Service Unavailable' },
    { kind: 'error-503-retry-after', status: 503, text: 'Service Unavailable' },
    { kind: 'not-found', status: 404, text: 'Not Found' },
    { kind: 'soft-404', status: 200, text: '您访问的页面不存在' },
    { kind: 'front-page', status: 200, text: '政务动态' },
    { kind: 'maintenance', status: 200, text: '系统维护中' },
    { kind: 'empty-body', status: 200, text: '' },
    { kind: 'redirect-elsewhere', status: 302, text: '' },
    { kind: 'redirect-loop', status: 302, text: '' },
    { kind: 'redirect-private', status: 302, text: '' },
    { kind: 'challenge', status: 412, text: '<script' },
  ] as const)('$kind', async ({ kind, status, text }) => {
    portal.fault(kind);
    const seen = await ask(portal.url, article);
    expect(seen.status).toBe(status);
    expect(seen.text).toContain(text);
    expect(seen.text).not.toContain('<h1 class="art_title">');
    expect(seen.headers['retry-after']).toBe(kind === 'error-503-retry-after' ? '7' : undefined);
  });

  it('redirects to private addresses, in turn', async () => {
    portal.fault('redirect-private');
    const places = [];
    for (const _ of [1, 2]) places.push((await ask(portal.url, article)).headers.location);
    expect(places).toEqual(['http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/']);
  });

  it('redirects to another host, or round and round', async () => {
    portal.fault('redirect-elsewhere');
    expect((await ask(portal.url, article)).headers.location).toBe('http://example.invalid/');
    portal.fault('redirect-loop');
    const { location } = (await ask(portal.url, article)).headers;
    expect(new URL(location ?? '', portal.url).href).toBe(article);
  });
});

describe('faults of the connection', () => {
  it('reset: no answer at all', async () => {
    portal.fault('reset');
    await expect(ask(portal.url, article)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(portal.log[0]?.endedAt).not.toBeNull());
    expect(portal.log[0]?.status).toBeNull();
  });

  it('half-body: less than the header promised', async () => {
    const whole = await ask(portal.url, article);
    portal.fault('half-body');
    const half = await ask(portal.url, article);
    expect(half.complete).toBe(false);
    expect(Number(half.headers['content-length'])).toBe(whole.body.length);
    expect(half.body).toEqual(whole.body.subarray(0, Math.floor(whole.body.length / 2)));
  });

  it('truncated-chunked: a whole answer with half of the page', async () => {
    const whole = await ask(portal.url, article);
    portal.fault('truncated-chunked');
    const half = await ask(portal.url, article);
    expect(half.complete).toBe(true);
    expect(half.headers['content-length']).toBeUndefined();
    expect(half.body).toEqual(whole.body.subarray(0, Math.floor(whole.body.length / 2)));
    expect(half.text).not.toContain('</html>');
  });

  it('slow: the right answer, late', async () => {
    portal.fault('slow');
    expect((await ask(portal.url, article)).text).toContain('</html>');
    await vi.waitFor(() => expect(portal.log[0]?.endedAt).not.toBeNull());
    const [entry] = portal.log;
    expect((entry?.endedAt ?? 0) - (entry?.at ?? 0)).toBeGreaterThanOrEqual(55);
  });

  it('slow-drip: a byte at a time, for as long as the client stays', async () => {
    const drip = await startSimulatedPortal({ reports: PINGHU_REPORTS, dripMs: 2 });
    drip.fault('slow-drip');
    const chunks: number[] = [];
    const stop = new AbortController();
    await expect(
      fetch(drip.url, { signal: stop.signal }).then(async ({ body }) => {
        for await (const chunk of body ?? []) {
          chunks.push(chunk.length);
          if (chunks.length === 20) stop.abort();
        }
      }),
    ).rejects.toThrow(/abort/);
    expect(Math.max(...chunks)).toBeLessThan(5);
    await vi.waitFor(() => expect(drip.log[0]?.endedAt).not.toBeNull());
    await drip.close();
  });

  it('wrong-length: less comes than the header says', async () => {
    const whole = await ask(portal.url, article);
    portal.fault('wrong-length');
    const seen = await ask(portal.url, article);
    expect(seen.complete).toBe(false);
    expect(seen.body).toEqual(whole.body);
    expect(Number(seen.headers['content-length'])).toBeGreaterThan(whole.body.length);
  });

  it('short-length: more comes than the header says', async () => {
    const whole = await ask(portal.url, article);
    portal.fault('short-length');
    const seen = await ask(portal.url, article).catch((error: unknown) => error);
    if (seen instanceof Error) expect(seen.message).toMatch(/parse/i);
    else expect(seen).toMatchObject({ headers: { 'content-length': String(whole.body.length - 1000) } });
  });

  it('gzip-bomb: a megabyte that unpacks to a gigabyte', async () => {
    portal.fault('gzip-bomb');
    const { headers, body } = await ask(portal.url, article);
    expect(headers['content-encoding']).toBe('gzip');
    expect(body.length).toBeLessThan(1.5 * 1024 * 1024);
    let unpacked = 0;
    for await (const chunk of Readable.from([body]).pipe(createGunzip())) unpacked += chunk.length;
    expect(unpacked).toBe(1024 ** 3);
    // The bomb is made once: a gigabyte takes seconds to pack.
    expect(await effortOfAsync(() => ask(portal.url, article))).toBeLessThan(1);
  });

  it('down: nobody listens until the portal resumes', async () => {
    await portal.pause();
    await expect(ask(portal.url, article)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await portal.pause();
    await portal.resume();
    await portal.resume();
    expect((await ask(portal.url, article)).status).toBe(200);
  });
});

describe('an empty list', () => {
  it('empties column, dataproxy and directory, and leaves the articles', async () => {
    portal.fault('empty-list');
    const column = await ask(portal.url, '/col/col1229709164/index.html');
    expect(column.text).toContain('totalRecord:0');
    const form = { columnid: '1229709164', unitid: '5504308' };
    const list = await ask(portal.url, '/module/web/jpage/dataproxy.jsp', { method: 'POST', form });
    expect(list.text).toContain('<totalrecord>0</totalrecord>');
    expect((await ask(portal.url, '/zfxxgk/ndbg/index.html')).text).not.toContain('xxgkAnnualReport');
    expect((await ask(portal.url, article)).status).toBe(200);
    portal.fault(null);
    expect((await ask(portal.url, '/zfxxgk/ndbg/index.html')).text).toContain('xxgkAnnualReport');
  });
});

describe('lists of any family', () => {
  const PAGES: Readonly<Record<string, readonly string[]>> = {
    static: ['/xxgk/ndbg/index.html', '/xxgk/ndbg/index_1.html', '/xxgk/ndbg/index_2.html'],
    gkmlpt: [1, 2, 3].map((page) => `/gkmlpt/api/all/4567?page=${page}&sid=769033`),
    browser: [1, 2, 3].map((page) => `/api/list?page=${page}`),
  };
  const REPORTS = generateReports({ seed: 9, agencies: 6, years: [2022, 2023] });

  /** The articles of three pages of a list, under a fault, with those of the list in health. */
  async function read(family: 'static' | 'gkmlpt' | 'browser', fault: FaultKind | null) {
    const options = { static: { perPage: 6 }, gkmlpt: { pageSize: 6 }, browser: { perPage: 6 } };
    const listed = await startSimulatedPortal({ reports: REPORTS, family, ...options });
    listed.fault(fault);
    const pages = [];
    for (const path of PAGES[family] ?? []) {
      // The list alone, not the box beside it.
      const text = (await ask(listed.url, path)).text.replace(/<div class="side">[\s\S]*?<\/div>/, '');
      pages.push(
        [...text.matchAll(/(?:\/xxgk\/ndbg\/20|content\/4\/|ndbg\/article\/)[^"' ]*?(\d+)\.html/g)].map(
          (m) => m[1],
        ),
      );
    }
    await listed.close();
    return pages;
  }

  it.each(['static', 'gkmlpt', 'browser'] as const)('%s', async (family) => {
    const healthy = await read(family, null);
    expect(healthy.map((page) => page.length)).toEqual([6, 6, 6]);
    expect(new Set(healthy.flat()).size).toBe(18);
    expect((await read(family, 'empty-list')).flat()).toEqual([]);
    const shuffled = await read(family, 'shuffled-list');
    expect(shuffled.flat()).toHaveLength(18);
    expect(new Set(shuffled.flat()).size).toBeLessThan(18);
    expect(await read(family, 'shuffled-list')).toEqual(shuffled);
    const [first = [], second = []] = await read(family, 'duplicate-entries');
    expect(new Set(first).size).toBeLessThan(6);
    expect(second.some((article) => first.includes(article))).toBe(true);
  });
});

describe('a fault', () => {
  it('strikes only what it matches', async () => {
    portal.fault('error-500', (path) => path.startsWith('/art/'));
    expect((await ask(portal.url, article)).status).toBe(500);
    expect((await ask(portal.url, '/')).status).toBe(200);
  });

  it('heals after so many times', async () => {
    portal.fault('error-500', () => true, 2);
    const statuses = [];
    for (const path of [article, article, article]) statuses.push((await ask(portal.url, path)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(() => portal.fault('error-500', () => true, 0)).toThrow(/at least once/);
  });

  it('does not keep the portal from closing', async () => {
    const slow = await startSimulatedPortal({ reports: PINGHU_REPORTS, slowMs: 600_000 });
    slow.fault('slow');
    const asked = ask(slow.url, '/').catch((error: unknown) => error);
    await vi.waitFor(() => expect(slow.log).toHaveLength(1));
    await slow.close();
    expect(await asked).toBeInstanceOf(Error);
  });
});
