import { boxOf, linesOf, sizeOf, type TextLine } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import type { RuleLine } from '../page/rules.js';
import type { PageItem } from '../page-item.js';
import { findBlankBlock } from './blank-block.js';
import { findBlankTable } from './blank-row.js';
import { findBlockTable } from './block-rows.js';
import { findLastHeading } from './last-heading.js';
import { follows, newCell } from './pieces.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';
import { findValueTable } from './value-rows.js';

/** A stretch of text on a line, apart from its neighbours. */
interface Segment {
  readonly x0: number;
  readonly x1: number;
  readonly text: string;
  readonly glyphs: readonly Glyph[];
}

/** A row as it stands: its line or lines, and their segments. */
interface Row {
  readonly lines: readonly TextLine[];
  readonly segments: readonly Segment[];
}

/**
 * Lines with tables taken out that have no grid: rows between horizontal rules, or lines of segments side by side
 * with nothing drawn at all. Columns are given only where every row has one text in each, apart from all others;
 * else the rows are lists of texts, not aligned.
 */
export function findUnruledTables(lines: readonly TextLine[], rules: readonly RuleLine[]): PageItem[] {
  // a heading whose rows may follow on the next page ends this one
  const findLast = (own: readonly TextLine[], start: number): FoundTable | null =>
    own.at(-1) === lines.at(-1) ? findLastHeading(own, start) : null;
  const places = new Map(lines.map((line, i) => [line, i]));
  const findBlocks = (own: readonly TextLine[], start: number): FoundTable | null =>
    findBlockTable(own, start, (line) => line !== undefined && touchesOther(line, own, lines, places));
  const neighbours = {
    above: (line: TextLine) => lines[(places.get(line) ?? 0) - 1],
    below: (line: TextLine) => lines[(places.get(line) ?? lines.length) + 1],
  };
  const findBlanks = (own: readonly TextLine[], start: number): FoundTable | null =>
    findBlankBlock(own, start, neighbours);
  return tablesBetween(lines, rules, [findValueTable, findLast, findBlocks, findBlanks, findBlankTable]);
}

/** Is a line near that is none of these? It is a table's, which was found before. */
function touchesOther(
  line: TextLine,
  own: readonly TextLine[],
  lines: readonly TextLine[],
  places: ReadonlyMap<TextLine, number>,
): boolean {
  const at = places.get(line) ?? 0;
  const [above, below] = [lines[at - 1], lines[at + 1]];
  return (line === own[0] && follows(above, line)) || (line === own.at(-1) && follows(line, below));
}

/** Finds the first table from a line on. */
type Finder = (lines: readonly TextLine[], start: number) => FoundTable | null;

/** The tables that the first finder finds, and between them those of the others. */
function tablesBetween(
  lines: readonly TextLine[],
  rules: readonly RuleLine[],
  [find, ...others]: readonly Finder[],
): PageItem[] {
  if (find === undefined) return tablesOfLines(lines, rules);
  const items: PageItem[] = [];
  let start = 0;
  for (let found = find(lines, 0); found !== null; found = find(lines, start)) {
    items.push(...tablesBetween(lines.slice(start, found.from), rules, others));
    items.push({ kind: 'table', table: found.table });
    start = found.to;
  }
  return [...items, ...tablesBetween(lines.slice(start), rules, others)];
}

function tablesOfLines(lines: readonly TextLine[], rules: readonly RuleLine[]): PageItem[] {
  const items: PageItem[] = [];
  let rows: Row[] = [];
  const flush = (): void => {
    items.push(...tableOf(rows));
    rows = [];
  };
  for (const row of ruledRows(lines, rules)) {
    if (row.segments.length >= UNRULED.fewestTexts || continuesTable(rows, row)) {
      rows.push(row);
    } else {
      flush();
      items.push(...asLines(row.lines));
    }
  }
  flush();
  return items;
}

/** A lone text among the rows of a table belongs to it where it stands under (or over) one column and near. */
function continuesTable(rows: readonly Row[], row: Row): boolean {
  const before = rows.at(-1);
  const line = row.lines[0];
  const above = before?.lines.at(-1);
  if (before === undefined || line === undefined || above === undefined) return false;
  const [only] = row.segments;
  const near = line.y0 - above.y1 < UNRULED.near * line.size;
  const first = before.segments[0];
  if (!near || only === undefined || first === undefined || row.segments.length >= UNRULED.fewestTexts)
    return false;
  return (
    row.segments.length > 1 ||
    (only.x0 < first.x1 && only.x1 - only.x0 < first.x1 - first.x0 + UNRULED.loneText * line.size)
  );
}

