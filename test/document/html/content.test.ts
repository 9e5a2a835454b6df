import { describe, expect, it } from 'vitest';
import { readTextual } from '../../../src/document/textual.js';
import { fixture, outline, paragraphs, read, tables } from '../helpers.js';

const prose =
  '本局去年在门户网站登出各类信息四百余条，栏目由二十九个并为十七个，检索页面重新编排，每季度抽查一次。';
const nav = `<ul>${'<li><a href="/x">政务栏目的名字</a></li>'.repeat(30)}</ul>`;
const footer = '<div class="footer"><p>主办：青禾市人民政府办公室</p></div>';
const report = `<p>一、总体情况</p><p>${prose}</p><table>
  <tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
  <tr><td>规章（由本机关制定并在本年内登出的全部规章）<td>0<td>0<td>0
  <tr><td>行政规范性文件（含本机关牵头与其他机关联合制定的文件）<td>3<td>1<td>12</table><p>${prose}</p>`;

const page = (inside: string, head = ''): string =>
  `<!DOCTYPE html><html><head>${head}</head><body>${inside}</body></html>`;

describe('the content of a page', () => {
  it.each([
    ['id="zoom"'],
    ['class="article-content"'],
    ['id="ivs_content"'],
    ['class="TRS_Editor"'],
    ['class="main view"'],
    ['id="UCAP-CONTENT"'],
    ['class="wp_articlecontent"'],
    ['id="vsb_content"'],
    ['class="news_cont_d_wrap"'],
    ['class="bt_content"'],
  ])('is what the element with %s holds', (home) => {
    const found = read(page(`${nav}<p>欢迎光临本站</p><div ${home}>${report}</div>${footer}`));
    expect(paragraphs(found)).toEqual(['一、总体情况', prose, prose]);
    expect(tables(found)).toHaveLength(1);
  });

  it('is not sought in a home that is empty, when another is filled', () => {
    const found = read(page(`<div id="zoom"> </div>${nav}<div class="view">${report}</div>${footer}`));
    expect(paragraphs(found)).toEqual(['一、总体情况', prose, prose]);
  });

  it('is the fuller of two homes', () => {
    const found = read(
      page(`<div class="TRS_Editor">${prose}</div><div class="TRS_Editor">${prose.repeat(3)}</div>`),
    );
    expect(paragraphs(found)).toEqual([prose.repeat(3)]);
  });

  it('is the inner of two homes where that holds nearly all', () => {
    const found = read(page(`<div class="view"><p>此文有图解</p><div id="zoom">${report}</div></div>`));
    expect(paragraphs(found)).toEqual(['一、总体情况', prose, prose]);
  });

  it('is never a home that leaves the tables of the report outside', () => {
    const found = read(page(`<div id="zoom"><p>${prose}</p></div><div>${report}</div>`));
    expect(tables(found)).toHaveLength(1);
    expect(paragraphs(found)).toContain('一、总体情况');
  });

  it('is the smallest element with most of the text and the tables, where no home is known', () => {
    const found = read(
      page(`<div>${nav}</div><div class="w"><div class="c">${report}${report}</div>${footer}</div>`),
    );
    expect(paragraphs(found)).toEqual(['一、总体情况', prose, prose, '一、总体情况', prose, prose]);
  });

  it('is found in pages that are laid out with tables', () => {
    const side = '<td width=200><a href="/">首页</a><br><a href="/x">政务</a></td>';
    const found = read(
      page(`<table><tr>${side}<td><table><tr><td>${report}</td></tr></table></td></tr></table>${footer}`),
    );
    expect(paragraphs(found)).toEqual(['一、总体情况', prose, prose]);
    expect(tables(found)).toHaveLength(1);
  });

  it('is the body where nothing stands out', () => {
    expect(outline(read('<p>一</p><p>二</p>'))).toEqual(['一', '二']);
  });

  it('of a whole page of a portal is the report alone', () => {
    const found = readTextual(fixture('report-2021.html'));
    expect(paragraphs(found)[0]).toBe('一、总体情况');
    expect(paragraphs(found).at(-1)).toBe('本年度未收取信息处理费。');
    expect(tables(found).map(({ width, rows }) => [width, rows.length])).toEqual([
      [4, 14],
      [10, 28],
      [15, 4],
    ]);
    expect(found.issues).toEqual([]);
  });
});

describe('what a page says of itself', () => {
  it('comes from its meta tags, whatever the case of their names', () => {
    const head = `<title>报告 - 青禾</title><meta name="articletitle" content="青禾市粮食局报告">
      <META NAME="PUBDATE" CONTENT="2024-01-25 14:35"><meta name="ContentSource" content=" 市粮食局 ">
      <meta name="ColumnName" content="年报"><meta name="SiteName" content="青禾市"><meta name="SiteName" content="别处">`;
    expect(read(page(report, head)).meta).toEqual({
      title: '报告 - 青禾',
      articleTitle: '青禾市粮食局报告',
      published: '2024-01-25',
      contentSource: '市粮食局',
      columnName: '年报',
      siteName: '青禾市',
    });
  });

  it('is absent where a meta tag is empty', () => {
    expect(
      read(page(report, '<meta name="ArticleTitle" content=""><meta name="PubDate" content="-">')).meta,
    ).toEqual({});
  });

  it.each([
    ['发布日期：2024-01-25 14:35', '2024-01-25'],
    ['发布时间:2024/1/5', '2024-01-05'],
    ['发布日期：[ 2024年1月25日 ]', '2024-01-25'],
    ['<td>发布时间</td><td>2024-1-25</td>', '2024-01-25'],
    ['发布日期：2024-02-31', undefined],
    ['成立时间：2001-02-03', undefined],
  ])('is dated by %s', (line, day) => {
    const table = line.startsWith('<td>') ? `<table><tr>${line}</table>` : `<p>${line}</p>`;
    expect(read(page(`${table}<div id="zoom">${report}</div>`)).meta.published).toBe(day);
  });

  it('is titled by the heading that the title of the page repeats', () => {
    const found = read(
      page(
        `<h1>青禾市人民政府</h1><div class="title">相关文章</div><div class="title">粮食局二〇二三年报告</div><div id="zoom">${report}</div>`,
        '<title>粮食局二〇二三年报告_门户</title>',
      ),
    );
    expect(found.meta.articleTitle).toBe('粮食局二〇二三年报告');
    expect(paragraphs(found)[0]).toBe('一、总体情况');
  });

  it('is titled by the box named for an article, else by the first h1', () => {
    const box = '<p class="art-title">粮食局报告</p>';
    expect(read(page(`<h1>青禾市人民政府</h1>${box}${report}`)).meta.articleTitle).toBe('粮食局报告');
    expect(read(page(`<div class="title">相关文章</div><h1>粮食局报告</h1>${report}`)).meta).toEqual({
      title: '粮食局报告',
      articleTitle: '粮食局报告',
    });
  });
});
