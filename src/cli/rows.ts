import { stringify } from 'csv-stringify/sync';
import { guardText } from '../dataset/formats/csv.js';
import { jsonText, withoutControls } from '../text/control-characters.js';
import { line, type TextSink } from './io.js';
import type { RowFormat } from './row-format.js';
import { listTable } from './table.js';

/** A cell; one without a value is null to programs, and shown to people by a word that is no number. */
export type Cell = string | number | null | { readonly missing: string };

export interface RowColumn {
  readonly name: string;
  /** For people, instead of the name. */
  readonly head?: string;
  readonly isNumber?: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** What JSON says of the row, instead of its cells by the columns' names. */
  readonly object?: unknown;
}

type Rows = Iterable<Row> | AsyncIterable<Row>;

/** Prints rows in a format; all but tables go out as they come. Returns how many there were. */
export async function printRows(
  sink: TextSink,
  format: RowFormat,
  columns: readonly RowColumn[],
  rows: Rows,
): Promise<number> {
  switch (format) {
    case 'table':
      return printTable(sink, columns, rows);
    case 'markdown':
      return printMarkdown(sink, columns, rows);
    case 'csv':
      return printCsv(sink, columns, rows);
    case 'jsonl':
    case 'json':
      return printJson(sink, format, columns, rows);
  }
}

async function printTable(sink: TextSink, columns: readonly RowColumn[], rows: Rows): Promise<number> {
  const shown: string[][] = [];
  for await (const { cells } of rows) shown.push(cells.map(showCell));
  const right = columns.flatMap(({ isNumber }, index) => (isNumber === true ? [index] : []));
  const heads = columns.map(({ name, head }) => showCell(head ?? name));
  if (shown.length > 0) line(sink, listTable(heads, shown, right));
  return shown.length;
}

/** GitHub's tables: a bar or a line break would end the cell. */
async function printMarkdown(sink: TextSink, columns: readonly RowColumn[], rows: Rows): Promise<number> {
  const cell = (text: string): string => text.replace(/[\\|<]/g, '\\$&');
  const put = (cells: readonly string[]): void => line(sink, `| ${cells.join(' | ')} |`);
  put(columns.map(({ name, head }) => cell(showCell(head ?? name))));
  put(columns.map(({ isNumber }) => (isNumber === true ? '--:' : '---')));
  let count = 0;
  for await (const { cells } of rows) {
    put(cells.map((value) => cell(showCell(value))));
    count++;
  }
  return count;
}

/** RFC 4180; null is an empty cell. Texts are guarded: no spreadsheet takes one for a formula. */
async function printCsv(sink: TextSink, columns: readonly RowColumn[], rows: Rows): Promise<number> {
  const put = (cells: readonly (string | number | null)[]): void => {
    const guarded = cells.map((cell) => (typeof cell === 'string' ? guardText(withoutControls(cell)) : cell));
    sink.write(stringify([guarded], { record_delimiter: '\r\n' }));
  };
  put(columns.map(({ name }) => name));
  let count = 0;
  for await (const { cells } of rows) {
    put(cells.map(plainCell));
    count++;
  }
  return count;
}

async function printJson(
  sink: TextSink,
  format: 'json' | 'jsonl',
  columns: readonly RowColumn[],
  rows: Rows,
): Promise<number> {
  const names = uniqueNames(columns.map(({ name }) => name));
  let count = 0;
  if (format === 'json') sink.write('[');
  for await (const { cells, object } of rows) {
    const value =
      object ?? Object.fromEntries(names.map((name, index) => [name, plainCell(cells[index] ?? null)]));
    if (format === 'json' && count > 0) sink.write(',\n');
    sink.write(jsonText(value));
    if (format === 'jsonl') sink.write('\n');
    count++;
  }
  if (format === 'json') line(sink, ']');
  return count;
}

/** SQL may give two columns one name, which an object can't. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; seen.has(unique); n++) unique = `${name}_${n}`;
    seen.add(unique);
    return unique;
  });
}

function plainCell(cell: Cell): string | number | null {
  return typeof cell === 'object' ? null : cell;
}

/** On one line, and without what a terminal would obey. */
function showCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.missing;
  return String(cell).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
