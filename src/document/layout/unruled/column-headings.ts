import { sizeOf } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import { type Piece, pieceOf, type Span, spacingOf } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** A heading's text taken apart where it has a gap between two columns. */
export function splitAtColumns(piece: Piece, columns: readonly Span[], size: number): Piece[] {
  return wordsOf(piece, UNRULED.hairline * size, (end, next) =>
    columns.some((column, i) => column.x1 <= next && end <= (columns[i + 1]?.x0 ?? Number.NEGATIVE_INFINITY)),
  );
}

/**
 * A heading's text taken apart where it has a gap, no blank is typed there, and another heading begins below or above
 * what follows: both are set at the left of one column.
 */
export function splitAtStarts(piece: Piece, heading: readonly Piece[], size: number): Piece[] {
  const starts = (x: number): boolean =>
    heading.some((other) => other !== piece && Math.abs(other.x0 - x) < UNRULED.headingOverhang);
  return wordsOf(piece, UNRULED.headingGap * size, (_, next) => starts(next));
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
