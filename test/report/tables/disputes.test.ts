import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../property.js';
import { article, formTable, type HtmlCell, numbers, recogniseText, table, valuesOf } from '../helpers.js';

const OUTCOMES = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
const IDS = ['upheld', 'corrected', 'other', 'pending', 'total'];
const KINDS = ['review', 'suit_direct', 'suit_after_review'] as const;
type Kind = (typeof KINDS)[number];
const REVIEW = [3, 0, 1, 0, 4];
const DIRECT = [2, 5, 0, 7, 14];
const AFTER = [0, 1, 0, 9, 10];
const FIGURES: Record<Kind, readonly number[]> = {
  review: REVIEW,
  suit_direct: DIRECT,
  suit_after_review: AFTER,
};

/** Enough of the form around table 4 for its edition to be known. */
const TABLE_2 = table(formTable('2021', 'proactive', numbers()));

function read(...parts: readonly string[]): Record<string, number | string> {
  const values = valuesOf(recogniseText(article(TABLE_2, ...parts)));
  return Object.fromEntries(Object.entries(values).filter(([id]) => id.startsWith('disputes.')));
}

function stated(kinds: readonly Kind[] = KINDS): Record<string, number> {
  return Object.fromEntries(
    kinds.flatMap((kind) => IDS.map((id, i) => [`disputes.${kind}.${id}`, FIGURES[kind][i] ?? -1])),
  );
}

const single = (figures: readonly number[], ...before: HtmlCell[][]): string =>
  table([...before, OUTCOMES, [...figures]]);

