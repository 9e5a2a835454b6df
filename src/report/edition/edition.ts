import { bareLabelKey, labelKey, labelOrdinal } from '../../text/label.js';
import type { IndicatorId } from '../model.js';
import type {
  ClaimSpec,
  EditionFile,
  NumberType,
  RowNode,
  SectionSpec,
  SumSpec,
  TableFile,
} from './schema.js';

/** A label of the form with what it is matched by. */
export interface Label {
  readonly zh: string;
  readonly en: string;
  /** Comparable keys of the label, its bracketless form and its aliases. */
  readonly keys: readonly string[];
}

export interface ColumnSpec extends Label {
  readonly id: string;
  readonly unit: string;
  readonly number: NumberType;
}

export interface RowSpec extends Label {
  readonly id: string;
  /** Labels of the groups it stands under, outermost first. */
  readonly groups: readonly Label[];
  readonly ordinal: number | null;
}

export interface BlockSpec {
  readonly heading: Label;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly RowSpec[];
}

interface TableBase {
  readonly id: string;
  readonly section: number;
  readonly zh: string;
  readonly en: string;
  readonly headings: readonly Label[];
  /** All rows (for column groups: the groups), in the form's order. */
  readonly rows: readonly RowSpec[];
}
export interface BlocksTable extends TableBase {
  readonly layout: 'blocks';
  readonly blocks: readonly BlockSpec[];
}
/** A heading that stands over several columns. */
interface OverColumns {
  readonly heading: Label;
  /** Numbers of its first column and its last. */
  readonly from: number;
  readonly to: number;
}

export interface MatrixTable extends TableBase {
  readonly layout: 'matrix';
  readonly columns: readonly ColumnSpec[];
  readonly over: readonly OverColumns[];
  /** Every group of rows, in the form's order. */
  readonly groups: readonly Label[];
}
export interface ColumnGroupsTable extends TableBase {
  readonly layout: 'column_groups';
  readonly columns: readonly ColumnSpec[];
}
export type TableSpec = BlocksTable | MatrixTable | ColumnGroupsTable;

/** One figure of the form. `id` is `<table>.<row>.<column>`. */
export interface Indicator {
  readonly id: IndicatorId;
  readonly table: TableSpec;
  readonly row: RowSpec;
  readonly column: ColumnSpec;
  /** 「收到和处理政府信息公开申请情况 / 三、本年度办理结果 / （一）予以公开 / 总计」 without the table's name. */
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly number: NumberType;
}

/** One 勾稽关系 for one column or row: left and right add up to the same. */
export interface SumLine {
  /** The rule and the column or row it holds for, e.g. `requests.balance.business`. */
  readonly rule: string;
  readonly table: TableSpec;
  /** `row`: the terms are the columns of one row. */
  readonly each: 'row' | 'column';
  readonly left: readonly IndicatorId[];
  readonly right: readonly IndicatorId[];
}

/** An edition of the form, ready to recognise reports with. */
export interface Edition {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly notice: string;
  readonly years: { readonly from: number; readonly to?: number | undefined };
  readonly recognise: readonly string[];
  readonly sections: readonly (SectionSpec & { readonly keys: readonly string[] })[];
  readonly tables: readonly TableSpec[];
  readonly indicators: readonly Indicator[];
  readonly sums: readonly SumLine[];
  readonly claims: readonly ClaimSpec[];
}

/** The id of the indicator at a row and column of a table. */
export function indicatorId(table: string, row: string, column: string): IndicatorId {
  return `${table}.${row}.${column}`;
}

function keysOf(zh: string, aliases: readonly string[] = []): readonly string[] {
  return [...new Set([zh, ...aliases].flatMap((text) => [labelKey(text), bareLabelKey(text)]))].filter(
    (key) => key !== '',
  );
}

function labelOf(source: { zh: string; en: string; aliases?: readonly string[] }): Label {
  return { zh: source.zh, en: source.en, keys: keysOf(source.zh, source.aliases) };
}

function headingOf(zh: string): Label {
  return { zh, en: '', keys: keysOf(zh) };
}

function rowOf(row: Extract<RowNode, { id: string }>, groups: readonly Label[]): RowSpec {
  const label = labelOf(row);
  const keys = [...new Set([...label.keys, ...keysWithGroups(row, groups)])];
  return { ...label, keys, id: row.id, groups, ordinal: labelOrdinal(row.zh) };
}

/** Of a row's label in one cell with that of its group, or of all its groups: 「（三）不予公开1.属于国家秘密」. */
function keysWithGroups(row: Extract<RowNode, { id: string }>, groups: readonly Label[]): string[] {
  return groups.flatMap((_, i) => {
    const path = groups.slice(i);
    const over = path.map((group) => group.zh).join('');
    const overKeys = path.map((group) => labelKey(group.zh)).join('');
    return [row.zh, ...(row.aliases ?? [])].flatMap((text) => [
      ...keysOf(over + text),
      overKeys + labelKey(text),
    ]);
  });
}

