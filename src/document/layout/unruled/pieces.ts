import { UNTOLD } from '../../sight.js';
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
  /** Which of the page's characters are drawn first and last of it. */
  readonly first: number;
  readonly last: number;
}

/** From the left to the right. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** A cell of one row; the row's number is set when the table is complete. */
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

/** What numbers and the marks for none are made of. */
const OF_VALUES = /^[\d０-９.,，．%/／\-+−—–－]$/u;

/** How neighbouring texts are told apart: by position only, or also by what the file draws in one go. */
export type Parting = 'as drawn' | 'as placed';

/** All ways, the surer one first. */
export const PARTINGS: readonly Parting[] = ['as drawn', 'as placed'];

/**
 * The texts of a line, each on one baseline and apart from the next. Where two stand close, they are two if both are
 * figures, or if the file draws something else between them: most draw cell by cell.
 */
export function piecesOf(line: TextLine, parting: Parting = 'as placed'): Piece[] {
  const groups: Glyph[][] = [];
  const seam = UNRULED.seam * line.size + spacingOf(line.glyphs, line.size);
  let before: Glyph | undefined;
  let drawn = Number.NaN;
  for (const glyph of line.glyphs) {
    const goesOn = glyph.drawn === drawn + 1;
    const typed = goesOn && before?.drawn !== drawn;
    drawn = glyph.drawn;
    if (glyph.text.trim() === '') continue;
    const jump = parting === 'as drawn' && !goesOn;
    if (
      before === undefined ||
      jump ||
      areApart(before, glyph, typed ? Number.POSITIVE_INFINITY : seam, line.size)
    )
      groups.push([]);
    groups.at(-1)?.push(glyph);
    before = glyph;
  }
  return groups.map(pieceOf);
}

/** @param seam the gap that parts figures */
function areApart(a: Glyph, b: Glyph, seam: number, size: number): boolean {
  const gap = b.x0 - a.x1;
  if (gap > UNRULED.textGap * size || Math.abs(middle(b) - middle(a)) > UNRULED.sameBase * size) return true;
  // between words and digits some programs leave a little room of their own
  return OF_VALUES.test(b.text) && gap > (OF_VALUES.test(a.text) ? seam : seam + UNRULED.autospace * size);
}

/** The room that is set after each character, as far as their least distance tells. */
export function spacingOf(glyphs: readonly Glyph[], size: number): number {
  let least = UNRULED.widestSpacing * size;
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') continue;
    if (before !== undefined) least = Math.min(least, Math.max(0, glyph.x0 - before.x1));
    before = glyph;
  }
  return before === glyphs[0] ? 0 : least;
}

/** The characters of several texts. */
export const glyphsOf = (pieces: readonly Piece[]): Glyph[] => pieces.flatMap(({ glyphs }) => glyphs);

/** Characters on one baseline as one text. */
export function pieceOf(glyphs: readonly Glyph[]): Piece {
  const { x0, x1, y0, y1 } = boxOf(glyphs);
  const text = linesOf(glyphs)
    .map((line) => line.text)
    .join('');
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { drawn } of glyphs) {
    first = Math.min(first, drawn);
    last = Math.max(last, drawn);
  }
  return { x0, x1, at: (y0 + y1) / 2, text, glyphs, first, last };
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

/** Are two set as lines of one text: do they begin, end, or have their middles below each other? */
export function isSet(upper: Span, lower: Span, size: number): boolean {
  if (!meets(upper, lower)) return false;
  const [left, right] = [lower.x0 - upper.x0, lower.x1 - upper.x1];
  return Math.min(Math.abs(left), Math.abs(right), Math.abs(left + right) / 2) < UNRULED.sameSide * size;
}

const WITH_FIGURE = /[\p{Script=Han}）)】”][^\p{Script=Han}]*[\d０-９,.，．]$/u;

/** What stands in the first column, where nothing is found there: the label's end may be its figure. */
export function blankBeside(label: string): string {
  return WITH_FIGURE.test(label) ? UNTOLD : '';
}

/** Is a line near enough to the one above it, and in the same type, to be of one table? */
export function follows(above: TextLine | undefined, line: TextLine | undefined): boolean {
  if (above === undefined || line === undefined) return false;
  return line.y0 - above.y1 < UNRULED.near * line.size && sameSize(above, line.size);
}
