import type { TextLine } from '../page/lines.js';
import { wordsOf } from './column-headings.js';
import { ORDINAL } from './ordinal.js';
import {
  isValue,
  meets,
  type Parting,
  type Piece,
  pieceOf,
  piecesOf,
  sameSize,
  spacingOf,
} from './pieces.js';
import { UNRULED } from './tolerances.js';

/** How a page is read. */
export interface Reading {
  readonly parting: Parting;
  /** Does another heading end the table? Else it may be a label beside others. */
  readonly oneBlock: boolean;
}

/** Lines around rows of figures: labels at the left of the figures, headings above them. */
export interface FigureRegion {
  /** Lines from `from` up to but without `to`; those from `tail` on stand below the last figures. */
  readonly from: number;
  readonly tail: number;
  readonly to: number;
  readonly size: number;
  readonly parting: Parting;
  /** The widest white between lines of the table, in points; what is further away is none of it. */
  readonly gap: number;
  /** Does a text follow at once in the column of the labels? */
  readonly more: boolean;
  readonly values: readonly Piece[];
  /** Texts at the left of the figures, those beside the headings included. */
  readonly labels: readonly Piece[];
  /** Texts over the figures. */
  readonly heading: readonly Piece[];
}

/**
 * The lines of the table whose first figures stand in the line `seed`: down while they hold figures, or labels between
 * figures; up while they are near and no text runs from the labels over to the figures, as a title does.
 */
export function regionAround(
  lines: readonly TextLine[],
  start: number,
  seed: number,
  { parting, oneBlock }: Reading,
): FigureRegion | null {
  const line = lines[seed];
  if (line === undefined) return null;
  const beside = firstLine(lines, seed, parting);
  const word = beside.findLastIndex((piece) => !isValue(piece));
  if (word === beside.length - 1) return null;
  const body = new Body(line.size, beside.slice(0, word + 1), beside.slice(word + 1));
  let tail = seed + 1;
  for (let i = seed + 1, open: Sides[] = []; i < lines.length; i += 1) {
    const [next, above] = [lines[i], lines[i - 1]];
    if (next === undefined || above === undefined || next.y0 - above.y1 > UNRULED.rowGap * line.size) break;
    const sides = body.sidesOf(piecesOf(next, parting));
    if (sides === null || (oneBlock && sides.values.length === 0 && !body.isLabel(sides.labels))) break;
    open.push(sides);
    if (sides.values.length === 0) continue;
    for (const one of open) body.add(one);
    open = [];
    tail = i + 1;
  }
  return withHeading(lines, start, seed, tail, body, { parting, oneBlock });
}

/** What of a line stands at the left of the figures, and its figures. */
interface Sides {
  readonly labels: readonly Piece[];
  readonly values: readonly Piece[];
}

/** The rows of figures and their labels as far as they are known. */
class Body {
  readonly labels: Piece[] = [];
  readonly values: Piece[] = [];
  /** Where the labels end and the figures begin. */
  labelEnd = Number.NEGATIVE_INFINITY;
  begin = Number.POSITIVE_INFINITY;

  constructor(
    readonly size: number,
    labels: readonly Piece[],
    values: readonly Piece[],
  ) {
    this.add({ labels, values });
  }

  add({ labels, values }: Sides): void {
    for (const piece of labels) {
      this.labels.push(piece);
      this.labelEnd = Math.max(this.labelEnd, piece.x1);
    }
    for (const piece of values) {
      this.values.push(piece);
      this.begin = Math.min(this.begin, piece.x0);
    }
  }

  /** Null where words stand among the figures, or figures among the labels. */
  sidesOf(found: readonly Piece[]): Sides | null {
    const pieces = found.flatMap((piece) => this.#parted(piece));
    const word = pieces.findLastIndex((piece) => !isValue(piece));
    const labels = pieces.slice(0, word + 1);
    const values = pieces.slice(word + 1);
    const apart =
      labels.every((piece) => piece.x1 <= this.begin) && values.every((piece) => piece.x0 >= this.labelEnd);
    return apart ? { labels, values } : null;
  }

  /** Do the texts stand in the columns of the labels, and not over figures or a whole table? */
  isLabel(texts: readonly Piece[]): boolean {
    return texts.length > 0 && texts.every(({ x0 }) => x0 < this.labelEnd);
  }

  /** A label that reaches up to its first figure, and the figure, which stands where others do. */
  #parted(piece: Piece): Piece[] {
    if (piece.x0 >= this.begin || piece.x1 <= this.begin) return [piece];
    return partedFigure(piece, this.size, UNRULED.seam, (figure) => figure.x1 > this.begin);
  }
}

/**
 * A text whose end is a figure apart from the rest, where `isFigure` says so, as two.
 *
 * @param least the gap that parts them, beside the room after each character; a multiple of the type
 */
export function partedFigure(
  piece: Piece,
  size: number,
  least: number,
  isFigure: (figure: Piece) => boolean,
): Piece[] {
  const seam = least * size + spacingOf(piece.glyphs, size);
  const at = piece.glyphs.findLastIndex(({ x0 }, i) => x0 - (piece.glyphs[i - 1]?.x1 ?? x0) > seam);
  if (at < 1) return [piece];
  const figure = pieceOf(piece.glyphs.slice(at));
  return isValue(figure) && isFigure(figure) ? [pieceOf(piece.glyphs.slice(0, at)), figure] : [piece];
}

