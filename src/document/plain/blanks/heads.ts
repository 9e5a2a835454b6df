import type { Placed } from './columns.js';
import { meets, middleOf, type Span, unionOf } from './pieces.js';

/** A head, of one line or several. */
export interface Head extends Span {
  readonly texts: readonly Placed[];
}

export interface Heads {
  /** Heads of single columns, from left to right. */
  readonly columns: readonly Head[];
  /** Heads over several columns, line by line. */
  readonly above: readonly (readonly Placed[])[];
}

interface Cell {
  span: Span;
  readonly texts: Placed[];
  /** Index of its first and its last line. */
  readonly top: number;
  bottom: number;
}

/** Lines of one head follow each other, or leave out one that others need. */
const MOST_BETWEEN = 1;
/** How far lines of one head may be from each other's edge or middle, in columns of the text. */
const SLACK = 1.5;

/**
 * Takes the lines of heads together as heads. Those with no other below them are heads of one column.
 *
 * @param count how many columns there are; where there are more heads of which those that stand above all others are too many,
 *   these head several columns
 */
export function headsOf(lines: readonly (readonly Placed[])[], count: number): Heads {
  const cells = cellsOf(lines);
  const lowest = cells.filter(
    (cell) => !cells.some((other) => other.top > cell.bottom && meets(other.span, cell.span)),
  );
  const columns = withoutSurplus(lowest, count);
  const own = new Set(columns.flatMap(({ texts }) => texts));
  return {
    columns: columns.map(({ span, texts }) => ({ ...span, texts })).sort((a, b) => middleOf(a) - middleOf(b)),
    above: lines.map((line) => line.filter((text) => !own.has(text))).filter((line) => line.length > 0),
  };
}

function cellsOf(lines: readonly (readonly Placed[])[]): Cell[] {
  const cells: Cell[] = [];
  for (const [at, line] of lines.entries()) {
    const near = cells.filter(({ bottom }) => bottom < at && at - bottom <= MOST_BETWEEN + 1);
    const open = line.map((text) => openAbove(text, line, near));
    const begun: Cell[] = [];
    for (const [i, text] of line.entries()) {
      const cell = open[i];
      if (cell === undefined || cell === null || !isAmongOthers(open, i))
        begun.push({ span: { x0: text.x0, x1: text.x1 }, texts: [text], top: at, bottom: at });
      else {
        cell.texts.push(text);
        cell.span = unionOf(cell.span, text);
        cell.bottom = at;
      }
    }
    cells.push(...begun);
  }
  return cells;
}

/** The cell right above that the text may go on with: neither has another above or below it, and they stand in one place. */
function openAbove(text: Placed, line: readonly Placed[], near: readonly Cell[]): Cell | null {
  const over = near.filter(({ span }) => meets(span, text));
  const lowest = over.reduce((most, { bottom }) => Math.max(most, bottom), 0);
  const [cell, ...others] = over.filter(({ bottom }) => bottom === lowest);
  if (cell === undefined || others.length > 0) return null;
  const isAlone = line.filter((other) => meets(other, cell.span)).length === 1;
  return isAlone && goesOn(cell, text) ? cell : null;
}

/** Tables of few columns have few heads to compare with. */
const FEW = 3;

/** A text goes on where a neighbour does, too: else the one above may be a wider head, of which only the middle is seen. */
function isAmongOthers(open: readonly (Cell | null)[], at: number): boolean {
  const joined = open.filter((cell) => cell !== null).length;
  if (open.length <= FEW && joined * 2 >= open.length) return true;
  return (open[at - 1] ?? null) !== null || (open[at + 1] ?? null) !== null;
}

function goesOn({ span, texts }: Cell, text: Placed): boolean {
  const last = texts.at(-1);
  if (last === undefined) return false;
  const isSet = Math.abs(text.x0 - last.x0) <= SLACK || Math.abs(middleOf(text) - middleOf(last)) <= SLACK;
  return (
    isSet && text.text.length <= 2 * Math.max(...texts.map((one) => one.text.length)) && span.x0 <= text.x1
  );
}

function withoutSurplus(cells: readonly Cell[], count: number): readonly Cell[] {
  const surplus = cells.length - count;
  if (surplus <= 0) return cells;
  const ordered = [...cells].sort((a, b) => a.bottom - b.bottom);
  const [last, first] = [ordered[surplus - 1], ordered[surplus]];
  return last !== undefined && first !== undefined && last.bottom < first.top
    ? ordered.slice(surplus)
    : cells;
}

export const textOf = ({ texts }: Head): string => texts.map(({ text }) => text).join('');
