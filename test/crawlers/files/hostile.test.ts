import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesOn, reportFiles } from '../../../crawlers/files/page-files.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';
import { effortOf } from '../../effort.js';
import { holds } from '../../property.js';

const page = 'http://www.example.gov.cn/art/2024/1/17/art_1229779129_5251843.html';
const PROSE = '<p>本机关在这一年里认真履行职责，按时公布信息，答复来信，并且改进网站，方便群众查阅。</p>';
const inArticle = (content: string) =>
  `<html><body><div class="nav"><a href="/zn.pdf">指南</a></div><div><h1>年报</h1><div id="zoom">${content}</div></div></body></html>`;
const files = (html: string) => filesOn(html, page);

describe('whatever a page holds', () => {
  const piece = fc.constantFrom(
    '<div id="zoom">',
    '</div>',
    '<a href="',
    '"',
    '>',
    '/a.pdf',
    '</a>',
    '<p>',
    '<li>',
    '<table><tr><td>',
    '附件：',
    '<iframe src=',
    '<script>',
    '</script>',
    'PDFObject.embed("',
    '<!--',
    '-->',
    '%E5',
    '?file=',
    'viewer.html',
    'http://[',
    '<img src="/upload/1.jpg">',
    '&amp;',
    '\0',
    '\ud800',
    '主办单位：',
    '<nav>',
    ' onclick="open(\'/b.doc\')"',
    '<base href="//">',
    '\\',
    'javascript:',
  );

  test('its files have http(s) addresses, each once, in steady order', () => {
    holds(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = pieces.join('');
        const found = files(html);
        const addresses = found.map(({ url }) => url);
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const url of addresses) expect(url).toMatch(/^https?:\/\//);
        expect(files(html)).toEqual(found);
        const { files: taken, left } = reportFiles(html, page, { titles: titleRules(), limit: 2 });
        expect(taken.length).toBeLessThanOrEqual(2);
        expect(left).toBeGreaterThanOrEqual(0);
        for (const file of taken) expect(found).toContainEqual(file);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, string]>([
    ['open divisions', '<div class="view">'],
    ['end tags of nothing', '<b></i>'],
    ['open paragraphs and items', '<p><li>'],
    ['open links', '<a href="/a.pdf">'],
    ['heads with headings', '<div class="head"><h1>a</h1></div>'],
    ['a viewer', `<iframe src="/${'view'.repeat(2000)}/x?file=a">`],
    ['quotes', "href=\"'src='"],
    ['open scripts', '<script>pdfopen="'],
    ['words of scripts', '<script>pdfpdfpdf</script>'],
    ['open comments', '<!-- <'],
    ['open tags', '<a '],
    ['text', '附件主办单位：政府信息公开'],
  ])('a megabyte of %s costs little', (_, piece) => {
    expect(effortOf(() => files(piece.repeat(1_000_000 / piece.length)))).toBeLessThan(12);
  });

  test('five megabytes with thousands of files cost little', () => {
    const item = (number: number) =>
      `<li><a href="/upload/2024/${number}.pdf" title="年报">附件${number}：某某局年报</a><span>${PROSE}</span></li>`;
    const html = inArticle(Array.from({ length: 35_000 }, (_, number) => item(number)).join(''));
    expect(html.length).toBeGreaterThan(4_000_000);
    expect(effortOf(() => expect(files(html)).toHaveLength(35_000))).toBeLessThan(15);
  });

  test('a click that opens very many files breaks nothing', () => {
    const calls = Array.from({ length: 200_000 }, (_, number) => `open('/${number % 7}.pdf');`).join('');
    expect(files(inArticle(`<a href="#" onclick="${calls}">正文</a>`))).toHaveLength(7);
  });
});
