import type { Metric } from '../widths.js';
import type { BlockLine } from './block.js';
import { matchHeads } from './match-heads.js';
import {
  columnsOf,
  joinedRuns,
  meets,
  type Parting,
  type Piece,
  partedValues,
  type Span,
  unionOf,
} from './pieces.js';
import { type PlacedRun, type RemarkedValue, withRemarks } from './remarks.js';

/** A text with its place. */
export interface Placed extends Span {
  readonly text: string;
  /** Index of its line in the block; of a figure of several lines, that of the row. */
  readonly line: number;
  /** Of a figure of several lines, how many stand above that of the row and below it. */
  readonly beyond?: { readonly above: number; readonly below: number };
}

/** A line of a block with its texts in their places. */
export interface PlacedLine {
  readonly texts: readonly Placed[];
  /** Its texts where any blank parts them. */
  readonly words: readonly Placed[];
  readonly values: readonly Placed[];
  readonly isApart: boolean;
  /** Its page, from 0: texts stand in the same places on one page only. */
  readonly page: number;
}

export function placedLines(lines: readonly BlockLine[], parting: Parting, metric: Metric): PlacedLine[] {
  const columns = lines.map(({ text }) => columnsOf(text, metric));
  const runs = lines.map(({ runs }, at) =>
    runs.map(
      (run): PlacedRun => ({
        ...run,
        x0: columns[at]?.[run.start] ?? 0,
        x1: columns[at]?.[run.end] ?? 0,
      }),
    ),
  );
  const { lines: rest, values: remarked } = withRemarks(runs);
  const read = lines.map(({ text, isApart, page }, line) => {
    const pieces = joinedRuns(text, rest[line] ?? [], parting);
    const { texts, values } = partedValues(pieces);
    const place = ({ text, start, end }: Piece): Placed => ({
      text,
      line,
      x0: columns[line]?.[start] ?? 0,
      x1: columns[line]?.[end] ?? 0,
    });
    const words = partedValues(joinedRuns(text, rest[line] ?? [], 'tight')).texts.map(place);
    return { texts: texts.map(place), words, values: values.map(place), isApart, page };
  });
  return withValues(read, remarked);
}

/**
 * Puts figures of several lines into their rows: beside the figures of one line that stand next to their middle, else
 * beside each other.
 */
function withValues(lines: readonly PlacedLine[], remarked: readonly RemarkedValue[]): PlacedLine[] {
  const added = lines.map((): Placed[] => []);
  const alone: RemarkedValue[] = [];
  for (const value of remarked) {
    const line = rowBeside(lines, value);
    if (line === null) alone.push(value);
    else added[line]?.push(inRow(value, line));
  }
  for (const row of rowsAmong(alone)) {
    const top = row.reduce((least, value) => Math.min(least, value.top), Number.POSITIVE_INFINITY);
    const bottom = row.reduce((most, value) => Math.max(most, value.bottom), 0);
    const line = Math.floor((top + bottom) / 2);
    for (const value of row) added[line]?.push(inRow(value, line));
  }
  return lines.map((line, at) => {
    const own = added[at] ?? [];
    if (own.length === 0) return line;
    return { ...line, values: [...line.values, ...own].sort((a, b) => a.x0 - b.x0) };
  });
}

function inRow({ text, x0, x1, top, bottom }: RemarkedValue, line: number): Placed {
  return { text, line, x0, x1, beyond: { above: line - top, below: bottom - line } };
}

/** The line of figures among its own that is nearest to its middle, and has no other figure in its place. */
function rowBeside(lines: readonly PlacedLine[], value: RemarkedValue): number | null {
  const { top, bottom } = value;
  let found: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = top; at <= bottom; at += 1) {
    const values = lines[at]?.values ?? [];
    const aside = Math.abs(at - (top + bottom) / 2);
    if (values.length === 0 || aside >= least || values.some((other) => meets(other, value))) continue;
    [found, least] = [at, aside];
  }
  return found;
}

/** Figures that share a line. */
function rowsAmong(values: readonly RemarkedValue[]): RemarkedValue[][] {
  const rows: RemarkedValue[][] = [];
  let bottom = Number.NEGATIVE_INFINITY;
  for (const value of [...values].sort((a, b) => a.top - b.top)) {
    if (value.top > bottom) rows.push([]);
    rows.at(-1)?.push(value);
    bottom = Math.max(bottom, value.bottom);
  }
  return rows;
}

/** Neighbouring lines of one page together. */
export function byPage<T extends { readonly page: number }>(lines: readonly T[]): T[][] {
  const pages: T[][] = [];
  let page: number | null = null;
  for (const line of lines) {
    if (line.page !== page) pages.push([]);
    page = line.page;
    pages.at(-1)?.push(line);
  }
  return pages;
}

