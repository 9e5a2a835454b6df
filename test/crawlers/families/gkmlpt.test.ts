import { describe, expect, test } from 'vitest';
import { gkmlpt } from '../../../crawlers/families/gkmlpt.js';
import { crawl, reportPage, serve, testPortal } from '../helpers.js';
import { type Answer, base, range, readAll, title } from './helpers.js';

const settings = { column: '368' };
const column = `<html><script>window._CONFIG = { SID: '769033', DOMAIN: 'www.example.gov.cn' };</script></html>`;
const path = (n: number) => `/gkmlpt/content/4/${n}/post_${n}.html`;
const article = (n: number) => ({
  id: n,
  title: title(n),
  url: `${base}${path(n).slice(1)}`,
  publisher: `第${n}局`,
  display_publish_time: 1672617600,
  create_time: 1672531200,
});
const answerOf = (from: number, to: number, total: unknown) =>
  JSON.stringify({ total, articles: range(from, to).map(article) });
const server =
  (count: number, total: unknown = count): Answer =>
  (request, n) => {
    if (n === 1) return column;
    const page = Number(new URL(request.url).searchParams.get('page'));
    return answerOf(page * 100 - 99, Math.min(count, page * 100), total);
  };
const one = (given: Record<string, unknown>) =>
  readAll(gkmlpt, settings, (_, n) =>
    n === 1 ? column : JSON.stringify({ total: 1, articles: [{ ...article(1), ...given }] }),
  ).links[0];

describe('the list of a gkmlpt site', () => {
  test('is asked for with the SID of the column page, a hundred at a time', () => {
    const read = readAll(gkmlpt, settings, server(230));
    expect(read.requests.map((request) => request.url)).toEqual([
      `${base}gkmlpt/index`,
      ...[1, 2, 3].map((page) => `${base}gkmlpt/api/all/368?page=${page}&sid=769033`),
    ]);
    expect(read.paths).toEqual(range(1, 230).map(path));
    expect(read.problems).toEqual([]);
  });

  test('may stand below a folder, or be named by the settings', () => {
    const [request] = readAll(gkmlpt, { column: '1', path: '/kj/gkmlpt', sid: '5' }, () =>
      answerOf(1, 2, 2),
    ).requests;
    expect(request?.url).toBe(`${base}kj/gkmlpt/api/all/1?page=1&sid=5`);
  });

  test.each<[string, Record<string, unknown>]>([
    ['seconds', { display_publish_time: 1672617600 }],
    ['seconds as text', { display_publish_time: '1672617600' }],
    ['milliseconds, late in the evening of China', { display_publish_time: 1672675199000 }],
    ['a written time', { display_publish_time: '2023-01-02 08:00:00' }],
    ['only the time of creation', { display_publish_time: null, create_time: 1672617600 }],
  ])('has its dates as %s', (_, given) => {
    expect(one(given)?.published).toBe('2023-01-02');
  });

  test('names the publisher, which is the agency where the title names none', () => {
    expect(one({ title: '2022年政府信息公开工作年度报告', publisher: '市财政局' })?.agency).toBe(
      '平湖市财政局',
    );
    expect(one({ title: '2022年政府信息公开工作年度报告', publisher: '坪山区教育局' })?.agency).toBe(
      '坪山区教育局',
    );
    expect(one({ title: '市财政局2022年政府信息公开年报', publisher: '市政府办' })?.agency).toBe(
      '平湖市财政局',
    );
  });

  test('is followed in the scheme of the portal, whatever its articles say', () => {
    expect(one({ url: 'https://www.example.gov.cn/gkmlpt/content/4/1/post_1.html' })?.url).toBe(
      `${base}gkmlpt/content/4/1/post_1.html`,
    );
    expect(one({ url: '/gkmlpt/content/4/1/post_1.html' })?.url).toBe(
      `${base}gkmlpt/content/4/1/post_1.html`,
    );
    expect(one({ url: 'http://www.other.gov.cn/post_1.html' })).toBeUndefined();
    expect(one({ title: '2022年政府信息公开工作要点' })).toBeUndefined();
  });

  test('may say a total that is too low', () => {
    expect(readAll(gkmlpt, settings, server(230, 3)).paths).toHaveLength(230);
  });

  test.each<[string, Answer, string]>([
    ['no SID', () => '<html><body>升级</body></html>', 'no SID'],
    ['an answer that is no JSON', (_, n) => (n === 1 ? column : '<html>error</html>'), 'not JSON'],
    ['JSON without articles', (_, n) => (n === 1 ? column : '{"total":3}'), 'not JSON with articles'],
    ['an empty list', (_, n) => (n === 1 ? column : '{"total":0,"articles":[]}'), 'is empty'],
    ['a total that is too high', server(230, 260), 'says 260 records'],
    [
      'the same page for ever',
      (_, n) => (n === 1 ? column : answerOf(1, 100, 230)),
      'the same records again',
    ],
  ])('%s: a problem', (_, answer, problem) => {
    const read = readAll(gkmlpt, settings, answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests.length).toBeLessThan(6);
  });

  test('is crawled, and gives exactly its reports', async () => {
    const site = await serve((request, response) => {
      const url = new URL(request.url ?? '', base);
      if (url.pathname === '/robots.txt') response.writeHead(404).end();
      else if (url.pathname.startsWith('/gkmlpt/api/')) {
        const page = Number(url.searchParams.get('page'));
        const articles = range(page * 100 - 99, Math.min(105, page * 100)).map((n) => ({
          ...article(n),
          url: path(n),
        }));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ total: 105, articles }));
      } else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(url.pathname === '/gkmlpt/index' ? column : reportPage('报告'));
      }
    });
    try {
      const { summary } = await crawl(
        testPortal(site.base, { columns: [{ family: 'gkmlpt', ...settings }] }),
      );
      expect(summary).toMatchObject({
        complete: true,
        problems: [],
        fetched: { lists: 3, outcomes: { ok: 105 } },
      });
    } finally {
      await site.close();
    }
  });
});
