/** Labels that are not as the form has them. */
import { pick } from '../formats/chance.js';
import type { TableChange } from './change.js';
import { hasFigures, mapTexts, slots, type TextCell, type TextTable, textCell } from './table.js';

const ORDINAL = /^(?:[一二三四五六七]、|（[一二三四五六七]）|\d\.)/u;

/** Without 「一、」, 「（一）」, 「1.」 before them. */
export const withoutOrdinals: TableChange = (table) =>
  mapTexts(table, ({ text, indicator }) => (indicator === null ? text.replace(ORDINAL, '') : text));

/** Groups of rows without their labels. */
export const withoutGroups: TableChange = (table) =>
  table.id !== 'requests'
    ? table
    : mapTexts(table, ({ text, indicator, rowSpan }) => (indicator === null && rowSpan > 2 ? '' : text));

/** Blanks between the characters of short labels: 「总    计」, 「自 然 人」. */
export const spacedOut: TableChange = (table, { random }) => {
  const wide = pick(random, ['  ', '    ', '　', ' ']);
  return mapTexts(table, ({ text, indicator }) => {
    if (indicator !== null || !/^[\u4e00-\u9fff]{2,3}$/u.test(text)) return text;
    return [...text].join(text.length === 2 ? wide : ' ');
  });
};

/** Remarks with numbers in brackets behind some labels, which are wrapped with them. */
export const withNumbers: TableChange = (table, { random, sample }) =>
  mapTexts(table, ({ text, role }) => {
    if (role !== 'label' || random.next() > 0.25) return text;
    const { year } = sample.report;
    return `${text}${pick(random, ['（含上年结转3件）', `（${year}年1月至12月）`, '（见附表2）', '(共 12 项)', '（不含2件信访）'])}`;
  });

/** A label in the first of its slots, none in the others: merged cells as programs leave them that know none. */
export const unmerged: TableChange = (table) => {
  const grid = slots(table);
  return { ...table, rows: table.rows.map((row, at) => (at < table.headRows ? row : (grid[at] ?? row))) };
};

/** All labels of table 3 in one column, groups in lines of their own, as people type an outline. */
export const asOutline: TableChange = (table) => {
  if (table.id !== 'requests') return table;
  const rows = table.rows.flatMap((row, at): TextCell[][] => {
    const figures = row.filter(({ indicator }) => indicator !== null);
    const labels = row.filter(({ indicator }) => indicator === null);
    const [head, ...heads] = row;
    if (!hasFigures(row))
      return [at === 0 && head !== undefined ? [{ ...head, columnSpan: 1 }, ...heads] : [...row]];
    const own = labels.at(-1);
    const groups = labels.slice(0, -1).map(({ text }) => [textCell(text, 'label', 1 + figures.length)]);
    return [...groups, [{ ...(own ?? textCell('', 'label')), columnSpan: 1 }, ...figures]];
  });
  return { ...table, columns: ['label', ...table.columns.slice(3)], rows };
};

/** A label as the lines of an outline have it, for tables that are written without columns. */
export function labelOf(row: TextTable['rows'][number]): string {
  return row
    .filter(({ indicator }) => indicator === null)
    .map(({ text }) => text)
    .join('');
}
