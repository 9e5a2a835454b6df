import { describe, expect, test } from 'vitest';
import { truecms } from '../../../crawlers/families/truecms.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, asked, base, range, readAll, title } from './helpers.js';

const settings = { page: '/ndbg/ndbg.html' };
const list = (id: string, perPage = 50) =>
  `$('#a').jpage({perPage:${perPage},totalRecord:45,proxyUrl:'/TrueCMS/messageController/getMessage.do',ajaxParam:{columnId:'${id}',contentTemplate:''}});`;
const column = (perPage = 50) => `<html><body><script>${list('7a-b', perPage)}</script></body></html>`;
const path = (n: number) => `/ndbg/content/${n}.html`;
const record = (n: number) =>
  `<record><![CDATA[<li><a href="${path(n)}" title="${title(n)}">${title(n)}</a><span>2023年1月2日</span></li>]]></record>`;
const result = (from: number, to: number, total: number | null = 45) =>
  `<datastore>${total === null ? '' : `<totalrecord>${total}</totalrecord>`}<recordset>${range(from, to).map(record).join('')}</recordset></datastore>`;
const jsonp = (xml: string) => `cb(${JSON.stringify({ result: xml })});`;

/** A server that gives `most` records at a time, and none at all to who asks for more than `refuses`. */
const server =
  (most: number, refuses = 1000): Answer =>
  (request, n) => {
    if (n === 1) return column();
    const query = asked(request);
    const [start, size] = [Number(query.get('startrecord')), Number(query.get('perpage'))];
    if (size > refuses) return jsonp('');
    return jsonp(result(start, Math.min(45, Number(query.get('endrecord')), start + most - 1)));
  };

describe('the list of a TrueCMS site', () => {
  test('is asked for with the column page as Referer, in the size of the page', () => {
    const [, request] = readAll(truecms, settings, server(50)).requests;
    expect(request?.headers?.referer).toBe(`${base}ndbg/ndbg.html`);
    expect(request?.url).toBe(
      `${base}TrueCMS/messageController/getMessage.do?callback=cb&columnId=7a-b&startrecord=1&endrecord=50&perpage=50`,
    );
  });

  test.each([50, 20, 10, 7])('is read to its end from a server that gives %i at most', (most) => {
    const read = readAll(truecms, settings, server(most));
    expect(read.paths).toEqual(range(1, 45).map(path));
    expect(read.problems).toEqual([]);
    expect(read.links[0]).toMatchObject({ title: title(1), year: 2022, published: '2023-01-02' });
  });

  test.each([20, 10])('is asked for less where more than %i gets nothing', (refuses) => {
    const read = readAll(truecms, settings, server(50, refuses));
    expect(read.paths).toHaveLength(45);
    expect(read.problems).toEqual([]);
  });

  test.each([
    ['plain JSON', (xml: string) => JSON.stringify({ result: xml })],
    [
      'JSONP of another name, with a semicolon',
      (xml: string) => `/**/jQuery1.cb(${JSON.stringify({ result: xml })}) ;\n`,
    ],
    ['bare items', (xml: string) => jsonp([...xml.matchAll(/<li>.*?<\/li>/g)].join(''))],
  ])('may come as %s', (_, wrap) => {
    const read = readAll(truecms, settings, (_request, n) =>
      n === 1 ? column() : n === 2 ? wrap(result(1, 3, 3)) : wrap(''),
    );
    expect(read.paths).toEqual(range(1, 3).map(path));
    expect(read.problems).toEqual([]);
  });

  test('may promise fewer records than it has', () => {
    const read = readAll(truecms, { ...settings, perPage: 20 }, (request, n) => {
      const start = Number(asked(request).get('startrecord'));
      return n === 1 ? column() : jsonp(result(start, Math.min(45, start + 19), 12));
    });
    expect(read.paths).toHaveLength(45);
  });

  test('stands beside records of other papers and other hosts', () => {
    const decoys = result(1, 2, 4).replace(
      '</recordset>',
      `<record><![CDATA[<a href="/ndbg/content/8.html">信息公开指南</a>]]></record><record><![CDATA[<a href="http://other.gov.cn/9.html">${title(9)}</a>]]></record></recordset>`,
    );
    expect(readAll(truecms, settings, (_, n) => (n === 1 ? column() : jsonp(decoys))).paths).toEqual([
      path(1),
      path(2),
    ]);
  });

  test('of several on the page is the one that the settings name', () => {
    const page = `<script>${list('one')}${list('two')}</script>`;
    const answer: Answer = (_, n) => (n === 1 ? page : jsonp(result(1, 2, 2)));
    expect(readAll(truecms, settings, answer).problems.join()).toContain('set columnId to one of them');
    const read = readAll(truecms, { ...settings, columnId: 'two' }, answer);
    expect(asked(read.requests[1] ?? { url: base, method: 'GET' }).get('columnId')).toBe('two');
  });

  test.each<[string, Answer, string]>([
    ['no list on the column page', () => '<html><body>升级</body></html>', 'no list of TrueCMS'],
    [
      'an answer that is no JSON',
      (_, n) => (n === 1 ? column() : '<html>404</html>'),
      'did not answer with JSON',
    ],
    ['an empty list', (_, n) => (n === 1 ? column() : jsonp(result(1, 0, 0))), 'is empty'],
    [
      'a total that is not reached',
      (_, n) => (n === 1 ? column() : jsonp(n === 2 ? result(1, 20) : result(1, 0))),
      'from record 21 on',
    ],
    [
      'the same records for ever',
      (_, n) => (n === 1 ? column() : jsonp(result(1, 20))),
      'the same records again',
    ],
  ])('%s: a problem', (_, answer, problem) => {
    const read = readAll(truecms, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(6);
  });

  test('is crawled, and gives exactly its reports', async () => {
    const site = await serve((request, response) => {
      const url = new URL(request.url ?? '', base);
      const isList = url.pathname.endsWith('getMessage.do');
      if (url.pathname === '/robots.txt' || (isList && !request.headers.referer?.endsWith(settings.page))) {
        response.writeHead(404).end();
      } else if (isList) {
        const start = Number(url.searchParams.get('startrecord'));
        response.writeHead(200, { 'content-type': 'application/javascript; charset=utf-8' });
        response.end(jsonp(result(start, Math.min(45, start + 19))));
      } else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(url.pathname === settings.page ? column() : reportPage('报告'));
      }
    });
    try {
      const { summary } = await crawl(
        testPortal(site.base, { columns: [{ family: 'truecms', ...settings }] }),
      );
      expect(summary).toMatchObject({
        complete: true,
        problems: [],
        fetched: { lists: 4, outcomes: { ok: 45 } },
      });
    } finally {
      await site.close();
    }
  });
});
