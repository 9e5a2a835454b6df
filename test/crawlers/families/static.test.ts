import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { staticList } from '../../../crawlers/families/static/static.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, base, range, readAll, title } from './helpers.js';

const settings = { page: '/xxgk/ndbg/index.html' };
const article = (n: number) => `/xxgk/ndbg/202301/t20230102_${n}.html`;
const item = (n: number, href = article(n)) =>
  `<li><a href="${href}">${title(n)}</a><span>2023-01-02</span></li>`;
const menu = `<div class="today">今天是2024年5月6日</div><a href="/">首页</a><a href="/xxgk/ndbg/">政府信息公开年报</a><a href="/xxgk/ndbg/bmnb/">2022年政府信息公开年报</a>`;
const sidebar = `<ul><li><a href="/xxgk/tzgg/202301/t1.html">甲局2022年政府信息公开年报</a></li><li><a href="http://www.other.gov.cn/xxgk/ndbg/1.html">${title(9)}</a></li></ul>`;
const html = (items: string, pager = '') =>
  `<html><body>${menu}<ul class="list">${items}</ul>${sidebar}<div class="page">${pager}</div></body></html>`;
const pathOf = (request: { url: string }) => request.url.slice(base.length - 1);

/** A site of pages at these addresses, five articles on each, with a pager. */
const site =
  (addresses: readonly string[], pager: (number: number) => string, link = article): Answer =>
  (request) => {
    const at = addresses.indexOf(pathOf(request));
    if (at < 0) return null;
    return html(
      range(at * 5 + 1, at * 5 + 5)
        .map((n) => item(n, link(n)))
        .join(''),
      pager(at + 1),
    );
  };
const indexes = (count: number) =>
  range(1, count).map((n) => (n === 1 ? settings.page : `/xxgk/ndbg/index_${n - 1}.html`));
const next = (addresses: readonly string[]) => (number: number) => {
  const address = addresses[number];
  return address === undefined
    ? '<a href="javascript:void(0)">下一页</a>'
    : `<a href="${address}">下一页</a>`;
};

describe('the pages of a static list', () => {
  test('are numbered by createPageHTML, as TRS writes it', () => {
    const pager = (n: number) =>
      `<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}\ncreatePageHTML(4, ${n - 1}, "index", "html");</script>`;
    const read = readAll(staticList, settings, site(indexes(4), pager));
    expect(read.requests.map(pathOf)).toEqual(indexes(4));
    expect(read.paths).toEqual(range(1, 20).map(article));
    expect(read.problems).toEqual([]);
    expect(read.links[0]).toMatchObject({
      title: title(1),
      agency: '第1局',
      year: 2022,
      published: '2023-01-02',
    });
  });

  test.each<[string, readonly string[]]>([
    ['index_1.html', indexes(3)],
    ['list_2.shtml', ['/xxgk/ndbg/list.shtml', '/xxgk/ndbg/list_2.shtml', '/xxgk/ndbg/list_3.shtml']],
    ['?page=2', ['/xxgk/ndbg/', '/xxgk/ndbg/?page=2', '/xxgk/ndbg/?page=3']],
  ])('are found by their 下一页 links: %s', (_, addresses) => {
    const read = readAll(staticList, { page: addresses[0] }, site(addresses, next(addresses)));
    expect(read.requests.map(pathOf)).toEqual(addresses);
    expect(read.paths).toHaveLength(15);
    expect(read.problems).toEqual([]);
  });

  test('are found by their numbers where no word says what is next', () => {
    const pager = () =>
      indexes(3)
        .map((address, at) => `<a href="${address}">${at + 1}</a>`)
        .join('');
    expect(readAll(staticList, settings, site(indexes(3), pager)).paths).toHaveLength(15);
  });

  describe('of 博达', () => {
    const addresses = ['/xxgk/ndbg.htm', '/xxgk/ndbg/2.htm', '/xxgk/ndbg/1.htm'];
    const info = (n: number) => `/info/1001/${n}.htm`;
    const answer = site(addresses, next(addresses), info);

    test('count down, and its articles stand in /info/<column>/', () => {
      const read = readAll(staticList, { page: '/xxgk/ndbg.htm' }, answer);
      expect(read.requests.map(pathOf)).toEqual(addresses);
      expect(read.paths).toEqual(range(1, 15).map(info));
      expect(read.problems).toEqual([]);
    });

    test('may be given as a template', () => {
      const silent = site(
        addresses,
        () => `<a href="/xxgk/ndbg/2.htm">下</a><a href="/xxgk/ndbg/1.htm">终</a>`,
        info,
      );
      const read = readAll(staticList, { page: '/xxgk/ndbg.htm', pages: 'ndbg/{down}.htm' }, silent);
      expect(read.requests.map(pathOf)).toEqual(addresses);
      expect(read.problems).toEqual([]);
    });

    test('stand beside the news of other numbers, which are left out', () => {
      const neighbour = item(99, '/info/1002/99.htm');
      const read = readAll(
        staticList,
        { page: '/xxgk/ndbg.htm' },
        (request, n) => `${answer(request, n)}${neighbour}`,
      );
      expect(read.paths).toEqual(range(1, 15).map(info));
    });

    test('are in doubt where two numbers have as many reports, until the settings say within', () => {
      const both = `${item(1, info(1))}${item(2, '/info/1002/2.htm')}`;
      const doubtful = readAll(staticList, { page: '/xxgk/ndbg.htm' }, () => html(both));
      expect(doubtful.problems.join()).toContain('set within');
      const read = readAll(staticList, { page: '/xxgk/ndbg.htm', within: '/info/1002/' }, () => html(both));
      expect(read).toMatchObject({ paths: ['/info/1002/2.htm'], problems: [] });
    });
  });

  describe('made up from a template', () => {
    test.each([
      ['index_{n-1}.html', indexes(3)],
      ['list_{n}.html', [settings.page, '/xxgk/ndbg/list_2.html', '/xxgk/ndbg/list_3.html']],
      ['?page={n}', [settings.page, `${settings.page}?page=2`, `${settings.page}?page=3`]],
    ])('%s: end without a fault where there are no more', (pages, addresses) => {
      const read = readAll(
        staticList,
        { ...settings, pages },
        site(addresses, () => ''),
      );
      expect(read.requests.map(pathOf).slice(0, 3)).toEqual(addresses);
      expect(read.requests).toHaveLength(4);
      expect(read.paths).toHaveLength(15);
      expect(read.problems).toEqual([]);
    });

    test('are not asked for past the number of pages that the list says', () => {
      const read = readAll(
        staticList,
        { ...settings, pages: 'index_{n-1}.html' },
        site(indexes(3), () => '共3页'),
      );
      expect(read.requests).toHaveLength(3);
    });

    test('need one number', () => {
      expect(() => staticList.schema.parse({ ...settings, pages: 'index.html' })).toThrow('{n}');
    });
  });

  test('end in doubt where 下一页 shows the first page again', () => {
    const looping: Answer = (request) =>
      html(
        range(1, 5)
          .map((n) => item(n))
          .join(''),
        `<a href="${pathOf(request).includes('_1') ? 'index_2.html' : 'index_1.html'}">下一页</a>`,
      );
    const read = readAll(staticList, settings, looping);
    expect(read.requests).toHaveLength(2);
    expect(read.paths).toEqual(range(1, 5).map(article));
    expect(read.problems.join()).toContain('has no new link');
  });
});

