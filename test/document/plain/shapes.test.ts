import { describe, expect, it } from 'vitest';
import { effortOf } from '../../effort.js';
import { outline, paragraphs, read, slots, tables, texts } from '../helpers.js';

const lines = (...all: string[]): string => all.join('\n');
const PLAIN_ROWS = [
  ['信息内容', '本年制发', '现行有效'],
  ['规章', '0', '3'],
  ['文件', '4', '17'],
];

describe('a table of pipes', () => {
  it('has its rows with and without pipes around them, the row of dashes left out', () => {
    const around = lines(
      '| 信息内容 | 本年制发 | 现行有效 |',
      '|:--|--:|---|',
      '| 规章 | 0 | 3 |',
      '| 文件 | 4 | 17 |',
    );
    const bare = lines('信息内容 | 本年制发 | 现行有效', '--- | --- | ---', '规章 | 0 | 3', '文件 | 4 | 17');
    const trailing = lines('信息内容 | 本年制发 | 现行有效 |', '规章 | 0 | 3 |', '文件 | 4 | 17 |');
    for (const source of [around, bare, trailing]) expect(texts(tables(read(source))[0])).toEqual(PLAIN_ROWS);
  });

  it('keeps a pipe that is escaped, and a dash that stands for none', () => {
    const source = lines('| 项 | 数 |', '|---|---|', '| 甲\\|乙 | - |', '| 1\\.丙 | 3 |');
    expect(texts(tables(read(source))[0])).toEqual([
      ['项', '数'],
      ['甲|乙', '-'],
      ['1.丙', '3'],
    ]);
  });

  it('shows strokes, notes and pictures as such', () => {
    const source = lines(
      '| 项 | 数 | 注 |',
      '|---|---|---|',
      '| 甲 | ~~8~~9 | 7[^1] |',
      '| 乙 | ![图](a.png) | 5<sup>2</sup> |',
    );
    expect(texts(tables(read(source))[0])?.slice(1)).toEqual([
      ['甲', '8̶9', '7¹'],
      ['乙', '\ufffc', '5²'],
    ]);
  });
});

describe('a drawn grid', () => {
  it('has the spans that its lines leave open', () => {
    const source = lines(
      '+--------+-----+-----+',
      '| 项     | 制发      |',
      '+        +-----+-----+',
      '|        | 甲  | 乙  |',
      '+--------+-----+-----+',
      '| 规章制 | 1   | 2   |',
      '| 度     |     |     |',
      '+--------+-----+-----+',
    );
    expect(slots(tables(read(source))[0])).toEqual([
      '项@0,0 2x1',
      '制发@0,1 1x2',
      '甲@1,1 1x1',
      '乙@1,2 1x1',
      '规章制\n度@2,0 1x1',
      '1@2,1 1x1',
      '2@2,2 1x1',
    ]);
  });

  it('may be drawn with the lines of a box', () => {
    const source = lines('┌──────┬────┐', '│ 规章 │ 1  │', '├──────┼────┤', '│ 文件 │ 2  │', '└──────┴────┘');
    expect(texts(tables(read(source))[0])).toEqual([
      ['规章', '1'],
      ['文件', '2'],
    ]);
  });

  it('of a query tool has a row a line', () => {
    const source = lines(
      '+------+---+',
      '| 项   | 数|',
      '+------+---+',
      '| 规章 | 1 |',
      '| 文件 | 2 |',
      '+------+---+',
    );
    expect(texts(tables(read(source))[0])).toEqual([
      ['项', '数'],
      ['规章', '1'],
      ['文件', '2'],
    ]);
  });
});

describe('a table of commas', () => {
  it('has quoted cells, and the lines of a sheet around it', () => {
    const source = lines(
      '某市某局2023年政府信息公开工作年度报告,,',
      '二、主动公开政府信息情况,,',
      '信息内容,本年制发,现行有效',
      '"规章、办法","1,234",3',
      '"他说""好""",4,17',
    );
    expect(outline(read(source))).toEqual([
      '某市某局2023年政府信息公开工作年度报告',
      '二、主动公开政府信息情况',
      [
        ['信息内容', '本年制发', '现行有效'],
        ['规章、办法', '1,234', '3'],
        ['他说"好"', '4', '17'],
      ],
    ]);
  });

  it('leaves a row whose commas may part thousands as one text', () => {
    const source = lines('项,甲,乙,丙', '规章,1,234,5,', '文件,4,17,9');
    expect(texts(tables(read(source))[0])?.[1]).toEqual(['规章,1,234,5,']);
  });

  it('is none where prose holds commas', () => {
    const prose = lines('收到申请3件,办结2件。', '其中1件,结转下年。', '没有收费,没有诉讼。');
    expect(paragraphs(read(prose))).toHaveLength(3);
  });
});

describe('a table of tabs', () => {
  it('has no cells where only some rows have blanks at their end', () => {
    const source = lines('项\t甲\t乙\t', '规章\t1\t2', '文件\t3\t\t\t');
    expect(texts(tables(read(source))[0])).toEqual([
      ['项', '甲', '乙'],
      ['规章', '1', '2'],
      ['文件', '3', ''],
    ]);
  });

  it('has cells of several lines in quotation marks', () => {
    const source = lines('项\t"结果', '维持"\t数', '甲\t1\t2', '乙\t3\t4');
    expect(texts(tables(read(source))[0])?.[0]).toEqual(['项', '结果 维持', '数']);
  });
});

