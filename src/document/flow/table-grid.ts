import type { Cell } from '../model.js';

/** A cell as the source wrote it: spans not yet resolved. */
export interface SourceCell {
  readonly text: string;
  /** As declared; 0 means to the end of the row group. */
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly header: boolean;
}

/** Rows that spans from above do not leave: a `thead`, `tbody` or `tfoot`. */
export type RowGroup = readonly (readonly SourceCell[])[];

export interface Grid {
  readonly rows: readonly (readonly Cell[])[];
  readonly width: number;
  /** Slots that the cells take. */
  readonly slots: number;
  /** How many spans reached beyond their row group or beyond `MOST_COLUMNS`. */
  readonly clipped: number;
  /** Whether the slots did not suffice: some cells are missing, or narrower than declared. */
  readonly cut: boolean;
}

/** The most columns that one cell may span (WHATWG HTML, attributes common to td and th). */
export const MOST_COLUMNS = 1000;

/**
 * Gives every cell its slot, as browsers do (WHATWG HTML, "forming a table"): a cell goes to the next slot of
 * its row that no span from above covers; a span may overlap what it meets to its right. Row spans end with
 * their row group. Trailing rows without cells are dropped.
 *
 * @param slots how many slots the cells may take together
 */
export function layOutGrid(groups: readonly RowGroup[], slots: number): Grid {
  const layout = new Layout(slots);
  const height = filledHeight(groups);
  for (const group of groups) layout.group(group, height);
  return layout;
}

/** How many rows there are up to the last that has a cell. */
function filledHeight(groups: readonly RowGroup[]): number {
  let row = 0;
  let height = 0;
  for (const group of groups) {
    for (const cells of group) {
      row += 1;
      if (cells.length > 0) height = row;
    }
  }
  return height;
}

class Layout implements Grid {
  readonly rows: Cell[][] = [];
  width = 0;
  slots = 0;
  clipped = 0;
  cut = false;
  /** For each column, the first row that no cell placed so far covers. */
  readonly #free: number[] = [];

  constructor(private readonly budget: number) {}

  group(group: RowGroup, height: number): void {
    const start = this.rows.length;
    for (const [offset, cells] of group.entries()) {
      if (this.rows.length >= height) return;
      const end = { declared: start + group.length, real: Math.min(start + group.length, height) };
      this.row(cells, start + offset, end);
    }
  }

  private row(cells: readonly SourceCell[], row: number, end: { declared: number; real: number }): void {
    const placed: Cell[] = [];
    this.rows.push(placed);
    let column = 0;
    for (const cell of cells) {
      while ((this.#free[column] ?? 0) > row) column += 1;
      if (row + cell.rowSpan > end.declared) this.clipped += 1;
      if (cell.columnSpan > MOST_COLUMNS) this.clipped += 1;
      const wanted = cell.rowSpan === 0 ? end.real : Math.min(end.real, row + cell.rowSpan);
      const spans = this.afford(wanted - row, Math.min(MOST_COLUMNS, Math.max(1, cell.columnSpan)));
      if (spans === undefined) return;
      const { rowSpan, columnSpan } = spans;
      placed.push({ text: cell.text, row, column, rowSpan, columnSpan, header: cell.header });
      for (let covered = column; covered < column + columnSpan; covered += 1) {
        this.#free[covered] = Math.max(this.#free[covered] ?? 0, row + rowSpan);
      }
      column += columnSpan;
      this.width = Math.max(this.width, column);
    }
  }

  /** What is left of the slots goes to rows first; undefined where nothing is left. */
  private afford(rowSpan: number, columnSpan: number): { rowSpan: number; columnSpan: number } | undefined {
    const left = this.budget - this.slots;
    if (rowSpan * columnSpan > left) this.cut = true;
    if (left < 1) return undefined;
    const rows = Math.min(rowSpan, left);
    const columns = Math.min(columnSpan, Math.floor(left / rows));
    this.slots += rows * columns;
    return { rowSpan: rows, columnSpan: columns };
  }
}
