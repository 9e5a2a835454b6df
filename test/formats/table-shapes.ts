/** Tables 2 and 4 in other shapes than the form's: parted, turned, in another order, for two years. */
import type { Change, ChangeContext } from './changes.js';
import { type PrintedCell, type PrintedTable, placeCells } from './printed.js';

const OUTCOMES = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
const KINDS = ['review', 'suit_direct', 'suit_after_review'] as const;
type DisputeKind = (typeof KINDS)[number];
const NAMES: Readonly<Record<DisputeKind, string>> = {
  review: '行政复议',
  suit_direct: '未经复议直接起诉',
  suit_after_review: '复议后起诉',
};

function cell(text: string, spans: { rows?: number; columns?: number } = {}): PrintedCell {
  const { rows = 1, columns = 1 } = spans;
  return { text, rowSpan: rows, columnSpan: columns, indicator: null, heading: true };
}

function tableOf(
  table: PrintedTable,
  rows: readonly (readonly PrintedCell[])[],
  columns: number,
  { width }: ChangeContext,
): PrintedTable {
  const headingRows = rows.findIndex((row) => row.some(({ indicator }) => indicator !== null));
  const widths = Array.from({ length: columns }, () => width / columns);
  return { ...table, rows, columns, widths, headingRows: Math.max(0, headingRows) };
}

/** The figures of table 4, of one kind. */
const figuresOf = ({ rows }: PrintedTable, kind: DisputeKind): PrintedCell[] =>
  rows.flat().filter(({ indicator }) => indicator?.startsWith(`disputes.${kind}.`));

const ofTable4 =
  (change: Change): Change =>
  (table, context) =>
    table.id === 'disputes' ? change(table, context) : [table];

const heads = (): PrintedCell[] => OUTCOMES.map((outcome) => cell(outcome));

/** One table a kind. */
export const threeTables = ofTable4((table, context) => {
  const one = (kind: DisputeKind, above: readonly (readonly PrintedCell[])[]): PrintedTable =>
    tableOf(table, [...above, heads(), figuresOf(table, kind)], 5, context);
  const suit = (kind: DisputeKind) => [
    [cell('行政诉讼', { columns: 5 })],
    [cell(NAMES[kind], { columns: 5 })],
  ];
  return [
    one('review', [[cell('行政复议', { columns: 5 })]]),
    one('suit_direct', suit('suit_direct')),
    one('suit_after_review', suit('suit_after_review')),
  ];
});

function suits(table: PrintedTable): PrintedCell[][] {
  return [
    [cell('行政诉讼', { columns: 10 })],
    [cell(NAMES.suit_direct, { columns: 5 }), cell(NAMES.suit_after_review, { columns: 5 })],
    [...heads(), ...heads()],
    [...figuresOf(table, 'suit_direct'), ...figuresOf(table, 'suit_after_review')],
  ];
}

/** One table of reviews and one of suits. */
export const twoTables = ofTable4((table, context) => [
  tableOf(table, [[cell('行政复议', { columns: 5 })], heads(), figuresOf(table, 'review')], 5, context),
  tableOf(table, suits(table), 10, context),
]);

/** Outcomes as rows. */
export const upright4 = ofTable4((table, context) => {
  const rows = OUTCOMES.map((outcome, at) => [
    { ...cell(outcome), heading: false },
    ...KINDS.map((kind) => figuresOf(table, kind)[at] ?? cell('')),
  ]);
  const head = [
    [cell('结果', { rows: 2 }), cell('行政复议', { rows: 2 }), cell('行政诉讼', { columns: 2 })],
    [cell(NAMES.suit_direct), cell(NAMES.suit_after_review)],
  ];
  return [tableOf(table, [...head, ...rows], 4, context)];
});

