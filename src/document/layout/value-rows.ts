import { boxOf, isValueText, linesOf, type TextLine } from './lines.js';
import type { Glyph } from './page.js';
import type { PageCell, PageTable } from './page-table.js';
import { labelsOfRows, type Piece } from './row-labels.js';

/** Lines that make one table without rules, as indices of the first one and the one behind the last. */
export interface ValueTable {
  readonly from: number;
  readonly to: number;
  readonly table: PageTable;
}

interface Row {
  readonly at: number;
  readonly values: readonly Piece[];
}

export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** Fewer columns of figures than this say too little by standing below each other. */
const FEWEST_COLUMNS = 5;
/** Of the size of type: what parts texts, and texts of neighbouring columns in a heading. */
const WORD_GAP = 1;
const COLUMN_GAP = 0.2;
/** Of the size of type: baselines further apart than this are two. */
const SAME_BASE = 0.25;
/** Of the size of type: rows and lines of one table are no further apart than this. */
const NEAR = 1.8;
/** Of the size of type, centre to centre: lines of one label of the heading. */
const LEADING = 1.5;
const SIZES = 0.06;
/** A heading may reach this far into its neighbour's half, in points. */
const OVERHANG = 0.5;

/** The first table among the lines, from `start`, whose columns of figures stand below each other. */
export function findValueTable(lines: readonly TextLine[], start: number): ValueTable | null {
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || piecesOf(line).length < FEWEST_COLUMNS) continue;
    const found = tableAround(lines, start, i);
    if (found !== null) return found;
  }
  return null;
}

function tableAround(lines: readonly TextLine[], start: number, first: number): ValueTable | null {
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
  const labelled = pieces.some((piece) => piece.x1 <= figures && piece.at > top.at - SAME_BASE * size);
  const left = labelled ? figures : Number.NEGATIVE_INFINITY;
  const heading = pieces.filter((piece) => piece.at < top.at && piece.x1 > left && !values.includes(piece));
  const known = unions(values);
  const columns = known === null ? null : withEmptyColumns(known, heading, left, size);
  if (columns === null || columns.length < FEWEST_COLUMNS) return null;
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
  const body = named.rows.map(({ label, row }): PageCell[] => {
    const texts = (row === null ? null : grid[row]) ?? columns.map(() => '');
    const own = label === null ? [] : [newCell(label, 0, 1)];
    return row === null && !named.blanks ? own : [...own, ...texts.map((text, i) => newCell(text, i + 1, 1))];
  });
  const above = named.above === '' ? [] : [[newCell(named.above, 0, 1)]];
  const all = [...above, ...head, ...body].map((row, at) => row.map((one) => ({ ...one, row: at })));
  const table: PageTable = {
    box: boxOf(lines.slice(from, to)),
    xs: [],
    rows: all,
    aligned: true,
    closedTop: true,
    closedBottom: true,
  };
  return { from, to, table };
}

export const newCell = (text: string, column: number, columnSpan: number): PageCell => ({
  text,
  row: 0,
  column,
  rowSpan: 1,
  columnSpan,
  full: false,
});

/** The first line of the table: lines above it that are near, of its type, and no prose. */
function reachUp(lines: readonly TextLine[], start: number, first: number, size: number): number {
  let from = first;
  while (from > start) {
    const [line, below] = [lines[from - 1], lines[from]];
    if (line === undefined || below === undefined) break;
    if (below.y0 - line.y1 > NEAR * size || !sameSize(line, size)) break;
    from -= 1;
  }
  return from;
}

function reachDown(lines: readonly TextLine[], first: number, size: number): number {
  let to = first + 1;
  while (to < lines.length) {
    const [line, above] = [lines[to], lines[to - 1]];
    if (line === undefined || above === undefined) break;
    if (line.y0 - above.y1 > NEAR * size || !sameSize(line, size)) break;
    to += 1;
  }
  return to;
}

export function sameSize(line: TextLine, size: number): boolean {
  return Math.abs(line.size - size) < SIZES * size;
}

export const isValue = ({ text }: Piece): boolean => isValueText(text);

/** The texts of a line, each on one baseline and apart from the next. */
export function piecesOf(line: TextLine): Piece[] {
  const groups: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const glyph of line.glyphs) {
    if (glyph.text.trim() === '') continue;
    const apart = before === undefined || glyph.x0 - before.x1 > WORD_GAP * line.size;
    if (apart || Math.abs(middle(glyph) - middle(before ?? glyph)) > SAME_BASE * line.size) groups.push([]);
    groups.at(-1)?.push(glyph);
    before = glyph;
  }
  return groups.map(pieceOf);
}

function pieceOf(glyphs: readonly Glyph[]): Piece {
  const { x0, x1, y0, y1 } = boxOf(glyphs);
  const text = linesOf(glyphs)
    .map((line) => line.text)
    .join('');
  return { x0, x1, at: (y0 + y1) / 2, text, glyphs };
}

const middle = ({ y0, y1 }: Glyph): number => (y0 + y1) / 2;

/** Figures of one baseline are a row. */
function rowsOf(values: readonly Piece[], size: number): Row[] {
  const rows: { at: number; values: Piece[] }[] = [];
  for (const value of [...values].sort((a, b) => a.at - b.at)) {
    const last = rows.at(-1);
    if (last !== undefined && value.at - last.at < SAME_BASE * size) last.values.push(value);
    else rows.push({ at: value.at, values: [value] });
  }
  return rows;
}

