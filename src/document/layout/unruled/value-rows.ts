import type { TextLine } from '../page/lines.js';
import type { PageCell } from '../ruled/page-table.js';
import { headingRows, withEmptyColumns } from './column-headings.js';
import {
  glyphsOf,
  isValue,
  meets,
  newCell,
  type Piece,
  piecesOf,
  type Span,
  sameSize,
  unions,
} from './pieces.js';
import { labelsOfRows } from './row-labels.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';

interface Row {
  readonly at: number;
  readonly values: readonly Piece[];
}

/** The first table among the lines, from `start`, whose columns of figures stand below each other. */
export function findValueTable(lines: readonly TextLine[], start: number): FoundTable | null {
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || piecesOf(line).length < UNRULED.fewestColumns) continue;
    const found = tableAround(lines, start, i);
    if (found !== null) return found;
  }
  return null;
}

function tableAround(lines: readonly TextLine[], start: number, first: number): FoundTable | null {
  const size = lines[first]?.size ?? 0;
  const from = reachUp(lines, start, first, size);
  const to = reachDown(lines, first, size);
  const pieces = lines.slice(from, to).flatMap(piecesOf);
  const values = pieces.filter(isValue);
  const rows = rowsOf(values, size);
  const [top] = rows;
  if (top === undefined) return null;
  const figures = Math.min(...values.map(({ x0 }) => x0));
  // figures without labels beside them have headings above them alone
  const labelled = pieces.some((piece) => piece.x1 <= figures && piece.at > top.at - UNRULED.sameBase * size);
  const left = labelled ? figures : Number.NEGATIVE_INFINITY;
  const heading = pieces.filter((piece) => piece.at < top.at && piece.x1 > left && !values.includes(piece));
  const known = unions(values);
  const columns = known === null ? null : withEmptyColumns(known, heading, left, size);
  if (columns === null || columns.length < UNRULED.fewestColumns) return null;
  const labels = pieces.filter((piece) => piece.x1 <= left && !isValue(piece));
  const rest = pieces.filter((piece) => !heading.includes(piece) && !labels.includes(piece));
  // every figure has a row and a column of its own, and nothing else stands among them
  if (rest.some((piece) => !values.includes(piece))) return null;
  const grid = rows.map((row) => cellsIn(row, columns));
  if (grid.some((row) => row === null)) return null;
  const named = labelsOfRows(
    labels,
    rows.map(({ at }) => at),
    size,
  );
  if (named === null) return null;
  const head = headingRows(heading, columns, size);
  // where headings stand beside their figures, not above, whose they are can't be told
  const unnamed = head.at(-1)?.filter(({ text }) => text === '') ?? [];
  if (unnamed.length > 0) return null;
  const body = named.rows.map(({ label, lines, row }): PageCell[] => {
    const values = (row === null ? null : grid[row]) ?? columns.map(() => null);
    const own = label === null ? [] : [newCell(label, 0, 1, glyphsOf(lines))];
    const cells = values.map((value, i) => newCell(value?.text ?? '', i + 1, 1, value?.glyphs));
    return row === null && !named.blanks ? own : [...own, ...cells];
  });
  const above = named.above === '' ? [] : [[newCell(named.above, 0, 1)]];
  const table = unruledTable(lines.slice(from, to), [...above, ...head, ...body], true);
  return { from, to, table };
}

/** The first line of the table: lines above it that are near, of its type, and no prose. */
function reachUp(lines: readonly TextLine[], start: number, first: number, size: number): number {
  let from = first;
  while (from > start) {
    const [line, below] = [lines[from - 1], lines[from]];
    if (line === undefined || below === undefined) break;
    if (below.y0 - line.y1 > UNRULED.near * size || !sameSize(line, size)) break;
    from -= 1;
  }
  return from;
}

function reachDown(lines: readonly TextLine[], first: number, size: number): number {
  let to = first + 1;
  while (to < lines.length) {
    const [line, above] = [lines[to], lines[to - 1]];
    if (line === undefined || above === undefined) break;
    if (line.y0 - above.y1 > UNRULED.near * size || !sameSize(line, size)) break;
    to += 1;
  }
  return to;
}

/** Figures of one baseline are a row. */
function rowsOf(values: readonly Piece[], size: number): Row[] {
  const rows: { at: number; values: Piece[] }[] = [];
  for (const value of [...values].sort((a, b) => a.at - b.at)) {
    const last = rows.at(-1);
    if (last !== undefined && value.at - last.at < UNRULED.sameBase * size) last.values.push(value);
    else rows.push({ at: value.at, values: [value] });
  }
  return rows;
}

/** The figures of a row by column; null where a figure has none to itself. */
function cellsIn({ values }: Row, columns: readonly Span[]): (Piece | null)[] | null {
  const texts = columns.map((column) => values.filter((value) => meets(value, column)));
  const used = texts.reduce((sum, own) => sum + own.length, 0);
  return used === values.length && texts.every((own) => own.length < 2)
    ? texts.map(([own]) => own ?? null)
    : null;
}
