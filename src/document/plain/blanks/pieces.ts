import { foldLine } from '../../flow/whitespace.js';
import { isValue, ORDINAL, opensRemark } from '../lines.js';
import type { Metric } from '../widths.js';

/** Characters of a line without a blank between them. */
export interface Run {
  readonly text: string;
  /** Index of its first character in the line, and of the one behind its last. */
  readonly start: number;
  readonly end: number;
  /** What stands in a cell of figures, or its first line, where a remark in brackets goes on below. */
  readonly kind: 'value' | 'open' | 'word';
}

/** A text on a line, apart from its neighbours by blanks. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isValue: boolean;
}

/** How texts that a single blank parts are taken: as one, unless they are figures, or each as one of its own. */
export type Parting = 'wide' | 'tight';

const RUN = /[^\s\u3000]+/gu;

/** What figures are counted in, where a blank stands before it. */
const UNIT = /^(?:[件条项个宗份次起元]|万元|亿元)$/u;

export function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  for (const match of line.matchAll(RUN)) {
    const text = match[0];
    const end = match.index + text.length;
    const last = runs.at(-1);
    if (last?.kind === 'value' && last.end + 1 === match.index && UNIT.test(text)) {
      runs[runs.length - 1] = { ...last, text: `${last.text}${text}`, end };
      continue;
    }
    const kind = isValue(text) ? 'value' : opensRemark(text) ? 'open' : 'word';
    runs.push({ text, start: match.index, end, kind });
  }
  return runs;
}

/** The texts of a line. */
export function piecesOf(line: string, parting: Parting): Piece[] {
  return joinedRuns(line, runsOf(line), parting);
}

/** Runs of the line as texts. */
export function joinedRuns(line: string, runs: readonly Run[], parting: Parting): Piece[] {
  const pieces: Piece[] = [];
  for (const { text, start, end, kind } of runs) {
    const piece = { text, start, end, isValue: kind !== 'word' };
    const last = pieces.at(-1);
    if (last !== undefined && belong(last, piece, parting)) {
      const whole = foldLine(line.slice(last.start, end));
      pieces[pieces.length - 1] = { ...last, text: whole, end, isValue: false };
    } else pieces.push(piece);
  }
  return pieces;
}

/** A word that is spaced out (「总 计」) is one text; a number begins another. */
function belong(a: Piece, b: Piece, parting: Parting): boolean {
  const gap = b.start - a.end;
  if (a.isValue || b.isValue || gap > 1 || ORDINAL.test(b.text)) return false;
  const isSpaced = a.text.length === 1 && b.text.length === 1;
  return isSpaced || parting === 'wide';
}

/** The figures that end a line, and what stands before them. */
export function partedValues(pieces: readonly Piece[]): {
  texts: readonly Piece[];
  values: readonly Piece[];
} {
  const from = pieces.findLastIndex((piece) => !piece.isValue) + 1;
  return { texts: pieces.slice(0, from), values: pieces.slice(from) };
}

/** From the left to the right, in columns of the text. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** Where a line's characters stand: the column in which each begins, and behind them the line's end. */
export function columnsOf(line: string, metric: Metric): number[] {
  const columns: number[] = [];
  let column = 0;
  for (let at = 0; at < line.length; at += 1) {
    columns.push(column);
    column += metric(line.charCodeAt(at));
  }
  columns.push(column);
  return columns;
}

export const meets = (a: Span, b: Span): boolean => a.x0 < b.x1 && b.x0 < a.x1;

export const middleOf = ({ x0, x1 }: Span): number => (x0 + x1) / 2;

export const unionOf = (a: Span, b: Span): Span => ({ x0: Math.min(a.x0, b.x0), x1: Math.max(a.x1, b.x1) });

/** By what texts of a column stand below each other: their left edge, their right one or their middle. */
export const EDGES: readonly ((span: Span) => number)[] = [({ x0 }) => x0, ({ x1 }) => x1, middleOf];