/** What all figures cover from the left to the right. */
export function unions(pieces: readonly Span[]): Span[] | null {
  const found: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of [...pieces].sort((a, b) => a.x0 - b.x0)) {
    const last = found.at(-1);
    if (last !== undefined && x0 < last.x1) last.x1 = Math.max(last.x1, x1);
    else found.push({ x0, x1 });
  }
  return found.length === 0 ? null : found;
}

/** Columns without any figure show by their headings alone, and by the lowest of these. */
function withEmptyColumns(
  known: readonly Span[],
  heading: readonly Piece[],
  left: number,
  size: number,
): Span[] {
  const columns = [...known];
  const lowest = heading.flatMap((piece) => split(piece, known, size)).sort((a, b) => b.at - a.at);
  for (const piece of lowest) {
    if (piece.x0 >= left && !columns.some((column) => meets(piece, column))) columns.push(piece);
  }
  return columns.sort((a, b) => a.x0 - b.x0);
}

export const meets = (a: Span, b: Span): boolean => a.x0 < b.x1 && b.x0 < a.x1;

/** The texts of a row by column; null where a figure has none to itself. */
function cellsIn({ values }: Row, columns: readonly Span[]): string[] | null {
  const texts = columns.map((column) => values.filter((value) => meets(value, column)));
  const used = texts.reduce((sum, own) => sum + own.length, 0);
  return used === values.length && texts.every((own) => own.length < 2)
    ? texts.map(([own]) => own?.text ?? '')
    : null;
}

/** A heading's text taken apart where it has a gap between two columns. */
function split(piece: Piece, columns: readonly Span[], size: number): Piece[] {
  const groups: Glyph[][] = [[]];
  let before: Glyph | undefined;
  for (const glyph of piece.glyphs) {
    if (before !== undefined && glyph.x0 - before.x1 > COLUMN_GAP * size) {
      const [end, next] = [before.x1, glyph.x0];
      const between = columns.some(
        (column, i) => column.x1 <= next && end <= (columns[i + 1]?.x0 ?? Number.NEGATIVE_INFINITY),
      );
      if (between) groups.push([]);
    }
    groups.at(-1)?.push(glyph);
    before = glyph;
  }
  return groups.length === 1 ? [piece] : groups.map(pieceOf);
}

/** The heading: what stands over several columns row by row, and last the columns' own labels in one row. */
function headingRows(heading: readonly Piece[], columns: readonly Span[], size: number): PageCell[][] {
  const own: Piece[][] = columns.map(() => []);
  const over: { readonly at: number; readonly cell: PageCell }[] = [];
  const spread = (piece: Piece): void => {
    const under = columns.flatMap((column, i) => (meets(piece, column) ? [i] : []));
    const near = under[0] ?? nearest(piece, columns);
    over.push({ at: piece.at, cell: newCell(piece.text, near + 1, Math.max(1, under.length)) });
  };
  for (const piece of heading.flatMap((whole) => split(whole, columns, size))) {
    const under = columns.flatMap((column, i) => (meets(piece, column) ? [i] : []));
    const [only] = under;
    if (under.length === 1 && only !== undefined && fits(piece, columns, only)) own[only]?.push(piece);
    else spread(piece);
  }
  const leaves = own.map((pieces, column): PageCell => {
    const ordered = [...pieces].sort((a, b) => b.at - a.at);
    let end = 1;
    while (end < ordered.length) {
      const [below, above] = [ordered[end - 1], ordered[end]];
      if (below === undefined || above === undefined || below.at - above.at > LEADING * size) break;
      end += 1;
    }
    ordered.slice(end).forEach(spread);
    const text = ordered
      .slice(0, end)
      .reverse()
      .map((piece) => piece.text)
      .join('\n');
    return newCell(text, column + 1, 1);
  });
  const rows: { at: number; cells: PageCell[] }[] = [];
  for (const { at, cell: one } of over.sort((a, b) => a.at - b.at)) {
    const last = rows.at(-1);
    if (last !== undefined && at - last.at < SAME_BASE * size) last.cells.push(one);
    else rows.push({ at, cells: [one] });
  }
  return [
    ...rows.map(({ cells }) => cells.sort((a, b) => a.column - b.column)),
    ...(own.some((pieces) => pieces.length > 0) ? [leaves] : []),
  ];
}

/** Does a text stay between the middles of the gaps beside its column? */
function fits({ x0, x1 }: Piece, columns: readonly Span[], at: number): boolean {
  const own = columns[at];
  const [before, after] = [columns[at - 1], columns[at + 1]];
  if (own === undefined) return false;
  const left = before === undefined ? Number.NEGATIVE_INFINITY : (before.x1 + own.x0) / 2;
  const right = after === undefined ? Number.POSITIVE_INFINITY : (own.x1 + after.x0) / 2;
  return x0 > left - OVERHANG && x1 < right + OVERHANG;
}

function nearest(piece: Piece, columns: readonly Span[]): number {
  const centre = (piece.x0 + piece.x1) / 2;
  const off = columns.map(({ x0, x1 }) => Math.abs((x0 + x1) / 2 - centre));
  return off.indexOf(Math.min(...off));
}
