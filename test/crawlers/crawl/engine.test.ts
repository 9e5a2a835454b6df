import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../crawlers/fetch/pace.js';
import { RobotsBook } from '../../../crawlers/fetch/robots.js';
import {
  crawl,
  type Handle,
  quickSettings,
  reportPage,
  routes,
  serve,
  type TestServer,
  testPortal,
} from '../helpers.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function server(table: Readonly<Record<string, Handle | string>>): Promise<TestServer> {
  const started = await serve(routes(table));
  closers.push(() => started.close());
  return started;
}

const module = '/module/xxgk/xxgkAnnualReport.jsp';
const report = reportPage('第1局2022年政府信息公开工作年度报告');
const reports = (site: TestServer) => site.seen.filter((seen) => seen.url.startsWith(module));
const status =
  (code: number, headers: Record<string, string> = {}): Handle =>
  (_, response) => {
    response.writeHead(code, headers);
    response.end();
  };
/** Fails so many times, then answers. */
function failing(times: number, fail: Handle, then = report): Handle {
  let left = times;
  return (request, response, body) => {
    if (left-- > 0) fail(request, response, body);
    else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(then);
    }
  };
}

describe('a crawl', () => {
  test('lists first, then fetches each report, and says what came of it', async () => {
    const site = await server({ [module]: report });
    const { summary, outcomes, listed } = await crawl(testPortal(site.base), {
      scope: { years: [2021, 2022] },
    });
    expect(listed).toEqual([{ links: summary.links, complete: true }]);
    expect(summary).toMatchObject({ complete: true, problems: [], givenUp: null });
    expect(summary.fetched).toMatchObject({
      lists: 0,
      reports: 6,
      repeats: 0,
      outcomes: { ok: 6, failed: 0 },
    });
    expect(outcomes.map(({ link }) => link.url)).toEqual(summary.links.map((link) => link.url));
    const first = outcomes[0]?.outcome;
    expect(first?.kind === 'ok' && Buffer.from(first.page.body).toString()).toBe(report);
    expect(first).toMatchObject({
      finalUrl: summary.links[0]?.url,
      status: 200,
      fetchedAt: expect.any(Date),
    });
  });

  test('asks with the conditions of a former capture', async () => {
    const site = await server({ [module]: status(304) });
    const { outcomes } = await crawl(
      testPortal(site.base, {}, 1),
      {},
      {
        conditions: () => Promise.resolve({ etag: '"v1"', lastModified: 'bad\r\nheader: x' }),
      },
    );
    expect(outcomes[0]?.outcome.kind).toBe('not_modified');
    expect(reports(site)[0]?.headers).toMatchObject({ 'if-none-match': '"v1"' });
    expect(reports(site)[0]?.headers['if-modified-since']).toBeUndefined();
  });

  test('keeps one request in flight and a pause between them, and fetches while the last report is worked up', async () => {
    const site = await server({ [module]: report });
    let working = 0;
    let overlaps = 0;
    let fetchedMeanwhile = false;
    const pause = 0.03;
    await crawl(
      testPortal(site.base, { pause }, 4),
      {},
      {
        onReport: async ({ link }) => {
          overlaps = Math.max(overlaps, ++working);
          if (link.agency === '第1局') {
            while (reports(site).length < 2) await systemClock.sleep(2);
            fetchedMeanwhile = true;
          }
          working--;
        },
      },
    );
    expect({ overlaps, fetchedMeanwhile, mostOpen: site.mostOpen() }).toEqual({
      overlaps: 1,
      fetchedMeanwhile: true,
      mostOpen: 1,
    });
    expect(site.seen).toHaveLength(5);
    site.seen.slice(1).forEach((seen, index) => {
      expect(seen.startedAt - (site.seen[index]?.startedAt ?? 0)).toBeGreaterThanOrEqual(pause * 1000);
    });
  });

  test('writes nothing to disk, whatever the environment says of storage', async () => {
    process.env.CRAWLEE_PERSIST_STORAGE = '1';
    try {
      const site = await server({ [module]: report });
      await crawl(testPortal(site.base));
      for (const folder of ['key_value_stores', 'request_queues', 'datasets']) {
        expect(existsSync(`storage/${folder}`)).toBe(false);
      }
    } finally {
      delete process.env.CRAWLEE_PERSIST_STORAGE;
    }
  });

  test('dry reads the lists only', async () => {
    const site = await server({ [module]: report });
    const { summary, outcomes, listed } = await crawl(testPortal(site.base), { dryRun: true });
    expect(summary.links).toHaveLength(3);
    expect({ outcomes, listed, requests: reports(site).length }).toEqual({
      outcomes: [],
      listed: [],
      requests: 0,
    });
  });
});

