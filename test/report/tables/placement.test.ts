import { describe, expect, it } from 'vitest';
import {
  APPLICANTS,
  article,
  CARRIED_IN,
  figuresOf,
  formTable,
  HEADER,
  type HtmlCell,
  NEW,
  numbers,
  OTHER_ROWS,
  recogniseText,
  rowOf,
  table,
  valuesOf,
} from '../helpers.js';

describe('what can not be told is null, and a finding says so', () => {
  const nothing = (reason: string): string[] => APPLICANTS.map(() => reason);
  const cases: readonly [string, HtmlCell[], (number | string)[], string][] = [
    ['a short row', [NEW, 1, 2, 3, 4, 5, 6], nothing('absent'), 'cell.missing'],
    ['a long row', [NEW, 1, 2, 2, 3, 4, 5, 6, 7], nothing('unreadable'), 'cell.ambiguous'],
    ['digits run together', [NEW, 12, 3, 4, 5, 6, 7], nothing('absent'), 'cell.missing'],
    [
      'two numbers in a cell',
      [NEW, '1 2', 2, 3, 4, 5, 6, 7],
      ['unreadable', 2, 3, 4, 5, 6, 7],
      'cell.unreadable',
    ],
    [
      'a value over two columns',
      [NEW, 1, [2, 2], 4, 5, 6, 7],
      [1, 'unreadable', 'unreadable', 4, 5, 6, 7],
      'cell.ambiguous',
    ],
    ['a shifted row', [NEW, '', 1, 0, 0, 0, 0, 5, 6], nothing('unreadable'), 'cell.ambiguous'],
    [
      'a row that adds up one column further',
      [NEW, 2, 3, 0, 0, 0, 5, ''],
      nothing('unreadable'),
      'cell.ambiguous',
    ],
    [
      'a total run into its neighbour',
      [NEW, 1, 0, 0, 0, 0, 23, ''],
      [1, 0, 0, 0, 0, 'unreadable', 'unreadable'],
      'cell.ambiguous',
    ],
  ];
  it.each(cases)('%s', (_name, cells, expected, rule) => {
    const html = article(table([HEADER, cells, ...OTHER_ROWS]));
    expect(rowOf('new', table([HEADER, cells, ...OTHER_ROWS]))).toEqual(expected);
    const told = recogniseText(html).findings.filter((f) =>
      f.indicators.some((id) => id.startsWith('requests.new.')),
    );
    expect(told.map((f) => f.rule)).toContain(rule);
    const lost = APPLICANTS.filter((_, i) => typeof expected[i] === 'string').map((a) => `requests.new.${a}`);
    expect(told.flatMap((f) => f.indicators)).toEqual(expect.arrayContaining(lost));
  });

  it('a value over two rows is given to neither', () => {
    const rows: HtmlCell[][] = [
      HEADER,
      [NEW, 1, [2, 1, 2], 3, 4, 5, 6, 7],
      [CARRIED_IN, 1, 3, 4, 5, 6, 7],
      ...OTHER_ROWS.slice(1),
    ];
    expect(rowOf('new', table(rows))).toEqual([1, 'unreadable', 3, 4, 5, 6, 7]);
    expect(rowOf('carried_in', table(rows))).toEqual([1, 'unreadable', 3, 4, 5, 6, 7]);
  });

  it("a row that runs into the next row's label keeps what stands before it", () => {
    const rows: HtmlCell[][] = [
      HEADER,
      [NEW, 1, 2, 3, 4, 5, 6, CARRIED_IN, 0, 0, 0, 0, 0, 0, 0],
      ...OTHER_ROWS.slice(1),
      ...OTHER_ROWS.slice(1),
    ];
    expect(rowOf('new', table(rows))).toEqual([1, 2, 3, 4, 5, 6, 'absent']);
    expect(rowOf('carried_in', table(rows))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('a row that stands twice with different figures', () => {
    const rows = [HEADER, [NEW, 1, 2, 3, 4, 5, 6, 7], [NEW, 1, 2, 3, 4, 5, 9, 7], ...OTHER_ROWS];
    expect(rowOf('new', table(rows))).toEqual([1, 2, 3, 4, 5, 'unreadable', 7]);
  });

  it('sub rows of 其他处理 on the form of 2019, which has one row', () => {
    const value = numbers();
    const rows = formTable('2019', 'requests', value).map((cells): HtmlCell[] =>
      cells.some((cell) => Array.isArray(cell) && cell[0] === '（六）其他处理')
        ? ['（六）其他处理', '1.申请人无正当理由逾期不补正', 1, 2, 3, 4, 5, 6, 7]
        : cells,
    );
    const read = recogniseText(article(table(formTable('2019', 'proactive', value)), table(rows)));
    expect(figuresOf(read).get('requests.other.total.total')?.value).toBeNull();
    expect(read.findings.flatMap((f) => f.indicators)).toContain('requests.other.total.total');
  });
});

describe("a row with exactly the form's number of filled cells has one way to be placed", () => {
  const FULL: HtmlCell[] = [NEW, 1, 2, 3, 4, 5, 6, 21];

  it('whatever columns its cells and those of the heading span', () => {
    const wide = HEADER.map((cell): HtmlCell => (cell === HEADER.at(-1) ? [String(cell), 2] : cell));
    const rows: HtmlCell[][] = [wide, [[NEW, 2], 1, 2, 3, 4, 5, 6, 21], ...OTHER_ROWS];
    expect(rowOf('new', table(rows))).toEqual([1, 2, 3, 4, 5, 6, 21]);
    const [label = NEW, first = 1, ...rest] = FULL;
    const moved: HtmlCell[][] = [wide, [label, [Number(first), 2], ...rest], ...OTHER_ROWS];
    expect(rowOf('new', table(moved))).toEqual([1, 2, 3, 4, 5, 6, 21]);
  });

  it('whatever blank cells trail it', () => {
    for (const trail of [1, 2, 5]) {
      const blanks = Array.from({ length: trail }, () => '');
      expect(rowOf('new', table([HEADER, [...FULL, ...blanks], ...OTHER_ROWS]))).toEqual([
        1, 2, 3, 4, 5, 6, 21,
      ]);
    }
  });

  it("in the order of the headings, where this is another than the form's", () => {
    const [label = '', first = '', second = '', ...rest] = HEADER;
    const swapped: HtmlCell[] = [label, second, [String(first), 2], ...rest];
    expect(rowOf('new', table([swapped, FULL, ...OTHER_ROWS]))).toEqual([2, 1, 3, 4, 5, 6, 21]);
  });

  it('but not where a heading of its own may have brought one of them', () => {
    const [label = '', first = '', ...rest] = HEADER;
    const more: HtmlCell[] = [label, [String(first), 2], '备注说明', ...rest];
    expect(rowOf('new', table([more, FULL, ...OTHER_ROWS]))).not.toContain(21);
  });

  it('and not where one of them holds words', () => {
    expect(
      rowOf('new', table([HEADER, [NEW, [1, 2], 3, 4, 5, 6, 21, '见附件说明'], ...OTHER_ROWS])),
    ).not.toContain(3);
  });
});

describe('a label in one cell with that of its group', () => {
  it.each([
    ['（三）不予公开1.属于国家秘密', 'refused.state_secret'],
    ['三、本年度办理结果（三）不予公开1.属于国家秘密', 'refused.state_secret'],
    ['不予公开：属于国家秘密', 'refused.state_secret'],
    ['三、本年度办理结果 （一）予以公开', 'granted'],
    ['（六）其他处理 3.其他', 'other.other'],
  ])('%s', (label, id) => {
    expect(rowOf(id, table([HEADER, [NEW, 1, 2, 3, 4, 5, 6, 21], [label, 1, 0, 0, 0, 0, 4, 5]]))).toEqual([
      1, 0, 0, 0, 0, 4, 5,
    ]);
  });
});

it("a group's label with figures, where the form asks for the group's rows, is told with them", () => {
  const text = article(
    table(formTable('2021', 'proactive', numbers())),
    table([HEADER, [NEW, 1, 2, 3, 4, 5, 6, 21], ['（六）其他处理', 1, 0, 0, 0, 0, 5, 6]]),
  );
  const told = recogniseText(text).findings.filter(({ rule }) => rule === 'form.group_row');
  expect(told.map(({ message }) => message).join()).toContain('1, 0, 0, 0, 0, 5, 6');
  expect(told.flatMap(({ indicators }) => indicators)).toContain('requests.other.fee_unpaid.total');
});

describe('other tables are left alone', () => {
  const good = table([HEADER, [NEW, 1, 2, 3, 4, 5, 6, 7], ...OTHER_ROWS]);
  it.each([
    [
      'a comparison of years',
      table([
        ['项目', '2022年', '2023年'],
        [NEW, 5, 7],
        [CARRIED_IN, 0, 1],
      ]),
    ],
    [
      'seven years side by side',
      table([
        ['年度', '2017', '2018', '2019', '2020', '2021', '2022', '2023'],
        [NEW, 9, 9, 9, 9, 9, 9, 9],
      ]),
    ],
    [
      'a list that explains the terms',
      table([
        ['规章', '由市政府制定'],
        ['行政许可', '本单位没有'],
        ['予以公开', '全部公开'],
      ]),
    ],
  ])('%s', (_name, other) => {
    expect(rowOf('new', good, other)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rowOf('new', other, good)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('but the same table of another year makes every differing figure doubtful', () => {
    expect(rowOf('new', good, table([HEADER, [NEW, 1, 0, 0, 0, 0, 0, 1]]))).toEqual([
      1,
      ...APPLICANTS.slice(1).map(() => 'unreadable'),
    ]);
  });
});

describe('table 2', () => {
  const block = (rows: readonly HtmlCell[][]): Record<string, number | string> =>
    valuesOf(recogniseText(article(table([['第二十条第（一）项'], ...rows]))));

  it.each([
    [
      'one value under a wide heading',
      [
        ['信息内容', ['本年处理决定数量', 3]],
        ['行政许可', [5, 3]],
      ],
    ],
    [
      'a value and blanks under a wide heading',
      [
        ['信息内容', ['本年处理决定数量', 3]],
        ['行政许可', '', 5, ''],
      ],
    ],
    [
      'a heading without 本年',
      [
        ['信息内容', '处理决定数量'],
        ['行政许可', 5],
      ],
    ],
  ] as [string, HtmlCell[][]][])('%s', (_name, rows) => {
    const padded: HtmlCell[][] = [
      ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
      ['规章', 1, 2, 3],
      ...rows,
    ];
    expect(block(padded)).toMatchObject({
      'proactive.licensing.decisions': 5,
      'proactive.rules.repealed': 2,
    });
  });

  it.each([
    ['本年收费金额（单位：万元）', 25.1],
    ['本年收费金额', 25.1],
    ['本年收费金额（单位：元）', 0.00251],
    ['本年收费金额（元）', 0.00251],
    ['本年收费金额（单位：万<br>元）', 25.1],
    ['本年收费金额（单位：<br>元）', 0.00251],
  ])('%s', (heading, value) => {
    const rows = [
      ['信息内容', '本年制发件数'],
      ['信息内容', heading],
      ['行政事业性收费', 25.1],
    ];
    expect(block(rows)['proactive.fees.amount']).toBe(value);
  });

  it('a lost heading takes no figure along', () => {
    const read = block([
      ['信息内容', '本年废止件数', '现行有效件数'],
      ['规章', 1, 2, ''],
    ]);
    expect(read).toMatchObject({ 'proactive.rules.repealed': expect.not.stringMatching('1') });
    expect(read['proactive.rules.repealed']).not.toBe(1);
  });
});

describe('table 2 set upright', () => {
  const read = (...rows: readonly HtmlCell[][]): Record<string, number | string> =>
    valuesOf(recogniseText(article(table(rows))));
  const FIGURES = {
    'proactive.rules.issued': 1,
    'proactive.rules.repealed': 2,
    'proactive.rules.in_force': 3,
    'proactive.normative.issued': 4,
    'proactive.normative.repealed': 5,
    'proactive.normative.in_force': 6,
    'proactive.penalty.decisions': 7,
    'proactive.coercion.decisions': 8,
    'proactive.fees.amount': 0.009,
  };

  it("with the form's rows as columns", () => {
    expect(
      read(
        ['信息内容', '规章', '行政规范性文件'],
        ['本年制发件数', 1, 4],
        ['本年废止件数', 2, 5],
        ['现行有效件数', 3, 6],
        ['信息内容', '行政处罚', '行政强制'],
        ['本年处理决定数量', 7, 8],
        ['信息内容', ['行政事业性收费', 2]],
        ['本年收费金额（单位：元）', [90, 2]],
      ),
    ).toMatchObject(FIGURES);
  });

  it('with both labels before each figure', () => {
    expect(
      read(
        [['第二十条第（一）项', 3]],
        [['规章', 1, 3], '本年制发件数', 1],
        ['本年废止件数', 2],
        ['现行有效件数', 3],
        ['行政规范性文件', '本年制发件数', 4],
        ['', '本年废止件数', 5],
        ['', '现行有效件数', 6],
        ['行政处罚', '本年处理决定数量', 7],
        ['行政强制', '本年处理决定数量', 8],
        ['行政事业性收费', '本年收费金额（元）', 90],
      ),
    ).toMatchObject(FIGURES);
  });

  it('never gives a figure to another row or column when a cell is lost', () => {
    const values = read(
      ['信息内容', '规章', '行政规范性文件'],
      ['本年制发件数', 1, 4],
      ['本年废止件数', 5],
      ['现行有效件数', 3, 6],
    );
    expect(values).toMatchObject({
      'proactive.rules.issued': 1,
      'proactive.rules.repealed': 'absent',
      'proactive.normative.repealed': 'absent',
      'proactive.normative.in_force': 6,
    });
  });
});

describe('a table that has two years side by side', () => {
  const YEARS: HtmlCell[][] = [
    ['信息内容', ['2022年', 3], ['2023年', 3]],
    ['信息内容', ...Array.from({ length: 2 }, () => ['本年制发件数', '本年废止件数', '现行有效件数']).flat()],
    ['规章', 1, 2, 3, 4, 5, 6],
  ];

  it('gives no figure, and a finding names both years', () => {
    const { report, findings } = recogniseText(article(table(YEARS)));
    expect(report.figures.filter(({ value }) => value !== null)).toEqual([]);
    const told = findings.filter(({ rule }) => rule === 'form.several_years');
    expect(told.map(({ message }) => message).join()).toMatch(/2022年 and 2023年/u);
    expect(told.flatMap(({ indicators }) => indicators)).toContain('proactive.rules.issued');
  });

  it('is left alone where the table of the form is there too', () => {
    const good = table(formTable('2021', 'proactive', numbers()));
    const both = recogniseText(article(table(YEARS), good));
    expect(valuesOf(both)).toEqual(valuesOf(recogniseText(article(good))));
    expect(both.findings.map(({ rule }) => rule)).not.toContain('form.several_years');
  });

  it('is not seen in figures that look like years', () => {
    const rows = [HEADER, [NEW, 2022, 2023, 0, 0, 0, 0, 4045], ...OTHER_ROWS];
    expect(rowOf('new', table(rows))).toEqual([2022, 2023, 0, 0, 0, 0, 4045]);
  });
});

describe('table 4', () => {
  const value = numbers();
  const rows = formTable('2021', 'disputes', value);
  const truth = valuesOf(recogniseText(article(table(rows))));

  it('with a word before the figures', () => {
    const led = rows.map((cells, i): HtmlCell[] =>
      i === 0 ? [['', 1, 3], ...cells] : i === 3 ? ['件数', ...cells] : cells,
    );
    expect(valuesOf(recogniseText(article(table(led))))).toEqual(truth);
  });

  it('with a figure too few has none', () => {
    const short = rows.map((cells, i) => (i === 3 ? cells.slice(1) : cells));
    const read = valuesOf(recogniseText(article(table(short))));
    expect(Object.entries(read).filter(([id, v]) => id.startsWith('disputes.') && v !== 'absent')).toEqual(
      [],
    );
  });
});
