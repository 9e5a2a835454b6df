import { describe, expect, test } from 'vitest';
import { ScriptCache } from '../../../crawlers/browser/script-cache.js';
import { cookieHeader, incoming, renderedHeaders } from '../../../crawlers/browser/wire-shapes.js';
import { splitCookies } from '../../../crawlers/fetch/redirects.js';
import type { WireAnswer } from '../../../crawlers/fetch/wire.js';

const answer = (headers: Readonly<Record<string, string>>, body = 'x', status = 200): WireAnswer => ({
  url: 'http://www.example.gov.cn/a.js',
  status,
  headers,
  body: Buffer.from(body),
  redirects: [],
  startedAt: new Date(0),
  milliseconds: 1,
});

describe('what the browser is given', () => {
  test('is each cookie of a joined header', () => {
    const cookies = ['a=1; Expires=Wed, 21 Oct 2031 07:28:00 GMT; Path=/', 'b="x, y"; HttpOnly', 'c=3'];
    expect(splitCookies(cookies.join(', '))).toEqual(cookies);
    expect(incoming(answer({ 'set-cookie': 'a=1, b=2' }))['set-cookie']).toBe('a=1\nb=2');
  });

  test('says nothing of how the body came, and orders nothing to be kept', () => {
    const headers = {
      'content-type': 'text/html',
      'content-encoding': 'gzip',
      'content-length': '9',
      'strict-transport-security': 'max-age=1',
      'x-raw': 'å¹´',
    };
    expect(incoming(answer(headers))).toEqual({ 'content-type': 'text/html' });
  });

  test('is sent back as it may stand in a header', () => {
    const cookies = [
      { name: 'a', value: '1' },
      { name: 'b', value: '年' },
      { name: 'c', value: '2' },
    ];
    expect(cookieHeader(cookies)).toEqual({ cookie: 'a=1; c=2' });
    expect(cookieHeader([])).toEqual({});
  });
});

test('what the scripts made of a page has no validator of the page', () => {
  const headers = { 'content-type': 'text/html; charset=gbk', etag: '"1"', 'last-modified': 'x', date: 'd' };
  expect(renderedHeaders(answer(headers))).toEqual({ 'content-type': 'text/html;charset=utf-8', date: 'd' });
});

describe('a script is kept', () => {
  const url = 'http://www.example.gov.cn/js/app.js?v=1';
  const kept = (address: string, given: WireAnswer) => {
    const cache = new ScriptCache();
    cache.keep(address, given);
    return cache.get(address) !== undefined;
  };

  test('where it is a file, and not where a server makes it up', () => {
    expect(kept(url, answer({}))).toBe(true);
    expect(kept('http://www.example.gov.cn/list.jsp?callback=cb', answer({}))).toBe(false);
    expect(kept('http://www.example.gov.cn/list.js?callback=cb', answer({}))).toBe(false);
    expect(kept(url, answer({ 'cache-control': 'no-store' }))).toBe(false);
    expect(kept(url, answer({ 'set-cookie': 'a=1' }))).toBe(false);
    expect(kept(url, answer({}, '', 404))).toBe(false);
  });

  test('until there are too many', () => {
    const cache = new ScriptCache();
    const large = 'x'.repeat(12 * 1024 * 1024);
    const urls = [1, 2, 3].map((n) => `http://www.example.gov.cn/${n}.js`);
    for (const one of urls) cache.keep(one, answer({}, large));
    expect(urls.map((one) => cache.get(one) !== undefined)).toEqual([false, true, true]);
  });
});