/** Kinds as rows. */
export const kindsAsRows = ofTable4((table, context) => {
  const label = (text: string, spans: { rows?: number; columns?: number } = {}): PrintedCell => {
    return { ...cell(text, spans), heading: false };
  };
  const rows = [
    [cell('类别', { columns: 2 }), ...heads()],
    [label('行政复议', { columns: 2 }), ...figuresOf(table, 'review')],
    [label('行政诉讼', { rows: 2 }), label(NAMES.suit_direct), ...figuresOf(table, 'suit_direct')],
    [label(NAMES.suit_after_review), ...figuresOf(table, 'suit_after_review')],
  ];
  return [tableOf(table, rows, 7, context)];
});

/** Suits before reviews. */
export const suitsFirst = ofTable4((table, context) => {
  const rows = [
    [cell('行政诉讼', { columns: 10 }), cell('行政复议', { columns: 5 })],
    [
      cell(NAMES.suit_direct, { columns: 5 }),
      cell(NAMES.suit_after_review, { columns: 5 }),
      ...OUTCOMES.map((outcome) => cell(outcome, { rows: 2 })),
    ],
    [...heads(), ...heads()],
    [
      ...figuresOf(table, 'suit_direct'),
      ...figuresOf(table, 'suit_after_review'),
      ...figuresOf(table, 'review'),
    ],
  ];
  return [tableOf(table, rows, 15, context)];
});

/** The outcomes alone above the figures: nothing names the kinds. */
export const headsMissing = ofTable4((table, context) => [
  tableOf(
    table,
    [[...heads(), ...heads(), ...heads()], KINDS.flatMap((kind) => figuresOf(table, kind))],
    15,
    context,
  ),
]);

/** Table 2 turned: its rows stand as columns. */
export const upright2: Change = (table, { width }) => {
  if (table.id !== 'proactive') return [table];
  const columns = table.rows.length;
  const placed = placeCells(table);
  const rows = Array.from({ length: table.columns }, (_, column) =>
    placed
      .filter((one) => one.column === column)
      .sort((a, b) => a.row - b.row)
      .map(({ cell: { rowSpan, columnSpan, ...rest } }): PrintedCell => {
        return { ...rest, rowSpan: columnSpan, columnSpan: rowSpan };
      }),
  );
  const widths = Array.from({ length: columns }, () => width / columns);
  return [{ ...table, rows, columns, widths, headingRows: 0 }];
};

/** Table 2 with the figures of the year before beside those of the report's: which are the report's is not for a reader to say. */
export const twoYears: Change = (table, context) => {
  if (table.id !== 'proactive') return [table];
  const rows = table.rows.map((row): readonly PrintedCell[] => {
    const [label = cell(''), ...rest] = row;
    if (rest.length === 0) return [{ ...label, columnSpan: 7 }];
    const other = rest.map((one): PrintedCell => {
      const text = one.indicator === null ? one.text : String(context.random.between(0, 99));
      return { ...one, text, indicator: null };
    });
    const own = rest.map((one): PrintedCell => (one.indicator === null ? one : { ...one, states: 'owed' }));
    return [label, ...other, ...own];
  });
  const years = [
    { ...cell(''), heading: true },
    cell(`${context.year - 1}年`, { columns: 3 }),
    cell(`${context.year}年`, { columns: 3 }),
  ];
  return [tableOf(table, [years, ...rows], 7, context)];
};

/** Table 2 as a list: a row a figure, with its item and what is counted of it. */
export const list2: Change = (table, context) => {
  if (table.id !== 'proactive') return [table];
  let heads: readonly PrintedCell[] = [];
  const rows = table.rows.flatMap((row): (readonly PrintedCell[])[] => {
    const [label = cell(''), ...rest] = row;
    if (rest.length === 0) return [[{ ...label, columnSpan: 3 }]];
    if (!rest.some(({ indicator }) => indicator !== null)) {
      heads = rest;
      return [];
    }
    const item = { ...label, rowSpan: rest.length };
    return rest.map((figure, at) => {
      const counted = { ...cell(heads[at]?.text.replaceAll('\n', '') ?? ''), heading: false };
      return [...(at === 0 ? [item] : []), counted, { ...figure, columnSpan: 1 }];
    });
  });
  const head = ['信息内容', '项目', '数量'].map((text) => cell(text));
  return [tableOf(table, [head, ...rows], 3, context)];
};
