/** What tables without a grid of lines have in common, however they are found. */
import { boxOf, type TextLine } from '../page/lines.js';
import type { FigureColumns, PageCell, PageTable } from '../ruled/page-table.js';
import { follows } from './pieces.js';

/** Lines that make one table, as indices of the first one and the one behind the last. */
export interface FoundTable {
  readonly from: number;
  readonly to: number;
  readonly table: PageTable;
}

/** The table that the lines form; this assigns rows to its cells. */
export function unruledTable(
  lines: readonly TextLine[],
  rows: readonly (readonly PageCell[])[],
  aligned: boolean,
  figures: FigureColumns | null = null,
): PageTable {
  return {
    box: boxOf(lines),
    xs: [],
    rows: rows.map((cells, row) => cells.map((cell) => ({ ...cell, row }))),
    aligned,
    closedTop: true,
    closedBottom: true,
    figures,
  };
}

/** The first table found in a run of lines that follow each other closely, from line `start` on. */
export function findInRuns(
  lines: readonly TextLine[],
  start: number,
  find: (from: number, to: number) => FoundTable | null,
): FoundTable | null {
  for (let from = start; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && follows(lines[to - 1], lines[to])) to += 1;
    const found = find(from, to);
    if (found !== null) return found;
    from = to;
  }
  return null;
}