/** The texts of the first line; where its label reaches up to its first figure, the figures below show that. */
function firstLine(lines: readonly TextLine[], seed: number, parting: Parting): Piece[] {
  const line = lines[seed];
  if (line === undefined) return [];
  const below = lines
    .slice(seed + 1, seed + 1 + UNRULED.linesBelow)
    .flatMap((next) => piecesOf(next, parting));
  const figures = below.filter(isValue);
  return piecesOf(line, parting).flatMap((piece) =>
    partedFigure(piece, line.size, UNRULED.seam, (figure) => figures.some((other) => meets(other, figure))),
  );
}

function withHeading(
  lines: readonly TextLine[],
  start: number,
  seed: number,
  tail: number,
  body: Body,
  { parting, oneBlock }: Reading,
): FigureRegion {
  const { size, begin, labelEnd } = body;
  const labelled = body.labels.length > 0;
  const above: Piece[] = [];
  const heading: Piece[] = [];
  let from = seed;
  const nearest = Math.max(UNRULED.near * size, widestGap(lines, seed, tail) + UNRULED.sameGap * size);
  for (let i = seed - 1; i >= start; i -= 1) {
    const [line, below] = [lines[i], lines[i + 1]];
    if (line === undefined || below === undefined || !sameSize(line, size)) break;
    const pieces = piecesOf(line, parting).flatMap((piece) => partedHeading(piece, body));
    // texts side by side are no prose, and may stand further apart
    const isLabel = oneBlock && body.isLabel(pieces);
    const most = pieces.length > 1 || isLabel ? Math.max(nearest, UNRULED.rowGap * size) : nearest;
    if (below.y0 - line.y1 > most) break;
    if (pieces.some((piece) => isValue(piece) || isTitle(piece, pieces, body))) break;
    if (heading.length > 0 && (isLabel || isNumbered(pieces, body))) break;
    for (const piece of pieces) {
      (labelled && piece.x1 <= begin && piece.x0 < labelEnd ? above : heading).push(piece);
    }
    from = i;
  }
  const gap = Math.max(UNRULED.near * size, widestGap(lines, from, tail) + UNRULED.sameGap * size);
  // what stands over the headings, at the left, is none of the table's
  const top = heading.length === 0 ? from : topOf(lines, from, heading);
  const ceiling = lines[top]?.y0 ?? 0;
  return {
    from: top,
    tail,
    to: tailEnd(lines, seed, tail, body, parting),
    size,
    parting,
    more: isMore(lines, tail, body, gap, parting),
    gap,
    values: body.values,
    labels: [...above.filter((piece) => piece.at > ceiling), ...body.labels],
    heading,
  };
}

/** The heading of the labels and that of the first figures, where they stand so close that they look like one text. */
function partedHeading(piece: Piece, { labels, labelEnd, begin, size }: Body): Piece[] {
  if (labels.length === 0) return [piece];
  return wordsOf(piece, UNRULED.headingGap * size, (end, next) => end <= begin && next >= labelEnd);
}

/** A text that runs from over the labels to over the figures, or a numbered one that stands alone. */
function isTitle(piece: Piece, beside: readonly Piece[], { labels, labelEnd, begin, size }: Body): boolean {
  if (labels.length > 0) return piece.x0 < labelEnd - size && piece.x1 > begin + size;
  return beside.length === 1 && ORDINAL.test(piece.text) && piece.x0 < begin + size;
}

/** A numbered text alone over the labels: the heading of a section. */
function isNumbered([only, second]: readonly Piece[], { labelEnd }: Body): boolean {
  return only !== undefined && second === undefined && only.x0 < labelEnd && ORDINAL.test(only.text);
}

function topOf(lines: readonly TextLine[], from: number, heading: readonly Piece[]): number {
  const highest = Math.min(...heading.map(({ at }) => at));
  let top = from;
  while ((lines[top]?.y1 ?? Number.POSITIVE_INFINITY) < highest) top += 1;
  return top;
}

/** Does a label follow at once, and not the title over another heading? */
function isMore(
  lines: readonly TextLine[],
  tail: number,
  body: Body,
  gap: number,
  parting: Parting,
): boolean {
  const [line, next] = [lines[tail], lines[tail + 1]];
  const near = line !== undefined && whiteAbove(lines, tail) < gap;
  if (!near || !sameSize(line, body.size) || !body.isLabel(piecesOf(line, parting))) return false;
  // the numbered heading of a section, below labels without numbers
  if (ORDINAL.test(line.text) && !body.labels.some(({ text }) => ORDINAL.test(text))) return false;
  const below = next === undefined ? [] : piecesOf(next, parting);
  return below.length < 2 || below.some(isValue);
}

/** Lines below the last figures that may be labels still: as near as the lines of the table are to each other. */
function tailEnd(
  lines: readonly TextLine[],
  seed: number,
  tail: number,
  body: Body,
  parting: Parting,
): number {
  const nearest = widestGap(lines, seed, tail) + UNRULED.sameGap * body.size;
  let to = tail;
  for (; to < lines.length && whiteAbove(lines, to) < nearest; to += 1) {
    const line = lines[to];
    if (line === undefined || !sameSize(line, body.size)) break;
    const sides = body.sidesOf(piecesOf(line, parting));
    if (sides === null || sides.values.length > 0) break;
  }
  return to;
}

/** The widest gap between lines of the table, from its first figures to its last. */
function widestGap(lines: readonly TextLine[], seed: number, tail: number): number {
  let widest = 0;
  for (let i = seed + 1; i < tail; i += 1) widest = Math.max(widest, whiteAbove(lines, i));
  return widest;
}

function whiteAbove(lines: readonly TextLine[], at: number): number {
  return (lines[at]?.y0 ?? Number.POSITIVE_INFINITY) - (lines[at - 1]?.y1 ?? Number.NEGATIVE_INFINITY);
}
