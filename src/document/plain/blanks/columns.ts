import { METRICS, type Metric } from '../widths.js';
import type { BlockLine } from './block.js';
import { columnsOf, meets, type Piece, type Span } from './pieces.js';

/** A text with its place. */
export interface Placed extends Span {
  readonly text: string;
  /** Index of its line in the block. */
  readonly line: number;
}

/** A line of a block with its texts in their places. */
export interface PlacedLine {
  readonly texts: readonly Placed[];
  readonly values: readonly Placed[];
  readonly isApart: boolean;
}

/** The lines as measured in one way, and how far their figures are then from standing below each other. */
export interface Measured {
  readonly lines: readonly PlacedLine[];
  readonly unrest: number;
}

/** The lines measured in every way. */
export function measured(lines: readonly BlockLine[]): Measured[] {
  return METRICS.map((metric) => {
    const read = lines.map((line, at) => placeLine(line, at, metric));
    return { lines: read, unrest: unrestOf(read) };
  });
}

function placeLine(line: BlockLine, at: number, metric: Metric): PlacedLine {
  const columns = columnsOf(line.text, metric);
  const place = ({ text, start, end }: Piece): Placed => ({
    text,
    line: at,
    x0: columns[start] ?? 0,
    x1: columns[end] ?? 0,
  });
  return { texts: line.texts.map(place), values: line.values.map(place), isApart: line.isApart };
}

/** Two columns that run into each other weigh more than any unevenness. */
const CLASH = 1000;

/** How far the figures of rows that are alike are from standing below each other. */
function unrestOf(lines: readonly PlacedLine[]): number {
  const byCount = new Map<number, PlacedLine[]>();
  for (const line of lines) {
    const count = line.values.length;
    const alike = byCount.get(count) ?? [];
    alike.push(line);
    if (count > 0) byCount.set(count, alike);
  }
  let unrest = 0;
  for (const [count, rows] of byCount) {
    const spans = clustersOf(rows, count);
    for (const [i, span] of spans.entries()) {
      const next = spans[i + 1];
      if (next !== undefined && next.x0 <= span.x1) unrest += CLASH;
      unrest += unevenness(rows.flatMap(({ values }) => values[i] ?? []));
    }
  }
  return unrest;
}

/** Texts of a column share their left edge, their right one or their middle. */
function unevenness(values: readonly Placed[]): number {
  const spread = (of: (value: Placed) => number): number => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) [least, most] = [Math.min(least, of(value)), Math.max(most, of(value))];
    return most - least;
  };
  return Math.min(
    spread(({ x0 }) => x0),
    spread(({ x1 }) => x1),
    spread(({ x0, x1 }) => (x0 + x1) / 2),
  );
}

/** What the figures of rows with `count` each take, by their number. */
function clustersOf(rows: readonly PlacedLine[], count: number): Span[] {
  return Array.from({ length: count }, (_, i) =>
    rows.reduce<Span>(
      (span, { values }) => ({
        x0: Math.min(span.x0, values[i]?.x0 ?? span.x0),
        x1: Math.max(span.x1, values[i]?.x1 ?? span.x1),
      }),
      { x0: Number.POSITIVE_INFINITY, x1: Number.NEGATIVE_INFINITY },
    ),
  );
}

/** Columns of figures under heads. */
export interface Columns {
  readonly count: number;
  /** Where they stand; null where figures and heads do not say it: then only full rows can be placed. */
  readonly spans: readonly Span[] | null;
}

/**
 * The columns that rows of figures and the heads over them show. Heads show columns, too, in which no row has a figure;
 * where they contradict the figures, they are not heard.
 *
 * @param heads columns that the heads show, from left to right
 */
export function columnsUnder(rows: readonly PlacedLine[], heads: readonly Span[]): Columns {
  const count = rows.reduce((most, { values }) => Math.max(most, values.length), 0);
  const full = rows.filter(({ values }) => values.length === count);
  const clusters = clustersOf(full, count);
  if (heads.length > count) {
    const values = rows.flatMap((row) => row.values);
    const fits = values.every((value) => heads.filter((head) => meets(head, value)).length === 1);
    const widened = heads.map((head) => widen(head, values));
    if (fits && areDisjoint(widened)) return { count: heads.length, spans: widened };
  }
  return { count, spans: areDisjoint(clusters) ? clusters : null };
}

const areDisjoint = (spans: readonly Span[]): boolean =>
  spans.every((span, i) => span.x1 < (spans[i + 1]?.x0 ?? Number.POSITIVE_INFINITY));

function widen(head: Span, values: readonly Span[]): Span {
  return values.reduce<Span>(
    (span, value) =>
      meets(head, value) ? { x0: Math.min(span.x0, value.x0), x1: Math.max(span.x1, value.x1) } : span,
    head,
  );
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
