import { ORDINAL } from './ordinal.js';
import { isSet, type Piece } from './pieces.js';
import type { LabelledRow, LabelledRows } from './row-labels.js';
import { UNRULED } from './tolerances.js';

/** The figures of one baseline. */
export interface FigureRow {
  /** The middle of their height. */
  readonly at: number;
  readonly values: readonly Piece[];
}

/**
 * Which label belongs to which row of figures, by the order in which the file draws them: cell by cell and row by row,
 * so that a label is what comes last before its figures, wherever in the row it is placed. Null where the order says
 * nothing (the file draws line by line), or where what it says does not fit where things stand.
 *
 * @param rows from top to bottom
 */
export function labelsAsDrawn(
  labels: readonly Piece[],
  rows: readonly FigureRow[],
  size: number,
): LabelledRows | null {
  const spans = rows.map(({ values }) => drawnSpan(values));
  if (spans.some((span, i) => i > 0 && span.first <= (spans[i - 1]?.last ?? 0))) return null;
  const drawn = [...labels].sort((a, b) => a.first - b.first);
  const own: Piece[][] = [...rows.map(() => []), []];
  let row = 0;
  for (const label of drawn) {
    while (row < rows.length && (spans[row]?.first ?? 0) < label.first) row += 1;
    if (label.last > (spans[row]?.first ?? Number.POSITIVE_INFINITY)) return null;
    own[row]?.push(label);
  }
  const saying = rows.some(({ at }, i) => own[i]?.some((label) => label.at > at + UNRULED.sameBase * size));
  if (!saying) return null;
  const found = rows.map((_, i) => labelBefore(own[i] ?? [], i, size));
  const tail = own[rows.length] ?? [];
  const blocks = [...found.flatMap(({ blanks, label }) => [...blanks, ...label]), ...blocksOf(tail, size)];
  if (found.some(({ label }) => label.length === 0) || !isInOrder(blocks, rows, size)) return null;
  return {
    above: '',
    blanks: blocks.every(({ lines }) => startsList(lines)),
    rows: blocks.map(asRow),
  };

  function asRow({ lines, row }: Block): LabelledRow {
    const at = row === null ? middleOf(lines) : (rows[row]?.at ?? 0);
    return { at, label: textOf(lines), lines, row };
  }
}

/** The lines of a label, and the row of figures that it names. */
interface Block {
  readonly lines: readonly Piece[];
  readonly row: number | null;
}

interface Labels {
  /** Labels of rows without any figure. */
  readonly blanks: readonly Block[];
  /** The row's own; none where there is none. */
  readonly label: readonly Block[];
}

function drawnSpan(values: readonly Piece[]): { first: number; last: number } {
  return {
    first: values.reduce((least, value) => Math.min(least, value.first), Number.POSITIVE_INFINITY),
    last: values.reduce((most, value) => Math.max(most, value.last), Number.NEGATIVE_INFINITY),
  };
}

/** Of what is drawn since the figures before: the last cell is the label, what stands at its left names several rows. */
function labelBefore(drawn: readonly Piece[], row: number, size: number): Labels {
  const cells = blocksOf(drawn, size);
  const label = cells.at(-1);
  if (label === undefined) return { blanks: [], label: [] };
  // a line that can't be broken may stick out of its column
  const begin = Math.min(...label.lines.map(({ x0 }) => x0));
  const blanks = cells
    .slice(0, -1)
    .filter((cell, i) => centreOf(cell.lines) > begin || endsAbove(cell, cells[i + 1] ?? label, size));
  return { blanks, label: [{ ...label, row }] };
}

/**
 * Does a cell end above the one that is drawn next? Then it is a row of its own: a group's label stands beside its first
 * row or below that.
 */
function endsAbove(cell: Block, next: Block, size: number): boolean {
  const bottom = Math.max(...cell.lines.map(({ at }) => at));
  const top = Math.min(...next.lines.map(({ at }) => at));
  return top - bottom > UNRULED.lineStep * size;
}

/** Texts in the order in which they are drawn, as cells: each line of a cell is below the one before. */
function blocksOf(drawn: readonly Piece[], size: number): Block[] {
  const cells: Piece[][] = [];
  for (const piece of drawn) {
    const cell = cells.at(-1);
    if (cell !== undefined && goesOn(cell, piece, size)) cell.push(piece);
    else cells.push([piece]);
  }
  return cells.map((lines) => ({ lines, row: null }));
}

function goesOn(cell: readonly Piece[], next: Piece, size: number): boolean {
  const last = cell.at(-1);
  if (last === undefined || ORDINAL.test(next.text)) return false;
  const step = next.at - last.at;
  if (step < UNRULED.lineStep * size || step > UNRULED.widestLeading * size) return false;
  if (!isSet(last, next, size)) return false;
  // a line that left so much room was the last of its cell
  const widest = Math.max(next.x1 - next.x0, ...cell.map(({ x0, x1 }) => x1 - x0));
  return widest - (last.x1 - last.x0) < UNRULED.lineRoom * size;
}

function startsList([first]: readonly Piece[]): boolean {
  return first !== undefined && ORDINAL.test(first.text);
}

const textOf = (lines: readonly Piece[]): string => lines.map(({ text }) => text).join('\n');

function centreOf(lines: readonly Piece[]): number {
  return (Math.min(...lines.map(({ x0 }) => x0)) + Math.max(...lines.map(({ x1 }) => x1))) / 2;
}

function middleOf(lines: readonly Piece[]): number {
  return ((lines[0]?.at ?? 0) + (lines.at(-1)?.at ?? 0)) / 2;
}

/** Does every row, label and figures, end above the next one? */
function isInOrder(blocks: readonly Block[], rows: readonly FigureRow[], size: number): boolean {
  let end = Number.NEGATIVE_INFINITY;
  for (const { lines, row } of blocks) {
    const at = row === null ? [] : [rows[row]?.at ?? 0];
    const places = [...lines.map((line) => line.at), ...at];
    if (Math.min(...places) < end + UNRULED.sameBase * size) return false;
    end = Math.max(...places);
  }
  return true;
}