describe('table 4 is read in every shape that says what its figures are', () => {
  it('a table for each kind, under a paragraph that names it', () => {
    expect(
      read(
        '<p>（一）行政复议情况</p>',
        single(REVIEW),
        '<p>（二）行政诉讼（未经复议直接起诉）</p><p>单位：件</p>',
        single(DIRECT),
        '<p>（三）行政诉讼（复议后起诉）</p>',
        single(AFTER),
      ),
    ).toEqual(stated());
  });

  it('a table for each kind, under a row that names it', () => {
    const caption = (text: string): HtmlCell[] => [[text, 5]];
    const rows = [
      [caption('行政复议'), REVIEW],
      [caption('未经复议直接起诉'), DIRECT],
      [caption('复议后起诉'), AFTER],
    ] as const;
    expect(read(...rows.map(([over, figures]) => single(figures, [...over])))).toEqual(stated());
    // the same, in one table
    const stacked = rows.flatMap(([over, figures]) => [[...over], OUTCOMES, [...figures]]);
    expect(read(table(stacked))).toEqual(stated());
  });

  it('two tables: reviews, and both kinds of suit', () => {
    const suits: HtmlCell[][] = [
      [
        ['未经复议直接起诉', 5],
        ['复议后起诉', 5],
      ],
      [...OUTCOMES, ...OUTCOMES],
      [...DIRECT, ...AFTER],
    ];
    expect(read('<p>行政复议</p>', single(REVIEW), '<p>行政诉讼</p>', table(suits))).toEqual(stated());
  });

  it('a row for each kind, the suits under a group of their own or not', () => {
    const head: HtmlCell[] = [['类别', 2], ...OUTCOMES];
    expect(
      read(
        table([
          head,
          [['行政复议', 2], ...REVIEW],
          [['行政诉讼', 1, 2], '未经复议直接起诉', ...DIRECT],
          ['复议后起诉', ...AFTER],
        ]),
      ),
    ).toEqual(stated());
    expect(
      read(
        table([
          ['类别', ...OUTCOMES],
          ['行政复议', ...REVIEW],
          ['行政诉讼', '', '', '', '', ''],
          ['—未经复议直接起诉', ...DIRECT],
          ['—复议后起诉', ...AFTER],
          ['合计', 5, 6, 1, 16, 28],
        ]),
      ),
    ).toEqual(stated());
  });

  it('a row for each outcome', () => {
    const rows = OUTCOMES.map((outcome, i): HtmlCell[] => [
      outcome,
      ...KINDS.map((kind) => FIGURES[kind][i] ?? -1),
    ]);
    expect(
      read(table([['结果', '行政复议', '行政诉讼（未经复议直接起诉）', '行政诉讼（复议后起诉）'], ...rows])),
    ).toEqual(stated());
    expect(
      read(
        table([
          [
            ['结果', 1, 2],
            ['行政复议', 1, 2],
            ['行政诉讼', 2],
          ],
          ['未经复议直接起诉', '复议后起诉'],
          ...rows,
        ]),
      ),
    ).toEqual(stated());
  });

  it('with the suits before the reviews', () => {
    const rows: HtmlCell[][] = [
      [
        ['行政诉讼', 10],
        ['行政复议', 5, 2],
      ],
      [
        ['未经复议直接起诉', 5],
        ['复议后起诉', 5],
      ],
      [...OUTCOMES, ...OUTCOMES, ...OUTCOMES],
      [...DIRECT, ...AFTER, ...REVIEW],
    ];
    expect(read(table(rows))).toEqual(stated());
    // spans lost: the order of the labels still says it
    const bare = rows.map((cells) => cells.map((cell): HtmlCell => (Array.isArray(cell) ? cell[0] : cell)));
    expect(read(table(bare))).toEqual(stated());
  });

  it('with the kinds or the outcomes left out, where the sums bear the form out', () => {
    const figures = [...REVIEW, ...DIRECT, ...AFTER];
    const kinds: HtmlCell[][] = [
      [
        ['行政复议', 5, 2],
        ['行政诉讼', 10],
      ],
      [
        ['未经复议直接起诉', 5],
        ['复议后起诉', 5],
      ],
    ];
    const outcomes = [...OUTCOMES, ...OUTCOMES, ...OUTCOMES];
    expect(read(table([outcomes, figures]))).toEqual(stated());
    expect(read(table([...kinds, figures]))).toEqual(stated());
    const wrong = [...REVIEW, ...DIRECT, 0, 1, 0, 9, 11];
    const numbersRead = (rows: HtmlCell[][]): unknown[] =>
      Object.values(read(table(rows))).filter((value) => typeof value === 'number');
    expect(numbersRead([outcomes, wrong])).toEqual([]);
    expect(numbersRead([...kinds, wrong])).toEqual([]);
  });
});

describe('what stands in the first cell of the row', () => {
  const wide = (first: string): string =>
    table([
      [
        ['行政复议', 5],
        ['未经复议直接起诉', 5],
        ['复议后起诉', 5],
      ],
      [...OUTCOMES, ...OUTCOMES, ...OUTCOMES],
      [first, ...[...REVIEW, ...DIRECT, ...AFTER].slice(1)],
    ]);

  it('a number with a remark is the number', () => {
    expect(read(wide('3【其中2件为转办】'))).toEqual(stated());
  });

  it('words are no figure, and cost the others nothing', () => {
    expect(read(wide('若干'))).toEqual({ ...stated(), 'disputes.review.upheld': 'unreadable' });
  });
});