describe('lists', () => {
  const jpageColumn = { columns: [{ family: 'hanweb-jpage', column: '77' }] };
  const article = (n: number, year = 2022) =>
    `<record><![CDATA[<li><a href="/art/${n}.html">第${n}局${year}年政府信息公开年报</a></li>]]></record>`;
  const columnPage = `<html><body><script>$('#1').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp',totalRecord:4,columnid:77})</script></body></html>`;
  const proxy = '/module/web/jpage/dataproxy.jsp';

  test('are read page by page; links repeat, lie outside the scope, or lead elsewhere', async () => {
    const site = await server({
      '/col/col77/index.html': columnPage,
      [proxy]: (_, response, body) => {
        const start = Number(new URLSearchParams(body).get('startrecord'));
        const records = [
          article(1),
          article(2, 2015),
          article(1),
          article(3).replace('/art', 'http://else.gov.cn/art'),
        ];
        response.end(
          `<datastore><totalrecord>4</totalrecord>${records.slice(start - 1, start + 1).join('')}</datastore>`,
        );
      },
      '/art/1.html': report,
    });
    const { summary, outcomes } = await crawl(testPortal(site.base, jpageColumn));
    // the column page and two pages of the list, and all of it again, since an entry came twice
    expect(summary.fetched.lists).toBe(6);
    expect(outcomes.map(({ link }) => link.url)).toEqual([`${site.base}art/1.html`]);
    expect(summary.complete).toBe(true);
    expect(summary.problems).toEqual([
      'a report on a host the portal does not allow: http://else.gov.cn/art/3.html',
    ]);
  });

  test('that change their order while they are read are read again, and that is said', async () => {
    let asked = 0;
    const orders = [
      [1, 2, 3, 4],
      [3, 1, 2, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ];
    const site = await server({
      '/col/col77/index.html': columnPage,
      [proxy]: (_, response, body) => {
        const start = Number(new URLSearchParams(body).get('startrecord'));
        const order = orders[asked++] ?? [];
        const records = order.slice(start - 1, start + 1).map((n) => article(n));
        response.end(`<datastore><totalrecord>4</totalrecord>${records.join('')}</datastore>`);
      },
      ...Object.fromEntries([1, 2, 3, 4].map((n) => [`/art/${n}.html`, report])),
    });
    const { summary } = await crawl(testPortal(site.base, jpageColumn));
    expect(summary.links.map((link) => new URL(link.url).pathname).sort()).toEqual(
      [1, 2, 3, 4].map((n) => `/art/${n}.html`),
    );
    expect(summary.complete).toBe(false);
    expect(summary.problems).toEqual([
      'column 1 (hanweb-jpage): the list changed while it was read: a second reading found 1 more report',
    ]);
  });

  test.each<[string, Handle | string, string]>([
    ['that cannot be had', status(500), 'failed: HTTP 500'],
    ['that is blocked', status(403), 'blocked: HTTP 403'],
    ['that is empty', '<datastore><totalrecord>0</totalrecord></datastore>', 'is empty'],
    [
      'that names no report',
      `<datastore><totalrecord>1</totalrecord>${article(1).replace('年报', '指南')}</datastore>`,
      'name no report',
    ],
  ])('%s are a problem, and the listing is not complete', async (_, answer, problem) => {
    const site = await server({ '/col/col77/index.html': columnPage, [proxy]: answer });
    const { summary, listed } = await crawl(testPortal(site.base, jpageColumn));
    expect(summary.problems.join()).toContain(problem);
    expect(summary.complete).toBe(false);
    expect(listed[0]?.complete).toBe(false);
  });

  test('without end are cut off at the limit', async () => {
    let next = 0;
    const site = await server({
      '/col/col77/index.html': columnPage.replace('totalRecord:4,', ''),
      [proxy]: (_, response) => response.end(`<datastore>${article(++next)}${article(++next)}</datastore>`),
    });
    const settings = quickSettings({ limits: { listPages: 5 } });
    const { summary } = await crawl(testPortal(site.base, jpageColumn), { settings, dryRun: true });
    expect(summary.problems).toEqual(['more than 5 list pages; the rest was not read']);
    expect(summary.links).toHaveLength(8);
  });
});

describe('failures', () => {
  test('that pass are repeated; the outcome is the last one', async () => {
    const site = await server({ [`${module}?fbtime=2022&area=1`]: failing(2, status(502)) });
    const { outcomes, summary } = await crawl(testPortal(site.base, {}, 1));
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['ok']);
    expect(summary.fetched.repeats).toBe(2);
  });

  test('that do not pass are delivered, once', async () => {
    const site = await server({
      [`${module}?fbtime=2022&area=1`]: (request) => request.socket.destroy(),
      [`${module}?fbtime=2022&area=2`]: status(404),
      [`${module}?fbtime=2022&area=3`]: status(302, { location: 'http://else.gov.cn/' }),
    });
    const { outcomes } = await crawl(testPortal(site.base));
    expect(outcomes.map(({ outcome }) => outcome.kind).sort()).toEqual(['failed', 'missing', 'off_limits']);
    expect(reports(site)).toHaveLength(5);
  });

  test('in a row end the night for the portal', async () => {
    const site = await server({ [module]: status(403) });
    const { summary, outcomes } = await crawl(testPortal(site.base, {}, 60));
    expect(summary.givenUp).toContain('20 reports in a row');
    expect(outcomes.length).toBeGreaterThanOrEqual(20);
    expect(outcomes.length).toBeLessThanOrEqual(21);
  });

  test('between successes do not', async () => {
    const site = await server({ [module]: failing(19, status(403)) });
    const { summary } = await crawl(testPortal(site.base, {}, 40));
    expect(summary).toMatchObject({ givenUp: null, fetched: { outcomes: { ok: 21, blocked: 19 } } });
  });

  test('with a Retry-After are repeated no sooner than it says', async () => {
    const site = await server({ [module]: failing(1, status(503, { 'retry-after': '1' })) });
    const { outcomes } = await crawl(testPortal(site.base, {}, 2));
    expect(outcomes.map(({ outcome }) => outcome.kind).sort()).toEqual(['ok', 'ok']);
    const [first, second] = reports(site);
    expect((second?.startedAt ?? 0) - (first?.endedAt ?? 0)).toBeGreaterThan(900);
  });

  test('with a Retry-After beyond the night end it', async () => {
    const site = await server({ [module]: status(429, { 'retry-after': '86400' }) });
    const { summary } = await crawl(testPortal(site.base));
    expect(summary.givenUp).toContain('allows no further requests before');
    expect(reports(site)).toHaveLength(1);
  });
});

