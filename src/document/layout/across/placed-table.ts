import type { Box } from '../page/geometry.js';
import type { PageCell, PageTable } from '../ruled/page-table.js';

/** A part of a page. */
interface Place extends Box {
  /** 1-based */
  readonly page: number;
}

/** A cell of a table that may go on over pages: it stands in several places where a page break cuts it. */
export interface PlacedCell extends PageCell {
  readonly places: readonly Place[];
}

export interface PlacedTable extends PageTable {
  readonly rows: readonly (readonly PlacedCell[])[];
}

/** The table as one that stands on this page. */
export function placeTable(table: PageTable, page: number): PlacedTable {
  const placed = (cell: PageCell): PlacedCell => ({
    ...cell,
    places: cell.box === null ? [] : [{ ...cell.box, page }],
  });
  return { ...table, rows: table.rows.map((row) => row.map(placed)) };
}
