import { describe, expect, it } from 'vitest';
import { outline, paragraphs, read } from '../helpers.js';

const body = (inside: string): string => `<!DOCTYPE html><html><body>${inside}</body></html>`;

describe('paragraphs', () => {
  it('end where a block or a line break does', () => {
    const page = body('一<p>二<br>三</p>四<div>五<span>六</span></div><ul><li>七<li>八</ul><h2>九</h2>');
    expect(paragraphs(read(page))).toEqual(['一', '二', '三', '四', '五六', '七', '八', '九']);
  });

  it('have their white space folded, of whatever width it is', () => {
    const page = body(
      '<p>\u3000\u3000收到&nbsp;&nbsp;3\n\t件\u200b，\ufeff答&zwnj;复 2 件&emsp;</p><p>&nbsp;\u3000</p>',
    );
    expect(paragraphs(read(page))).toEqual(['收到 3 件，答复 2 件']);
  });

  it('keep full-width digits as they stand, and write raised ones raised', () => {
    expect(paragraphs(read(body('<p>１２件，面积5m<sup>2</sup></p>')))).toEqual(['１２件，面积5m²']);
  });

  it('hold nothing that a reader of the page does not see', () => {
    const page = body(`<p>见</p><script>var a = '<p>不见</p>';</script><style>p{}</style>
      <noscript>不见</noscript><template><p>不见</p></template><!-- 不见 --><p hidden>不见</p>
      <div style="color:red; display : none"><p>不见</p></div><textarea>不见</textarea>
      <select><option>不见</option></select><iframe>不见</iframe><p>也见</p>`);
    expect(paragraphs(read(page))).toEqual(['见', '也见']);
  });

  it('follow the lines of preformatted text', () => {
    expect(paragraphs(read(body('<pre>一、总体\n  二、公开\n\n三</pre>')))).toEqual([
      '一、总体',
      '二、公开',
      '三',
    ]);
  });

  it('leave the lines of the frame out', () => {
    const page = body('<p>浏览次数：<span>82</span></p><p>全年网站浏览次数达300万次</p><p>打印本页</p>');
    expect(paragraphs(read(page))).toEqual(['全年网站浏览次数达300万次']);
  });
});

const prose = '本局去年在门户网站登出各类信息四百余条，并把栏目由二十九个并为十七个，检索页面重新编排，';

describe('a table that only arranges the page is flow', () => {
  it('when a cell holds another table', () => {
    const page = body(`<table><tr><td><p>前</p></td><td>
      <table><tr><td>规章</td><td>3</td></tr><tr><td>文件</td><td>4</td></tr></table></td></tr>
      <tr><td>后</td><td></td></tr></table>`);
    expect(outline(read(page))).toEqual([
      '前',
      [
        ['规章', '3'],
        ['文件', '4'],
      ],
      '后',
    ]);
  });

  it('when it has one cell', () => {
    expect(outline(read(body('<table><tr><td><p>一</p><p>二</p></td></tr></table>')))).toEqual(['一', '二']);
  });

  it('when it has one column of long prose', () => {
    const page = body(`<table><tr><td>${prose}</td></tr><tr><td>${prose}</td></tr></table>`);
    expect(outline(read(page))).toEqual([prose, prose]);
  });

  it('when prose stands side by side', () => {
    const long = prose.repeat(2);
    expect(outline(read(body(`<table><tr><td>${long}</td><td>${long}</td></tr></table>`)))).toEqual([
      long,
      long,
    ]);
  });

  it('but not when long labels stand beside figures', () => {
    const long = prose.repeat(4);
    expect(outline(read(body(`<table><tr><td>${long}</td><td>3</td></tr></table>`)))).toEqual([
      [[long, '3']],
    ]);
  });
});

describe('tables among the blocks', () => {
  it('take a nested table of one cell as text of the cell around it', () => {
    const page = body(
      '<table><tr><td>规章</td><td><table><tr><td>3</td></tr></table></td></tr><tr><td>文件</td><td>4</td></tr></table>',
    );
    expect(outline(read(page))).toEqual([
      [
        ['规章', '3'],
        ['文件', '4'],
      ],
    ]);
  });

  it('have their caption before them', () => {
    const page = body('<table><caption>表一<br>件数</caption><tr><td>规章<td>3</table>');
    expect(outline(read(page))).toEqual(['表一 件数', [['规章', '3']]]);
  });

  it('are counted from 1, without those that hold no text or only buttons', () => {
    const table = '<table><tr><td>规章<td>3</table>';
    const page = body(
      `${table}<table><tr><td><img><td></table><table><tr><td>打印本页<td>关闭窗口</table>${table}`,
    );
    const found = read(page).blocks.map((block) => (block.kind === 'table' ? block.index : block.text));
    expect(found).toEqual([1, 2]);
  });

  it('stand where a browser puts them when text is misplaced inside', () => {
    const page = body('<table>外<tr><td>规章<td>3</tr><p>也外</p></table>');
    expect(outline(read(page))).toEqual(['外', '也外', [['规章', '3']]]);
  });
});
