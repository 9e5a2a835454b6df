import { isProse } from '../flow/prose.js';
import type { Block } from '../model.js';
import { UNTOLD } from '../sight.js';
import { columnsOf } from './blanks/pieces.js';
import { blocksOf, type Found, type Nothing, nothing } from './found.js';
import { clean, isBlank, isValue, type SourceLine } from './lines.js';
import { seenInMarkdown } from './markdown.js';
import { METRICS, type Metric } from './widths.js';

const PIPE = /(?<!\\)[|｜]/;
/** A cell of the row that says how columns are aligned, and of rules between rows. */
const RULE = /^:?-+:?$|^:?=+:?$/;
const LONG_RULE = /^:?(?:-{3,}|={3,}):?$/;

/** Reads a cell that holds tags of HTML. */
export type CellOfHtml = (html: string) => string;

/** A table of Markdown: cells parted by pipes, with or without pipes around the rows. */
export function findPipes(lines: readonly SourceLine[], at: number, ofHtml: CellOfHtml): Found | Nothing {
  let to = at;
  const texts: string[] = [];
  while (to < lines.length) {
    const line = lines[to];
    if (line === undefined) break;
    if (PIPE.test(line.text)) texts.push(line.text.trim());
    else if (texts.length === 0 || !isBlank(line) || !goesOn(lines, to, texts)) break;
    to += 1;
  }
  if (texts.length < 2) return nothing(at);
  const read = rowsOf(texts).map((row) => row.map((cell) => readCell(cell, ofHtml)));
  const rows = mayGoOn(texts) ? withoutBlankRows(read) : read;
  if (isProse(rows.map((row) => row.map((text) => ({ text })))))
    return { to, blocks: rows.flat().map((text): Block => ({ kind: 'paragraph', text })) };
  const isEven = rows.every(({ length }) => length === rows[0]?.length);
  return { to, blocks: blocksOf(rows, isEven) };
}

/**
 * May a cell go on in the next line? Programs that print a table with bars and no rules (antiword) part rows by nothing: all their
 * lines are as wide as each other.
 */
function mayGoOn(texts: readonly string[]): boolean {
  const hasRules = texts.some((text) => split(text).some((cell) => LONG_RULE.test(cell.trim())));
  return (
    !hasRules && METRICS.some((metric) => new Set(texts.map((text) => widthOf(text, metric))).size === 1)
  );
}

const widthOf = (text: string, metric: Metric): number => columnsOf(text, metric).at(-1) ?? 0;

/** Behind the first figures, a row that has none may be the rest of a label: whether its cells are blank can't be told. */
function withoutBlankRows(rows: readonly string[][]): string[][] {
  const first = rows.findIndex((row) => row.some(isValue));
  return rows.map((row, at) => {
    const label = row.findLastIndex((cell) => cell !== '');
    const isBlankRow = first >= 0 && at > first && label >= 0 && !row.some(isValue);
    return isBlankRow ? row.map((cell, i) => (i > label ? UNTOLD : cell)) : row;
  });
}

/** An empty line between rows that are as long as each other parts no tables, unless another head follows. */
function goesOn(lines: readonly SourceLine[], blank: number, texts: readonly string[]): boolean {
  const next = lines[blank + 1]?.text ?? '';
  const isHead = split(lines[blank + 2]?.text ?? '').every((cell) => RULE.test(cell.trim()));
  return PIPE.test(next) && !isHead && split(next.trim()).length === split(texts.at(-1) ?? '').length;
}

function rowsOf(texts: readonly string[]): string[][] {
  const rows = texts.map(split);
  // a bar at the end of all rows, or at the beginning, stands around them; else there is an empty cell
  const begins = rows.every(([first]) => first?.trim() === '');
  const ends = rows.every((row) => row.at(-1)?.trim() === '');
  return rows
    .map((row) => row.slice(begins ? 1 : 0, ends ? -1 : undefined).map((cell) => cell.trim()))
    .filter((row, at) => row.length > 0 && !row.every((cell) => (at === 1 ? RULE : LONG_RULE).test(cell)));
}

function split(text: string): string[] {
  return text.split(/(?<!\\)[|｜]/);
}

function readCell(cell: string, ofHtml: CellOfHtml): string {
  if (/<[a-z/]/i.test(cell)) return ofHtml(seenInMarkdown(cell));
  return clean(seenInMarkdown(cell));
}
