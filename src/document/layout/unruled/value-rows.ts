import type { TextLine } from '../page/lines.js';
import type { PageCell } from '../ruled/page-table.js';
import { splitAtColumns, splitAtStarts } from './column-headings.js';
import type { FigureRow } from './drawn-labels.js';
import { type FigureRegion, partedFigure, type Reading, regionAround } from './figure-region.js';
import { type Column, columnsOf, type HeadingCell, headingCells, leavesOf } from './heading-cells.js';
import { headingRows } from './heading-rows.js';
import { columnsBySetting } from './heading-setting.js';
import { labelRows, rowsOfBlock } from './label-rows.js';
import {
  blankBeside,
  glyphsOf,
  isValue,
  meets,
  newCell,
  PARTINGS,
  type Piece,
  piecesOf,
  type Span,
  unions,
} from './pieces.js';
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

/** The table of a region; where a label reaches into the first column, what it holds of that is parted from it first. */
function tableOf(region: FigureRegion, lines: readonly TextLine[]): FoundTable | null {
  const columns = columnsOfRegion(region);
  const begin = columns?.columns[0]?.x0 ?? Number.POSITIVE_INFINITY;
  if (!region.labels.some(({ x1 }) => x1 > begin + UNRULED.besideTable)) return tableIn(region, lines);
  const parted = region.labels.flatMap((label) =>
    partedFigure(label, region.size, 0, ({ x0 }) => x0 >= begin),
  );
  const values = [...region.values, ...parted.filter((piece) => isValue(piece) && piece.x0 >= begin)];
  const labels = parted.filter((piece) => !values.includes(piece));
  return labels.some(({ x1 }) => x1 > begin + UNRULED.besideTable)
    ? null
    : tableIn({ ...region, labels, values }, lines);
}

function tableIn(region: FigureRegion, lines: readonly TextLine[]): FoundTable | null {
  const { values, labels, size, from } = region;
  const begin = Math.min(...values.map(({ x0 }) => x0));
  if (labels.some(({ x1 }) => x1 > begin)) return null;
  const found = columnsOfRegion(region);
  if (found === null) return null;
  const { cells, leaves, columns } = found;
  const rows = rowsOf(values, size);
  const grid = rows.map((row) => cellsIn(row, columns));
  const blank = grid.some((row) => row?.includes(null));
  const lonely = columns.length < UNRULED.fewestColumns;
  if (grid.includes(null)) return null;
  const named = lonely ? rowsOfBlock(region, rows, lines, blank) : labelRows(region, rows, lines, blank);
  if (named === null) return null;
  const body = named.rows.map(({ label, lines: own, row }, i): PageCell[] => {
    const texts = (row === null ? null : grid[row]) ?? columns.map(() => null);
    const first = label === null ? [] : [newCell(label, 0, 1, glyphsOf(own))];
    const blank = (at: number): string => (at === 0 && row !== null ? blankBeside(label ?? '') : '');
    const rest = texts.map((value, at) => newCell(value?.text ?? blank(at), at + 1, 1, value?.glyphs));
    // the last label of a page may have its figures on the next one
    const open = named.open && i === named.rows.length - 1;
    return row === null && (open || !named.blanks) ? first : [...first, ...rest];
  });
  const beside = leaves.filter((leaf) => !columns.some((column) => column.leaf === leaf));
  const above = [...beside.flatMap(({ lines }) => lines.map(({ text }) => text)), named.above];
  const title = above.filter((text) => text !== '').join('\n');
  const over = cells.filter((cell) => !leaves.includes(cell));
  const head = cells.length === 0 ? [] : headingRows(over, columns, title, size);
  // without a heading, it is the rest of a label from the page before
  const rest = cells.length > 0 || title === '' ? [] : [[newCell(title, 0, 1)]];
  const own = lines.slice(from, named.to);
  const headed = columns.every(({ leaf }) => leaf !== null);
  // without a heading they may go on with a table of the page before
  const isRest = !headed && (lonely || leaves.length > 0);
  if (isRest && from > 0) return null;
  const open = columns.flatMap(({ leaf }, i) => (leaf === null && leaves.length > 0 ? [i] : []));
  const figures = { columns, headRows: head.length, open, lonely: isRest ? own : null };
  return { from, to: named.to, table: unruledTable(own, [...head, ...rest, ...body], true, figures) };
}

interface RegionColumns {
  readonly cells: readonly HeadingCell[];
  readonly leaves: readonly HeadingCell[];
  readonly columns: readonly Column[];
}

/** The columns that figures and headings make; null where these don't go together. */
function columnsOfRegion({ from, heading, values, labels, size }: FigureRegion): RegionColumns | null {
  const known = unions(values) ?? [];
  const pieces = heading
    .flatMap((piece) => splitAtColumns(piece, known, size))
    .flatMap((piece) => splitAtStarts(piece, heading, size));
  const cells = headingCells(pieces, size);
  const leaves = leavesOf(cells);
  const over = cells.filter((cell) => leaves?.includes(cell) === false);
  const all = leaves === null ? null : columnsOfHeads(leaves, over, known, from === 0);
  if (leaves === null || all === null) return null;
  return { cells, leaves, columns: withoutLabelColumn(all, labels) };
}

/** @param isFirst does the heading begin its page? */
function columnsOfHeads(
  leaves: readonly HeadingCell[],
  over: readonly HeadingCell[],
  figures: readonly Span[],
  isFirst: boolean,
): readonly Column[] | null {
  const whole = columnsOf(leaves, figures) ?? columnsBySetting(leaves, over, figures);
  return whole ?? (isFirst ? columnsOf(leaves, figures, true) : null);
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
