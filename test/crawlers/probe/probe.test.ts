import { afterEach, describe, expect, test } from 'vitest';
import { families } from '../../../crawlers/families/registry.js';
import { Pacer } from '../../../crawlers/fetch/pace.js';
import { RobotsBook } from '../../../crawlers/fetch/robots.js';
import { leftLinks, tryCrawl } from '../../../crawlers/probe/crawl.js';
import { ProbeError } from '../../../crawlers/probe/error.js';
import {
  type Probe,
  type ProbedList,
  type ProbeOptions,
  probePortal,
} from '../../../crawlers/probe/probe.js';
import { type Handle, quickSettings, routes, serve, type TestServer, testPortal } from '../helpers.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function site(table: Readonly<Record<string, Handle | string>>): Promise<TestServer> {
  const started = await serve(routes(table));
  closers.push(() => started.close());
  return started;
}

const years = [2019, 2020, 2021, 2022, 2023];

function probe(url: string, options: Partial<ProbeOptions> = {}): Promise<Probe> {
  return probePortal(url, {
    settings: quickSettings({ limits: { retries: 0 } }),
    years,
    allowPrivateAddresses: true,
    ...options,
  });
}

async function probeList(url: string, options: Partial<ProbeOptions> = {}): Promise<ProbedList> {
  const found = await probe(url, options);
  if (found.kind !== 'list') throw new Error('a directory');
  return found;
}

