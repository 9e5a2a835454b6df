import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTextual } from '../../../src/document/textual.js';
import { effortOf } from '../../effort.js';
import { ORIGINALS, PUBLISHED } from '../../published.js';
import { outline, paragraphs, read, slots, tables, texts } from '../helpers.js';

const lines = (...all: string[]): string => all.join('\n');

describe('a table of a cell a line', () => {
  it('has rows that empty lines part', () => {
    const source = lines(
      '二、公开',
      '\t信息内容',
      '\t制发',
      '',
      '\t规章',
      '\t 1',
      '',
      '',
      '\t文件',
      '\t12\u00a0',
      '',
      '三、申请',
    );
    const found = read(source);
    expect(outline(found)).toEqual([
      '二、公开',
      [
        ['信息内容', '制发'],
        ['规章', '1'],
        ['文件', '12'],
      ],
      '三、申请',
    ]);
    expect(slots(tables(found)[0])?.slice(2, 4)).toEqual(['规章@1,0 1x1', '1@1,1 1x1']);
    expect(tables(found)[0]?.aligned).toBe(false);
  });

  it('has an empty cell for a line of a tab alone', () => {
    expect(outline(read(lines('\t', '\t自然人', '\t \u00a0', '', '\t一', '\t2', '\t')))).toEqual([
      [
        ['', '自然人', ''],
        ['一', '2', ''],
      ],
    ]);
  });

  it('continues a cell on a line without a tab', () => {
    expect(outline(read(lines('\t商业', '企业', '\t科研', '机构', '', '\t1', '\t2')))).toEqual([
      [
        ['商业\n企业', '科研\n机构'],
        ['1', '2'],
      ],
    ]);
  });

  it('takes blanks before a tab for nothing, so that a run-on row stays one row', () => {
    const source = lines(
      '\t本机关不掌握',
      '\t0',
      '\t3',
      ' \t需要另行制作',
      '\t0',
      '\t0',
      '',
      '\t总计',
      '\t0',
      '\t3',
    );
    expect(texts(tables(read(source))[0])).toEqual([
      ['本机关不掌握', '0', '3', '需要另行制作', '0', '0'],
      ['总计', '0', '3'],
    ]);
  });

  it('splits a line at further tabs', () => {
    expect(outline(read(lines('\t规章', '\t0', '\t7\t1', '续\t2', '\t3')))).toEqual([
      [['规章', '0', '7', '1\n续', '2', '3']],
    ]);
  });

  it('ends at prose behind an empty line, a page number too', () => {
    const source = lines('\t规章', '\t0', '', '1', '', '\t文件', '\t3');
    expect(outline(read(source))).toEqual([[['规章', '0']], '1', [['文件', '3']]]);
  });

  it('loses what Word leaves behind', () => {
    expect(outline(read(lines('\t信息内容', '\t[bookmark: _GoBack]处理决定')))).toEqual([
      [['信息内容', '处理决定']],
    ]);
  });
});

describe('a table of a row a line', () => {
  it('has cells that tabs part, empty ones at the end too', () => {
    const source = lines(
      '## 二、公开',
      '',
      '第一项\t\t\t',
      '规章\t0\t1\t2',
      '\t其中\t0\t',
      '### 三、申请',
      '',
      '收到3件。',
    );
    const found = read(source);
    expect(outline(found)).toEqual([
      '二、公开',
      [
        ['第一项', '', '', ''],
        ['规章', '0', '1', '2'],
        ['', '其中', '0', ''],
      ],
      '三、申请',
      '收到3件。',
    ]);
    expect(tables(found)[0]).toMatchObject({ index: 1, width: 4, aligned: false });
  });

  it('ends at prose, with or without an empty line between', () => {
    const source = lines('规章\t0', '文件\t3', '以上为全部。', '行政许可\t1', '行政处罚\t2');
    expect(tables(read(source)).map(({ index }) => index)).toEqual([1, 2]);
  });

  it('keeps a row that begins with its only tab', () => {
    expect(texts(tables(read(lines('规章\t0\t1', '\t其中', '文件\t1\t2')))[0])).toEqual([
      ['规章', '0', '1'],
      ['', '其中'],
      ['文件', '1', '2'],
    ]);
  });

  it('may follow one of a cell a line', () => {
    const found = read(lines('\t规章', '\t0', '', '\t文件', '\t1', '', '项\t数\t注', '甲\t1\t无'));
    expect(tables(found).map(texts)).toEqual([
      [
        ['规章', '0'],
        ['文件', '1'],
      ],
      [
        ['项', '数', '注'],
        ['甲', '1', '无'],
      ],
    ]);
  });
});