function flattenRows(nodes: readonly RowNode[], path: readonly Label[], groups: Label[]): RowSpec[] {
  return nodes.flatMap((node) => {
    if ('id' in node) return [rowOf(node, path)];
    const group: Label = { zh: node.group, en: node.en, keys: keysOf(node.group, node.aliases) };
    groups.push(group);
    return flattenRows(node.rows, [...path, group], groups);
  });
}

function buildTable(file: TableFile): TableSpec {
  const base = { id: file.id, section: file.section, zh: file.zh, en: file.en };
  const headings = file.headings.map(headingOf);
  switch (file.layout) {
    case 'blocks': {
      const blocks = file.blocks.map((block) => ({
        heading: headingOf(block.heading),
        columns: block.columns.map((c) => ({ ...labelOf(c), id: c.id, unit: c.unit, number: c.number })),
        rows: block.rows.map((row) => rowOf(row, [])),
      }));
      return { ...base, headings, layout: 'blocks', blocks, rows: blocks.flatMap((b) => b.rows) };
    }
    case 'matrix': {
      const groups: Label[] = [];
      const rows = flattenRows(file.rows, [], groups);
      const columns = countColumns(file);
      const at = (id: string): number => columns.findIndex((column) => column.id === id);
      const over = file.over.map(({ heading, from, to }) => ({
        heading: headingOf(heading),
        from: at(from),
        to: at(to),
      }));
      return { ...base, headings, layout: 'matrix', columns, over, rows, groups };
    }
    case 'column_groups':
      return {
        ...base,
        headings,
        layout: 'column_groups',
        columns: countColumns(file),
        rows: file.groups.map((group) => rowOf(group, [])),
      };
  }
}

function countColumns(file: Extract<TableFile, { unit: string }>): ColumnSpec[] {
  return file.columns.map((c) => ({ ...labelOf(c), id: c.id, unit: file.unit, number: 'count' as const }));
}

function indicatorsOf(table: TableSpec): Indicator[] {
  const make = (row: RowSpec, column: ColumnSpec): Indicator => ({
    id: indicatorId(table.id, row.id, column.id),
    table,
    row,
    column,
    zh: [...row.groups.map((g) => g.zh), row.zh, column.zh].join(' / '),
    en: [...row.groups.map((g) => g.en), row.en, column.en].join(' / '),
    unit: column.unit,
    number: column.number,
  });
  if (table.layout === 'blocks') {
    return table.blocks.flatMap((block) =>
      block.rows.flatMap((row) => block.columns.map((column) => make(row, column))),
    );
  }
  return table.rows.flatMap((row) => table.columns.map((column) => make(row, column)));
}

/** Builds an edition from its file. Throws a plain Error where the file contradicts itself. */
export function buildEdition(file: EditionFile): Edition {
  const tables = file.tables.map(buildTable);
  const indicators = tables.flatMap(indicatorsOf);
  const ids = new Set(indicators.map((i) => i.id));
  if (ids.size !== indicators.length) throw new Error('two cells of the form have the same indicator id');
  for (const claim of file.claims) {
    for (const id of [...claim.readings, ...(claim.reckoned ?? [])].flat()) {
      if (!ids.has(id)) throw new Error(`claim ${claim.id} names an unknown indicator ${id}`);
    }
  }
  return {
    id: file.id,
    name: file.name,
    notice: file.notice,
    years: file.years,
    recognise: file.recognise.map(labelKey),
    sections: file.sections.map((section) => ({ ...section, keys: keysOf(section.zh, section.aliases) })),
    tables,
    indicators,
    sums: file.sums.flatMap((sum) => sumLines(sum, tables)),
    claims: file.claims,
  };
}

/** A sum spelled out for each of its columns (or rows). */
function sumLines(sum: SumSpec, tables: readonly TableSpec[]): SumLine[] {
  const table = tables.find((t) => t.id === sum.table);
  if (table === undefined) throw new Error(`sum ${sum.rule} names an unknown table ${sum.table}`);
  if (table.layout === 'blocks') throw new Error(`sum ${sum.rule} runs over ${sum.table}, which is no grid`);
  const [lines, across] = sum.each === 'column' ? [table.columns, table.rows] : [table.rows, table.columns];
  const names = across.map((a) => a.id);
  const expand = (terms: readonly string[]): string[] => terms.flatMap((term) => sumTerms(term, names, sum));
  const [left, right] = [expand(sum.left), expand(sum.right)];
  return lines.map((line): SumLine => {
    const idOf = (name: string): IndicatorId =>
      sum.each === 'column' ? indicatorId(table.id, name, line.id) : indicatorId(table.id, line.id, name);
    const rule = `${sum.rule}.${line.id}`;
    return { rule, table, each: sum.each, left: left.map(idOf), right: right.map(idOf) };
  });
}

/** The rows (or columns) that a term of a sum stands for; `refused.*` is every row that begins so. */
function sumTerms(term: string, names: readonly string[], sum: SumSpec): string[] {
  const found = term.endsWith('.*')
    ? names.filter((name) => name.startsWith(term.slice(0, -1)))
    : names.filter((name) => name === term);
  if (found.length === 0) throw new Error(`sum ${sum.rule} names an unknown ${term}`);
  return found;
}
