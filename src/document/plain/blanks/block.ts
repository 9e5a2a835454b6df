import {
  clean,
  isBlank,
  isHeading,
  isPageNumber,
  isSentence,
  ORDINAL,
  SECTION_NUMBER,
  type SourceLine,
} from '../lines.js';
import { type Parting, type Piece, partedValues, piecesOf, type Run, runsOf } from './pieces.js';

/** A line of a table. */
export interface BlockLine {
  readonly text: string;
  readonly runs: readonly Run[];
  /** An empty line stands before it. */
  readonly isApart: boolean;
  /** The number of its page in the block, from 0. */
  readonly page: number;
}

export interface BlankBlock {
  readonly lines: readonly BlockLine[];
  readonly parting: Parting;
  readonly to: number;
}

/** The most lines of text before the first figures, and between figures. */
const MOST_HEADS = 14;
/** Lines of a label that follow the last figures. */
const MOST_TAILS = 2;
/** A row of a form has at most fifteen figures; a line with more than this is none. */
const MOST_FIGURES = 60;
/** A lone text of this length, and no longer, may head columns. */
const SHORT = 14;
const LONGEST_TAIL = 25;
/** A label before a single figure, with one blank between, is no longer. */
const LONGEST_LABEL = 40;
const WIDE_GAP = /\S[ \u00a0]{2,}\S|\S\u3000+\S/u;
const GAP = /\S[ \u00a0]{2,}\S|\S\u3000+\S|\S[ \u00a0]\S+[ \u00a0]\S/u;

/**
 * The lines of a table whose columns blanks part, from a line on: heads, rows of figures, and the lines of labels between
 * them. Null where there is none.
 */
export function blockFrom(lines: readonly SourceLine[], from: number): BlankBlock | null {
  const first = firstFigures(lines, from);
  if (first === null) return null;
  const last = lastFigures(lines, first);
  const to = withTail(lines, last + 1);
  const source: BlockLine[] = [];
  let isApart = false;
  let page = 0;
  for (let at = from; at < to; at += 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line) || isPageNumber(lines, at)) isApart = true;
    else {
      source.push({ text: line.text, runs: runsOf(line.text), isApart, page });
      isApart = false;
    }
    if (line?.endsPage === true) {
      page += 1;
      isApart = false;
    }
  }
  if (source.some(({ runs }) => runs.filter(({ kind }) => kind !== 'word').length > MOST_FIGURES))
    return null;
  const parting = partingOf(source.map(({ text }) => text));
  const read = source.map(({ text }) => lineOf(text, parting));
  const rows = read.filter(({ values }) => values.length > 0).length;
  const heads = read.filter(({ values, texts }) => values.length === 0 && texts.length > 1).length;
  const isTable = rows > 1 || (rows === 1 && heads > 0);
  return isTable ? { lines: source, parting, to } : null;
}

function lineOf(
  text: string,
  parting: Parting,
): {
  readonly pieces: readonly Piece[];
  readonly values: readonly Piece[];
  readonly texts: readonly Piece[];
} {
  const pieces = piecesOf(text, parting);
  return { pieces, ...partedValues(pieces) };
}

/** Figures that one blank parts more often than several. */
function partingOf(lines: readonly string[]): Parting {
  let [tight, wide] = [0, 0];
  for (const text of lines) {
    const { pieces, values } = lineOf(text, 'tight');
    for (const piece of values) {
      const before = pieces[pieces.indexOf(piece) - 1];
      if (before === undefined) continue;
      if (piece.start - before.end > 1) wide += 1;
      else tight += 1;
    }
  }
  return tight > wide ? 'tight' : 'wide';
}

/** Does the line hold figures behind a label, or several? One alone is a row only among others. */
function hasFigures(lines: readonly SourceLine[], at: number, isInside: boolean): boolean {
  const line = lines[at];
  return (
    line !== undefined &&
    /\d|[０-９]|[无有／/—―─－–\\-]$/u.test(line.folded) &&
    !isPageNumber(lines, at) &&
    figuresIn(line.text, isInside)
  );
}

function figuresIn(text: string, isInside: boolean): boolean {
  const { pieces, values, texts } = lineOf(text, 'wide');
  const [value] = values;
  // a remark that goes on stands behind figures
  if (value === undefined) return isInside && pieces.filter((piece) => piece.isValue).length > 1;
  if (values.length > 1) return texts.every((piece) => !isSentence(piece.text));
  const label = texts.at(-1);
  if (label === undefined) return isInside;
  const isWide = value.start - label.end > 1 || text.slice(label.end, value.start).includes('\u3000');
  const whole = clean(text.slice(0, value.start));
  if (/[。；]/u.test(whole)) return false;
  return isWide ? whole.length <= 60 : whole.length <= LONGEST_LABEL && !/[，：:,]/u.test(whole) && isInside;
}

