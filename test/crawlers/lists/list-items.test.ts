import { describe, expect, test } from 'vitest';
import { readAnchors } from '../../../crawlers/lists/anchors.js';
import { plainTitle, readRecords } from '../../../crawlers/lists/list-items.js';
import { isOwnSite, unwrapJsonp } from '../../../crawlers/lists/list-page.js';
import { pagesSaid, recordsSaid } from '../../../crawlers/lists/paging.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';
import { effortOf } from '../../effort.js';
import { base } from '../families/helpers.js';

const dateIn = (html: string) => readAnchors(html, base)[0]?.published;

describe('the date of a link', () => {
  test.each<[string, string]>([
    ['beside it', '<li><a href="/a">报告</a><span>2023-01-02</span></li>'],
    ['around it, a level up', '<div><p><a href="/a">报告</a></p><p>发布日期：2023-01-02 14:35</p></div>'],
    [
      'in its row',
      '<tr><td><a href="/a">报告</a></td><td><a href="/b">甲局</a></td><td>2023年1月2日</td></tr>',
    ],
    ['in a part of it', '<a href="/a"><b>报告</b><i>[2023/1/2]</i></a>'],
  ])('stands %s', (_, html) => {
    expect(dateIn(html)).toBe('2023-01-02');
  });

  test.each<[string, string]>([
    ['a neighbour', '<li><a href="/a">报告</a></li><li><a href="/b">其他</a>2023-01-02</li>'],
    ['the page', '<div>今天是2024年5月6日<ul><li><a href="/a">报告</a></li></ul></div>'],
    [
      'a row that lays out the page',
      '<tr><td>2024-05-06</td><td><a href="/a">1</a><a href="/b">2</a><a href="/c">3</a><a href="/d">4</a></td></tr>',
    ],
    ['its own title', '<li><a href="/a">报告（2023年1月2日）</a></li>'],
  ])('is not that of %s', (_, html) => {
    expect(dateIn(html)).toBeNull();
  });

  test('is no part of the title', () => {
    const [anchor] = readAnchors('<a href="/a"><b>报告</b> <i>2023-01-02</i></a>', base);
    expect(anchor?.titles).toEqual(['', '报告']);
  });
});

test('titles from JSON lose tags and entities', () => {
  expect(plainTitle('<font color="red">年度</font>&nbsp;报告&amp;附件')).toBe('年度 报告&附件');
});

test.each([
  ['http://www.example.gov.cn/a', true],
  ['http://xxgk.example.gov.cn/a', true],
  ['http://example.gov.cn/a', true],
  ['http://www.other.gov.cn/a', false],
  ['http://example.gov.cn.evil.com/a', false],
])('of the site of www.example.gov.cn: %s is %s', (url, own) => {
  expect(isOwnSite(url, [base])).toBe(own);
});

test('an IP address and a port are a site of their own', () => {
  expect(isOwnSite('http://127.0.0.1:81/a', ['http://127.0.0.1:80/'])).toBe(false);
  expect(isOwnSite('http://127.0.0.1:81/a', ['http://127.0.0.1:81/'])).toBe(true);
});

test.each([
  ['cb({"a":1})', '{"a":1}'],
  ['/**/jQuery_1.cb({"a":"(x);"}) ;\n', '{"a":"(x);"}'],
  ['{"a":1}', '{"a":1}'],
])('JSONP %s', (text, json) => {
  expect(unwrapJsonp(text)).toBe(json);
});

test.each<[string, number | null, number | null]>([
  ['共<b>3</b>页', 3, null],
  ['共 45 条记录&nbsp;共&nbsp;3&nbsp;页', 3, 45],
  ['第1/12页', 12, null],
  ['共同推进3页', null, null],
])('a pager that says %s', (html, pages, records) => {
  expect([pagesSaid(html), recordsSaid(html)]).toEqual([pages, records]);
});

test('a page of thousands of links in one heap, none of them closed, is read in no time', () => {
  const heaps = ['<a href="/a1">报告</a><b>x</b>', '<a href="/a2">报告<b>x</b>', '<div><a href="/a3">'];
  expect(effortOf(() => heaps.map((html) => readAnchors(html.repeat(1000), base)))).toBeLessThan(10);
});

describe('the records of a list', () => {
  const context = { titles: titleRules(), agencies: [], settings: {} };
  const title = (n: number) => `第${n}局2022年政府信息公开工作年度报告`;
  const link = (n: number) => `<a href="/art/${n}.html">${title(n)}</a>`;
  const whole = `<li>${link(1)}<span>2023-01-01</span></li>`;
  const record = (html: string) => readRecords([html], 'http://www.example.gov.cn/', context);

  test.each([
    ['has no end', `<li><div>${link(2)}`],
    ['ends what it did not begin', `${link(3)}</li></div></ul></table></nianbao-record>`],
    ['opens a comment', `${link(4)}<!-- `],
    ['opens a script', `${link(5)}<script>`],
    ['has a date and no link', '<p>2023-02-02</p>'],
    ['has a link and no date', `<p>${link(6)}</p>`],
    ['is a row of a table', `<tr><td>${link(7)}</td><td>2023-03-03</td></tr>`],
  ])('are read as each by itself, whatever is wrong with one that %s', (_, odd) => {
    for (const records of [[odd], [odd, whole], [whole, odd, whole], ['<p>2023-02-02</p>', odd]]) {
      const together = readRecords(records, 'http://www.example.gov.cn/', context);
      const alone = records.map(record);
      expect(together.links).toEqual(alone.flatMap(({ links }) => links));
      expect(together.items).toEqual(alone.flatMap(({ items }) => items));
    }
  });
});
