/** A table of the form before it is drawn as text: rows of cells with their texts. */
import { type PlacedCell, placeCells } from '../formats/printed.js';

/** What a column is for: its width depends on it. */
export type ColumnKind = 'group' | 'part' | 'label' | 'figure' | 'extra' | 'number';

export interface TextCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** Of the figure that stands in it. */
  readonly indicator: string | null;
  readonly role: 'head' | 'label' | 'figure' | 'other';
}

export interface TextTable {
  readonly id: 'proactive' | 'requests' | 'disputes';
  readonly columns: readonly ColumnKind[];
  /** How many of the first rows are its head; none for table 2, each block of which has its own. */
  readonly headRows: number;
  readonly rows: readonly (readonly TextCell[])[];
}

export type Placed = PlacedCell<TextCell>;

export const placed = ({ rows, columns }: TextTable): Placed[] =>
  placeCells({ rows, columns: columns.length });

export function textCell(text: string, role: TextCell['role'], columnSpan = 1, rowSpan = 1): TextCell {
  return { text, rowSpan, columnSpan, indicator: null, role };
}

export const hasFigures = (row: readonly TextCell[]): boolean =>
  row.some(({ indicator }) => indicator !== null);

/** Every slot of the grid; the text of a cell stands in the first of its slots. */
export function slots(table: TextTable): TextCell[][] {
  const grid = table.rows.map(() => table.columns.map(() => textCell('', 'other')));
  for (const { cell, row, column } of placed(table)) {
    const line = grid[row];
    if (line !== undefined) line[column] = { ...cell, rowSpan: 1, columnSpan: 1 };
  }
  return grid;
}

/** The table with the text of some cells changed. */
export function mapTexts(table: TextTable, change: (cell: TextCell) => string): TextTable {
  return { ...table, rows: table.rows.map((row) => row.map((cell) => ({ ...cell, text: change(cell) }))) };
}