describe('the articles of a static list', () => {
  test('are those below the column, not of menus, neighbours and other hosts', () => {
    const read = readAll(staticList, settings, () =>
      html(
        range(1, 3)
          .map((n) => item(n))
          .join(''),
      ),
    );
    expect(read.paths).toEqual(range(1, 3).map(article));
  });

  test('may stand beside a column page that is a file', () => {
    const read = readAll(staticList, { page: '/xxgk/ndbg.html' }, () =>
      html(`${item(1, './202301/a.html')}${item(2, 'b.pdf')}`),
    );
    expect(read.paths).toEqual(['/xxgk/202301/a.html', '/xxgk/b.pdf']);
  });

  test('have cut titles, quotes of all kinds, and GBK', () => {
    const items = `<li><a title='${title(1)}' href='${article(1)}'>第1局2022年政…</a><i>2023/1/2</i></li>
      <li><a href=${article(2)} target=_blank>第2局2022年政府信息公开...</a></li>
      <li><a href="${article(3)}"><em>${title(3)}</em><span>[2023-01-02]</span></a></li>
      <li><a title="第4局2022年预算公开" href="${article(4)}">第4局2022年…</a></li>`;
    const read = readAll(staticList, settings, () => iconv.encode(html(items), 'gbk'));
    expect(read.links.map((link) => [link.title, link.published])).toEqual([
      [title(1), '2023-01-02'],
      ['第2局2022年政府信息公开...', null],
      [title(3), '2023-01-02'],
    ]);
  });
});

describe('a static list that cannot be right is a problem', () => {
  const five = range(1, 5)
    .map((n) => item(n))
    .join('');
  const trs = '<script>createPageHTML(4, 0, "index", "html");</script>';
  test.each<[string, Answer, string]>([
    ['no article', () => html(''), 'no article below'],
    ['articles elsewhere', () => html(item(1, '/art/1.html').repeat(1)), 'reports elsewhere'],
    [
      'pages without a way to them',
      () => html(five, '<a onclick="go(2)">下一页</a>共12页'),
      'no address of page 2',
    ],
    ['the same page for ever', () => html(five, trs), 'has no new link'],
    ['a promised page that is missing', (_, n) => (n === 1 ? html(five, trs) : null), 'missing'],
  ])('%s', (_, answer, problem) => {
    const read = readAll(staticList, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(8);
  });
});

test('a static list is crawled, and gives exactly its reports', async () => {
  const addresses = indexes(3);
  const pages = site(addresses, () => '');
  const server = await serve((request, response) => {
    const given = pages({ url: `${base}${(request.url ?? '').slice(1)}`, method: 'GET' }, 0);
    const isArticle = /\/t\d+_\d+\.html$/.test(request.url ?? '');
    response.writeHead(given !== null || isArticle ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(isArticle ? reportPage('报告') : given);
  });
  try {
    const columns = [{ family: 'static', ...settings, pages: 'index_{n-1}.html' }];
    const { summary } = await crawl(testPortal(server.base, { columns }));
    expect(summary).toMatchObject({
      complete: true,
      problems: [],
      fetched: { lists: 4, outcomes: { ok: 15 } },
    });
    expect(summary.links.map((link) => new URL(link.url).pathname)).toEqual(range(1, 15).map(article));
  } finally {
    await server.close();
  }
});
