import { describe, expect, test } from 'vitest';
import { FetchError } from '../../../crawlers/fetch/fetch-error.js';
import { judgeAnswer, judgeError, looksTruncated } from '../../../crawlers/fetch/verdict.js';
import type { WireAnswer } from '../../../crawlers/fetch/wire.js';
import { reportPage } from '../helpers.js';

const url = 'http://www.example.gov.cn/art/2023/1/2/art_1_2.html';
const startedAt = new Date('2024-03-01T18:00:00Z');

function answer(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
  finalUrl = url,
): WireAnswer {
  return {
    url: finalUrl,
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(body),
    redirects: [],
    startedAt,
    milliseconds: 0,
  };
}

const judged = (given: WireAnswer) => judgeAnswer({ url, method: 'GET' }, given);
const page = (body: string, title = '平湖市人民政府') =>
  `<html><head><title>${title}</title></head><body>${body}</body></html>`;
const report = reportPage('平湖市财政局2022年政府信息公开工作年度报告');

describe('statuses', () => {
  test.each<[number, string, object]>([
    [200, report, { kind: 'ok' }],
    [304, '', { kind: 'not_modified' }],
    [404, report, { kind: 'missing', soft: false }],
    [410, '', { kind: 'missing', soft: false }],
    [401, '', { kind: 'blocked' }],
    [403, '', { kind: 'blocked' }],
    [412, '<script src="/x.js"></script>', { kind: 'blocked' }],
    [521, '<script>document.cookie="a"</script>', { kind: 'blocked' }],
    [521, '', { kind: 'failed', retryable: true }],
    [412, '', { kind: 'failed', retryable: false }],
    [400, '', { kind: 'failed', retryable: false }],
    [429, '', { kind: 'failed', retryable: true, retryAt: null }],
    [500, report, { kind: 'failed', retryable: true, status: 500 }],
    [503, '', { kind: 'failed', retryable: true }],
    [302, '', { kind: 'failed', retryable: false }],
    [206, report, { kind: 'failed' }],
    [200, '', { kind: 'failed', reason: 'the body is empty' }],
  ])('%i', (status, body, expected) => {
    expect(judged(answer(status, body))).toMatchObject(expected);
  });

  test.each([
    ['120', '2024-03-01T18:02:00.000Z'],
    ['Fri, 01 Mar 2024 18:05:00 GMT', '2024-03-01T18:05:00.000Z'],
    ['soon', undefined],
    ['-5', undefined],
  ])('Retry-After: %s', (header, at) => {
    const outcome = judged(answer(503, '', { 'retry-after': header }));
    expect(outcome.kind === 'failed' && outcome.retryAt?.toISOString()).toBe(at);
  });
});

describe('a 200 that says something else', () => {
  test.each<[string, string, 'missing' | 'failed' | 'blocked']>([
    ['the page does not exist', page('您访问的页面不存在'), 'missing'],
    [
      'the page does not exist, in pieces',
      page('<div>您访问的<b>页面</b> 不存在！</div><a href="/">返回首页</a>'),
      'missing',
    ],
    ['deleted', page('<p>该信息已删除</p>'), 'missing'],
    ['nothing for this year', page('<div id="zoom">暂无2022年年报</div>'), 'missing'],
    ['no data', page('暂无数据'), 'missing'],
    ['only an alert', page('<script>alert("您访问的页面不存在！");history.back()</script>'), 'missing'],
    ['the title says 404', page('x'.repeat(2000), '404 Not Found'), 'missing'],
    ['maintenance', page('网站维护中，请稍后访问'), 'failed'],
    ['maintenance of the system', page('系统正在升级维护，给您带来不便敬请谅解'), 'failed'],
    ['maintenance in the title', page('x'.repeat(2000), '网站维护公告'), 'failed'],
    ['a captcha', page('请输入验证码 <input name="c">'), 'blocked'],
    ['a WAF', page('您的访问被拦截，请联系管理员'), 'blocked'],
    [
      '加速乐',
      '<script>document.cookie="__jsl_clearance=1";location.href=location.pathname</script>',
      'blocked',
    ],
    ['瑞数', '<html><head><script>$_ts=window["$_ts"];</script></head><body></body></html>', 'blocked'],
    ['a login page', page('<form>用户名<input> 密码<input type="password"></form>', '用户登录'), 'blocked'],
  ])('%s', (_, body, kind) => {
    expect(judged(answer(200, body)).kind).toBe(kind);
  });

  test('maintenance may pass', () => {
    expect(judged(answer(200, page('系统维护中')))).toMatchObject({ retryable: true });
  });

  test('an inner page answered by the front page is not there', () => {
    expect(judged(answer(200, report, {}, 'http://www.example.gov.cn/index.html'))).toMatchObject({
      kind: 'missing',
      soft: true,
    });
    expect(judged(answer(200, report, {}, 'http://www.example.gov.cn/art/other.html')).kind).toBe('ok');
  });
});