describe('robots.txt', () => {
  test('keeps out what it disallows, redirects included', async () => {
    const site = await server({
      '/robots.txt': 'User-agent: *\nDisallow: /*area=1$\nDisallow: /secret/',
      [`${module}?fbtime=2022&area=2`]: status(302, { location: '/secret/2.html' }),
      [`${module}?fbtime=2022&area=3`]: report,
      '/secret/2.html': report,
    });
    const { outcomes, summary } = await crawl(testPortal(site.base));
    expect(
      outcomes.map(({ outcome }) => (outcome.kind === 'off_limits' ? outcome.rule : outcome.kind)).sort(),
    ).toEqual(['ok', 'robots', 'robots']);
    expect(site.seen.map((seen) => seen.url).filter((path) => path === '/robots.txt')).toHaveLength(1);
    expect(site.seen.some((seen) => seen.url.startsWith('/secret') || seen.url.endsWith('area=1'))).toBe(
      false,
    );
    expect(summary.givenUp).toBeNull();
  });

  test('may ask for a longer pause', async () => {
    const site = await server({ '/robots.txt': 'User-agent: *\nCrawl-delay: 0.05', [module]: report });
    await crawl(testPortal(site.base));
    reports(site)
      .slice(1)
      .forEach((seen, index) => {
        expect(seen.startedAt - (reports(site)[index]?.startedAt ?? 0)).toBeGreaterThanOrEqual(50);
      });
  });

  test('that cannot be had closes the host for tonight', async () => {
    const site = await server({ '/robots.txt': status(503), [module]: report });
    const { summary, outcomes } = await crawl(testPortal(site.base, {}, 5));
    expect(summary.givenUp).toContain('robots.txt');
    expect(reports(site)).toHaveLength(0);
    expect(site.seen).toHaveLength(3);
    for (const { outcome } of outcomes) expect(outcome).toMatchObject({ kind: 'failed', retryable: false });
  });

  test('that comes at the second try is obeyed, and one book serves several crawls', async () => {
    const site = await server({
      '/robots.txt': failing(1, status(502), 'User-agent: *\nDisallow: /'),
      [module]: report,
    });
    const robots = new RobotsBook();
    for (const _ of [1, 2]) {
      const { outcomes } = await crawl(testPortal(site.base), { robots });
      expect(outcomes.every(({ outcome }) => outcome.kind === 'off_limits')).toBe(true);
    }
    expect(site.seen.map((seen) => seen.url)).toEqual(['/robots.txt', '/robots.txt']);
  });
});