describe('text', () => {
  it('without tables is paragraphs', () => {
    expect(outline(read(lines('# 年度报告', '', ' 一、总体情况', '', '收到3件。', ' ')))).toEqual([
      '年度报告',
      '一、总体情况',
      '收到3件。',
    ]);
  });

  it('may end its lines as any system does', () => {
    expect(paragraphs(read('\ufeff一\r\n二\r三\f四\n五'))).toEqual(['一', '二', '三', '四', '五']);
  });

  it('indented by tabs is prose, not a table', () => {
    const prose = '本局去年在门户网站登出各类信息四百余条，并把栏目由二十九个并为十七个。';
    expect(outline(read(lines('\t一、总体情况', '', '二、公开')))).toEqual(['一、总体情况', '二、公开']);
    expect(outline(read(lines(`\t${prose}${prose}`, `\t${prose}${prose}`)))).toEqual([
      prose + prose,
      prose + prose,
    ]);
    expect(outline(read(lines('一', '\t', '\t', '二')))).toEqual(['一', '二']);
  });

  it('leaves the lines of a page’s frame out', () => {
    expect(outline(read(lines('当前位置：首页 > 年报', '一、总体情况', '打印本页 关闭窗口')))).toEqual([
      '一、总体情况',
    ]);
  });

  it('has no more cells than the limit allows', () => {
    const found = read('规章\t0\t1\n文件\t2\t3\n', { cells: 4 });
    expect(texts(tables(found)[0])).toEqual([['规章', '0', '1'], ['文件']]);
    expect(found.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('of one line that is all tabs is no burden', () => {
    const found = read(`规章${'\t0'.repeat(1_000_000)}\n\n\t规章${'\n\t0'.repeat(1_000_000)}`);
    expect(tables(found).map(({ width }) => width)).toEqual([200_000]);
    expect(found.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('of two hundred thousand lines is read in a moment', () => {
    const long = '甲\t1\t2\n乙\n'.repeat(100_000);
    expect(effortOf(() => read(long, { cells: 5_000_000 }))).toBeLessThan(10);
  });
});

describe('published reports as text', () => {
  const shapes = (path: string) =>
    tables(readTextual(readFileSync(path))).map(({ width, rows }) => [width, rows.length]);

  it.each([...PUBLISHED, ...ORIGINALS])('$name has the three tables of the form', ({ path }) => {
    const [proactive, requests, disputes] = shapes(path);
    expect(shapes(path)).toHaveLength(3);
    expect(proactive?.[0]).toBe(4);
    expect(requests?.[1]).toBeGreaterThanOrEqual(26);
    expect(disputes).toEqual([15, 4]);
  });

  it.each([PUBLISHED, ORIGINALS].flatMap((reports) => reports.slice(1, 2)))(
    'in $name the row that two rows run together in holds both',
    ({ path }) => {
      const row = tables(readTextual(readFileSync(path)))[1]?.rows.find((cells) => cells.length === 17);
      expect(row?.map(({ text }) => text).slice(2)).toEqual([
        '1.本机关不掌握相关政府信息',
        ...['0', '3', '0', '0', '0', '0'],
        '2.没有现成信息需要另行制作',
        ...['0', '0', '0', '0', '0', '0', '0'],
      ]);
    },
  );
});