describe('a real report is never taken for something else', () => {
  const footer =
    '<div>网站维护：平湖市大数据中心 验证码 <input></div><div>相关链接暂无数据，页面不存在</div>';
  test.each<[string, string]>([
    [
      'that speaks of such things',
      report.replace('</body>', `${footer}<p>全年网站系统维护12次，删除信息已删除</p></body>`),
    ],
    [
      'in a file to download',
      page(`<h1>2022年年度报告</h1><a href="/module/download/downfile.jsp?filename=1.doc">附件</a>${footer}`),
    ],
    ['in a PDF', page(`<a href='/a/报告.PDF'>报告</a>${footer}`)],
    ['in an embedded viewer', page(`<iframe src="/viewer?file=1"></iframe>${footer}`)],
    ['as an image', page(`<img src="/picture/0/1.png">${footer}`)],
    ['of few words and many cells', page(`<table><tr>${'<td>0</td>'.repeat(90)}</tr></table>${footer}`)],
    [
      'short, with who maintains the site',
      page('2022年年度报告：全年未收到申请。网站维护：平湖市大数据中心'),
    ],
  ])('%s', (_, body) => {
    expect(judged(answer(200, body)).kind).toBe('ok');
  });

  test('lists and files are not read for such words', () => {
    const list = '<?xml version="1.0"?><datastore><record>关于系统维护的公告，暂无数据</record></datastore>';
    expect(judged(answer(200, list, { 'content-type': 'text/html' })).kind).toBe('ok');
    expect(judged(answer(200, '%PDF-1.4 页面不存在', { 'content-type': 'text/html' })).kind).toBe('ok');
    const short = answer(200, page('系统维护'));
    expect(judgeAnswer({ url, method: 'GET' }, short, { soft: false }).kind).toBe('ok');
  });
});

test('an exchange without an answer keeps its reason', () => {
  const error = new FetchError({ kind: 'off_limits', rule: 'robots' }, 'robots.txt disallows /x', url);
  expect(judgeError({ url, method: 'GET' }, error, startedAt, 5)).toEqual({
    kind: 'off_limits',
    rule: 'robots',
    reason: 'robots.txt disallows /x',
    url,
    method: 'GET',
    fetchedAt: startedAt,
    milliseconds: 5,
  });
});

test.each<[string, string, Record<string, string>, boolean]>([
  ['a whole document', report, {}, false],
  ['a document cut short', report.slice(0, -200), {}, true],
  [
    'a document cut short, of the length announced',
    report.slice(0, -200),
    { 'content-length': '900' },
    false,
  ],
  ['a document with a comment after it', `${report}<!-- 0.1 s -->`, {}, false],
  ['a fragment', '<li>报告</li>', {}, false],
])('%s', (_, body, headers, cut) => {
  expect(looksTruncated(Buffer.from(body), headers)).toBe(cut);
});