/** Columns of figures under heads. */
export interface Columns {
  readonly count: number;
  /** Where they stand; null where figures and heads do not say it: then only full rows can be placed. */
  readonly spans: readonly Span[] | null;
}

/**
 * Where the columns stand of which heads show more than any row has figures; null where the figures contradict that.
 *
 * @param rows those of one page
 * @param heads columns that the heads show, from left to right
 * @param isNarrow does a Chinese character take one column, although it covers more? Then heads and figures stand aside
 */
export function spansUnder(
  rows: readonly PlacedLine[],
  heads: readonly Span[],
  isNarrow: boolean,
): readonly Span[] | null {
  return isNarrow ? spansByHeads(rows, heads) : spansOfHeads(rows, heads);
}

/** The heads with the figures under them; null where a figure stands under none of them, or under two, or none under the first. */
function spansOfHeads(rows: readonly PlacedLine[], heads: readonly Span[]): readonly Span[] | null {
  const values = rows.flatMap((row) => row.values);
  const fits = values.every((value) => heads.filter((head) => meets(head, value)).length === 1);
  const [first] = heads;
  // without figures under the first head, others may stand at its left that were taken for those of the labels
  const isFirst = values.length === 0 || values.some((value) => first !== undefined && meets(first, value));
  if (!isFirst) return null;
  const widened = heads.map((head) => widen(head, values));
  return fits && areDisjoint(widened) ? widened : null;
}

/** How far apart figures of one column may stand, in columns of the text; the surest first. */
const GAPS = [0, 1, 2, 3] as const;

/** Where `count` columns stand by the figures of some rows; null where these do not say it. */
export function spansOf(rows: readonly PlacedLine[], count: number): readonly Span[] | null {
  const values = rows.flatMap((row) => row.values);
  for (const gap of GAPS) {
    const spans = clusters(values, gap);
    const isOne = (row: PlacedLine): boolean =>
      spans.every((span) => row.values.filter((value) => meets(span, value)).length < 2);
    if (spans.length === count && rows.every(isOne)) return spans;
    if (spans.length < count) break;
  }
  const full = rows.filter((row) => row.values.length === count);
  const own = Array.from({ length: count }, (_, i) => full.flatMap((row) => row.values[i] ?? []));
  const spans = own.flatMap((column) => clusters(column, Number.POSITIVE_INFINITY));
  return spans.length === count && areDisjoint(spans) ? spans : null;
}

/**
 * Where columns stand of which some have no figure: figures stand aside of their heads, but all about as far. Null where another
 * way to give columns of figures their heads is nearly as even.
 */
function spansByHeads(rows: readonly PlacedLine[], heads: readonly Span[]): readonly Span[] | null {
  const values = rows.flatMap((row) => row.values);
  const gap = GAPS.find((one) =>
    clusters(values, one).every((span) =>
      rows.every((row) => row.values.filter((value) => meets(span, value)).length < 2),
    ),
  );
  const columns = gap === undefined ? [] : clusters(values, gap);
  const matched = columns.length < 2 ? null : matchHeads(columns, heads);
  if (matched === null) return null;
  const byHead = new Map(matched.map((head, i) => [head, columns[i]]));
  const spans = heads.map((head, i) => byHead.get(i) ?? { x0: head.x0, x1: head.x0 });
  return spans;
}

/** Figures that stand below each other, directly or by way of others, or no further aside. */
function clusters(values: readonly Span[], gap: number): Span[] {
  const spans: Span[] = [];
  for (const { x0, x1 } of [...values].sort((a, b) => a.x0 - b.x0)) {
    const last = spans.at(-1);
    if (last !== undefined && x0 < last.x1 + gap) spans[spans.length - 1] = unionOf(last, { x0, x1 });
    else spans.push({ x0, x1 });
  }
  return spans;
}

const areDisjoint = (spans: readonly Span[]): boolean =>
  spans.every((span, i) => span.x1 < (spans[i + 1]?.x0 ?? Number.POSITIVE_INFINITY));

function widen(head: Span, values: readonly Span[]): Span {
  return values.reduce<Span>((span, value) => (meets(head, value) ? unionOf(span, value) : span), {
    x0: head.x0,
    x1: head.x1,
  });
}

/** The row's figures by column, '' for a blank; null where a figure stands in none, between two, or beside another. */
export function inColumns(values: readonly Placed[], { count, spans }: Columns): string[] | null {
  if (values.length === count) return values.map(({ text }) => text);
  if (spans === null) return null;
  const cells = spans.map(() => '');
  for (const value of values) {
    const under = spans.flatMap((span, i) => (meets(span, value) ? [i] : []));
    const [only] = under;
    if (under.length !== 1 || only === undefined || cells[only] !== '') return null;
    cells[only] = value.text;
  }
  return cells;
}
