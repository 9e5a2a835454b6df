import { describe, expect, test } from 'vitest';
import { hanwebJpaas } from '../../../crawlers/families/hanweb-jpaas.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, asked, base, range, readAll, title } from './helpers.js';

const settings = { page: '/col/col5/index.html' };
const unit = (tagId: string) =>
  `{'webId':'3096','pageId':'5','tplSetId':'Ab1','tagId':'${tagId}','parseType':'bulidstatic'}`;
const column = `<html><body><script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="${unit('分页列表')}"></script><div queryData="${unit('导航')}"></div></body></html>`;
const path = (n: number) => `/art/2023/1/2/art_5_${n}.html`;
const item = (n: number) =>
  `<li><a title="${title(n)}" href="${path(n)}">${title(n).slice(0, 9)}...</a><span>2023-01-02</span></li>`;
const items = (from: number, to: number) => `<ul>${range(from, to).map(item).join('')}</ul>`;
const json = (html: string) => JSON.stringify({ success: true, data: { html } });
const pageNo = (query: URLSearchParams): number => JSON.parse(query.get('paramJson') ?? '{}').pageNo ?? 1;

/** A server of `count` records that gives `size` at a time, however many it is asked for. */
const server =
  (count: number, size: number, wrap: (html: string) => string = json): Answer =>
  (request, n) => {
    if (n === 1) return column;
    const page = pageNo(asked(request));
    return wrap(items((page - 1) * size + 1, Math.min(count, page * size)));
  };

describe('the list of a jpaas site', () => {
  test('is named by the column page, and its page number stands inside paramJson', () => {
    const read = readAll(hanwebJpaas, settings, server(20, 15));
    const [, first, second] = read.requests.map((request) => Object.fromEntries(asked(request)));
    const named = {
      webId: '3096',
      pageId: '5',
      tplSetId: 'Ab1',
      tagId: '分页列表',
      parseType: 'bulidstatic',
    };
    expect(first).toMatchObject({ ...named, pageType: 'column', paramJson: '{"pageNo":1,"pageSize":"15"}' });
    expect(second).toMatchObject({ ...named, paramJson: '{"pageNo":2,"pageSize":"15"}' });
    expect(read.requests[1]?.headers?.referer).toBe(`${base}col/col5/index.html`);
  });

  test.each<[string, (html: string) => string]>([
    ['data.html', json],
    ['data as a string', (html) => JSON.stringify({ data: html })],
    ['data as JSON in a string', (html) => JSON.stringify({ data: JSON.stringify({ html }) })],
  ])('comes as %s, and is read to its end', (_, wrap) => {
    const read = readAll(hanwebJpaas, settings, server(40, 15, wrap));
    expect(read.paths).toEqual(range(1, 40).map(path));
    expect(read.problems).toEqual([]);
    expect(read.links[0]).toMatchObject({
      title: title(1),
      agency: '第1局',
      year: 2022,
      published: '2023-01-02',
    });
  });

  test('is read to its end from a server with a page size of its own', () => {
    expect(readAll(hanwebJpaas, settings, server(40, 7)).paths).toHaveLength(40);
  });

  test.each([
    ['attributes', `<div data-webid="3096" data-pageid="5" data-tplsetid="Ab1" data-tagid="列表"></div>`],
    [
      'a script',
      `<script>var queryData = {"webId":"3096","pageId":"5","tplSetId":"Ab1","tagId":"列表"};</script>`,
    ],
    [
      'an attribute with entities',
      `<div querydata="{&quot;webId&quot;:&quot;3096&quot;,&quot;pageId&quot;:&quot;5&quot;,&quot;tplSetId&quot;:&quot;Ab1&quot;,&quot;tagId&quot;:&quot;列表&quot;}"></div>`,
    ],
  ])('may be named in %s', (_, html) => {
    const read = readAll(hanwebJpaas, settings, (request, n) => (n === 1 ? html : server(2, 15)(request, n)));
    expect(Object.fromEntries(asked(read.requests[1] ?? { url: base, method: 'GET' }))).toMatchObject({
      pageId: '5',
      tagId: '列表',
    });
    expect(read.paths).toHaveLength(2);
  });

  test('may be named by the settings, and no column page is read', () => {
    const named = { ...settings, webId: '1', pageId: '2', tplSetId: '3', tagId: '4' };
    const read = readAll(hanwebJpaas, named, (request, n) => server(2, 15)(request, n + 1));
    expect(asked(read.requests[0] ?? { url: base, method: 'GET' }).get('webId')).toBe('1');
    expect(read.paths).toHaveLength(2);
  });

  test('may stand in a frame of the column page', () => {
    const read = readAll(hanwebJpaas, settings, (request, n) =>
      n === 1 ? '<iframe src="/col/col6/index.html"></iframe>' : server(3, 15)(request, n - 1),
    );
    expect(read.paths).toHaveLength(3);
  });

  test('stands beside links to other papers and to other hosts', () => {
    const decoys = `<li><a href="/art/2023/1/2/art_5_99.html">2022年政府信息公开工作要点</a></li><li><a href="http://www.other.gov.cn/a.html">${title(9)}</a></li>`;
    const read = readAll(hanwebJpaas, settings, (_, n) =>
      n === 1 ? column : n === 2 ? json(items(1, 2) + decoys) : json(''),
    );
    expect(read.paths).toEqual([path(1), path(2)]);
  });

  test.each<[string, Answer, string]>([
    ['no names on the column page', () => '<html><body>升级</body></html>', 'no webId'],
    ['several lists', () => column.replace('导航', '另一列表'), 'set tagId to one of them'],
    ['an answer that is no JSON', (_, n) => (n === 1 ? column : '<html>error</html>'), 'not JSON'],
    ['an answer without data', (_, n) => (n === 1 ? column : '{"success":false,"data":null}'), 'not JSON'],
    ['an empty list', (_, n) => (n === 1 ? column : json('')), 'is empty'],
    ['the same page for ever', (_, n) => (n === 1 ? column : json(items(1, 15))), 'the same records again'],
    [
      'a total that is not reached',
      (_, n) => (n === 1 ? column : json(n === 2 ? `${items(1, 15)}<p count="40"></p>` : '')),
      'says 40 records',
    ],
  ])('%s: a problem', (_, answer, problem) => {
    const read = readAll(hanwebJpaas, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(5);
  });

  test('is crawled, and gives exactly its reports', async () => {
    const site = await serve((request, response) => {
      const url = new URL(request.url ?? '', base);
      if (url.pathname === '/robots.txt') response.writeHead(404).end();
      else if (url.pathname.endsWith('/unit')) {
        const page = pageNo(url.searchParams);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(json(items(page * 15 - 14, Math.min(20, page * 15))));
      } else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(url.pathname === settings.page ? column : reportPage('报告'));
      }
    });
    try {
      const { summary } = await crawl(
        testPortal(site.base, { columns: [{ family: 'hanweb-jpaas', ...settings }] }),
      );
      expect(summary).toMatchObject({ complete: true, problems: [], fetched: { outcomes: { ok: 20 } } });
      expect(summary.links.map((link) => new URL(link.url).pathname)).toEqual(range(1, 20).map(path));
    } finally {
      await site.close();
    }
  });
});