async function failure(url: string, options: Partial<ProbeOptions> = {}): Promise<ProbeError> {
  try {
    await probe(url, options);
  } catch (error) {
    if (error instanceof ProbeError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const title = (n: number, year = 2022) => `平湖市第${n}局${year}年政府信息公开工作年度报告`;
const item = (path: string, text: string) => `<li><a href="${path}">${text}</a><span>2023-01-02</span></li>`;
const html = (body: string, head = '') =>
  `<html><head><title>信息公开年报-中国平湖</title>${head}</head><body>${body}</body></html>`;
const answer =
  (body: string, type: string, status = 200): Handle =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

/** A static list of three pages, with other papers in it, beside a front page. */
const column = '/xxgk/ndbg/';
const listPage = (number: number, items: string) =>
  html(`<ul>${items}</ul><script>createPageHTML(3, ${number - 1}, "index", "html");</script>`);
const staticSite = {
  [column]: listPage(
    1,
    item('202301/t_1.html', title(1)) + item('202301/t_8.html', '2023年政府信息公开工作要点'),
  ),
  [`${column}index_1.html`]: listPage(
    2,
    [2, 3].map((n) => item(`202301/t_${n}.html`, title(n))).join('') +
      item('201701/t_9.html', title(9, 2016)),
  ),
  [`${column}index_2.html`]: listPage(3, item('202301/t_4.html', title(4))),
};

describe('a probe of a list', () => {
  test('says the family, what it takes, what it leaves, and what the YAML would say', async () => {
    const { base } = await site(staticSite);
    const found = await probeList(`${base}xxgk/ndbg/`);
    expect(found).toMatchObject({
      kind: 'list',
      family: 'static',
      settings: { page: column },
      listPages: 3,
      isPart: false,
      problems: [],
      candidates: [],
      portal: {
        name: '中国平湖',
        baseUrl: base,
        allowPrivateAddresses: true,
        columns: [{ family: 'static', page: column }],
      },
    });
    expect(found.because).toContain('its next page is /xxgk/ndbg/index_1.html');
    expect(found.taken.map(({ title: text, agency, year, url }) => [text, agency, year, url])).toEqual(
      [1, 2, 3, 4].map((n) => [title(n), `平湖市第${n}局`, 2022, `${base}xxgk/ndbg/202301/t_${n}.html`]),
    );
    expect(found.portal.agencies.map(({ name }) => name)).toEqual([1, 2, 3, 4].map((n) => `平湖市第${n}局`));
    expect(found.left.map(({ title: text, why }) => [text, why])).toEqual([
      ['2023年政府信息公开工作要点', 'the title names no report'],
      [title(9, 2016), 'the year 2016 is not harvested'],
    ]);
  });

  test('reads no more list pages than it may, no report, and says that there is more', async () => {
    const server = await site(staticSite);
    const found = await probeList(`${server.base}xxgk/ndbg/`, { listPages: 2 });
    expect(found).toMatchObject({ listPages: 2, isPart: true, problems: [] });
    expect(found.taken).toHaveLength(3);
    expect(server.seen.map(({ url }) => url)).not.toContain(`${column}index_2.html`);
    expect(server.seen.filter(({ url }) => url.includes('/t_'))).toEqual([]);
  });

  test('asks one request at a time, with the pause between, and robots.txt once', async () => {
    const server = await site({ ...staticSite, '/robots.txt': 'User-agent: *\nCrawl-delay: 0.05\n' });
    await probeList(`${server.base}xxgk/ndbg/`);
    expect(server.mostOpen()).toBe(1);
    expect(server.seen.filter(({ url }) => url === '/robots.txt')).toHaveLength(1);
    const starts = server.seen
      .slice(1)
      .map(({ startedAt }, index) => startedAt - (server.seen[index]?.endedAt ?? 0));
    expect(Math.min(...starts.slice(1))).toBeGreaterThan(40);
  });

  test('looks into frames', async () => {
    const { base } = await site({ ...staticSite, '/shell.html': html(`<iframe src="${column}"></iframe>`) });
    const found = await probeList(`${base}shell.html`);
    expect(found).toMatchObject({ pageUrl: `${base}xxgk/ndbg/`, settings: { page: column } });
    expect(found.taken).toHaveLength(4);
  });

  test('finds the method that a Hanweb list answers to', async () => {
    const jpage = `$('#5').jpage({totalRecord:2,perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{columnid:77}});`;
    const records = [1, 2].map(
      (n) => `<record><![CDATA[${item(`/art/2023/1/2/art_77_${n}.html`, title(n))}]]></record>`,
    );
    const xml = `<datastore><totalrecord>2</totalrecord><recordset>${records.join('')}</recordset></datastore>`;
    const { base } = await site({
      '/col/col77/index.html': html(
        `<script>${jpage}</script>`,
        '<meta name="SiteName" content="平湖市人民政府">',
      ),
      '/module/web/jpage/dataproxy.jsp': (request, response) => {
        response.writeHead(request.method === 'GET' ? 200 : 405, { 'content-type': 'text/xml' });
        response.end(request.method === 'GET' ? xml : '');
      },
    });
    const found = await probeList(`${base}col/col77/index.html`);
    expect(found).toMatchObject({
      family: 'hanweb-jpage',
      settings: { column: '77', method: 'GET' },
      portal: { name: '平湖市人民政府' },
      problems: [],
    });
    expect(found.taken).toHaveLength(2);
  });

  test('brings the codes of the agencies from a directory of the report module', async () => {
    const module = '/module/xxgk/xxgkAnnualReport.jsp';
    const links = ['发展和改革局', '财政局'].map((name, n) =>
      item(`${module}?fbtime=2023&area=74${n}`, `平湖市${name}`),
    );
    const { base } = await site({ '/zfxxgk/': html(links.join('')) });
    const found = await probeList(`${base}zfxxgk/`);
    expect(found).toMatchObject({ family: 'hanweb-annual-report', settings: { directory: '/zfxxgk/' } });
    expect(found.portal.agencies).toEqual([
      { name: '平湖市发展和改革局', aliases: [], code: '740' },
      { name: '平湖市财政局', aliases: [], code: '741' },
    ]);
    expect(found.taken.filter((link) => link.speculative !== true)).toHaveLength(2);
    expect(found.left).toEqual([]);
  });

  test('goes to a column behind a #, which no server sees', async () => {
    const article = { title: title(1), url: '/gkmlpt/content/4/1/post_1.html', publisher: '平湖市第1局' };
    const server = await site({
      '/gkmlpt/index': html("<script>var c = { SID: '5' };</script>"),
      '/gkmlpt/api/all/368': answer(JSON.stringify({ total: 1, articles: [article] }), 'application/json'),
    });
    const found = await probeList(`${server.base}gkmlpt/index#368`);
    expect(found).toMatchObject({ family: 'gkmlpt', settings: { column: '368' } });
    expect(found.taken).toHaveLength(1);
  });

  test('tries the next family where the surest finds nothing', async () => {
    const page = `<a href="/module/xxgk/tree.jsp?area=001">目录</a>${item('202301/t_1.html', title(1))}`;
    const { base } = await site({ [column]: html(page) });
    expect((await probeList(`${base}xxgk/ndbg/`)).family).toBe('static');
  });

  test('where nothing is found keeps the surest family, with its problems and the links to look at', async () => {
    const page = `<a href="/module/xxgk/tree.jsp?area=001">目录</a><a href="/ndbg/">政府信息公开年报</a>`;
    const { base } = await site({ [column]: html(page) });
    const found = await probeList(`${base}xxgk/ndbg/`);
    expect(found).toMatchObject({ family: 'hanweb-xxgk', taken: [] });
    expect(found.problems.join()).toContain('search.jsp');
    expect(found.candidates).toEqual([{ title: '政府信息公开年报', url: `${base}ndbg/` }]);
  });
});

describe('a page without a list', () => {
  test('is a directory, with the links that may lead to reports, the likeliest first', async () => {
    const { base } = await site({
      '/': html(
        `<a href="/qynb/">企业年报</a><a href="/ndbg/">年度报告</a><a href="/xxgk/2023/">2023年政府信息公开年报</a>
         <a href="/xxgk/ndbg/" title="政府信息公开年报">年报…</a><a href="http://www.other.gov.cn/">信息公开年报</a><a href="/x/">新闻</a><a href="/art/1.html">平湖市财政局2023年政府信息公开工作年度报告</a>`,
      ),
    });
    expect(await probe(base)).toEqual({
      kind: 'directory',
      url: base,
      name: '中国平湖',
      candidates: [
        { title: '政府信息公开年报', url: `${base}xxgk/ndbg/` },
        { title: '2023年政府信息公开年报', url: `${base}xxgk/2023/` },
        { title: '年度报告', url: `${base}ndbg/` },
      ],
    });
  });

  test('has at least its disclosure pages to look at', async () => {
    const { base } = await site({ '/': html('<a href="/zfxxgk/">政府信息公开</a><a href="/x/">新闻</a>') });
    expect(await probe(base)).toMatchObject({
      candidates: [{ title: '政府信息公开', url: `${base}zfxxgk/` }],
    });
  });
});

test('a page that shows nothing without its scripts is one for the browser, where there is that family', async () => {
  const shell = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>';
  const { base } = await site({ '/ndbg/': shell });
  if (families.has('browser')) {
    const found = await probeList(`${base}ndbg/`);
    expect(found).toMatchObject({ family: 'browser', settings: { page: '/ndbg/' } });
  } else expect((await failure(`${base}ndbg/`)).message).toContain('nothing without its scripts');
});

describe('a probe that cannot be says so in one line, with what to do', () => {
  test.each<[string, Readonly<Record<string, Handle | string>>, string, string, string]>([
    ['no such page', {}, 'probe_missing', 'HTTP 404', 'navigation'],
    ['a server in trouble', { '/x': answer('', 'text/html', 502) }, 'probe_unreachable', 'HTTP 502', 'later'],
    [
      'robots.txt',
      { '/robots.txt': 'User-agent: *\nDisallow: /' },
      'probe_robots',
      'disallows',
      'ask the site',
    ],
    ['a login', { '/x': answer('', 'text/html', 403) }, 'probe_blocked', 'HTTP 403', 'never works around'],
    [
      'a challenge',
      { '/x': answer('<html><script>$_ts={}</script></html>', 'text/html', 412) },
      'probe_blocked',
      'challenge',
      'ingest',
    ],
    [
      'a file',
      { '/x': answer('%PDF-1.4', 'application/pdf') },
      'probe_not_html',
      'application/pdf',
      'lists the reports',
    ],
    [
      'a page of nothing',
      { '/x': html('<p>升级</p>') },
      'probe_unrecognised',
      'hanweb-jpage',
      'docs/portals.md',
    ],
    [
      'another host',
      {
        '/x': (_, response) => {
          response.writeHead(302, { location: 'http://www.example.org/' });
          response.end();
        },
      },
      'probe_off_limits',
      'www.example.org',
      'probe that address',
    ],
  ])('%s', async (_, table, code, message, hint) => {
    const { base } = await site(table);
    const error = await failure(`${base}x`);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
    expect(error.describe()).not.toContain('\n');
  });

  test('a private address, without leave for it', async () => {
    const { base, seen } = await site(staticSite);
    const error = await failure(`${base}xxgk/ndbg/`, { allowPrivateAddresses: false });
    expect(error.code).toBe('probe_off_limits');
    expect(error.hint).toContain('--allow-private-addresses');
    expect(seen).toEqual([]);
  });

  test('an address that is none', async () => {
    expect((await failure('www.pinghu.gov.cn')).hint).toContain('http://');
    expect((await failure('ftp://www.pinghu.gov.cn/')).code).toBe('probe_off_limits');
  });

  test('a stop', async () => {
    const { base, seen } = await site(staticSite);
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(probe(`${base}xxgk/ndbg/`, { signal: stop.signal })).rejects.toThrow('stopped');
    expect(seen).toEqual([]);
  });
});

describe('a trial crawl', () => {
  test('keeps to its own number of list pages, whatever portal and settings say', async () => {
    const server = await site(staticSite);
    const portal = testPortal(server.base, {
      columns: [{ family: 'static', page: column }],
      limits: { listPages: 500 },
    });
    const options = { settings: quickSettings(), years, pacer: new Pacer(), robots: new RobotsBook() };
    const trial = await tryCrawl(portal, { ...options, listPages: 1 });
    expect(trial).toMatchObject({ listPages: 1, isPart: true, problems: [] });
    expect(trial.links).toHaveLength(1);
    expect(
      (await leftLinks(portal, { ...options, listPages: 1 }, trial.links)).map((left) => left.url),
    ).toEqual([`${server.base}xxgk/ndbg/202301/t_8.html`]);
  });
});
