import { describe, expect, test } from 'vitest';
import { epointEwb } from '../../../crawlers/families/epoint-ewb.js';
import { defined } from '../../../src/defined.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, base, range, readAll, title } from './helpers.js';

const settings = { page: '/dynamic/zwgk/govInfoPub.html?categorynum=003006&deptcode=01', perPage: 20 };
const script = `var siteInfo = {"siteGuid":"7eb5f7f1-9041","projectName":"/EWB-FRONT","siteName":"某市"};`;
const path = (n: number) => `/zwgk/003006/20230102/${n}.html`;
const record = (n: number) => ({
  infourl: path(n),
  realtitle: title(n),
  title: `<font color='red'>${title(n).slice(0, 9)}…</font>`,
  infodate: '2023-01-02 09:30:00',
});
const answerOf = (from: number, to: number, total?: number | string) =>
  JSON.stringify({
    custom: { data: range(from, to).map(record), ...defined({ total }) },
  });

/** A server of 45 records that counts pages from `first`, and takes what is below for it. */
const server =
  (first: 0 | 1, total?: number | string, below: 'same' | 'nothing' = 'same'): Answer =>
  (request, n) => {
    if (n === 1) return script;
    const index = Number(request.json?.pageIndex) - first;
    if (index < 0 && below === 'nothing') return answerOf(1, 0, total);
    const page = Math.max(0, index);
    return answerOf(page * 20 + 1, Math.min(45, page * 20 + 20), total);
  };

describe('the list of an Epoint site', () => {
  test('is asked for by a POST of JSON, at the project that the script names', () => {
    const [first, second] = readAll(epointEwb, settings, server(0)).requests;
    expect(first?.url).toBe(`${base}js/webBuilderCommon.js`);
    expect(second).toMatchObject({
      url: `${base}EWB-FRONT/rest/lightfrontaction/getgovinfolist`,
      method: 'POST',
      json: { deptcode: '01', categorynum: '003006', siteGuid: '7eb5f7f1-9041', pageIndex: 0, pageSize: 20 },
    });
    expect(second?.form).toBeUndefined();
    expect(second?.headers?.referer).toBe(
      `${base}dynamic/zwgk/govInfoPub.html?categorynum=003006&deptcode=01`,
    );
  });

  test.each<[string, Answer]>([
    ['from 0', server(0)],
    ['from 0, with a total', server(0, 45)],
    ['from 1', server(1)],
    ['from 1, with a total as text', server(1, '45')],
    ['from 1, with nothing before', server(1, 45, 'nothing')],
  ])('is read to its end from a server that counts %s', (_, answer) => {
    const read = readAll(epointEwb, settings, answer);
    expect(read.paths).toEqual(range(1, 45).map(path));
    expect(read.problems).toEqual([]);
    expect(read.links[0]).toMatchObject({
      title: title(1),
      agency: '第1局',
      year: 2022,
      published: '2023-01-02',
    });
  });

  test('gives whole titles as realtitle, else as title, tags and all', () => {
    const data = [
      { infourl: '/a.html', title: '市财政局2022年<b>政府信息公开</b>年报', infodate: '2023/1/2' },
      { infourl: '/b.html', realtitle: '2022年政府信息公开工作要点', title: '2022年政府信息公开…' },
      { infourl: 'http://www.other.gov.cn/c.html', realtitle: title(3) },
    ];
    const read = readAll(epointEwb, settings, (_, n) =>
      n === 1 ? script : JSON.stringify({ custom: { total: 3, data } }),
    );
    expect(read.links).toEqual([
      {
        url: `${base}a.html`,
        title: '市财政局2022年政府信息公开年报',
        agency: '平湖市财政局',
        year: 2022,
        published: '2023-01-02',
      },
    ]);
  });

  test('is asked for at once where the settings name site and project', () => {
    const named = { categorynum: '1', siteGuid: 'g', projectName: 'EWB_YK_Mid', firstPage: 1 };
    const [request] = readAll(epointEwb, named, () => answerOf(1, 3, 3)).requests;
    expect(request).toMatchObject({
      url: `${base}EWB_YK_Mid/rest/lightfrontaction/getgovinfolist`,
      json: { pageIndex: 1 },
    });
  });

  test('needs a category', () => {
    expect(() => epointEwb.schema.parse({ page: '/dynamic/zwgk/govInfoPub.html' })).toThrow('categorynum');
  });

  test.each<[string, Answer, string]>([
    ['a script without siteInfo', () => 'var x = 1;', 'no siteInfo'],
    ['an answer that is no JSON', (_, n) => (n === 1 ? script : '<html>error</html>'), 'not JSON'],
    [
      'JSON of another shape',
      (_, n) => (n === 1 ? script : '{"status":{"code":"500"}}'),
      'not JSON with custom.data',
    ],
    ['an empty list', (_, n) => (n === 1 ? script : answerOf(1, 0)), 'is empty'],
    [
      'a total that is not reached',
      (_, n) => (n === 1 ? script : n === 2 ? answerOf(1, 20, 45) : answerOf(1, 0, 45)),
      'from record 21 on',
    ],
    ['the same page for ever', (_, n) => (n === 1 ? script : answerOf(1, 20, 45)), 'the same records again'],
  ])('%s: a problem', (_, answer, problem) => {
    const read = readAll(epointEwb, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(6);
  });

  test('is crawled, and gives exactly its reports', async () => {
    const site = await serve((request, response, body) => {
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else if (request.method === 'POST') {
        if (!/^application\/json/.test(request.headers['content-type'] ?? '')) response.writeHead(415).end();
        else {
          const { pageIndex, pageSize } = JSON.parse(body);
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(answerOf(pageIndex * pageSize + 1, Math.min(45, (pageIndex + 1) * pageSize), 45));
        }
      } else if (request.url === '/js/webBuilderCommon.js') response.end(script);
      else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(reportPage('报告'));
      }
    });
    try {
      const { summary } = await crawl(
        testPortal(site.base, { columns: [{ family: 'epoint-ewb', ...settings }] }),
      );
      expect(summary).toMatchObject({
        complete: true,
        problems: [],
        fetched: { lists: 4, outcomes: { ok: 45 } },
      });
      expect(summary.links.map((link) => new URL(link.url).pathname)).toEqual(range(1, 45).map(path));
    } finally {
      await site.close();
    }
  });
});
