import type { Cell, Table } from '../document/model.js';
import { type Assignment, assignCells, type ColumnLayout } from './assign-cells.js';
import type { Label, MatrixTable, RowSpec } from './edition.js';
import type { FigureSheet } from './figure-sheet.js';
import { matches, nearest, type TextKeys } from './label-index.js';

/** A row label and the cells behind it, up to the end of the row or the next label. */
interface Segment {
  readonly row: RowSpec;
  readonly cells: Cell[];
  /** The next row's label followed in the same row. */
  cut: boolean;
}

/** Reads the rows of a matrix (table 3): groups of rows against applicants. */
export class MatrixReader {
  #heading: { cell: Cell; column: number }[] = [];
  #table: Table | null = null;
  #group: Label | null = null;

  constructor(
    private readonly spec: MatrixTable,
    private readonly sheet: FigureSheet,
  ) {}

  readRow(table: Table, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    if (this.#table !== table) {
      this.#table = table;
      this.#heading = [];
    }
    if (this.#readHeading(cells, keys)) return;
    for (const segment of this.#segments(cells, keys)) {
      const assignment = assignCells(segment.cells, this.#layout(table.aligned), table.aligned, segment.cut);
      this.#add(segment.row, assignment, table);
    }
  }

  /** A row is heading where it holds a heading's label, or labels of two columns. */
  #readHeading(cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    const found: { cell: Cell; column: number }[] = [];
    let heading = false;
    keys.forEach((key, i) => {
      const cell = cells[i];
      if (cell === undefined || !key.wordy) return;
      const column = this.spec.columns.findIndex((c) => matches(c, key));
      if (column !== -1) found.push({ cell, column });
      else if (this.spec.headings.some((label) => matches(label, key))) heading = true;
    });
    if (!heading && found.length < 2) return false;
    this.#heading.push(...found);
    return true;
  }

  #layout(aligned: boolean): ColumnLayout {
    const count = this.spec.columns.length;
    const slots = this.spec.columns.map((_, column) => {
      const places = this.#heading.filter((h) => h.column === column);
      return places.length === 1 ? (places[0]?.cell.column ?? -1) : -1;
    });
    const known = !slots.includes(-1);
    const rising = slots.every((slot, i) => i === 0 || slot > (slots[i - 1] ?? -1));
    if (aligned) return { count, slots: known ? slots : null, inOrder: !known || rising };
    // in plain text a heading spread over rows has no slots; then its labels must at least follow the form's order
    const ordered = [...new Set(this.#heading.map((h) => h.cell.row))].every((row) => {
      const columns = this.#heading.filter((h) => h.cell.row === row).map((h) => h.column);
      return columns.every((column, i) => i === 0 || column > (columns[i - 1] ?? -1));
    });
    return { count, slots: known && rising ? slots : null, inOrder: ordered };
  }

  #segments(cells: readonly Cell[], keys: readonly TextKeys[]): Segment[] {
    const segments: Segment[] = [];
    let current: Segment | null = null;
    cells.forEach((cell, i) => {
      const key = keys[i];
      if (key?.wordy) {
        const group = this.spec.groups.find((g) => matches(g, key));
        const row = group ? null : this.#rowOf(key, current === null);
        if (group || row) {
          if (current !== null) current.cut = true;
          current = null;
          if (group) this.#group = group;
        }
        if (row) {
          current = { row, cells: [], cut: false };
          segments.push(current);
        }
        if (group || row || current === null) return;
      }
      current?.cells.push(cell);
    });
    return segments;
  }

  #rowOf(key: TextKeys, mayDrift: boolean): RowSpec | null {
    const exact = this.spec.rows.filter((row) => matches(row, key));
    if (exact.length === 1) return exact[0] ?? null;
    if (exact.length > 1) return exact.find((row) => row.groups.at(-1) === this.#group) ?? null;
    const groupMeant = mayDrift ? nearest(this.spec.groups, key) : null;
    if (groupMeant) {
      this.#group = groupMeant;
      return null;
    }
    const near = nearest(this.spec.rows, key);
    if (near === null) return null;
    this.sheet.note({
      rule: 'form.label_drift',
      severity: 'info',
      indicators: [],
      message: `${this.spec.zh}: 「${key.key}」 was read as 「${near.zh}」`,
    });
    return near;
  }

  #add(row: RowSpec, assignment: Assignment, table: Table): void {
    this.sheet.add({
      table: this.spec,
      row,
      columns: this.spec.columns,
      cells: assignment.cells,
      problem: assignment.problem,
      tableIndex: table.index,
    });
  }
}
