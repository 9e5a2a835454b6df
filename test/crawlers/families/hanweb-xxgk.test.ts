import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { hanwebXxgk } from '../../../crawlers/families/hanweb-xxgk.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, asked, range, readAll, title } from './helpers.js';

const settings = { area: '741033213', column: '77' };
const path = (n: number, column = 77) => `/art/2023/1/2/art_${column}_${n}.html`;
const row = (n: number, column = 77) =>
  `<tr class="tr_main_value_${n % 2 === 0 ? 'even' : 'odd'}"><td>${n}</td><td><a href='${path(n, column)}' target='_blank' title='${title(n)}'>${title(n).slice(0, 8)}…</a></td><td>2023-01-02</td></tr>`;
const fragment = (rows: string, pages: number) =>
  `<table>${rows}</table><div>共<b>${pages}</b>页 <a href="javascript:goPage(2)">2</a></div>`;
const paged =
  (count: number, size: number): Answer =>
  (request) => {
    const page = Number(asked(request).get('currpage'));
    const rows = range((page - 1) * size + 1, Math.min(count, page * size)).map((n) => row(n));
    return fragment(rows.join(''), Math.ceil(count / size));
  };

describe('the xxgk module of Hanweb', () => {
  test('is asked by POST, with organ and page in form and address', () => {
    const [request] = readAll(hanwebXxgk, { ...settings, infotypeId: 'A01' }, paged(3, 10)).requests;
    expect(request?.method).toBe('POST');
    expect(request?.form).toMatchObject({
      area: '741033213',
      infotypeId: 'A01',
      divid: 'div77',
      currpage: '1',
    });
    expect(new URL(request?.url ?? '').searchParams.get('currpage')).toBe('1');
    expect(request?.headers?.referer).toBe('http://www.example.gov.cn/col/col77/index.html');
  });

  test('is read to the page it says is its last', () => {
    const read = readAll(hanwebXxgk, settings, paged(45, 20));
    expect(read.paths).toEqual(range(1, 45).map((n) => path(n)));
    expect(read.problems).toEqual([]);
    expect(read.requests).toHaveLength(3);
    expect(read.links[0]).toMatchObject({
      title: title(1),
      agency: '第1局',
      year: 2022,
      published: '2023-01-02',
    });
  });

  test('does not filter by column, so other columns are left out here, and other hosts', () => {
    const rows = `${row(1)}${row(2, 78)}${row(3).replace("'/art", "'http://www.other.gov.cn/art")}`;
    expect(readAll(hanwebXxgk, settings, () => fragment(rows, 1)).paths).toEqual([path(1)]);
    expect(readAll(hanwebXxgk, { area: '1' }, () => fragment(rows, 1)).paths).toEqual([path(1), path(2, 78)]);
  });

  test('gives list items in place of rows at some sites, in GBK at others', () => {
    const items = `<ul><li><a href="${path(1)}">${title(1)}</a><span>[2023/1/2]</span></li></ul>共1页`;
    const read = readAll(hanwebXxgk, settings, () => iconv.encode(items, 'gbk'));
    expect(read.links).toMatchObject([{ title: title(1), published: '2023-01-02' }]);
    expect(read.problems).toEqual([]);
  });

  test('tells its area on the column page where the settings do not', () => {
    const column =
      '<a href="/module/xxgk/tree.jsp?a=1&amp;area=001008">目录</a><script>var divid="div9"</script>';
    const read = readAll(hanwebXxgk, { column: '77' }, (request, n) =>
      n === 1 ? column : paged(2, 10)(request, n),
    );
    expect(read.requests[1]?.form).toMatchObject({ area: '001008', divid: 'div9' });
    expect(read.paths).toHaveLength(2);
  });

  test.each<[string, Answer, string]>([
    ['no rows', () => '<div>error</div>', 'no rows were recognised'],
    ['an empty list', () => '共0页', 'is empty'],
    [
      'fewer pages than promised',
      (request, n) => (n < 3 ? paged(60, 20)(request, n) : '共3页'),
      'returned no link',
    ],
    ['the same page for ever', () => fragment(row(1), 3), 'the same records again'],
  ])('%s: a problem', (_, answer, problem) => {
    const read = readAll(hanwebXxgk, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(5);
  });

  test('needs something to begin with', () => {
    expect(() => hanwebXxgk.schema.parse({})).toThrow('area');
  });

  test('is crawled, and gives exactly its reports', async () => {
    const site = await serve((request, response, body) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else if (request.method === 'POST') {
        const page = Number(new URLSearchParams(body).get('currpage'));
        const decoys = `${row(90, 78)}<tr class="tr_main_value_odd"><td><a href="${path(91)}">2022年工作要点</a></td></tr>`;
        const rows = range(page * 3 - 2, Math.min(7, page * 3)).map((n) => row(n));
        response.end(fragment(rows.join('') + decoys, 3));
      } else response.end(reportPage('报告'));
    });
    try {
      const portal = testPortal(site.base, { columns: [{ family: 'hanweb-xxgk', ...settings }] });
      const { summary } = await crawl(portal);
      expect(summary).toMatchObject({
        complete: true,
        problems: [],
        fetched: { lists: 3, outcomes: { ok: 7 } },
      });
      expect(summary.links.map((link) => new URL(link.url).pathname)).toEqual(
        range(1, 7).map((n) => path(n)),
      );
    } finally {
      await site.close();
    }
  });
});
