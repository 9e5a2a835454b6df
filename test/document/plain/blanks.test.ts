import { describe, expect, it } from 'vitest';
import { read, tables, texts } from '../helpers.js';

const lines = (...all: string[]): string => all.join('\n');
const rowsOf = (source: string): string[][] => texts(tables(read(source))[0]) ?? [];

describe('a figure with a remark in brackets, in a text with columns', () => {
  it('takes in the lines of its remark below it, and stands in the row of its middle line', () => {
    const source = lines(
      '             自然人     总计',
      '             3（其中',
      '1.新收       上级转     4',
      '             办1件）',
      '2.结转       5          6',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '3（其中上级转办1件）', '4'],
      ['2.结转', '5', '6'],
    ]);
  });

  it('stands in the row of its first line where figures stand at the top of their rows', () => {
    const source = lines(
      '             自然人     总计',
      '1.新收       3（其中    4',
      '             转办1件）',
      '2.结转       5          6',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '3（其中转办1件）', '4'],
      ['2.结转', '5', '6'],
    ]);
  });

  it('makes a row together with other remarks where no figure without one stands there', () => {
    const source = lines(
      '        自然人      总计',
      '        3（其中     4（其中',
      '1.新收  转办1件）   转办2件）',
      '2.结转  5           6',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '3（其中转办1件）', '4（其中转办2件）'],
      ['2.结转', '5', '6'],
    ]);
  });

  it('may have the whole remark below it', () => {
    const source = lines(
      '        自然人      总计',
      '1.新收  3           4',
      '        （见附注）',
      '2.结转  5           6',
    );
    expect(rowsOf(source).slice(-2)[0]).toEqual(['1.新收', '3（见附注）', '4']);
  });

  it('that stands alone above figures may go on with one of them: then they are no number', () => {
    const source = lines(
      '        自然人      总计',
      '        1（见附注',
      '1.新收  2           4',
      '2.结转  5           6',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '1（见附注\n2', '4'],
      ['2.结转', '5', '6'],
    ]);
  });

  it('makes no heads of what else stands beside its lines', () => {
    const source = lines(
      '          自然人       企业         总计',
      '1.新收    3            4            7',
      '          3（其中      2(其中:      5',
      '2.结转    上级转办     市本级 2     ',
      '          1件）        县 0)',
      '3.办结    5            6            11',
    );
    const rows = rowsOf(source);
    expect(rows.at(-1)).toEqual(['3.办结', '5', '6', '11']);
    expect(rows.filter((row) => row.includes('上级转办'))).toEqual([]);
  });

  it('with a blank in it is none of the labels, and its row can not be told', () => {
    const source = lines(
      '          自然人          企业         总计',
      '          9               6            15',
      '4.第三方                               ',
      '5.内部    12(其中: 市     11           23',
      '          本级5 县区7)',
      '6.过程    1               2            3',
    );
    const rows = rowsOf(source);
    expect(rows.filter(([label]) => label?.includes('市') === true)).toEqual([]);
    expect(rows.filter((row) => row.includes('11'))).toEqual([]);
    expect(rows.at(-1)).toEqual(['6.过程', '1', '2', '3']);
  });

  it('takes in no figure of another row where its bracket is never closed', () => {
    const source = lines(
      '        自然人      总计',
      '1.新收  3（其中     4',
      '2.结转  5           6',
      '3.办结  7           8',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['2.结转', '5', '6'],
      ['3.办结', '7', '8'],
    ]);
  });
});

describe('a cell of a text with columns in which nothing stands', () => {
  const head = '项          甲      乙      丙';

  it('is blank where each row is known to be whole', () => {
    const source = lines(head, '1.新收      1       2       3', '2.结转      4               6');
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '1', '2', '3'],
      ['2.结转', '4', '', '6'],
    ]);
  });

  it("can't be told in a table that writes what there is not: figures may stand without a gap", () => {
    const source = lines(head, '1.新收      0       2       3', '2.结转      41              6');
    expect(rowsOf(source).at(-1)).toEqual(['2.结转', '41\n6']);
  });

  it('is no blank row where the label goes on below and nothing shows how much room it has', () => {
    const source = lines(
      head,
      '部分公开（只计这一情形）  1       2       3',
      '        要求行政机关确认',
      '              信息        4       5       6',
    );
    const row = rowsOf(source).find(([label]) => label?.startsWith('要求') === true);
    expect(row?.slice(1)).toEqual([]);
  });
});