describe('being stopped', () => {
  test('finishes the request in flight and begins no other', async () => {
    const controller = new AbortController();
    const site = await server({
      [module]: (_, response) => {
        controller.abort();
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(report);
      },
    });
    const { summary, outcomes } = await crawl(testPortal(site.base, { pause: 0.01 }, 30), {
      signal: controller.signal,
    });
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['ok']);
    expect(reports(site)).toHaveLength(1);
    expect(summary).toMatchObject({ givenUp: 'stopped on request', complete: true });
    expect(summary.links).toHaveLength(30);
  });

  test('before it began', async () => {
    const site = await server({ [module]: report });
    const { summary, listed } = await crawl(testPortal(site.base), { signal: AbortSignal.abort() });
    expect(site.seen).toHaveLength(0);
    expect(listed).toEqual([]);
    expect(summary.complete).toBe(false);
  });

  test('by Ctrl+C, as by a signal', async () => {
    const site = await server({ [module]: report });
    const others = process.listeners('SIGINT');
    const { summary } = await crawl(
      testPortal(site.base, {}, 50),
      {},
      {
        onReport: () => {
          for (const listener of process.listeners('SIGINT'))
            if (!others.includes(listener)) listener('SIGINT');
          return Promise.resolve();
        },
      },
    );
    expect(summary.givenUp).toBe('stopped on request');
    expect(reports(site).length).toBeLessThan(5);
    expect(process.listeners('SIGINT')).toEqual(others);
  });
});

describe('an error of the caller', () => {
  const failure = new Error('the archive is full');
  test.each<[string, Parameters<typeof crawl>[2]]>([
    ['in onReport', { onReport: () => Promise.reject(failure) }],
    ['in conditions', { conditions: () => Promise.reject(failure) }],
    ['in onListed', { onListed: () => Promise.reject(failure) }],
    [
      'in onProgress',
      {
        onProgress: () => {
          throw failure;
        },
      },
    ],
  ])('%s ends the crawl and comes out', async (_, handlers) => {
    const site = await server({ [module]: report });
    await expect(crawl(testPortal(site.base, {}, 30), {}, handlers)).rejects.toBe(failure);
    expect(reports(site).length).toBeLessThanOrEqual(3);
  });

  test('breaks off a request that hangs', async () => {
    const site = await server({
      [`${module}?fbtime=2022&area=1`]: report,
      [`${module}?fbtime=2022&area=2`]: () => undefined,
    });
    // Nothing but breaking it off ends the request before the test's own time is up.
    const settings = quickSettings({ timeouts: { idle: 300, total: 600, backoff: 0.001 } });
    const onReport = async () => {
      while (reports(site).length < 2) await systemClock.sleep(2);
      throw failure;
    };
    await expect(crawl(testPortal(site.base), { settings }, { onReport })).rejects.toBe(failure);
  });
});