/** The line may stand in a table of this shape at all. */
function isOther(line: SourceLine): boolean {
  return isHeading(line) || /[\t|]/.test(line.text);
}

/** The first row of figures of a table whose first head is at `from`. */
function firstFigures(lines: readonly SourceLine[], from: number): number | null {
  const start = lines[from];
  if (start === undefined || isBlank(start) || isOther(start)) return null;
  if (hasFigures(lines, from, false)) return from;
  if (!mayHead(start, false)) return null;
  let wide = GAP.test(start.text);
  let heads = 1;
  for (let at = from + 1; at < lines.length && heads <= MOST_HEADS; at += 1) {
    const line = lines[at];
    if (line === undefined || isOther(line)) return null;
    if (isBlank(line) || isPageNumber(lines, at)) continue;
    if (hasFigures(lines, at, wide)) return at;
    if (!mayHead(line, wide)) return null;
    wide ||= GAP.test(line.text);
    heads += 1;
  }
  return null;
}

function mayHead(line: SourceLine, isInside: boolean): boolean {
  const text = line.folded;
  if (isSentence(text)) return false;
  if (SECTION_NUMBER.test(text) && !WIDE_GAP.test(line.text)) return isInside && text.length <= LONGEST_LABEL;
  if (WIDE_GAP.test(line.text)) return true;
  if (GAP.test(line.text)) return !/[，；：]\S{12,}/u.test(text);
  if (text.length <= SHORT) return !/[：:，；、]$/u.test(text);
  return /^[（(]/u.test(text) || (isInside && (ORDINAL.test(text) || /[）)]$/u.test(text)));
}

/** The last row of figures before anything that is no part of the table. */
function lastFigures(lines: readonly SourceLine[], first: number): number {
  let last = first;
  let between = 0;
  for (let at = first + 1; at < lines.length && between <= MOST_HEADS; at += 1) {
    const line = lines[at];
    if (line === undefined || isOther(line)) break;
    if (isBlank(line) || isPageNumber(lines, at)) continue;
    if (hasFigures(lines, at, true)) {
      last = at;
      between = 0;
      continue;
    }
    const text = line.folded;
    if (isSentence(text)) break;
    // a heading of a section stands alone on its line
    if (SECTION_NUMBER.test(text) && !WIDE_GAP.test(line.text) && !isRowLabel(lines, at)) break;
    between += 1;
  }
  return last;
}

/** 「三、」 begins a section where heads follow it, and a row where figures do, or other labels at its right. */
function isRowLabel(lines: readonly SourceLine[], at: number): boolean {
  const end = lines[at]?.text.trimEnd().length ?? 0;
  let seen = 0;
  for (let next = at + 1; next < lines.length && seen < 3; next += 1) {
    const line = lines[next];
    if (line === undefined) return false;
    if (isBlank(line) || isPageNumber(lines, next)) continue;
    if (hasFigures(lines, next, true)) return true;
    if (piecesOf(line.text, 'wide').some(({ text, start }) => start >= end && ORDINAL.test(text)))
      return true;
    if (GAP.test(line.text) && !piecesOf(line.text, 'wide').some(({ text }) => ORDINAL.test(text)))
      return false;
    seen += 1;
  }
  return false;
}

/** The lines of the last row that follow its figures at once: of their remarks, and of its label. */
function withTail(lines: readonly SourceLine[], from: number): number {
  let to = withRemarksBelow(lines, from);
  while (to < lines.length && to - from < MOST_TAILS) {
    const line = lines[to];
    if (line === undefined || isBlank(line) || isOther(line) || isPageNumber(lines, to)) break;
    const text = line.folded;
    if (isSentence(text) || ORDINAL.test(text) || text.length > LONGEST_TAIL || GAP.test(line.text)) break;
    if (/[，；：:]/u.test(text)) break;
    to += 1;
  }
  return to;
}

/** The most lines of a remark below its figure. */
const MOST_REMARK = 6;
const CLOSING = /(?:^|\s)[^\s（(〔[【]{0,20}[）)〕\]】](?=\s|$)/u;

/** Up to the last line that closes a remark which was begun above. */
function withRemarksBelow(lines: readonly SourceLine[], from: number): number {
  let to = from;
  for (let at = from; at < Math.min(lines.length, from + MOST_REMARK); at += 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line) || isOther(line) || isSentence(line.folded)) break;
    if (SECTION_NUMBER.test(line.folded)) break;
    if (CLOSING.test(line.text)) to = at + 1;
  }
  return to;
}