describe('figures of a text with columns of which the column is not known', () => {
  it('are one text behind a label', () => {
    const source = lines(
      '项          甲      乙      备注',
      '1.新收      1       2       已核',
      '2.结转      3       4       见附件2',
      '3.办结      5       6',
    );
    for (const row of rowsOf(source)) expect(row.filter((cell) => /^\d+$/u.test(cell)).length).not.toBe(1);
    expect(rowsOf(source)).not.toContainEqual(['2.结转', '3', '4', '见附件2']);
  });

  it('are none where a number in brackets of the label goes on in the next line', () => {
    const source = lines(
      '信息内容          本年处理决定数量',
      '行政许可(共 12',
      '项)               572',
      '行政处罚          266',
    );
    expect(rowsOf(source).flat()).not.toContain('12');
    expect(rowsOf(source).at(-1)).toEqual(['行政处罚', '266']);
  });

  it('are no number, be it one alone', () => {
    const source = lines(
      '信息内容       本年收费金额        上年数',
      '事业性收                           98',
      '费             161.09',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['事业性收', '98\n\ufffd'],
      ['费', '161.09\n\ufffd'],
    ]);
  });

  it('are none of a row with fewer where rows of the most figures are few and stand aside of each other', () => {
    const source = lines(
      '项            甲      乙      丙      丁',
      '1.新收        1       2       3',
      '2.结转                2       3       4',
      '3.办结        1                       4',
      '4.其他                        3       4',
      '5.总计        1                       4',
    );
    const cells = rowsOf(source).flatMap((row) => row.slice(1));
    expect(cells.filter((cell) => /^\d+$/u.test(cell))).toEqual([]);
  });
});

describe('a table of text over several pages', () => {
  it('has its columns where the figures of each page say', () => {
    const source = lines(
      '          甲    乙    丙',
      '1.新收    1     2     3',
      '2.结转    4           5',
      '\f3.办结      1   2   3',
      '4.退回      6       7',
    );
    expect(rowsOf(source).slice(-3)).toEqual([
      ['2.结转', '4', '', '5'],
      ['3.办结', '1', '2', '3'],
      ['4.退回', '6', '', '7'],
    ]);
  });

  it('leaves blanks unread on a page whose figures do not show all columns', () => {
    const source = lines(
      '          甲    乙    丙',
      '1.新收    1     2     3',
      '\f2.结转      4           5',
      '3.办结      6           7',
    );
    expect(rowsOf(source).at(-1)).toEqual(['3.办结', '6\n7']);
  });

  it('goes on below heads that stand at the end of a page', () => {
    const source = lines('信息内容    甲    乙', '\f规章      1     2', '文件      3     4');
    expect(rowsOf(source)).toEqual([['信息内容'], ['甲', '乙'], ['规章', '1', '2'], ['文件', '3', '4']]);
  });

  it('leaves out heads that stand a second time below themselves', () => {
    const source = lines(
      '                法人',
      '          自然  商业  科研',
      '          人    企业  机构',
      '          自然  商业  科研',
      '          人    企业  机构',
      '1.新收    1     2     3',
      '2.结转    4     5     6',
    );
    expect(rowsOf(source).slice(-3)[0]?.slice(-3)).toEqual(['自然人', '商业企业', '科研机构']);
  });
});

describe('labels in a text with columns', () => {
  it('stand upright at the left of many rows, character by character, and name none of them', () => {
    const source = lines(
      '                    甲    乙',
      '三    1.属于国家秘密  1     2',
      '、',
      '      2.法律规定禁止  3     4',
      '本',
      '年    3.危及安全      5     6',
    );
    expect(rowsOf(source).filter((row) => row.length > 2)).toEqual([
      ['1.属于国家秘密', '1', '2'],
      ['2.法律规定禁止', '3', '4'],
      ['3.危及安全', '5', '6'],
    ]);
  });

  it('without numbers are rows of blanks where they leave room in their column', () => {
    const source = lines(
      '信息内容              甲    乙',
      '规章',
      '行政规范性文件        1     2',
      '其他对外管理服务事项  3     4',
    );
    expect(rowsOf(source).slice(-3)).toEqual([
      ['规章', '', ''],
      ['行政规范性文件', '1', '2'],
      ['其他对外管理服务事项', '3', '4'],
    ]);
  });

  it('have their figures between two of their lines', () => {
    const source = lines(
      '                      甲    乙',
      '1.申请人无正当理由逾',
      '                      1     2',
      '期不补正',
      '2.申请人逾期未按通知',
      '                      3     4',
      '缴纳费用',
    );
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.申请人无正当理由逾\n期不补正', '1', '2'],
      ['2.申请人逾期未按通知\n缴纳费用', '3', '4'],
    ]);
  });

  it('are given no figures that another one may have as well', () => {
    const source = lines(
      '            甲    乙',
      '1.国家秘密',
      '            1     2',
      '2.法律规定',
      '3.危及安全  5     6',
      '4.其他      7     8',
    );
    const named = rowsOf(source).filter(([label, ...cells]) => label !== '' && cells.includes('1'));
    expect(named).toEqual([]);
  });
});

