/** A table without any lines whose one row of figures is blank: its heading, and the space for the row. */

import type { TextLine } from '../page/lines.js';
import type { PageTable } from '../ruled/page-table.js';
import { headingRows, withEmptyColumns, wordsOf } from './column-headings.js';
import { isValue, newCell, piecesOf } from './pieces.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, findInRuns, unruledTable } from './unruled-table.js';

/**
 * The first heading from `start` on with several rows over five columns or more, and white below it where a row has
 * room. At the foot of a page nothing is found: the row may stand on the next one.
 */
export function findBlankTable(lines: readonly TextLine[], start: number): FoundTable | null {
  return findInRuns(lines, start, (from, to) => {
    const found = hasRoomBelow(lines, to) ? headingOf(lines.slice(from, to)) : null;
    return found === null ? null : { from: to - found.lines, to, table: found.table };
  });
}

/** Is there white, and text below that goes on: no row of figures further down, and no page's foot? */
function hasRoomBelow(lines: readonly TextLine[], to: number): boolean {
  const [last, next] = [lines[to - 1], lines[to]];
  if (last === undefined || next === undefined || to + 1 === lines.length) return false;
  const [text, ...others] = piecesOf(next);
  const isText = text !== undefined && others.length === 0 && /\p{Script=Han}{2}/u.test(text.text);
  return isText && next.y0 - last.y1 >= UNRULED.near * last.size;
}

/** The table, and of how many lines at the run's end it is: a lone text above them is a title. */
function headingOf(run: readonly TextLine[]): { table: PageTable; lines: number } | null {
  const size = run[0]?.size ?? 0;
  const rows = run.map((line) =>
    piecesOf(line).flatMap((piece) => wordsOf(piece, UNRULED.headingGap * size)),
  );
  const first = rows.findLastIndex((row) => row.length < 2) + 1;
  const heading = rows.slice(first).flat();
  if (heading.length === 0 || heading.some(isValue)) return null;
  const columns = withEmptyColumns([], heading, Number.NEGATIVE_INFINITY, size);
  if (columns.length < UNRULED.fewestColumns) return null;
  const head = headingRows(heading, columns, size);
  if (head.length < 2 || head.at(-1)?.some(({ text }) => text === '')) return null;
  const blank = columns.map((_, i) => newCell('', i + 1, 1));
  const table = unruledTable(run.slice(first), [...head, blank], true);
  return { table, lines: run.length - first };
}
