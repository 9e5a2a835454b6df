import { describe, expect, it } from 'vitest';
import { refreshTarget } from '../../../crawlers/fetch/refresh.js';

const AT = new URL('https://www.pinghu.gov.cn/nb/index.html');

function targetOf(html: string, headers: Record<string, string> = {}, status = 200): string | null {
  const answer = {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(html),
  };
  return refreshTarget(answer, AT)?.href ?? null;
}

const meta = (content: string, rest = ''): string =>
  `<html><head><META content="${content}" http-equiv=Refresh>${rest}</head><body></body></html>`;

describe('a page that only sends on', () => {
  it.each([
    ['names a file beside it', meta('0; url=./list.html'), '/nb/list.html'],
    ['stands in quotes', meta("0;URL='/nb/2023/'"), '/nb/2023/'],
    ['says no url', meta('3;list.html'), '/nb/list.html'],
    ['has a fraction of a second', meta('0.1;url=list.html'), '/nb/list.html'],
    ['has a comma', meta('1, url = list.html'), '/nb/list.html'],
    ['has an entity in it', meta('0;url=a.jsp?x=1&amp;y=2'), '/nb/a.jsp?x=1&y=2'],
    ['counts from the base', meta('0;url=list.html', '<base href="/zwgk/">'), '/zwgk/list.html'],
    ['ends in a fragment', meta('0;url=list.html#top'), '/nb/list.html'],
  ])('leads where it says: it %s', (_what, html, path) => {
    expect(targetOf(html)).toBe(`https://www.pinghu.gov.cn${path}`);
  });

  it('may say so in a header', () => {
    expect(targetOf('<html></html>', { refresh: '0; url=/a' })).toBe('https://www.pinghu.gov.cn/a');
    expect(targetOf('', { refresh: '0; url=/a' })).toBe('https://www.pinghu.gov.cn/a');
  });

  it.each([
    ['it loads itself anew', meta('300')],
    ['it leads to itself', meta('0; url=index.html#a')],
    ['it waits for minutes', meta('120; url=list.html')],
    ['it leads to no page', meta('0; url=javascript:go()')],
    ['it says something itself', meta('5; url=list.html').replace('</body>', `${'年报'.repeat(100)}</body>`)],
    ['it has a table', meta('5; url=list.html').replace('</body>', '<table></table></body>')],
    ['it is for those without scripts', `<noscript>${meta('0;url=nojs.html')}</noscript>`],
    ['it is not written out', `<!-- ${meta('0;url=old.html')} -->`],
  ])('does not, where %s', (_what, html) => {
    expect(targetOf(html)).toBeNull();
  });

  it('is no error, and no file', () => {
    expect(targetOf(meta('0;url=a.html'), {}, 404)).toBeNull();
    expect(
      targetOf('%PDF-1.4 refresh', { 'content-type': 'application/pdf', refresh: '0;url=/a' }),
    ).toBeNull();
  });
});
