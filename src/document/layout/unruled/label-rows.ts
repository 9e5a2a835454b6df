import type { TextLine } from '../page/lines.js';
import { type FigureRow, labelsAsDrawn } from './drawn-labels.js';
import type { FigureRegion } from './figure-region.js';
import { partedLabels } from './label-columns.js';
import { ORDINAL } from './ordinal.js';
import { meets, type Piece, piecesOf } from './pieces.js';
import { type LabelledRows, labelsOfRows } from './row-labels.js';
import { singleLabels } from './single-labels.js';
import { UNRULED } from './tolerances.js';

/** Rows by their labels. */
export interface NamedRows extends LabelledRows {
  /** The line behind the last one. */
  readonly to: number;
  /** Does a label without figures end the page? */
  readonly open: boolean;
}

/**
 * The rows by their labels. Labels below the last figures are rows only where other cells are blank, too, or where the
 * page ends with them.
 */
export function labelRows(
  region: FigureRegion,
  rows: readonly FigureRow[],
  lines: readonly TextLine[],
  blank: boolean,
): NamedRows | null {
  const { size, tail, parting } = region;
  const { above, own } = partedFromHeading(region, rows);
  const below = lines.slice(tail, region.to).map((line) => piecesOf(line, parting));
  const atEnd = endsPage(lines, region.to, size);
  for (let count = below.length; count >= 0; count -= 1) {
    const all = partedLabels([...own, ...below.slice(0, count).flat()], size);
    const drawn = parting === 'as drawn' ? labelsAsDrawn(all, rows, size) : null;
    const named = drawn ?? placedLabels(all, rows, size, blank);
    if (named === null || isCut(named, lines[tail + count], region)) continue;
    const ended = named.rows.at(-1)?.row !== null;
    const open = !ended && atEnd && count === below.length;
    if (ended || open || (named.blanks && blank)) {
      return { ...named, above: textOf([...above, named.above]), to: tail + count, open };
    }
  }
  return null;
}

/** Does the next line go on with the last label, which has no figures so far? */
function isCut({ rows }: LabelledRows, next: TextLine | undefined, { size, parting }: FigureRegion): boolean {
  const last = rows.at(-1);
  const line = last?.lines.at(-1);
  if (last === undefined || last.row !== null || line === undefined || next === undefined) return false;
  return piecesOf(next, parting).some(
    (piece) => piece.at - line.at < UNRULED.leading * size && !ORDINAL.test(piece.text) && meets(piece, line),
  );
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

/** The labels without the texts of their own heading, which ends where that of the figures does, or is drawn before. */
function partedFromHeading(
  { labels, heading, size }: FigureRegion,
  rows: readonly FigureRow[],
): { above: readonly string[]; own: readonly Piece[] } {
  const headingEnd = heading.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY);
  const lowest = heading.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const top = rows[0]?.at ?? lowest;
  const isHeading = ({ at, first }: Piece): boolean =>
    at < top && (at < lowest + UNRULED.sameBase * size || first < headingEnd);
  const above = labels.filter(isHeading).sort((a, b) => a.first - b.first);
  return { above: above.map(({ text }) => text), own: labels.filter((label) => !isHeading(label)) };
}

const textOf = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

/**
 * The rows of a block with few columns, between other headings: every label has figures, or is of one line, and blank.
 */
export function rowsOfBlock(
  region: FigureRegion,
  rows: readonly FigureRow[],
  lines: readonly TextLine[],
  blank: boolean,
): NamedRows | null {
  const { above, own } = partedFromHeading(region, rows);
  const single = singleLabels(region, own, rows, lines);
  if (single !== null) return { ...single, above: textOf(above), blanks: true, open: false };
  const named = labelRows(region, rows, lines, blank);
  const used = new Set(named?.rows.flatMap((row) => row.lines.map(({ first }) => first)));
  const isWhole =
    named?.rows.every(({ label, row }) => label !== null && row !== null) === true &&
    own.every(({ first }) => used.has(first)) &&
    (!region.more || named.to > region.tail);
  return isWhole ? named : null;
}
