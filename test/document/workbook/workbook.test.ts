import { describe, expect, it } from 'vitest';
import { slots } from '../helpers.js';
import { book, bytesOf, outlineOf, readBook, readSheet, sheet, withPart } from './builder.js';

const HEAD = ['项目', '自然人', '总计'];

describe('a cell of a sheet reads as it is shown', () => {
  it('numbers in their format, rounded where the format rounds', () => {
    const cells = [
      { t: 'n' as const, v: 1234.5, z: '#,##0.00' },
      { t: 'n' as const, v: 12.4, z: '0' },
      { t: 'n' as const, v: 0.125, z: '0.0%' },
      { t: 'n' as const, v: 45000, z: 'yyyy"年"m"月"d"日"' },
      { t: 'n' as const, v: 3, z: '+0;-0;0' },
      { t: 'n' as const, v: 0.1 + 0.2 },
    ];
    const [rows] = outlineOf(
      readSheet([
        ['a', ...cells],
        ['b', 1, 2, 3, 4, 5, 6],
      ]),
    );
    expect(rows?.[0]).toEqual(['a', '1,234.50', '12', '12.5%', '2023年3月15日', '+3', '0.3']);
  });

  it('numbers stored as text, full-width digits and what stands for nothing stay what they are', () => {
    const row = ['a', '007', '１２', '/', '—', '无', '12件'];
    expect(outlineOf(readSheet([row, row]))).toEqual([[row, row]]);
  });

  it('line breaks are kept, white space is folded', () => {
    const content = readSheet([
      ['结果\r\n维持', ' 结果 \n\n纠正 '],
      [1, 2],
    ]);
    expect(outlineOf(content)).toEqual([
      [
        ['结果\n维持', '结果\n纠正'],
        ['1', '2'],
      ],
    ]);
  });

  it('an error is its name, a formula its stored result', () => {
    const cells = [
      { t: 'e' as const, v: 7 },
      { t: 'n' as const, v: 5, f: 'SUM(A1:B1)' },
    ];
    expect(
      outlineOf(
        readSheet([
          ['a', ...cells],
          ['b', 1, 2],
        ]),
      ),
    ).toEqual([
      [
        ['a', '#DIV/0!', '5'],
        ['b', '1', '2'],
      ],
    ]);
  });

  it('a formula without a stored result stands as itself, so that it is no blank and no figure', () => {
    const bytes = withPart(
      bytesOf(
        book([
          sheet([
            ['a', 1],
            ['b', 2],
          ]),
        ]),
      ),
      'xl/worksheets/sheet1.xml',
      (xml) => xml.replace('<v>2</v>', '<f>SUM(B1:B1)</f><v></v>'),
    );
    const content = readBook(bytes);
    expect(outlineOf(content)).toEqual([
      [
        ['a', '1'],
        ['b', '=SUM(B1:B1)'],
      ],
    ]);
    expect(content.issues).toHaveLength(1);
  });

  it('rich text is its runs put together', () => {
    const bytes = withPart(
      bytesOf(
        book([
          sheet([
            ['甲', 1],
            ['乙', 2],
          ]),
        ]),
      ),
      'xl/worksheets/sheet1.xml',
      (xml) =>
        xml.replace(
          '<c r="A1" t="str"><v>甲</v></c>',
          '<c r="A1" t="inlineStr"><is><r><t>予以</t></r><r><t>公开</t></r></is></c>',
        ),
    );
    expect(outlineOf(readBook(bytes))).toEqual([
      [
        ['予以公开', '1'],
        ['乙', '2'],
      ],
    ]);
  });
});

describe('merged ranges', () => {
  it('become spans, as wide and high as they are', () => {
    const { blocks } = readSheet(
      [
        ['项目', '申请人', ''],
        ['', '自然人', '总计'],
        ['新收', 1, 2],
      ],
      { merged: ['A1:A2', 'B1:C1'] },
    );
    const [table] = blocks;
    expect(slots(table?.kind === 'table' ? table : undefined)).toEqual([
      '项目@0,0 2x1',
      '申请人@0,1 1x2',
      '自然人@1,1 1x1',
      '总计@1,2 1x1',
      '新收@2,0 1x1',
      '1@2,1 1x1',
      '2@2,2 1x1',
    ]);
  });

  it('keep their text where the row or column that it is stored in is hidden', () => {
    const rows = [
      ['甲', 1, 2],
      ['', 3, 4],
      ['乙', 5, 6],
    ];
    const content = readSheet(rows, { merged: ['A1:A2'], hiddenRows: [0], hiddenColumns: [2] });
    expect(outlineOf(content)).toEqual([
      [
        ['甲', '3'],
        ['乙', '5'],
      ],
    ]);
  });

  it('that overlap are ignored but for the first, and an issue says so', () => {
    const content = readSheet(
      [
        ['甲', 1, 2],
        ['乙', 3, 4],
      ],
      { merged: ['A1:A2', 'A2:B2'] },
    );
    expect(outlineOf(content)).toEqual([
      [
        ['甲', '1', '2'],
        ['3', '4'],
      ],
    ]);
    expect(content.issues.map(({ code }) => code)).toEqual(['span_clipped']);
  });
});

