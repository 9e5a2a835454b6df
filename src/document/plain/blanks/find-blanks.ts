import { UNTOLD } from '../../sight.js';
import { type Found, type Nothing, nothing, tableOf } from '../found.js';
import type { SourceLine } from '../lines.js';
import type { Metric } from '../widths.js';
import { type BlankBlock, blockFrom } from './block.js';
import {
  byPage,
  type Columns,
  inColumns,
  type Placed,
  type PlacedLine,
  placedLines,
  spansOf,
} from './columns.js';
import { type HeadedPart, headedColumns, headsIn } from './headed.js';
import { hidesFigure, labelsOf } from './labels.js';
import { Unrest } from './measure.js';
import { headCells, type Part, partsOf, textsOf } from './parts.js';
import { meets } from './pieces.js';

/** Finds tables whose columns blanks part. */
export class BlankTables {
  #metrics: readonly Metric[] | undefined;

  constructor(private readonly lines: readonly SourceLine[]) {}

  find(at: number): Found | Nothing {
    const block = blockFrom(this.lines, at);
    if (block === null) return nothing(at);
    this.#metrics ??= metricsOf(this.lines);
    const all = this.#metrics;
    const own = new Unrest();
    own.add(block.lines, block.parting);
    const fitting = own.fitting();
    const both = all.filter((metric) => fitting.includes(metric));
    // a table that does not fit the others was written by another program
    const metrics = both.length > 0 ? both : fitting;
    return { to: block.to, blocks: [tableOf(rowsOf(block, metrics), false)] };
  }
}

/** How wide the program that wrote the text takes its characters to be: all tables of it tell together. */
function metricsOf(lines: readonly SourceLine[]): Metric[] {
  const unrest = new Unrest();
  let at = 0;
  while (at < lines.length) {
    const block = blockFrom(lines, at);
    if (block === null) at += 1;
    else {
      unrest.add(block.lines, block.parting);
      at = block.to;
    }
  }
  return unrest.fitting();
}

function rowsOf({ lines, parting }: BlankBlock, metrics: readonly Metric[]): string[][] {
  const ways = metrics.map((metric) => ({ metric, parts: partsOf(placedLines(lines, parting, metric)) }));
  ways.sort((a, b) => unheaded(a.parts) - unheaded(b.parts));
  if (parting === 'tight') {
    const [{ parts } = { parts: [] }] = ways;
    const isSpaced = parts.some(hasSpacedFigures);
    return parts.flatMap((part) => rowsInOrder(part, isSpaced));
  }
  const [best = [], ...others] = ways.map(({ metric, parts }) => rowsInColumns(parts, isNarrow(metric)));
  return others.reduce(agreed, best);
}

const isNarrow = (metric: Metric): boolean => metric('一'.charCodeAt(0)) === 1;

/** Rows with blanks that another measure, which fits as well, would fill otherwise can't be told. */
function agreed(rows: string[][], others: readonly string[][]): string[][] {
  const known = new Set(others.map((row) => row.join('\t')));
  return rows.map((row) => {
    const [label = '', ...cells] = row;
    const seen = cells.filter((cell) => cell !== '' && cell !== UNTOLD);
    if (seen.length === cells.length || seen.length === 0 || known.has(row.join('\t'))) return row;
    return [label, asOne(seen)];
  });
}

const MOST_ROWS = 40;

/** The share of figures that have no head of their own. */
function unheaded(parts: readonly Part[]): number {
  let [found, all] = [0, 0];
  for (const part of parts) {
    const { heads, body } = part;
    if (heads.length === 0) continue;
    const { columns } = headsIn(part, Number.POSITIVE_INFINITY).found;
    for (const { values } of body.slice(0, MOST_ROWS)) {
      const taken = new Set<number>();
      for (const value of values) {
        const under = columns.flatMap((head, i) => (meets(head, value) ? [i] : []));
        const [only] = under;
        all += 1;
        if (under.length !== 1 || only === undefined || taken.has(only)) found += 1;
        else taken.add(only);
      }
    }
  }
  return all === 0 ? 0 : found / all;
}

/** Has a row more figures than there are heads? Then its digits are spaced out, and what one figure is can't be told. */
function hasSpacedFigures({ heads, body }: Part): boolean {
  const all = heads.reduce((sum, { words }) => sum + (words.length > 1 ? words.length : 0), 0);
  return all > 1 && body.some(({ values }) => values.length > all);
}

