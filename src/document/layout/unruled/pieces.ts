import { boxOf, isValueText, linesOf, type TextLine } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import type { PageCell } from '../ruled/page-table.js';
import { UNRULED } from './tolerances.js';

/** A text on one baseline. */
export interface Piece {
  readonly x0: number;
  readonly x1: number;
  /** The middle of its height. */
  readonly at: number;
  readonly text: string;
  readonly glyphs: readonly Glyph[];
}

/** From the left to the right. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** A cell of one row; which one is said when the table is whole. */
export const newCell = (
  text: string,
  column: number,
  columnSpan: number,
  glyphs: readonly Glyph[] = [],
): PageCell => ({
  text,
  box: glyphs.length === 0 ? null : boxOf(glyphs),
  row: 0,
  column,
  rowSpan: 1,
  columnSpan,
  full: false,
});

/** Is the line's type of this size? */
export function sameSize(line: TextLine, size: number): boolean {
  return Math.abs(line.size - size) < UNRULED.sameSize * size;
}

/** Can the text stand for a figure, or for none? */
export const isValue = ({ text }: Piece): boolean => isValueText(text);

/** The texts of a line, each on one baseline and apart from the next. */
export function piecesOf(line: TextLine): Piece[] {
  const groups: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const glyph of line.glyphs) {
    if (glyph.text.trim() === '') continue;
    const apart = before === undefined || glyph.x0 - before.x1 > UNRULED.textGap * line.size;
    if (apart || Math.abs(middle(glyph) - middle(before ?? glyph)) > UNRULED.sameBase * line.size)
      groups.push([]);
    groups.at(-1)?.push(glyph);
    before = glyph;
  }
  return groups.map(pieceOf);
}

/** The characters of several texts. */
export const glyphsOf = (pieces: readonly Piece[]): Glyph[] => pieces.flatMap(({ glyphs }) => glyphs);

/** Characters on one baseline as one text. */
export function pieceOf(glyphs: readonly Glyph[]): Piece {
  const { x0, x1, y0, y1 } = boxOf(glyphs);
  const text = linesOf(glyphs)
    .map((line) => line.text)
    .join('');
  return { x0, x1, at: (y0 + y1) / 2, text, glyphs };
}

const middle = ({ y0, y1 }: Glyph): number => (y0 + y1) / 2;

/** What all of them cover from the left to the right. */
export function unions(pieces: readonly Span[]): Span[] | null {
  const found: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of [...pieces].sort((a, b) => a.x0 - b.x0)) {
    const last = found.at(-1);
    if (last !== undefined && x0 < last.x1) last.x1 = Math.max(last.x1, x1);
    else found.push({ x0, x1 });
  }
  return found.length === 0 ? null : found;
}

/** Do two share some of the width? */
export const meets = (a: Span, b: Span): boolean => a.x0 < b.x1 && b.x0 < a.x1;

/** Is a line near enough to the one above it, and in the same type, to be of one table? */
export function follows(above: TextLine | undefined, line: TextLine | undefined): boolean {
  if (above === undefined || line === undefined) return false;
  return line.y0 - above.y1 < UNRULED.near * line.size && sameSize(above, line.size);
}
