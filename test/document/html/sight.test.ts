import { describe, expect, it } from 'vitest';
import { OBJECT } from '../../../src/document/sight.js';
import { read, tables } from '../helpers.js';

const ROWS = '<tr><td>规章</td><td>0</td></tr><tr><td>行政规范性文件</td><td>4</td></tr>';

/** The text of a cell of a page, which carries what is in `head`. */
function cell(inside: string, head = ''): string | undefined {
  const page = `<html><head>${head}</head><body><table>${ROWS}<tr><td>行政许可</td><td>${inside}</td></tr></table></body></html>`;
  return tables(read(page))[0]?.rows[2]?.[1]?.text;
}

describe('a mark beside a number is told from its digits', () => {
  it.each([
    ['8<sup>1</sup>', '8¹'],
    ['8<sub>1</sub>', '8₁'],
    // whether a smaller digit on the line is of the number can't be told
    ['8<small>1</small>', '8\ufffd'],
    ['8<font size="1">1</font>', '8\ufffd'],
    ['8<span style="font-size:60%">1</span>', '8\ufffd'],
    ['<span style="font-size:14pt">8</span><span style="font-size:9pt">1</span>', '8\ufffd'],
    ['<span style="font-size:12pt">8</span><span style="font-size:10.5pt">1</span>', '81'],
    ['<small>81</small>', '81'],
    ['<big>8</big><big>1</big>', '81'],
    ['22<small>（其中修订16件）</small>', '22（其中修订16件）'],
    ['8<span style="vertical-align:super;font-size:60%">1</span>', '8¹'],
    ['8<span style="position:relative;top:-3pt;mso-text-raise:3pt">1</span>', '8¹'],
    ['8<a href="#note">1</a>', '8¹'],
    ['8<a href="#note">[1]</a>', '8⁽¹⁾'],
    ['<a href="/list">81</a>', '81'],
    ['<a href="/list">8</a>件', '8件'],
    ['<ruby>8<rt>1</rt></ruby>', '8¹'],
    ['8<span style="vertical-align:1px">1</span>', '81'],
  ])('%s', (inside, text) => {
    expect(cell(inside)).toBe(text);
  });
});

describe('struck text is told from what holds', () => {
  it.each([
    ['<del>675</del>676', '6̶7̶5̶676'],
    ['<s>675</s>676', '6̶7̶5̶676'],
    ['<span style="text-decoration:line-through red">675</span>676', '6̶7̶5̶676'],
    ['<span style="text-decoration:underline">675</span>', '675'],
  ])('%s', (inside, text) => {
    expect(cell(inside)).toBe(text);
  });

  it('by a rule of the page', () => {
    expect(cell('<b class=old>675</b>676', '<style>td .old{text-decoration:line-through}</style>')).toBe(
      '6̶7̶5̶676',
    );
  });
});

describe('hidden text is not there', () => {
  it.each([
    'display:none',
    'DISPLAY : NONE !important',
    'visibility:hidden',
    'opacity:0',
    'font-size:0',
    'font:0/0 a',
    'color:#fff',
    'color:rgb(255, 255, 255)',
    'color:transparent',
    'position:absolute;left:-9999px',
    'text-indent:-9999px',
    'position:absolute;clip:rect(0,0,0,0)',
  ])('%s', (style) => {
    expect(cell(`<span style="${style}">9</span>676`)).toBe('676');
  });

  it.each([
    ['.x{display:none}', '<i class="a x">9</i>676', '676'],
    ['#x{display:none}', '<i id=x>9</i>676', '676'],
    ['td i{visibility:hidden}', '<i>9</i>676', '676'],
    ['td>i{display:none} td>i.seen{display:inline}', '<i class=seen>9</i>676', '9676'],
    ['i{display:none} i{display:inline}', '<i>9</i>676', '9676'],
    ['i{display:none!important} i.x{display:inline}', '<i class=x>9</i>676', '676'],
    ['@media print{i{display:none}}', '<i>9</i>676', '9676'],
    ['@media screen{i{display:none}}', '<i>9</i>676', '676'],
    ['i:hover{display:none} i::before{display:none}', '<i>9</i>676', '9676'],
    ['broken } i{display:none}', '<b>9</b>676', '9676'],
  ])('by %s', (rules, inside, text) => {
    expect(cell(inside, `<style>${rules}</style>`)).toBe(text);
  });

  it('but text that shows again inside of it is', () => {
    expect(cell('<i style="visibility:hidden">9<b style="visibility:visible">676</b></i>')).toBe('676');
  });

  it('and white type on a dark ground is seen', () => {
    expect(cell('<b style="background:#036;color:#fff">676</b>')).toBe('676');
    expect(cell('<b style="background:url(x.png);color:#fff">676</b>')).toBe('676');
  });

  it('and where a style sheet is missing, white type beside other type is not told', () => {
    const missing = '<link rel=stylesheet href=a.css>';
    expect(cell('<b style="color:#fff">9</b>676', missing)).toBe(`${OBJECT}676`);
    expect(cell('<b style="color:#fff">676</b>', missing)).toBe('676');
  });
});

describe('a cell that shows something is not blank', () => {
  it.each([
    ['<input value="4">', '4'],
    ['<input type=hidden value="9">676', '676'],
    ['<input>', OBJECT],
    ['<input type=checkbox checked>', OBJECT],
    ['<select><option>1<option selected>4</select>', '4'],
    ['<textarea>4</textarea>', '4'],
    ['<img src="4.png">', OBJECT],
    ['<img src="line.png" width=1 height=20>676', '676'],
    ['<svg><text>4</text></svg>', OBJECT],
    ['<img src="4.png" style="display:none">', ''],
  ])('%s', (inside, text) => {
    expect(cell(inside)).toBe(text);
  });
});
