/** A cell that may go on below, by its edges. */
interface Edged {
  readonly column: number;
  readonly columnSpan: number;
  vertical: 'single' | 'first' | 'continued';
}

/**
 * Makes a cell that says it continues the one above, where no cell above with the same edges does so, the first
 * of its own: Word merges vertically between equal edges only (ECMA-376 part 1, 17.4.84; [MS-DOC] 2.9.327).
 */
export function settleMerges(rows: readonly (readonly Edged[])[]): void {
  /** By left edge: the width of the cell that may reach down from the row before. */
  let above = new Map<number, number>();
  for (const cells of rows) {
    const here = new Map<number, number>();
    for (const cell of cells) {
      if (cell.vertical === 'continued' && above.get(cell.column) !== cell.columnSpan)
        cell.vertical = 'first';
      if (cell.vertical !== 'single') here.set(cell.column, cell.columnSpan);
    }
    above = here;
  }
}