describe('what a table 4 leaves open stays open', () => {
  it('of tables that say of no kind what they are', () => {
    const values = read(single(REVIEW), single(DIRECT), single(AFTER));
    expect(Object.values(values).filter((value) => typeof value === 'number')).toEqual([]);
  });

  it('of suits that are not told apart', () => {
    expect(read('<p>行政复议</p>', single(REVIEW), '<p>行政诉讼</p>', single(DIRECT))).toMatchObject({
      ...stated(['review']),
      'disputes.suit_direct.total': expect.any(String),
    });
  });

  it('whatever cells are lost, moved or doubled, no figure comes to stand in another place', () => {
    const shapes: Record<string, HtmlCell[][]> = {
      rows: [
        ['类别', ...OUTCOMES],
        ['行政复议', 101, 102, 103, 104, 105],
        ['未经复议直接起诉', 201, 202, 203, 204, 205],
        ['复议后起诉', 301, 302, 303, 304, 305],
      ],
      outcomes: [
        ['结果', '行政复议', '未经复议直接起诉', '复议后起诉'],
        ...OUTCOMES.map((outcome, i): HtmlCell[] => [outcome, 101 + i, 201 + i, 301 + i]),
      ],
      wide: [
        [
          ['行政复议', 5],
          ['未经复议直接起诉', 5],
          ['复议后起诉', 5],
        ],
        [...OUTCOMES, ...OUTCOMES, ...OUTCOMES],
        [101, 102, 103, 104, 105, 201, 202, 203, 204, 205, 301, 302, 303, 304, 305],
      ],
    };
    const truth = new Map(
      KINDS.flatMap((kind, k) => IDS.map((id, i) => [`disputes.${kind}.${id}`, 101 + k * 100 + i])),
    );
    const damage = fc.record({
      shape: fc.constantFrom(...Object.keys(shapes)),
      row: fc.nat(5),
      cell: fc.nat(14),
      kind: fc.constantFrom('lost', 'blank', 'doubled'),
    });
    holds(
      fc.property(damage, ({ shape, row, cell, kind }) => {
        const rows = (shapes[shape] ?? []).map((cells) => [...cells]);
        const cells = rows[row % rows.length] ?? [];
        const at = cell % cells.length;
        const isFigure = typeof cells[at] === 'number';
        if (kind === 'lost') cells.splice(at, 1);
        else if (kind === 'blank') cells[at] = '';
        else cells.splice(at, 0, cells[at] ?? '');
        // a label that is gone leaves its figures to those around it: only figures are lost here
        fc.pre(isFigure);
        for (const [id, value] of Object.entries(read(table(rows))))
          if (typeof value === 'number') expect([id, value]).toEqual([id, truth.get(id)]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('table 4 in plain text', () => {
  const kinds = ['行政复议', '行政诉讼', '未经复议直接起诉', '复议后起诉'];
  const row = [...REVIEW, ...DIRECT, ...AFTER];
  const text = (...rows: readonly (readonly (string | number)[])[]): Record<string, number | string> => {
    const source = [
      '甲市乙局2023年政府信息公开工作年度报告',
      '四、政府信息公开行政复议、行政诉讼情况',
      ...rows.map((cells) => cells.join('\t')),
    ].join('\n');
    const values = valuesOf(recogniseText(source));
    return Object.fromEntries(Object.entries(values).filter(([id]) => id.startsWith('disputes.')));
  };
  const outcomes = [...OUTCOMES, ...OUTCOMES, ...OUTCOMES];

  it('is read where the order of its kinds shows', () => {
    const [review = '', suits = '', direct = '', after = ''] = kinds;
    expect(text([review, suits], [direct, after], outcomes, row)).toEqual(stated());
  });

  it('is not read where reviews may stand before the suits or behind them', () => {
    const [review = '', suits = '', direct = '', after = ''] = kinds;
    const values = text([suits, ''], [review, direct, after], outcomes, row);
    expect(Object.values(values).filter((value) => typeof value === 'number')).toEqual([]);
  });
});

describe('a row of table 4 that begins with 其中', () => {
  it('is a part of another row, and no row of the form', () => {
    const rows: HtmlCell[][] = [
      [
        ['行政复议', 5],
        ['未经复议直接起诉', 5],
        ['复议后起诉', 5],
      ],
      [...OUTCOMES, ...OUTCOMES, ...OUTCOMES],
      [...REVIEW, ...DIRECT, ...AFTER],
      ['其中：市本级', 2, ...Array.from({ length: 13 }, () => '')],
    ];
    expect(read(table(rows))).toEqual(stated());
  });
});
