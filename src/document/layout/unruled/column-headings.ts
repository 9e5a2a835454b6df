import { sizeOf } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import type { PageCell } from '../ruled/page-table.js';
import { glyphsOf, meets, newCell, type Piece, pieceOf, type Span, spacingOf } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** Columns without any figure show by their headings alone, and by the lowest of these. */
export function withEmptyColumns(
  known: readonly Span[],
  heading: readonly Piece[],
  left: number,
  size: number,
): Span[] {
  const columns = [...known];
  const lowest = heading.flatMap((piece) => splitAtColumns(piece, known, size)).sort((a, b) => b.at - a.at);
  for (const piece of lowest) {
    if (piece.x0 >= left && !columns.some((column) => meets(piece, column))) columns.push(piece);
  }
  return columns.sort((a, b) => a.x0 - b.x0);
}

/** A heading's text taken apart where it has a gap between two columns. */
export function splitAtColumns(piece: Piece, columns: readonly Span[], size: number): Piece[] {
  return wordsOf(piece, UNRULED.hairline * size, (end, next) =>
    columns.some((column, i) => column.x1 <= next && end <= (columns[i + 1]?.x0 ?? Number.NEGATIVE_INFINITY)),
  );
}

/** A heading's text taken apart at each gap that parts columns: all that are wide enough, where nothing else is said. */
export function wordsOf(
  piece: Piece,
  least: number,
  parts: (end: number, next: number) => boolean = () => true,
): Piece[] {
  const groups: Glyph[][] = [[]];
  const [one] = piece.glyphs;
  const seam = one === undefined ? least : least + spacingOf(piece.glyphs, sizeOf(one));
  let before: Glyph | undefined;
  for (const glyph of piece.glyphs) {
    const gap = before !== undefined && glyph.x0 - before.x1 > seam;
    if (gap && parts(before?.x1 ?? 0, glyph.x0)) groups.push([]);
    groups.at(-1)?.push(glyph);
    before = glyph;
  }
  return groups.length === 1 ? [piece] : groups.map(pieceOf);
}

/** The heading: what stands over several columns row by row, and last the columns' own labels in one row. */
export function headingRows(heading: readonly Piece[], columns: readonly Span[], size: number): PageCell[][] {
  const own: Piece[][] = columns.map(() => []);
  const over: { readonly at: number; readonly cell: PageCell }[] = [];
  const spread = (piece: Piece): void => {
    const under = columns.flatMap((column, i) => (meets(piece, column) ? [i] : []));
    const near = under[0] ?? nearest(piece, columns);
    over.push({ at: piece.at, cell: newCell(piece.text, near + 1, Math.max(1, under.length), piece.glyphs) });
  };
  for (const piece of heading.flatMap((whole) => splitAtColumns(whole, columns, size))) {
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
      if (below === undefined || above === undefined || below.at - above.at > UNRULED.leading * size) break;
      end += 1;
    }
    ordered.slice(end).forEach(spread);
    const text = ordered
      .slice(0, end)
      .reverse()
      .map((piece) => piece.text)
      .join('\n');
    return newCell(text, column + 1, 1, glyphsOf(ordered.slice(0, end)));
  });
  const rows: { at: number; cells: PageCell[] }[] = [];
  for (const { at, cell: one } of over.sort((a, b) => a.at - b.at)) {
    const last = rows.at(-1);
    if (last !== undefined && at - last.at < UNRULED.sameBase * size) last.cells.push(one);
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
  return x0 > left - UNRULED.headingOverhang && x1 < right + UNRULED.headingOverhang;
}

function nearest(piece: Piece, columns: readonly Span[]): number {
  const centre = (piece.x0 + piece.x1) / 2;
  const off = columns.map(({ x0, x1 }) => Math.abs((x0 + x1) / 2 - centre));
  return off.indexOf(Math.min(...off));
}
