import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../crawlers/fetch/page-charset.js';
import { redirectTarget } from '../../../crawlers/fetch/redirects.js';

const GBK = '<meta charset="gbk"><p>政府信息公开年度报告</p>';
const read = (html: string, charset = 'gbk'): string =>
  decodePage({ body: iconv.encode(html, charset), headers: {} }).text;

describe('an address in a page in GBK', () => {
  it.each([
    ['a query', 'href="show.jsp?title=年报&x=1"', 'href="show.jsp?title=%C4%EA%B1%A8&x=1"'],
    ['a query without quotes', 'href=show.jsp?t=年', 'href=show.jsp?t=%C4%EA'],
    ['a query in data of a script', "data-url='?t=年'", "data-url='?t=%C4%EA'"],
    ['a path', 'href="年报.html"', 'href="年报.html"'],
    ['a fragment', 'href="a?b#年"', 'href="a?b#年"'],
    ['a query that is encoded', 'href="?t=%E5%B9%B4"', 'href="?t=%E5%B9%B4"'],
    ['a title', 'title="年?报"', 'title="年?报"'],
  ])('is asked for in its charset: %s', (_what, written, asked) => {
    expect(read(`${GBK}<a ${written}>年报</a>`)).toContain(`<a ${asked}>年报</a>`);
  });

  it('is asked for in UTF-8 where the page is', () => {
    const html = '<meta charset="utf-8"><a href="?t=年">年</a>';
    expect(read(html, 'utf8')).toBe(html);
  });
});

describe('a Location', () => {
  const from = new URL('http://www.pinghu.gov.cn/nb/a.html');
  const to = (bytes: Uint8Array): string =>
    redirectTarget(Buffer.from(bytes).toString('latin1'), from, 302, {}).href;

  it.each([
    ['in GBK', iconv.encode('/nb/年.html?t=报', 'gbk'), '/nb/%C4%EA.html?t=%B1%A8'],
    ['in UTF-8', Buffer.from('/nb/年.html?t=报'), '/nb/%E5%B9%B4.html?t=%E6%8A%A5'],
    ['beside the page', iconv.encode('年.html', 'gbk'), '/nb/%C4%EA.html'],
    ['with backslashes', Buffer.from('\\nb\\b.html'), '/nb/b.html'],
    ['with host', iconv.encode('http://www.pinghu.gov.cn/年', 'gbk'), '/%C4%EA'],
  ])('is followed byte by byte: %s', (_what, location, path) => {
    expect(to(location)).toBe(`http://www.pinghu.gov.cn${path}`);
  });
});
