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

describe('a static list that shows that there is more is read on, or is in doubt', () => {
  test.each([
    ['a variable', '<script>var pageCount=1;</script>'],
    ['the total of something else', '<script>var totalCount=5;</script>'],
    ['a hidden field of a search form', '<form><input type=hidden name=totalPage value=1></form>'],
    ['the pager of a box', '<div>互动留言 共1页 第1/1页</div>'],
  ])('though %s says that it is one page', (_, count) => {
    const pages = site(indexes(3), (n) => `${next(indexes(3))(n)}${count}`);
    const read = readAll(staticList, settings, pages);
    expect(read.paths).toHaveLength(15);
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['a picture', '<a href="index_1.html"><img src="n.gif" alt="下一页"></a>'],
    ['a sign', '<div class="page"><a href="index_1.html">&gt;</a></div>'],
    ['the name of a class', '<a class="next" href="index_1.html"><i class="icon-right"></i></a>'],
    ['a relation', '<link rel="next" href="index_1.html">'],
    [
      'a choice',
      '<select onchange="location=this.value"><option value="index_1.html">第2页</option></select>',
    ],
  ])('whose next page is under %s', (_, pager) => {
    const read = readAll(
      staticList,
      settings,
      site(indexes(2), (n) => (n === 1 ? pager : '')),
    );
    expect(read.paths).toHaveLength(10);
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['loads more', '<a href="javascript:;" onclick="loadMore()">加载更多</a>'],
    ['has numbers that call a function', '<span onclick="jump(2)">2</span>'],
    ['has numbers for a script', '<li data-page="2">2</li>'],
    ['has a last page', '<a href="../other_9.html">尾页</a>'],
    ['counts records in words', '<div class="fy">总记录数：40</div>'],
    ['counts articles', '<div>共有 <em>40</em> 篇文章</div>'],
    ['counts pages in full width', '<div>第１页／共３页</div>'],
    ['counts pages in words', '<div>共三页</div>'],
    ['shows years by a script', '<ul class="tabs"><li onclick="loadYear(2023)">2023年</li></ul>'],
    ['chooses a year', '<select name="year" onchange="show()"><option>2023</option></select>'],
  ])('%s', (_, more) => {
    const one = site([settings.page], () => more);
    expect(readAll(staticList, settings, one).problems).not.toEqual([]);
  });

  test.each([
    ['a year', '<a href="2022/">2022年</a>', '/xxgk/ndbg/2022/'],
    ['another year of the page', '<a href="?year=2022">2022年</a>', `${settings.page}?year=2022`],
    ['more of a box', '<h3>县直部门</h3><a href="bm/">更多&gt;&gt;</a>', '/xxgk/ndbg/bm/'],
    ['former years', '<a href="lnnb/">历年年报</a>', '/xxgk/ndbg/lnnb/'],
  ])('below which is %s', (_, link, below) => {
    const list = site([settings.page], () => link);
    const other = html(
      item(77, `${below.split('?')[0]?.replace('index.html', '') ?? ''}202201/t20220102_77.html`),
    );
    const read = readAll(staticList, settings, (request, n) =>
      pathOf(request) === below ? other : list(request, n),
    );
    expect(read.paths.join()).toContain('t20220102_77.html');
    expect(read.problems).toEqual([]);
  });

  test('some of whose reports stand elsewhere has these, too', () => {
    const elsewhere = `${item(1)}${item(2, '/upload/2023/2.pdf')}${item(3, 'http://czj.example.gov.cn/3.html')}`;
    const read = readAll(staticList, settings, () => html(elsewhere));
    expect(read.paths).toEqual([article(1), '/upload/2023/2.pdf', 'http://czj.example.gov.cn/3.html']);
  });
});