/** Rows of texts that single blanks part: their order is all that is known. */
function rowsInOrder(part: Part, isSpaced: boolean): string[][] {
  const written = (values: readonly Placed[]): string[] =>
    isSpaced ? [asOne(textsOf(values))] : textsOf(values);
  return [...part.heads.map(headCells).filter((row) => row.length > 0), ...labelledRows(part, written, [])];
}

/** Figures of which it can't be told where they belong, as one text, which is no number. */
function asOne(texts: readonly string[]): string {
  return (texts.length === 1 ? [...texts, UNTOLD] : texts).join('\n');
}

/** Rows whose figures stand in columns: the heads, then each label with its figures. */
function rowsInColumns(parts: readonly Part[], isNarrow: boolean): string[][] {
  const leavesBlanks = !parts.some(writesNothing);
  return headedColumns(parts, isNarrow, leavesBlanks).flatMap((part) => rowsOfPart(part, leavesBlanks));
}

/** What is written where there is nothing to count. */
const NOTHING = /^(?:[0０]|[-—–―─－/／\\]{1,4}|无|没有)$/u;

/**
 * A table that writes so leaves no cell blank: a figure that is missing stands elsewhere, or beside another without a gap. The last
 * column may be one of remarks.
 */
function writesNothing({ body }: Part): boolean {
  return body.some(({ values }) => values.slice(0, -1).some(({ text }) => NOTHING.test(text)));
}

function rowsOfPart({ part, head, columns }: HeadedPart, leavesBlanks: boolean): string[][] {
  const unplaced = (values: readonly Placed[]): string[] => [asOne(textsOf(values))];
  if (columns === null) return [...head, ...labelledRows(part, unplaced, [])];
  const pages = columnsByPage(part.body, columns);
  const written = (values: readonly Placed[], page: number): string[] => {
    const cells = inColumns(values, pages.get(page) ?? columns);
    return cells === null || (cells.includes('') && !leavesBlanks) ? unplaced(values) : cells;
  };
  const haveBlanks = columns.spans !== null && leavesBlanks;
  const blanks = Array.from({ length: haveBlanks ? columns.count : 0 }, () => '');
  return [...head, ...labelledRows(part, written, blanks)];
}

/** Behind the first page, columns stand where the figures of each page say. */
function columnsByPage(body: readonly PlacedLine[], columns: Columns): Map<number, Columns> {
  const [first, ...others] = byPage(body);
  const found = new Map([[first?.[0]?.page ?? 0, columns]]);
  for (const page of others) {
    const spans = spansOf(
      page.filter(({ values }) => values.length > 0),
      columns.count,
    );
    found.set(page[0]?.page ?? 0, { count: columns.count, spans });
  }
  return found;
}

/** @param blanks the cells of a row of which only the label is there, where all figures have found theirs */
function labelledRows(
  part: Part,
  written: (values: readonly Placed[], page: number) => string[],
  blanks: readonly string[],
): string[][] {
  const { body, first } = part;
  const { labels, bare, isWhole } = labelsOf(part);
  const cellsAt = (row: number, mayHaveBlanks: boolean): string[] => {
    const line = body[row - first];
    if (line === undefined) return [];
    if (hidesFigure(line)) return [asOne(textsOf(line.values))];
    const cells = written(line.values, line.page);
    // what is missing may be a blank, or stand in another line
    return mayHaveBlanks ? cells : cells.map((cell) => (cell === '' ? UNTOLD : cell));
  };
  const rows = labels.map(({ text, first: at, row, isBlank, isClosed }) => {
    if (row !== null) return { at, cells: [text, ...cellsAt(row, isWhole && isClosed)] };
    return { at, cells: isWhole && isBlank && isClosed ? [text, ...blanks] : [text] };
  });
  for (const row of bare) {
    const values = body[row - first]?.values ?? [];
    // among rows with labels, one without belongs to another
    rows.push({
      at: row,
      cells: labels.length === 0 ? cellsAt(row, isWhole) : ['', asOne(textsOf(values))],
    });
  }
  return rows.sort((a, b) => a.at - b.at).map(({ cells }) => cells);
}