describe('heads in a text with columns', () => {
  it('of one column stand below heads of several, however these are placed', () => {
    const source = lines(
      '  行政复议          行政诉讼',
      '  结果  结果  总计  未经复议直接起诉',
      '  维持  纠正        结果  结果  总计',
      '                    维持  纠正',
      '   1     2     3     4     5     6',
      '   7     8     9     1     2     3',
    );
    expect(rowsOf(source).slice(-3)[0]).toEqual([
      '结果维持',
      '结果纠正',
      '总计',
      '结果维持',
      '结果纠正',
      '总计',
    ]);
  });

  it('show a column in which no row has a figure, where the first and the last have theirs', () => {
    const source = lines(
      `${'项'.padEnd(15)}甲        乙        丙        丁`,
      `${'规章'.padEnd(17)}1        2                 3`,
      `${'行政规范性文件'.padEnd(17)}4        5                 6`,
      `${'其他'.padEnd(17)}7                          8`,
    );
    expect(rowsOf(source).slice(-3)).toEqual([
      ['规章', '1', '2', '', '3'],
      ['行政规范性文件', '4', '5', '', '6'],
      ['其他', '7', '', '', '8'],
    ]);
  });

  it('that come again part rows without figures from the next heads', () => {
    const source = lines(
      '第八项',
      '信息内容      甲    乙',
      '事业性收费',
      '第九项',
      '信息内容      丙    丁',
      '集中采购      1     2',
      '其他采购      3     4',
    );
    expect(rowsOf(source)).toContainEqual(['事业性收费', '', '']);
    expect(rowsOf(source).at(-1)).toEqual(['其他采购', '3', '4']);
  });
});

describe('in a text with columns, what can be told in two ways', () => {
  /** The figures that stand in cells of their own behind a label. */
  const figuresOf = (source: string, label: string): string[] =>
    rowsOf(source)
      .filter(([text]) => text?.startsWith(label))
      .flatMap(([, ...cells]) => cells);

  it('is no blank where figures of the row may stand on the next line', () => {
    const source = lines(
      '            甲    乙    丙',
      '1.新收申请  3     1',
      '数量                    2',
      '2.结转      4     5     6',
    );
    expect(figuresOf(source, '1.新收申请')).not.toContain('');
  });

  it('is no blank row where its label may go on beside the next figures', () => {
    const source = lines(
      '                    甲    乙',
      '国家秘密            1     2',
      '其他法律行政法规禁',
      '止公开              3     4',
      '危及安全            5     6',
    );
    expect(figuresOf(source, '其他法律行政法规禁')).not.toContain('');
  });

  it('are the figures of no label where two labels may have been taken for one', () => {
    const source = lines('            甲    乙', '行政许可    7     9', '其他对外管', '理服务事项');
    expect(figuresOf(source, '其他对外管')).toEqual([]);
    expect(figuresOf(source, '行政许可')).toEqual([]);
  });

  it('are figures beside no label of their own, once something is left over', () => {
    const source = lines(
      '            甲      乙',
      '1.国家秘密',
      '            1       2',
      '2.法律规定',
      '            3（其中 4',
      '3.危及安全',
      '            5       6',
    );
    const told = rowsOf(source).filter(([label, ...cells]) => /^\d\./.test(label ?? '') && cells.length > 0);
    expect(told).toEqual([]);
  });

  it('is a remark beside which another text stands', () => {
    const source = lines(
      '            甲          乙',
      '1.国家秘密  1（其中:    2',
      '            市本级 5',
      '            ）',
      '2.法律规定  3           4',
    );
    expect(figuresOf(source, '1.国家秘密')).not.toContain('5');
    expect(figuresOf(source, '2.法律规定')).toEqual(['3', '4']);
  });

  it('is a column without figures whose heads may all have moved', () => {
    const source = lines(
      `${'项'.padEnd(15)}甲        乙        丙`,
      `${'规章'.padEnd(25)}1        2`,
      `${'行政规范性文件'.padEnd(25)}4        5`,
    );
    for (const label of ['规章', '行政规范性文件']) expect(figuresOf(source, label)).not.toContain('');
  });

  it('are figures of spaced digits', () => {
    const source = lines(
      '信息内容 本年处理决定数量',
      '行政许可 3 8 8',
      '信息内容 本年制发件数 本年废止件数 现行有效件数',
      '规章 1 1 0',
      '行政规范性文件 2 3 4',
    );
    expect(figuresOf(source, '规章')).toEqual(['1\n1\n0']);
  });

  it('takes a unit that a blank parts from its figure for a part of it', () => {
    const source = lines('          甲      乙', '1.新收    3 件    4 件', '2.结转    5 件    6 件');
    expect(rowsOf(source).slice(-2)).toEqual([
      ['1.新收', '3件', '4件'],
      ['2.结转', '5件', '6件'],
    ]);
  });

  it('is no table where a line has more figures than any form', () => {
    const wide = `甲${'  1'.repeat(61)}`;
    expect(tables(read(lines(wide, wide)))).toEqual([]);
  });
});
