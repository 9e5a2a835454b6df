import { describe, expect, test } from 'vitest';
import { reportFiles } from '../../../crawlers/files/page-files.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';

const page = 'http://www.example.gov.cn/art/2024/1/17/art_1229779129_5251843.html';
const PROSE = '<p>本机关在这一年里认真履行职责，按时公布信息，答复来信，并且改进网站，方便群众查阅。</p>';
const inArticle = (content: string) =>
  `<html><body><div class="nav"><a href="/zn.pdf">指南</a></div><div><h1>年报</h1><div id="zoom">${content}</div></div></body></html>`;

describe('for a report', () => {
  const titles = titleRules();
  const chosen = (html: string, limit = 9) =>
    reportFiles(html, page, { titles, limit }).files.map(({ url }) => url.replace(/^.*\//, ''));
  const REPORT = '某某局2023年政府信息公开工作年度报告';
  const long = PROSE.repeat(20);
  const table = `<table>${'<tr><td>1</td><td>2</td><td>3</td></tr>'.repeat(20)}</table>`;

  test.each([
    `<a href="/1.pdf">${REPORT}</a>`,
    '<a href="/1.pdf">附件</a>',
    '<a href="/1.pdf">点击下载</a>',
    '<a href="/1.pdf">正文.pdf</a>',
    '<a href="/1.pdf">年报（盖章扫描件）.pdf</a>',
    '<a href="/1.pdf">2023年度报告（word版）.docx</a>',
    '<a href="/1.pdf">市财政局2023年年报</a>',
    '<a href="/1.pdf">20240117103012.pdf</a>',
    '<a href="/1.pdf">政府信息公开年报.pdf</a>',
    '<a href="/1.pdf">政府信息公开情况统计表</a>',
    '<iframe src="/1.pdf"></iframe>',
    `<a href="/1.pdf?filename=${encodeURIComponent(REPORT)}.pdf">局办公室材料</a>`,
  ])('this is fetched: %s', (html) => {
    expect(chosen(inArticle(`${html}${PROSE.repeat(10)}`))).toEqual(
      ['1.pdf'].map((name) => expect.stringMatching(`^${name}`)),
    );
  });

  test.each([
    ['an extension that nobody knows', `<a href="/1.caj">${REPORT}</a>`, ['1.caj']],
    ['a name with an extension, at an address without', `<a href="/f/1">${REPORT}.docx</a>`, ['1']],
    ['a page that is called so', `<a href="/1.html">${REPORT}</a>`, []],
    ['a page that is called as a file is', `<a href="/1.html">${REPORT}.docx</a>`, []],
    ['a film', `<a href="/1.mp4">${REPORT}</a>`, []],
    ['an extension that nobody knows, and another name', '<a href="/1.caj">办事指南</a>', []],
    ['an extension that nobody knows, and no name', '<a href="/1.caj">附件</a>', []],
  ])('what the page says is the report is fetched, of whatever type: %s', (_what, html, names) => {
    expect(chosen(inArticle(`${html}${PROSE.repeat(10)}`))).toEqual(names);
  });

  test.each([
    '政府信息公开申请表',
    '信息公开指南',
    '办事流程图',
    '2023年统计公报',
    '财政预算',
    '关于报送年报的通知',
    '手机客户端',
    'PDF阅读器下载',
  ])('this never is: %s', (name) => {
    expect(chosen(inArticle(`<a href="/1.pdf">${name}</a>`))).toEqual([]);
    expect(chosen(inArticle(`<a href="/1.pdf" title="${name}">下载</a>`))).toEqual([]);
  });

  test('files that may be anything are fetched of a cover page alone', () => {
    const file = '<a href="/1.pdf">某某局</a>';
    expect(chosen(inArticle(file))).toEqual(['1.pdf']);
    expect(chosen(inArticle(`${file}<a href="/2.pdf">${REPORT}</a>`))).toEqual(['2.pdf']);
    expect(chosen(inArticle(long + file))).toEqual([]);
  });

  test('a page that shows the whole report needs only what is called one', () => {
    const html = `${long}${table}<a href="/1.pdf">附件</a><a href="/2.pdf">${REPORT}</a><img src="/upload/3.jpg">`;
    expect(chosen(inArticle(html))).toEqual(['2.pdf']);
    expect(chosen(`<body><div><h1>年报</h1>${html}</div></body>`)).toEqual(['2.pdf']);
  });

  test('images are fetched where there is no document', () => {
    const scans = '<img src="/upload/1.jpg"><img src="/upload/2.jpg">';
    expect(chosen(inArticle(scans))).toEqual(['1.jpg', '2.jpg']);
    expect(chosen(inArticle(long + scans))).toEqual(['1.jpg', '2.jpg']);
    expect(chosen(inArticle(`${scans}<a href="/3.pdf">附件</a>`))).toEqual(['3.pdf']);
  });

  test('no more than the limit, reports before others, in order; and it says how many are left', () => {
    const html = inArticle(
      `<a href="/1.pdf">附件</a><a href="/2.pdf">附件</a><a href="/3.pdf">${REPORT}</a>`,
    );
    expect(chosen(html, 2)).toEqual(['1.pdf', '3.pdf']);
    expect(reportFiles(html, page, { titles, limit: 2 }).left).toBe(1);
    expect(reportFiles(html, page, { titles, limit: 0 })).toMatchObject({ files: [], left: 3 });
    expect(reportFiles(html, page, { titles, limit: 3 }).left).toBe(0);
  });
});
