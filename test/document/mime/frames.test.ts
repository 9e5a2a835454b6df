import { describe, expect, it } from 'vitest';
import { readMht } from '../../../src/document/mime/read-mht.js';
import { DEFAULT_LIMITS } from '../../../src/document/model.js';
import { linesOf, tablesOf } from '../layout/drawn-report.js';

const ROOT = 'http://www.pinghu.gov.cn/nb/a.html';
const html = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
const table = (figure: string): string => `<table><tr><td>规章</td><td>${figure}</td></tr></table>`;

function saved(pages: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(pages).map(
    ([address, page]) =>
      `--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: binary\r\nContent-Location: ${address}\r\n\r\n${page}\r\n`,
  );
  return Buffer.from(
    `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`,
  );
}

const read = (pages: Readonly<Record<string, string>>) => readMht(saved(pages), DEFAULT_LIMITS);
const figures = (pages: Readonly<Record<string, string>>) =>
  tablesOf(read(pages)).map(({ index, rows }) => `${index}: ${rows[0]?.[1]?.text}`);

describe('a page in a frame', () => {
  it('is read where its frame stands', () => {
    const pages = {
      [ROOT]: html(
        `<p>一、总体情况</p><iframe src="t/1.html" width=100%>您的浏览器不支持框架</iframe><p>二、其他</p><iframe src='/nb/t/2.html'></iframe><p>三、问题</p>${table('9')}`,
      ),
      'http://www.pinghu.gov.cn/nb/t/1.html': html(`<p>第一张</p>${table('7')}`),
      'http://www.pinghu.gov.cn/nb/t/2.html': html(`<div>${table('8')}</div>`),
    };
    expect(figures(pages)).toEqual(['1: 7', '2: 8', '3: 9']);
    expect(linesOf(read(pages))).toEqual(['一、总体情况', '第一张', '二、其他', '三、问题']);
  });

  it.each([
    ['a frameset', '<frameset rows="80,*"><frame src="top.html"><frame src="t.html"></frameset>', ROOT],
    ['a base', `<iframe src="t.html"></iframe>`, 'http://www.pinghu.gov.cn/x/a.html'],
    ['an entity in the address', '<iframe src="t.jsp?a=1&amp;b=2"></iframe>', ROOT],
    ['a cell', '<table><tr><td>正文</td><td><iframe src="t.html"></iframe></td></tr></table>', ROOT],
    ['a frame in a frame', '<iframe src="outer.html"></iframe>', ROOT],
  ])('is read in %s', (what, body, root) => {
    const base = what === 'a base' ? '<base href="/nb/">' : '';
    const found = figures({
      [root]: what === 'a frameset' ? `<html><head></head>${body}</html>` : html(body, base),
      'http://www.pinghu.gov.cn/nb/outer.html': html('<iframe src=t.html></iframe>'),
      'http://www.pinghu.gov.cn/nb/t.html': html(table('7')),
      'http://www.pinghu.gov.cn/nb/t.jsp?a=1&b=2': html(table('7')),
    });
    expect(found.at(-1)).toMatch(/: 7$/);
  });

  it('has styles of its own: what they hide in it is there around it', () => {
    const cell = '<table><tr><td>规章</td><td>1<span class="n">2</span></td></tr></table>';
    const hides = '<style>.n { display: none }</style>';
    const frame = 'http://www.pinghu.gov.cn/nb/t.html';
    const around = html(`${cell}<iframe src="t.html"></iframe>`);
    expect(figures({ [ROOT]: around, [frame]: html(cell, hides) })).toEqual(['1: 12', '2: 1']);
    expect(
      figures({ [ROOT]: html(`${cell}<iframe src="t.html"></iframe>`, hides), [frame]: html(cell) }),
    ).toEqual(['1: 1', '2: 12']);
  });

  it('that shows the page around it is read once', () => {
    const pages = {
      [ROOT]: html(`${table('1')}<iframe src="t.html"></iframe><iframe src="t.html"></iframe>`),
      'http://www.pinghu.gov.cn/nb/t.html': html(`${table('2')}<iframe src="a.html"></iframe>`),
    };
    expect(figures(pages)).toEqual(['1: 1', '2: 2']);
  });

  it('counts for the limit on cells', () => {
    const pages = {
      [ROOT]: html(`${table('1')}<iframe src="t.html"></iframe>`),
      'http://www.pinghu.gov.cn/nb/t.html': html(table('2').repeat(3)),
    };
    const limited = readMht(saved(pages), { ...DEFAULT_LIMITS, cells: 4 });
    expect(tablesOf(limited)).toHaveLength(2);
    expect(limited.issues.map(({ code }) => code)).toContain('limit_reached');
  });

  it('gives the page its title, where that has none', () => {
    const meta = { title: '财政局2023年年报' };
    const frame = html(table('7'), `<title>${meta.title}</title>`);
    const shell = html('<iframe src="t.html"></iframe>');
    expect(read({ [ROOT]: shell, 'http://www.pinghu.gov.cn/nb/t.html': frame }).meta).toMatchObject(meta);
  });
});
