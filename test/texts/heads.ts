/** Table 3 without all of its head, and tables with rows and columns that the form does not have. */
import { pick, type Random } from '../formats/chance.js';
import type { ChangeContext, TableChange } from './change.js';
import { hasFigures, type TextCell, type TextTable, textCell } from './table.js';

const APPLICANTS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];

/** Table 3 with one row of heads, or with none. */
export const withoutHead: TableChange = (table, { random }) => {
  if (table.id !== 'requests') return table;
  const body = table.rows.slice(table.headRows);
  if (random.next() < 1 / 3) return { ...table, headRows: 0, rows: body };
  const head = [textCell('', 'head', 3), ...APPLICANTS.map((text) => textCell(text, 'head'))];
  return { ...table, headRows: 1, rows: [head, ...body] };
};

const NOTES = [
  '注：本表数据统计时间为1月1日至12月31日',
  '说明 含下属单位3家',
  '其中：市本级   2',
  '（单位：件）',
  '合计（不含结转）',
];

/** One or two rows that the form does not have: notes, or numbers behind a label of their own. */
export const withExtraRows: TableChange = (table, { random }) => {
  const rows = [...table.rows];
  for (let count = random.between(1, 2); count > 0; count -= 1) {
    const ends = { requests: [rows.length, rows.length - 1, table.headRows + 1, table.headRows] };
    const at = pick(
      random,
      table.id === 'requests' ? ends.requests : table.id === 'proactive' ? [4, rows.length] : [rows.length],
    );
    rows.splice(at, 0, extraRow(table, random));
  }
  return { ...table, rows };
};

function extraRow({ id, columns }: TextTable, random: Random): TextCell[] {
  if (random.next() < 0.5) return [textCell(pick(random, NOTES), 'other', columns.length)];
  const labels = id === 'requests' ? 3 : 1;
  const label = pick(random, ['合计', '其中：市本级', '备注', '小计', '上年同期']);
  return [
    textCell(label, 'other', labels),
    ...columns.slice(labels).map(() => textCell(anyNumber(random, 0.7), 'figure')),
  ];
}

const anyNumber = (random: Random, share: number): string =>
  random.next() < share ? String(random.between(0, 99)) : '';

/** A last column of remarks, most of them empty. */
export const withRemarksColumn: TableChange = (table, { random }) =>
  withColumn(
    table,
    'other',
    () => '备注',
    () => (random.next() < 0.2 ? pick(random, ['无', '见附件2', '含转办', '2', '/']) : ''),
  );

/** A last column of other numbers. */
export const withNumbersColumn: TableChange = (table, { random }) =>
  withColumn(
    table,
    'figure',
    () => (table.id === 'proactive' ? '上年数' : pick(random, ['合计', '上年总计'])),
    () => anyNumber(random, 0.7),
  );

function withColumn(
  table: TextTable,
  role: TextCell['role'],
  head: () => string,
  figure: () => string,
): TextTable {
  const first = table.rows.findIndex(hasFigures);
  const rows = table.rows.map((row, at): readonly TextCell[] => {
    const [start] = row;
    const isBlockHead = table.id === 'proactive' && !hasFigures(row);
    if (start !== undefined && isBlockHead && row.length === 1)
      return [{ ...start, columnSpan: start.columnSpan + 1 }];
    if (isBlockHead && start?.text === '信息内容') return [...row, textCell(head(), 'head')];
    if (at >= first) return [...row, textCell(figure(), role)];
    return at === 0 ? [...row, textCell(head(), 'head', 1, first)] : row;
  });
  return { ...table, rows, columns: [...table.columns, 'extra'] };
}

/** Table 3 with two figures for each of the form's: of this year and of the one before, as a row of years says. */
export const forTwoYears: TableChange = (table, context) => {
  if (table.id !== 'requests') return table;
  const { year } = context.sample.report;
  const labels = 3;
  const rows = table.rows.map((row, at) =>
    row.flatMap((cell, column) => {
      if (cell.indicator !== null) return [cell, textCell(yearBefore(cell.indicator, context), 'figure')];
      if (at === 0 && column === 0) return [{ ...cell, rowSpan: cell.rowSpan + 1 }];
      return at < table.headRows ? [{ ...cell, columnSpan: cell.columnSpan * 2 }] : [cell];
    }),
  );
  const figures = table.columns.slice(labels);
  const years = figures.flatMap(() => [`${year}年`, `${year - 1}年`]).map((text) => textCell(text, 'head'));
  rows.splice(table.headRows, 0, years);
  const columns = [...table.columns.slice(0, labels), ...figures, ...figures];
  return { ...table, rows, columns, headRows: table.headRows + 1 };
};

function yearBefore(indicator: string, { sample, filling }: ChangeContext): string {
  const text = String(sample.before.figures[indicator] ?? '');
  return text === '0' && filling.nothing === '' ? '' : text;
}

/** A first column 序号 with the number of each row. */
export const withRowNumbersFirst: TableChange = (table) => withRowNumbers(table, 0, '序号');

/** A column 行次 between labels and figures with the number of each row, as statistical forms have it. */
export const withRowNumbers3: TableChange = (table) => withRowNumbers(table, 3, '行次');

function withRowNumbers(table: TextTable, column: 0 | 3, head: string): TextTable {
  if (table.id !== 'requests') return table;
  let number = 0;
  const rows = table.rows.map((row, at): readonly TextCell[] => {
    if (at > 0 && !hasFigures(row)) return row;
    if (!hasFigures(row)) {
      const cell = textCell(head, 'head', 1, table.headRows);
      return column === 0 ? [cell, ...row] : [...row.slice(0, 1), cell, ...row.slice(1)];
    }
    number += 1;
    const cell = textCell(String(number), 'figure');
    const behind = row.findIndex(({ indicator }) => indicator !== null);
    return column === 0 ? [cell, ...row] : [...row.slice(0, behind), cell, ...row.slice(behind)];
  });
  const columns = [...table.columns];
  columns.splice(column, 0, 'number');
  return { ...table, rows, columns };
}

/** A row below the head of table 3 that numbers the columns: 甲, 1, 2, … 7. */
export const withColumnNumbers: TableChange = (table) => {
  if (table.id !== 'requests') return table;
  const labels = table.columns.filter((kind) => kind !== 'figure').length;
  const numbers = table.columns.slice(labels).map((_, at) => textCell(String(at + 1), 'head'));
  const row = [textCell('甲', 'head', labels), ...numbers];
  const rows = [...table.rows.slice(0, table.headRows), row, ...table.rows.slice(table.headRows)];
  return { ...table, rows, headRows: table.headRows + 1 };
};
