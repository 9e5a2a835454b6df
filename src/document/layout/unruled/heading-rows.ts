import type { PageCell } from '../ruled/page-table.js';
import type { Column, HeadingCell } from './heading-cells.js';
import { glyphsOf, meets, newCell, type Span } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** What stands over several columns, row by row, and last the columns' own labels in one row, with that of the labels. */
export function headingRows(
  over: readonly HeadingCell[],
  columns: readonly Column[],
  title: string,
  size: number,
): PageCell[][] {
  const rows: { at: number; cells: PageCell[] }[] = [];
  for (const cell of [...over].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const at = (cell.top + cell.bottom) / 2;
    const first = columns.findIndex((column) => meets(column, cell));
    const last = columns.findLastIndex((column) => meets(column, cell));
    const near = first === -1 ? nearest(cell, columns) : first;
    const placed = textCell(cell, near + 1, first === -1 ? 1 : last - first + 1);
    const row = rows.at(-1);
    if (row !== undefined && at - row.at < UNRULED.sameBase * size) row.cells.push(placed);
    else rows.push({ at, cells: [placed] });
  }
  const labels = title === '' ? [] : [newCell(title, 0, 1)];
  const own = columns.map(({ leaf }, i) =>
    leaf === null ? newCell('', i + 1, 1) : textCell(leaf, i + 1, 1),
  );
  const leaves = columns.every(({ leaf }) => leaf === null) ? labels : [...labels, ...own];
  return [
    ...rows.map((row) => row.cells.sort((a, b) => a.column - b.column)),
    ...(leaves.length === 0 ? [] : [leaves]),
  ];
}

function textCell({ lines }: HeadingCell, column: number, span: number): PageCell {
  return newCell(lines.map(({ text }) => text).join('\n'), column, span, glyphsOf(lines));
}

function nearest(cell: Span, columns: readonly Column[]): number {
  const centre = (cell.x0 + cell.x1) / 2;
  const off = columns.map(({ x0, x1 }) => Math.abs((x0 + x1) / 2 - centre));
  return off.indexOf(Math.min(...off));
}
