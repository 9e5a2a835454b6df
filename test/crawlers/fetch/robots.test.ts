import { describe, expect, test } from 'vitest';
import { failed, offLimits } from '../../../crawlers/fetch/fetch-error.js';
import { type FetchRobots, parseRobots, RobotsBook } from '../../../crawlers/fetch/robots.js';
import type { WireAnswer } from '../../../crawlers/fetch/wire.js';

const base = 'http://www.example.gov.cn';

function allows(text: string, path: string): boolean {
  const rules = parseRobots(`${base}/robots.txt`, text);
  return rules.kind === 'rules' && rules.allows(`${base}${path}`);
}

describe('what a robots.txt says', () => {
  test.each<[string, string, boolean]>([
    ['User-agent: *\nDisallow: /module/', '/module/xxgk/a.jsp?x=1', false],
    ['User-agent: *\nDisallow: /module/', '/art/1.html', true],
    ['User-agent: *\nDisallow: /*.jsp', '/module/a.jsp?x=1', false],
    ['User-agent: *\nDisallow: /*.jsp$', '/module/a.jsp?x=1', true],
    ['User-agent: *\nDisallow: /art/\nAllow: /art/2024/', '/art/2024/1.html', true],
    ['User-agent: nianbao\nDisallow: /\n\nUser-agent: *\nDisallow:', '/a', false],
    ['User-agent: *\nDisallow: /\n\nUser-agent: nianbao\nDisallow: /x', '/a', true],
    ['User-agent: Baiduspider\nDisallow: /', '/a', true],
    ['User-agent: *\nDisallow: /*?*area=', '/x.jsp?fbtime=1&area=2', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['<html><body>首页</body></html>', '/a', true],
    ['\uFEFFUser-agent: *\r\nDisallow: /', '/a', false],
  ])('%j for %s', (text, path, allowed) => {
    expect(allows(text, path)).toBe(allowed);
  });

  test.each([
    ['User-agent: *\nCrawl-delay: 10', 10],
    ['User-agent: nianbao\nCrawl-delay: 0.5', 0.5],
    ['User-agent: *\nCrawl-delay: soon', null],
    ['User-agent: *\nDisallow:', null],
  ])('%j', (text, delay) => {
    const rules = parseRobots(`${base}/robots.txt`, text);
    expect(rules.kind === 'rules' && rules.crawlDelay).toBe(delay);
  });
});

describe('a robots.txt that is not there', () => {
  const answer = (status: number): WireAnswer => ({
    url: `${base}/robots.txt`,
    status,
    headers: {},
    body: Buffer.from('User-agent: *\nDisallow: /'),
    redirects: [],
    startedAt: new Date(),
    milliseconds: 1,
  });
  test.each<[string, FetchRobots, string]>([
    ['200', () => Promise.resolve(answer(200)), 'disallows'],
    ['404', () => Promise.resolve(answer(404)), 'allows'],
    ['403', () => Promise.resolve(answer(403)), 'allows'],
    ['500', () => Promise.resolve(answer(500)), 'unreachable'],
    ['429', () => Promise.resolve(answer(429)), 'unreachable'],
    ['a reset', (url) => Promise.reject(failed('reset', url)), 'unreachable'],
    ['a redirect elsewhere', (url) => Promise.reject(offLimits('host', 'elsewhere', url)), 'allows'],
  ])('%s', async (_, fetch, expected) => {
    const rules = await new RobotsBook().rules(new URL(`${base}/a`), fetch);
    expect(rules.kind === 'rules' ? (rules.allows(`${base}/a`) ? 'allows' : 'disallows') : rules.kind).toBe(
      expected,
    );
  });

  test('is asked for once for each origin', async () => {
    const asked: string[] = [];
    const book = new RobotsBook();
    const fetch: FetchRobots = (url) => {
      asked.push(url);
      return Promise.resolve(answer(404));
    };
    await Promise.all(['/a', '/b'].map((path) => book.rules(new URL(base + path), fetch)));
    await book.rules(new URL('https://www.example.gov.cn/a'), fetch);
    expect(asked).toEqual([`${base}/robots.txt`, 'https://www.example.gov.cn/robots.txt']);
  });

  test('is asked for again when the crawl that asked was stopped', async () => {
    const book = new RobotsBook();
    const stopped = book.rules(new URL(base), () => Promise.reject(new Error('stopped')));
    const other = book.rules(new URL(base), () => Promise.resolve(answer(404)));
    await expect(stopped).rejects.toThrow('stopped');
    expect((await other).kind).toBe('rules');
  });
});
