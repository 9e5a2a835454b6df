import type { TextLine } from '../page/lines.js';
import type { PageCell } from '../ruled/page-table.js';
import { splitAtColumns } from './column-headings.js';
import { type FigureRow, labelsAsDrawn } from './drawn-labels.js';
import { type FigureRegion, type Reading, regionAround } from './figure-region.js';
import { type Column, columnsOf, type HeadingCell, headingCells, leavesOf } from './heading-cells.js';
import { headingRows } from './heading-rows.js';
import { partedLabels } from './label-columns.js';
import {
  glyphsOf,
  isValue,
  meets,
  newCell,
  type Parting,
  type Piece,
  piecesOf,
  type Span,
  unions,
} from './pieces.js';
import { type LabelledRows, labelsOfRows } from './row-labels.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';

/** The first table among the lines, from `start`, whose columns of figures stand below each other. */
export function findValueTable(lines: readonly TextLine[], start: number): FoundTable | null {
  // up to where a reading as one table has failed already
  let failed = start;
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || !piecesOf(line).some(isValue)) continue;
    let end = i + 1;
    for (const reading of readingsOf(line)) {
      if (!reading.oneBlock && i < failed) continue;
      const region = regionAround(lines, start, i, reading);
      const found = region === null ? null : tableOf(region, lines);
      if (found !== null) return found;
      if (reading.oneBlock) end = Math.max(end, region?.tail ?? end);
      else failed = Math.max(failed, region?.tail ?? failed);
    }
    i = end - 1;
  }
  return null;
}

/** Few figures in a line may be those of one block of several with a heading each. */
function readingsOf(line: TextLine): readonly Reading[] {
  const whole: Reading[] = PARTINGS.map((parting) => ({ parting, oneBlock: false }));
  if (piecesOf(line).filter(isValue).length >= UNRULED.fewestColumns) return whole;
  return [...PARTINGS.map((parting): Reading => ({ parting, oneBlock: true })), ...whole];
}

const PARTINGS: readonly Parting[] = ['as drawn', 'as placed'];

function tableOf(region: FigureRegion, lines: readonly TextLine[]): FoundTable | null {
  const { values, labels, size, from } = region;
  const begin = Math.min(...values.map(({ x0 }) => x0));
  if (labels.some(({ x1 }) => x1 > begin)) return null;
  const known = unions(values) ?? [];
  const heading = region.heading.flatMap((piece) => splitAtColumns(piece, known, size));
  const cells = headingCells(heading, size);
  const found = leavesOf(cells, known);
  const all = found === null ? null : columnsOf(found, known);
  if (found === null || all === null) return null;
  const columns = withoutLabelColumn(all, labels);
  const rows = rowsOf(values, size);
  const grid = rows.map((row) => cellsIn(row, columns));
  const blank = grid.some((row) => row?.includes(null));
  const lonely = columns.length < UNRULED.fewestColumns;
  if (grid.includes(null) || (lonely && blank)) return null;
  const named = labelRows(region, rows, lines, blank);
  if (named === null || (lonely && !isComplete(named, region, found))) return null;
  const body = named.rows.map(({ label, lines: own, row }, i): PageCell[] => {
    const texts = (row === null ? null : grid[row]) ?? columns.map(() => null);
    const first = label === null ? [] : [newCell(label, 0, 1, glyphsOf(own))];
    const rest = texts.map((value, at) => newCell(value?.text ?? '', at + 1, 1, value?.glyphs));
    // the last label of a page may have its figures on the next one
    const open = named.open && i === named.rows.length - 1;
    return row === null && (open || !named.blanks) ? first : [...first, ...rest];
  });
  const beside = found.filter((leaf) => !columns.some((column) => column.leaf === leaf));
  const above = [...beside.flatMap(({ lines }) => lines.map(({ text }) => text)), named.above];
  const title = above.filter((text) => text !== '').join('\n');
  const over = cells.filter((cell) => !found.includes(cell));
  const head = cells.length === 0 ? [] : headingRows(over, columns, title, size);
  // without a heading, it is the rest of a label from the page before
  const rest = cells.length > 0 || title === '' ? [] : [[newCell(title, 0, 1)]];
  const own = lines.slice(from, named.to);
  const headed = columns.every(({ leaf }) => leaf !== null);
  // without a heading they may go on with a table of the page before
  if (lonely && !headed && from > 0) return null;
  const figures = { columns, headRows: head.length, lonely: lonely && !headed ? own : null };
  return { from, to: named.to, table: unruledTable(own, [...head, ...rest, ...body], true, figures) };
}