describe('what a sheet hides is left out, and an issue says so:', () => {
  it('rows and columns', () => {
    const rows = [HEAD, ['新收', 1, 2], ['辅助', 3, 4], ['结转', 5, 6]];
    const content = readSheet(rows, { hiddenRows: [2], hiddenColumns: [1] });
    expect(outlineOf(content)).toEqual([
      [
        ['项目', '总计'],
        ['新收', '2'],
        ['结转', '6'],
      ],
    ]);
    expect(content.issues).toHaveLength(1);
  });

  it('sheets; the others are counted as they are seen', () => {
    const sheets = [
      sheet([
        ['甲', 1],
        ['乙', 2],
      ]),
      sheet([
        ['丙', 3],
        ['丁', 4],
      ]),
    ];
    const content = readBook(bytesOf(book(sheets, [0])));
    expect(outlineOf(content)).toEqual([
      [
        ['丙', '3'],
        ['丁', '4'],
      ],
    ]);
    expect(content.blocks[0]).toMatchObject({ kind: 'table', index: 1, page: 1 });
    expect(content.issues).toHaveLength(1);
  });
});

describe('a sheet falls into prose and tables', () => {
  it('title, headings and sentences across the table are paragraphs, numbered in the order of the sheet', () => {
    const content = readSheet(
      [
        ['某局2023年政府信息公开工作年度报告'],
        ['一、总体情况'],
        ['全年工作平稳。\n公开目录按季度核对，失效的内容及时标注，台账登记每条信息的来源。'],
        ['二、主动公开政府信息情况'],
        HEAD,
        ['规章', 1, 2],
        ['三、收到和处理政府信息公开申请情况'],
        HEAD,
        ['新收', 3, 4],
      ],
      { merged: ['A1:C1', 'A2:C2', 'A3:C3', 'A4:C4', 'A7:C7'] },
    );
    expect(outlineOf(content)).toEqual([
      '某局2023年政府信息公开工作年度报告',
      '一、总体情况',
      '全年工作平稳。',
      '公开目录按季度核对，失效的内容及时标注，台账登记每条信息的来源。',
      '二、主动公开政府信息情况',
      [HEAD, ['规章', '1', '2']],
      '三、收到和处理政府信息公开申请情况',
      [HEAD, ['新收', '3', '4']],
    ]);
  });

  it('blank rows part tables; blank rows and columns around them are cut', () => {
    const content = readSheet([
      [null, null, null],
      [null, '甲', 1],
      [null, '乙', 2],
      [null, null, null],
      [null, null, '丙', 3],
      [null, null, '丁', 4],
    ]);
    expect(outlineOf(content)).toEqual([
      [
        ['甲', '1'],
        ['乙', '2'],
      ],
      [
        ['丙', '3'],
        ['丁', '4'],
      ],
    ]);
  });

  it('a hidden row parts nothing', () => {
    const rows = [HEAD, ['甲', 1, 2], [null, null, null], ['乙', 3, 4]];
    expect(outlineOf(readSheet(rows, { hiddenRows: [2] }))).toHaveLength(1);
  });

  it('a row across the table that recurs inside it belongs to the table', () => {
    const rows = [
      ['第二十条第（一）项', '', ''],
      HEAD,
      ['规章', 1, 2],
      ['第二十条第（五）项', '', ''],
      HEAD,
      ['许可', 3, 4],
    ];
    const content = readSheet(rows, { merged: ['A1:C1', 'A4:C4'] });
    expect(content.blocks).toHaveLength(1);
  });

  it('a row whose figures were all left blank stays a row, with borders or without', () => {
    const rows = [HEAD, ['一、新收', 1, 2], ['四、结转', '', ''], ['五、其他', 3, 4]];
    expect(outlineOf(readSheet(rows))).toHaveLength(1);
  });

  it('a heading merged over fewer columns than the table below is no row of it', () => {
    const content = readSheet(
      [['四、行政复议、行政诉讼情况'], [...HEAD, '其他', '尚未审结'], ['甲', 1, 2, 3, 4]],
      {
        merged: ['A1:C1'],
      },
    );
    expect(outlineOf(content)[0]).toBe('四、行政复议、行政诉讼情况');
  });

  it('a row whose cells were deleted is short, where blank cells have borders; elsewhere it ends in blanks', () => {
    const short = [HEAD, ['甲', '', 2], ['乙', 3]];
    expect(outlineOf(readSheet(short))).toEqual([[HEAD, ['甲', '', '2'], ['乙', '3']]]);
    const plain = [HEAD, ['甲', null, 2], ['乙', 3]];
    expect(outlineOf(readSheet(plain))).toEqual([[HEAD, ['甲', '', '2'], ['乙', '3', '']]]);
  });

  it('an empty row with borders below a heading is its row of figures', () => {
    expect(outlineOf(readSheet([HEAD, ['', '', '']]))).toEqual([[HEAD, ['', '', '']]]);
    expect(outlineOf(readSheet([HEAD, ['甲', 1, 2], ['', '', '']]))).toEqual([[HEAD, ['甲', '1', '2']]]);
  });
});
