/** A table without any lines whose one row of figures is blank: its heading, and the space for the row. */

import type { TextLine } from '../page/lines.js';
import { wordsOf } from './column-headings.js';
import { columnsOf, headingCells, leavesOf } from './heading-cells.js';
import { headingRows } from './heading-rows.js';
import { isValue, newCell, PARTINGS, type Parting, piecesOf, sameSize } from './pieces.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';

/**
 * The first heading from `start` on with several rows over five columns or more, and white below it where a row has
 * room. At the foot of a page nothing is found: the row may stand on the next one.
 */
export function findBlankTable(lines: readonly TextLine[], start: number): FoundTable | null {
  for (let to = start + 1; to < lines.length; to += 1) {
    if (!hasRoomBelow(lines, to)) continue;
    for (const parting of PARTINGS) {
      const found = headingBefore(lines, start, to, parting);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Is there white, and text below that goes on: no row of figures further down, and no page's foot? */
function hasRoomBelow(lines: readonly TextLine[], to: number): boolean {
  const [last, next] = [lines[to - 1], lines[to]];
  if (last === undefined || next === undefined || to + 1 === lines.length) return false;
  const [text, ...others] = piecesOf(next);
  const isText = text !== undefined && others.length === 0 && /\p{Script=Han}{2}/u.test(text.text);
  return isText && next.y0 - last.y1 >= UNRULED.near * last.size;
}

/** The table whose heading ends above the line `to`: lines of texts side by side. */
function headingBefore(
  lines: readonly TextLine[],
  start: number,
  to: number,
  parting: Parting,
): FoundTable | null {
  const size = lines[to - 1]?.size ?? 0;
  let from = to;
  for (let i = to; i > Math.max(start, to - UNRULED.headingLines); i -= 1) {
    const [line, below] = [lines[i - 1], lines[i]];
    if (line === undefined || !sameSize(line, size)) break;
    if (i < to && below !== undefined && below.y0 - line.y1 > UNRULED.rowGap * size) break;
    // a text alone above all others is none of the heading
    if (piecesOf(line, parting).length > 1) from = i - 1;
  }
  const own = lines.slice(from, to);
  const heading = own
    .flatMap((line) => piecesOf(line, parting))
    .flatMap((piece) => wordsOf(piece, UNRULED.headingGap * size));
  if (heading.some(isValue)) return null;
  const cells = headingCells(heading, size);
  const leaves = leavesOf(cells);
  if (leaves === null || leaves.length < UNRULED.fewestColumns) return null;
  const columns = columnsOf(leaves, []) ?? [];
  const over = cells.filter((cell) => !leaves.includes(cell));
  const head = headingRows(over, columns, '', size);
  if (head.length < 2) return null;
  const blank = columns.map((_, i) => newCell('', i + 1, 1));
  return { from, to, table: unruledTable(own, [...head, blank], true) };
}