describe('the scripts of a static list', () => {
  const read = (more: string) =>
    readAll(
      staticList,
      settings,
      site([settings.page], () => more),
    );

  test.each([
    ['counts visits', "$.get('/visit/count.do?id=12&page=1', function(n){ $('#hits').html(n); });"],
    [
      'goes back to the top',
      "$(window).scroll(function(){ if($(this).scrollTop() > 100) $('#top').show(); });",
    ],
    [
      'goes back to the top beside a request',
      "$.getJSON('/weather.json', show); window.onscroll = function(){ toggle(); }; function toggle(){ $('#top').toggle(); }",
    ],
    [
      'shows the weather',
      "$.ajax({url:'/tianqi/get', data:{city:1}, success:function(d){ $('.w').html(d); }});",
    ],
    [
      'loads pictures late',
      'new IntersectionObserver(function(es){ es.forEach(function(e){ e.target.src = e.target.dataset.src; }); }).observe(img);',
    ],
    [
      'searches',
      "function search(){ location.href = '/search?page=1&q=' + encodeURIComponent($('#q').val()); }",
    ],
    ['fills a box elsewhere', "$.get('/hot.html', function(h){ $('#hot').html(h); });"],
    [
      'makes a page of its entries',
      "$('.list').pagination({ pageSize: 10, current: 1, callback: function(p){ show(p); } });",
    ],
    ['opens windows', "function openPage(page){ window.open('/print.html?page=' + page); }"],
  ])('do no harm where one %s', (_, script) => {
    expect(read(`<div id="hot"></div><script>${script}</script>`).problems).toEqual([]);
  });

  test.each([
    ['a parameter', "$.post('/list/data', {pageNo: no, sign: sign()}, render);"],
    ['a short parameter', 'getList.request({ page, sign: key() }).then(render);'],
    ['a function of its own', 'listApi.getRows({ pageNum: n, pageSize: 20 }).then(render);'],
    ['an address beside it', "table.render({ elem: '#t', url: root, page: true, limit: 10 });"],
    ['an address made before', "var u = host() + '/list?page=' + p; fetch(u).then(render);"],
    ['an address of its own', "xhr.open('GET', root() + '/list/' + pageNum + '.json'); xhr.send();"],
    [
      'a number of pages to begin with',
      "var totalPage = 1; $.post('/list/data', {pageNo: no, sign: sign()}, render);",
    ],
    ['a record to begin with', "$.get('/list.do', { start: from, size: 20 }, render);"],
    ['a request that writes into the list', "$.get(address, function(h){ $('.list').append(h); });"],
    [
      'a node that is known by name',
      "var box = document.querySelector('.list'); fetch(url).then(function(h){ box.innerHTML += h; });",
    ],
    [
      'a function that is called on scrolling',
      "function more(){ $.ajax(next()); } $(window).on('scroll', function(){ more(); });",
    ],
    [
      'a handler with a name',
      'function near(e){ fetch(next()).then(add); } new IntersectionObserver(near).observe(foot);',
    ],
  ])('are a problem where %s may bring more', (_, script) => {
    expect(read(`<script>${script}</script>`).problems.join()).toMatch(/may show a part/);
  });

  test('do no harm where the page says how many records there are', () => {
    const script = "<script>$.post('/list/data', {pageNo: no, sign: sign()}, render);</script>";
    expect(read(`<p>共5条记录</p>${script}`).problems).toEqual([]);
  });
});

describe('the columns of other years beside a static one', () => {
  const year = (one: number, link = `../nb${one}/`) => `<a href="${link}">${one}年</a>`;
  const column = { page: '/xxgk/nb2023/' };
  const listOf = (one: number, more: string) =>
    `<html><title>政府信息公开年报</title><body>${more}<ul>${item(one, `/xxgk/nb${one}/202301/t_${one}.html`)}</ul></body></html>`;
  const sites =
    (tabs: (one: number) => string): Answer =>
    (request) => {
      const one = Number(/nb(20\d\d)\/$/.exec(pathOf(request))?.[1] ?? 0);
      return one === 0 ? null : listOf(one, tabs(one));
    };

  test('are read each once, though each leads to all', () => {
    const all = `${year(2023)}${year(2022)}${year(2021)}`;
    const read = readAll(
      staticList,
      column,
      sites(() => all),
    );
    expect(read.requests.map(pathOf)).toEqual(['/xxgk/nb2023/', '/xxgk/nb2022/']);
    expect(read.paths).toHaveLength(2);
    expect(read.problems).toEqual([]);
  });

  test('are read under other words for former years, too', () => {
    const former = '<a href="../lnnb/">历年年报</a>';
    const read = readAll(staticList, column, (request) =>
      pathOf(request) === '/xxgk/lnnb/'
        ? listOf(2022, former).replaceAll('/nb2022/', '/lnnb/')
        : listOf(2023, former),
    );
    expect(read.paths).toHaveLength(2);
    expect(read.problems).toEqual([]);
  });

  test('are a problem where only another column leads to them', () => {
    const read = readAll(
      staticList,
      column,
      sites((one) => (one === 2023 ? `${year(2022)}` : `${year(2023)}${year(2022, '../zx2022/')}`)),
    );
    expect(read.problems.join()).toContain('/xxgk/zx2022/');
  });

  test('are left alone where they are no columns of annual reports', () => {
    const other = `<html><title>发展规划</title><ul><li><a href="t1.html">平湖市2022年发展规划</a></li></ul></html>`;
    const read = readAll(staticList, column, (request, n) =>
      pathOf(request) === '/xxgk/gh/' ? other : sites(() => year(2022, '../gh/'))(request, n),
    );
    expect(read.requests).toHaveLength(2);
    expect(read.problems).toEqual([]);
  });

  test('are left alone where the column is said to be of one year', () => {
    const read = readAll(
      staticList,
      { ...column, year: 2023 },
      sites(() => year(2022)),
    );
    expect(read.requests).toHaveLength(1);
    expect(read.problems).toEqual([]);
  });

  test('are limited in number, and the rest is told', () => {
    const many = range(1, 10_000)
      .map((n) => year(2022, `../nb${n}/`))
      .join('');
    const read = readAll(staticList, column, (_, n) => (n === 1 ? listOf(2023, many) : null));
    expect(read.requests.length).toBeLessThan(60);
    expect(read.problems.join()).toMatch(/only 30 of \d+ lists beside it were followed/);
  });
});

test('of ten thousand folders of years below a static column a limited number is followed, and the rest is told', () => {
  const folders = (below: string) =>
    html(
      range(1, 10_000)
        .map((n) => `<li><a href="${below}${n}/">${2000 + (n % 24)}年</a></li>`)
        .join(''),
    );
  for (const below of ['', 'nb20']) {
    const read = readAll(staticList, settings, (_, n) => (n === 1 ? folders(below) : html(item(n))));
    expect(read.requests).toHaveLength(60);
    expect(read.problems.join()).toMatch(/only 60 of \d+ folders were followed/);
  }
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