/** The heading of the labels, where it stands over their right and no other does: it is no column of figures. */
function withoutLabelColumn(columns: readonly Column[], labels: readonly Piece[]): readonly Column[] {
  const [first, ...others] = columns;
  const leaf = first?.figures === null ? first.leaf : null;
  if (leaf === null || leaf === undefined || others.length >= UNRULED.fewestColumns) return columns;
  return labels.length === 0 || labels.some(({ at }) => at <= leaf.bottom) ? columns : others;
}

/** Figures of one baseline are a row. */
function rowsOf(values: readonly Piece[], size: number): FigureRow[] {
  const rows: { at: number; values: Piece[] }[] = [];
  for (const value of [...values].sort((a, b) => a.at - b.at)) {
    const last = rows.at(-1);
    if (last !== undefined && value.at - last.at < UNRULED.sameBase * size) last.values.push(value);
    else rows.push({ at: value.at, values: [value] });
  }
  return rows;
}

/** The figures of a row by column; null where a column would have two. */
function cellsIn({ values }: FigureRow, columns: readonly Column[]): (Piece | null)[] | null {
  const ordered = [...values].sort((a, b) => a.x0 - b.x0);
  const cells: (Piece | null)[] = columns.map(() => null);
  let at = 0;
  for (const value of ordered) {
    while (at < columns.length && !holdsFigure(columns[at], value)) at += 1;
    if (at === columns.length || cells[at] !== null) return null;
    cells[at] = value;
  }
  return cells;
}

function holdsFigure(column: Column | undefined, value: Span): boolean {
  return column?.figures != null && meets(column.figures, value);
}

/** Has every row figures, and every label below the heading a row, as well as what follows at once? */
function isComplete(
  { rows, to }: NamedRows,
  { labels, size, more, tail }: FigureRegion,
  leaves: readonly HeadingCell[],
): boolean {
  const bottom = Math.max(...leaves.map((leaf) => leaf.bottom)) + UNRULED.sameBase * size;
  const used = new Set(rows.flatMap(({ lines }) => lines.map(({ first }) => first)));
  return (
    rows.every(({ label, row }) => label !== null && row !== null) &&
    labels.every(({ at, first }) => at < bottom || used.has(first)) &&
    (!more || to > tail)
  );
}

interface NamedRows extends LabelledRows {
  /** The line behind the last one. */
  readonly to: number;
  /** Does a label without figures end the page? */
  readonly open: boolean;
}

/**
 * The rows by their labels. Labels below the last figures are rows only where other cells are blank, too, or where the
 * page ends with them.
 */
function labelRows(
  region: FigureRegion,
  rows: readonly FigureRow[],
  lines: readonly TextLine[],
  blank: boolean,
): NamedRows | null {
  const { labels, size, heading, tail, parting } = region;
  const headingEnd = heading.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY);
  const lowest = heading.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const top = rows[0]?.at ?? lowest;
  // the heading of the labels ends where that of the figures does, or is drawn before it
  const isHeading = ({ at, first }: Piece): boolean =>
    at < top && (at < lowest + UNRULED.sameBase * size || first < headingEnd);
  const above = labels.filter(isHeading).sort((a, b) => a.first - b.first);
  const own = labels.filter((label) => !isHeading(label));
  const below = lines.slice(tail, region.to).map((line) => piecesOf(line, parting));
  const atEnd = endsPage(lines, region.to, size);
  for (let count = below.length; count >= 0; count -= 1) {
    const all = partedLabels([...own, ...below.slice(0, count).flat()], size);
    const drawn = parting === 'as drawn' ? labelsAsDrawn(all, rows, size) : null;
    const named = drawn ?? placedLabels(all, rows, size, blank);
    if (named === null) continue;
    const ended = named.rows.at(-1)?.row !== null;
    const open = !ended && atEnd && count === below.length;
    if (ended || open || (named.blanks && blank)) {
      const title = [...above.map(({ text }) => text), named.above].filter((text) => text !== '').join('\n');
      return { ...named, above: title, to: tail + count, open };
    }
  }
  return null;
}

/** By their places alone, rows without figures are certain only where other cells are blank, too. */
function placedLabels(
  labels: readonly Piece[],
  rows: readonly FigureRow[],
  size: number,
  blank: boolean,
): LabelledRows | null {
  const middles = rows.map(({ at }) => at);
  const named = labelsOfRows(labels, middles, size);
  return named === null ? null : { ...named, blanks: named.blanks && blank };
}

/** Does nothing follow but what may stand at the foot of a page? */
function endsPage(lines: readonly TextLine[], to: number, size: number): boolean {
  const [last, next] = [lines[to - 1], lines[to]];
  if (last === undefined || next === undefined) return true;
  return lines.length - to <= UNRULED.pageFoot && next.y0 - last.y1 > UNRULED.rowGap * size;
}
