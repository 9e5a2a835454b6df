import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { ask } from './ask.js';
import { links, start, TOTAL, urls } from './family-portals.js';

describe('static', () => {
  const pages = {
    trs: ['/xxgk/ndbg/index.html', '/xxgk/ndbg/index_1.html', '/xxgk/ndbg/index_2.html'],
    index: ['/xxgk/ndbg/index.html', '/xxgk/ndbg/index_2.html', '/xxgk/ndbg/index_3.html'],
    list: ['/xxgk/ndbg/list.shtml', '/xxgk/ndbg/list_2.shtml', '/xxgk/ndbg/list_3.shtml'],
    query: ['/xxgk/ndbg/', '/xxgk/ndbg/?page=2', '/xxgk/ndbg/?page=3'],
    boda: ['/xxgk/ndbg.htm', '/xxgk/ndbg/2.htm', '/xxgk/ndbg/1.htm'],
  };
  const past = {
    trs: '/xxgk/ndbg/index_3.html',
    index: '/xxgk/ndbg/index_4.html',
    list: '/xxgk/ndbg/list_4.shtml',
    query: '/xxgk/ndbg/?page=4',
    boda: '/xxgk/ndbg/0.htm',
  };

  it.each(['trs', 'index', 'list', 'query', 'boda'] as const)(
    'has its pages where %s has them',
    async (style) => {
      const portal = await start('static', { static: { pages: style, perPage: 10 } });
      const texts = [];
      for (const path of pages[style]) texts.push((await ask(portal.url, path)).text);
      const lists = texts.map((text) => links(portal, text, '.list a'));
      expect(lists.map((list) => list.length)).toEqual([10, 10, 10]);
      expect(lists.flat()).toEqual(expect.arrayContaining(urls(portal)));
      expect((await ask(portal.url, past[style])).status).toBe(404);
      const article =
        style === 'boda' ? /\/info\/1001\/\d+\.htm$/ : /\/xxgk\/ndbg\/20\d{4}\/t20\d{6}_\d+\.html$/;
      expect(urls(portal)[0]).toMatch(article);
      const [first, second] = texts;
      if (style === 'trs') expect(first).toContain('createPageHTML(3, 0, "index", "html")');
      else {
        const next = load(second ?? '')('.page a:contains("下一页")').attr('href') ?? '';
        expect(new URL(next, new URL(pages[style][1] ?? '', portal.url)).href).toBe(
          new URL(pages[style][2] ?? '', portal.url).href,
        );
      }
    },
  );

  it.each([
    ['last-page', '.list'],
    ['front-page', 'h2:contains("政务动态")'],
  ] as const)('may answer with the %s past its end', async (pastEnd, selector) => {
    const portal = await start('static', { static: { pastEnd } });
    const { status, text } = await ask(portal.url, '/xxgk/ndbg/index_7.html');
    expect(status).toBe(200);
    expect(load(text)(selector)).toHaveLength(1);
  });

  it('stands beside news of a neighbour that are titled like reports, and lead to some', async () => {
    const portal = await start('static');
    const side = links(portal, (await ask(portal.url, '/xxgk/ndbg/index.html')).text, '.side a');
    const own = side.filter((url) => url.startsWith(portal.url));
    expect(own).toHaveLength(3);
    expect(side.length).toBe(4);
    expect(own.every((url) => url.includes('/xxgk/tzgg/'))).toBe(true);
    expect((await ask(portal.url, own[1] ?? '')).text).toContain('<table');
  });
});

describe('browser', () => {
  it('shows nothing to who runs no script, and gives the list to the script', async () => {
    const portal = await start('browser');
    const { text } = await ask(portal.url, '/ndbg/index.html');
    expect(text).toContain('<div id="app"></div>');
    expect(text).toContain('<script src="/assets/app.js"></script>');
    expect(load(text)('.list')).toHaveLength(0);
    const answers = [];
    for (const page of [1, 2, 3])
      answers.push(JSON.parse((await ask(portal.url, `/api/list?page=${page}`)).text));
    expect(answers[0]).toMatchObject({ total: TOTAL, pages: 3, page: 1 });
    const listed = answers.flatMap(({ items }) =>
      items.map(({ url }: { url: string }) => new URL(url, portal.url).href),
    );
    expect(listed).toEqual(expect.arrayContaining(urls(portal)));
    for (const path of [
      '/assets/app.js',
      '/assets/site.css',
      '/assets/site.woff2',
      '/picture/0/banner.png',
    ]) {
      expect((await ask(portal.url, path)).status).toBe(200);
    }
  });

  it('may make its articles by script too', async () => {
    const portal = await start('browser', { browser: { articles: 'script' } });
    const [report] = portal.truth();
    const { text } = await ask(portal.url, report?.url ?? '');
    expect(text).toContain('<div id="app"></div>');
    expect(text).not.toContain('<table');
    const id = /(\d+)\.html$/.exec(report?.url ?? '')?.[1];
    const article = JSON.parse((await ask(portal.url, `/api/article?id=${id}`)).text);
    expect(article.title).toBe(report?.title);
    expect(article.html.match(/<table/g)).toHaveLength(3);
    expect((await ask(portal.url, '/api/article?id=1')).status).toBe(404);
    expect(portal.portalConfig('browser').columns).toEqual([
      { family: 'browser', page: '/ndbg/index.html', waitFor: '.list li', next: '.next', articles: true },
    ]);
  });

  it('may challenge, once or for ever', async () => {
    const once = await start('browser', { browser: { challenge: 'cookie' } });
    const { status, text } = await ask(once.url, '/ndbg/index.html');
    expect(status).toBe(412);
    const cookie = /document\.cookie = '([^;]+);/.exec(text)?.[1] ?? '';
    expect((await ask(once.url, '/ndbg/index.html', { headers: { cookie } })).status).toBe(200);
    expect((await ask(once.url, '/robots.txt')).status).toBe(404);
    const endless = await start('browser', { browser: { challenge: 'endless' } });
    expect((await ask(endless.url, '/ndbg/index.html', { headers: { cookie } })).status).toBe(412);
  });

  it('may ask for what it must not get', async () => {
    const portal = await start('browser', { browser: { intruders: true, otherPort: 4242 } });
    const { text } = await ask(portal.url, '/ndbg/index.html');
    for (const place of [
      'http://tracker.example.invalid/count.js',
      'http://169.254.169.254/',
      'http://127.0.0.1:4242/private',
      'new WebSocket(',
    ]) {
      expect(text).toContain(place);
    }
  });
});