describe('a table whose columns blanks part', () => {
  it('has rows under their heads, whether a Chinese character takes one column or two', () => {
    const two = lines(
      '  信息内容    本年制发  现行有效',
      '规章             0         3',
      '文件             4        17',
    );
    const one = lines('信息内容  本年制发  现行有效', '规章         0     3', '文件         4    17');
    for (const source of [two, one]) {
      const [table] = tables(read(source));
      expect(table?.rows.slice(-2).map((row) => row.map(({ text }) => text))).toEqual(PLAIN_ROWS.slice(1));
    }
  });

  it('has labels of several lines, their figures beside the first, the middle or the last of them', () => {
    const label = ['1.申请人无正当理由', '逾期不补正、行政机', '关不再处理'];
    for (const beside of [0, 1, 2]) {
      const wrapped = label.map((text, i) => (i === beside ? `${text}     3     4` : text));
      const source = lines('  项            自然人  总计', ...wrapped, '2.其他                 5     6');
      expect(texts(tables(read(source))[0])?.slice(-2)).toEqual([
        [label.join('\n'), '3', '4'],
        ['2.其他', '5', '6'],
      ]);
    }
  });

  it('has groups at the left of several rows, which are labels of none', () => {
    const source = lines(
      '                                自然人  总计',
      '            1.属于国家秘密           1     2',
      '（三）不予  2.其他法律行政法规       3     4',
      '公开        禁止公开',
      '            3.危及安全               5     6',
    );
    expect(texts(tables(read(source))[0])?.filter((row) => row.length > 2)).toEqual([
      ['1.属于国家秘密', '1', '2'],
      ['2.其他法律行政法规\n禁止公开', '3', '4'],
      ['3.危及安全', '5', '6'],
    ]);
  });

  it('has a blank where a row has no figure in a column', () => {
    const source = lines('项      甲    乙    丙', '规章    1     2     3', '文件    4           6');
    expect(texts(tables(read(source))[0])?.at(-1)).toEqual(['文件', '4', '', '6']);
  });

  it('leaves figures that stand between two columns as one text, which is no number', () => {
    const source = lines(
      '项      甲      乙      丙',
      '规章    1       2       3',
      '办法    1       2       3',
      '文件    4   5',
    );
    expect(texts(tables(read(source))[0])?.at(-1)).toEqual(['文件', '4\n5']);
  });

  it('leaves headings of sections out', () => {
    const source = lines(
      '信息内容    本年制发    现行有效',
      '规章               1           2',
      '三、收到和处理申请情况',
      '                        自然人  总计',
      '一、本年新收申请             3     4',
    );
    const found = read(source);
    expect(tables(found)).toHaveLength(2);
    expect(paragraphs(found)).toEqual(['三、收到和处理申请情况']);
  });
});

describe('a table of a cell a line', () => {
  it('has a row for each label with figures behind it', () => {
    const cells = ['信息内容', '本年制发', '现行有效', '规章', '0', '3', '文件', '4', '17'];
    for (const between of ['\n', '\n\n']) {
      const found = read(`二、主动公开情况\n\n${cells.join(between)}\n\n三、申请情况\n\n收到3件。`);
      expect(outline(found)).toEqual(['二、主动公开情况', PLAIN_ROWS, '三、申请情况', '收到3件。']);
    }
  });
});

describe('a table of HTML in Markdown', () => {
  it('stands between the lines of the text', () => {
    const table = '<table><tr><td>规章</td><td>1</td></tr><tr><td>文件</td><td>2</td></tr></table>';
    expect(outline(read(lines('# 年度报告', '', '二、公开', '', table, '', '三、申请')))).toEqual([
      '年度报告',
      '二、公开',
      [
        ['规章', '1'],
        ['文件', '2'],
      ],
      '三、申请',
    ]);
  });
});

describe('a text of tens of thousands of lines', () => {
  const repeated = (text: string): string => text.repeat(Math.ceil(100_000 / text.length));
  it.each([
    ['of short words', '乙\n'],
    ['of figures', '1\n'],
    ['of pages with numbers', '1\f'],
    ['of sections', '一、乙\n'],
    ['of words apart', '甲  乙\n'],
    ['of rows in columns', '甲  1  2\n'],
    ['of labels beside figures', '一、甲  1\n乙丙\n'],
    ['of pipes', '|a|1|\n'],
    ['of grids', '+--+--+\n|a |b |\n'],
    ['of commas', '甲,乙,丙\n'],
    ['of open quotations', '"甲,1\n'],
    ['of open tables', '<table>\n'],
  ])('%s is read in a moment', (_, text) => {
    expect(effortOf(() => read(repeated(text)))).toBeLessThan(10);
  });
});

describe('bars without rules, every line as wide as the others', () => {
  it('do not say whether a row without figures is one, or the rest of a label', () => {
    const source = [
      '|信息内容|数量|金额|',
      '|（六）  |   1|   2|',
      '|总计    |    |    |',
      '|结转    |   3|    |',
    ].join('\n');
    expect(texts(tables(read(source))[0])).toEqual([
      ['信息内容', '数量', '金额'],
      ['（六）', '1', '2'],
      ['总计', '\ufffd', '\ufffd'],
      ['结转', '3', ''],
    ]);
  });

  it('do where a rule parts the head from the rows, as in Markdown', () => {
    const source = ['|信息内容|数量|', '|--------|----|', '|规章    |   1|', '|其他    |    |'].join('\n');
    expect(texts(tables(read(source))[0])?.at(-1)).toEqual(['其他', '']);
  });
});
