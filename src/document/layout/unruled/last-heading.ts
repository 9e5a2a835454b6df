import type { TextLine } from '../page/lines.js';
import { wordsOf } from './column-headings.js';
import { columnsOf, headingCells, leavesOf } from './heading-cells.js';
import { headingRows } from './heading-rows.js';
import { ORDINAL } from './ordinal.js';
import { isValue, piecesOf, sameSize } from './pieces.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, unruledTable } from './unruled-table.js';

/**
 * The heading that ends a page, before what stands at its foot: its rows may begin the next one. By itself it is no
 * table.
 */
export function findLastHeading(lines: readonly TextLine[], start: number): FoundTable | null {
  for (let to = lines.length; to > start && lines.length - to <= UNRULED.pageFoot; to -= 1) {
    const found = headingBefore(lines, start, to);
    if (found !== null) return found;
    const [above, foot] = [lines[to - 2], lines[to - 1]];
    if (above === undefined || foot === undefined || foot.y0 - above.y1 < UNRULED.rowGap * foot.size) break;
  }
  return null;
}

function headingBefore(lines: readonly TextLine[], start: number, to: number): FoundTable | null {
  const size = lines[to - 1]?.size ?? 0;
  let from = to;
  while (from > start) {
    const [line, below] = [lines[from - 1], lines[from]];
    if (line === undefined || !sameSize(line, size)) break;
    if (from < to && below !== undefined && below.y0 - line.y1 > UNRULED.rowGap * size) break;
    const [only, second] = piecesOf(line, 'as drawn');
    if (only === undefined || (second === undefined && ORDINAL.test(only.text))) break;
    from -= 1;
  }
  const own = lines.slice(from, to);
  const pieces = own.flatMap((line) => piecesOf(line, 'as drawn'));
  if (pieces.some(isValue)) return null;
  const cells = headingCells(
    pieces.flatMap((piece) => wordsOf(piece, UNRULED.seam * size)),
    size,
  );
  const leaves = leavesOf(cells);
  if (leaves === null || leaves.length < UNRULED.fewestHeadings) return null;
  if (leaves.some(({ lines }) => lines.some((line) => !/\p{Script=Han}/u.test(line.text)))) return null;
  const columns = columnsOf(leaves, []) ?? [];
  const over = cells.filter((cell) => !leaves.includes(cell));
  const rows = headingRows(over, columns, '', size);
  const figures = { columns, headRows: rows.length, open: [], lonely: own };
  return { from, to, table: unruledTable(own, rows, true, figures) };
}