function asLines(lines: readonly TextLine[]): PageItem[] {
  return lines.map((line): PageItem => ({ kind: 'line', line }));
}

/** Lines between two neighbouring rules of one table are one row; every other line is its own. */
function ruledRows(lines: readonly TextLine[], rules: readonly RuleLine[]): Row[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at);
  const rows: Row[] = [];
  let band: TextLine[] = [];
  let bandAt = -1;
  const flush = (): void => {
    if (band.length > 0) rows.push(...bandRows(band));
    band = [];
  };
  for (const line of lines) {
    const at = bandOf(line, sorted);
    if (at === -1 || at !== bandAt) flush();
    bandAt = at;
    if (at === -1) rows.push(rowOf([line]));
    else band.push(line);
  }
  flush();
  return rows;
}

/** The index of the rule above the line, where it and the next one below have the same ends; else -1. */
function bandOf(line: TextLine, rules: readonly RuleLine[]): number {
  const centre = (line.y0 + line.y1) / 2;
  let low = 0;
  let high = rules.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rules[middle]?.at ?? 0) <= centre) low = middle + 1;
    else high = middle;
  }
  const above = rules[low - 1];
  const below = rules[low];
  if (above === undefined || below === undefined) return -1;
  const same =
    Math.abs(above.from - below.from) < UNRULED.sameEdge && Math.abs(above.to - below.to) < UNRULED.sameEdge;
  const inside = above.from - UNRULED.sameEdge < line.x0 && line.x1 < above.to + UNRULED.sameEdge;
  return same && inside ? low - 1 : -1;
}

/** One row, where one line of it has as many segments as stand in the whole; several rows of it otherwise. */
function bandRows(band: readonly TextLine[]): Row[] {
  const single = band.map((line) => rowOf([line]));
  const wide = single.filter(({ segments }) => segments.length >= UNRULED.fewestTexts);
  if (band.length === 1 || wide.length !== 1) return single;
  return [rowOf(band)];
}

function rowOf(lines: readonly TextLine[]): Row {
  const pieces = lines.flatMap(segmentsOf).sort((a, b) => a.x0 - b.x0);
  const columns: Segment[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    if (piece.x0 >= end) columns.push([]);
    columns.at(-1)?.push(piece);
    end = Math.max(end, piece.x1);
  }
  return { lines, segments: columns.map(joined) };
}

function joined(pieces: readonly Segment[]): Segment {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const glyphs = pieces.flatMap((piece) => piece.glyphs);
  const { x0, x1 } = boxOf(pieces.map((piece) => boxOf(piece.glyphs)));
  return { x0, x1, text: textOf(glyphs), glyphs };
}

function textOf(glyphs: readonly Glyph[]): string {
  return linesOf(glyphs)
    .map(({ text }) => text)
    .join('\n');
}

function segmentsOf(line: TextLine): Segment[] {
  const groups: Glyph[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const glyph of line.glyphs) {
    if (glyph.text.trim() === '') continue;
    if (glyph.x0 - end > UNRULED.textGap * Math.max(sizeOf(glyph), line.size)) groups.push([]);
    groups.at(-1)?.push(glyph);
    end = Math.max(end, glyph.x1);
  }
  return groups.map((glyphs) => ({ ...boxOf(glyphs), text: textOf(glyphs), glyphs }));
}

function tableOf(rows: readonly Row[]): PageItem[] {
  const wide = rows.filter(({ segments }) => segments.length >= UNRULED.fewestTexts);
  if (wide.length < UNRULED.fewestRows) return rows.flatMap(({ lines }) => asLines(lines));
  const table = unruledTable(
    rows.flatMap(({ lines }) => lines),
    rows.map(({ segments }) => segments.map(({ text, glyphs }, column) => newCell(text, column, 1, glyphs))),
    isAligned(rows),
  );
  return [{ kind: 'table', table }];
}

/** Has every row one text in each column, and does no text reach into another column's space? */
function isAligned(rows: readonly Row[]): boolean {
  const width = rows[0]?.segments.length ?? 0;
  if (rows.some(({ segments }) => segments.length !== width)) return false;
  for (let column = 0; column + 1 < width; column += 1) {
    const end = rows.reduce((most, { segments }) => Math.max(most, segments[column]?.x1 ?? 0), 0);
    const next = rows.reduce(
      (least, { segments }) => Math.min(least, segments[column + 1]?.x0 ?? 0),
      Number.POSITIVE_INFINITY,
    );
    if (next - end < UNRULED.gutter) return false;
  }
  return true;
}
