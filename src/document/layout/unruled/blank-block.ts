/** A block of a table without any lines whose every figure is blank: its headings, and the labels below the first. */

import type { TextLine } from '../page/lines.js';
import { type HeadingCell, headingCells, leavesOf } from './heading-cells.js';
import { ORDINAL } from './ordinal.js';
import { glyphsOf, isValue, newCell, type Piece, piecesOf, sameSize } from './pieces.js';
import { labelBlocks } from './single-labels.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';

/** Which lines stand at once above and below a line on its page, whatever was found of them. */
export interface Neighbours {
  readonly above: (line: TextLine) => TextLine | undefined;
  readonly below: (line: TextLine) => TextLine | undefined;
}

/**
 * The first such block from line `start` on. It stands at once above or below what was found of the same table before,
 * and more text follows on its page: else its figures could stand on the next one.
 */
export function findBlankBlock(
  lines: readonly TextLine[],
  start: number,
  neighbours: Neighbours,
): FoundTable | null {
  for (let from = start; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && goesOn(lines[to - 1], lines[to])) to += 1;
    const [first, last] = [lines[from], lines[to - 1]];
    const touches =
      (from === 0 && first !== undefined && goesOn(neighbours.above(first), first)) ||
      (to === lines.length && last !== undefined && goesOn(last, neighbours.below(last)));
    const found = touches ? blockOf(lines, from, to, neighbours) : null;
    if (found !== null) return found;
    from = to;
  }
  return null;
}

/** May a line be of the same table as the one above it? */
function goesOn(above: TextLine | undefined, line: TextLine | undefined): boolean {
  if (above === undefined || line === undefined) return false;
  return line.y0 - above.y1 < UNRULED.rowGap * line.size && sameSize(above, line.size);
}

function blockOf(
  lines: readonly TextLine[],
  from: number,
  to: number,
  { below }: Neighbours,
): FoundTable | null {
  const rows = lines.slice(from, to).map((line) => piecesOf(line, 'as drawn'));
  const size = lines[from]?.size ?? 0;
  const lowest = rows.findLastIndex(({ length }) => length > 1);
  if (lowest === -1 || lowest > UNRULED.headingLines || rows.flat().some(isValue)) return null;
  // where the figures would begin
  const begin = Math.min(...rows.flatMap((row) => row.slice(1).map(({ x0 }) => x0)));
  const beneath = rows.slice(lowest + 1).flat();
  const under = beneath.filter(({ x0 }) => x0 >= begin);
  const head = headOf([...rows.slice(0, lowest + 1).flat(), ...under], size);
  if (head === null) return null;
  const last = lines[to - 1];
  const next = last === undefined ? undefined : below(last);
  const labels = labelsBelow(
    beneath.filter((piece) => !under.includes(piece)),
    head,
    next === undefined ? [] : piecesOf(next, 'as drawn'),
  );
  const more = beneath.length - under.length - labels.length;
  const named = namesOf(labels, head, size);
  // at the foot of a page, figures may stand on the next one
  if (named === null || (more === 0 && next === undefined)) return null;
  const body = named.map((label) => [
    newCell(textOf(label), 0, 1, glyphsOf(label)),
    ...head.columns.map((_, i) => newCell('', i + 1, 1)),
  ]);
  const own = lines.slice(from, to - more);
  const names = [head.labels, ...head.columns].map(({ lines: text }, i) =>
    newCell(textOf(text), i, 1, glyphsOf(text)),
  );
  const titles = head.title === null ? [] : [[newCell(textOf(head.title.lines), 0, 1)]];
  return { from, to: from + own.length, table: unruledTable(own, [...titles, names, ...body], false) };
}

interface Head {
  readonly title: HeadingCell | null;
  readonly labels: HeadingCell;
  readonly columns: readonly HeadingCell[];
}

/** The heading of the labels and those of the figures, in one row, below a title at most. */
function headOf(heading: readonly Piece[], size: number): Head | null {
  const cells = headingCells(heading, size);
  const leaves = leavesOf(cells);
  const [labels, ...columns] = leaves ?? [];
  const [title, other] = cells.filter((cell) => leaves?.includes(cell) === false);
  if (labels === undefined || columns.length === 0 || other !== undefined) return null;
  const areWords = [labels, ...columns].every(({ lines }) => lines.every(({ text }) => HAN.test(text)));
  return areWords ? { title: title ?? null, labels, columns } : null;
}

const HAN = /\p{Script=Han}/u;

/**
 * The texts that may be labels: up to the title of the next headings, a numbered heading, or a wider gap than the first
 * label's.
 *
 * @param next what stands on the line behind
 */
function labelsBelow(texts: readonly Piece[], head: Head, next: readonly Piece[]): readonly Piece[] {
  const isTitled = next.length > 1 && !next.some(isValue);
  const own = isTitled ? texts.slice(0, -1) : texts;
  const pitch = (own[0]?.at ?? 0) - bottomOf(head);
  const end = own.findIndex(
    ({ at, text }, i) => ORDINAL.test(text) || at - (own[i - 1]?.at ?? at) > UNRULED.widestPitch * pitch,
  );
  return end === -1 ? own : own.slice(0, end);
}

const bottomOf = ({ labels, columns }: Head): number =>
  Math.max(labels.bottom, ...columns.map(({ bottom }) => bottom));

/** The lines of each label; null where they don't all stand below the first heading alone, or can't be told apart. */
function namesOf(lines: readonly Piece[], head: Head, size: number): readonly (readonly Piece[])[] | null {
  const { labels, columns } = head;
  const bottom = bottomOf(head);
  const end = columns[0]?.x0 ?? Number.NEGATIVE_INFINITY;
  const [first] = lines;
  if (first === undefined || lines.some(({ at, x1, text }) => at <= bottom || x1 > end || !HAN.test(text)))
    return null;
  const widest = Math.max(...lines.map(({ x0, x1 }) => x1 - x0), labels.x1 - labels.x0);
  return labelBlocks(lines, first.at - bottom - UNRULED.sameGap * size, widest, size);
}

const textOf = (lines: readonly Piece[]): string => lines.map(({ text }) => text).join('\n');
