import type { Cell, Table } from '../document/model.js';
import { type Assignment, assignCells, type ColumnLayout } from './assign-cells.js';
import type { ColumnGroupsTable } from './edition.js';
import type { FigureSheet } from './figure-sheet.js';
import { matches, type TextKeys } from './label-index.js';

interface HeadingCell {
  readonly cell: Cell;
  /** Index among the groups or the columns of the form. */
  readonly at: number;
}

/** Reads one row of figures under grouped columns (table 4): kinds of dispute against outcomes. */
export class ColumnGroupsReader {
  readonly #groups: HeadingCell[] = [];
  readonly #columns: HeadingCell[] = [];
  #headingTable = 0;
  #rows: { table: Table; assignment: Assignment; blank: boolean }[] = [];

  constructor(
    private readonly spec: ColumnGroupsTable,
    private readonly sheet: FigureSheet,
  ) {}

  readRow(table: Table, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    let heading = false;
    keys.forEach((key, i) => {
      const cell = cells[i];
      if (cell === undefined || !key.wordy) return;
      const group = this.spec.rows.findIndex((g) => matches(g, key));
      const column = this.spec.columns.findIndex((c) => matches(c, key));
      if (group !== -1) this.#groups.push({ cell, at: group });
      if (column !== -1) this.#columns.push({ cell, at: column });
      if (group !== -1 || column !== -1 || this.spec.headings.some((h) => matches(h, key))) heading = true;
    });
    if (heading) {
      this.#headingTable = table.index;
      return;
    }
    if (!this.#mayHoldFigures(table)) return;
    const first = keys.findIndex((key) => !key.wordy);
    const values = cells.slice(first === -1 ? cells.length : first);
    if (values.length < 2) return;
    const assignment = assignCells(values, this.#layout(table.aligned), table.aligned, false);
    this.#rows.push({ table, assignment, blank: values.every((cell) => cell.text === '') });
  }

  /** Figures stand in the table of the heading, or in the next where the row was split off from it. */
  #mayHoldFigures(table: Table): boolean {
    if (this.#columns.length === 0) return false;
    return (
      table.index === this.#headingTable ||
      (table.index === this.#headingTable + 1 && this.#rows.length === 0)
    );
  }

  /** Call once after the last row: blank rows around the row of figures are no figures. */
  finish(): void {
    const filled = this.#rows.filter((row) => !row.blank);
    const rows = filled.length > 0 ? filled : this.#rows.slice(0, 1);
    const width = this.spec.columns.length;
    for (const { table, assignment } of rows) {
      this.spec.rows.forEach((row, g) => {
        this.sheet.add({
          table: this.spec,
          row,
          columns: this.spec.columns,
          cells: assignment.cells.slice(g * width, (g + 1) * width),
          problem: assignment.problem,
          tableIndex: table.index,
        });
      });
    }
  }

  #layout(aligned: boolean): ColumnLayout {
    const { rows: groups, columns } = this.spec;
    const count = groups.length * columns.length;
    const slots = aligned ? this.#slots() : null;
    if (slots !== null)
      return { count, slots, inOrder: slots.every((s, i) => i === 0 || s > (slots[i - 1] ?? -1)) };
    const inReadingOrder = [...this.#columns].sort((a, b) =>
      aligned ? a.cell.column - b.cell.column : a.cell.row - b.cell.row || a.cell.column - b.cell.column,
    );
    const groupsInOrder = [...this.#groups].sort(
      (a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column,
    );
    const inOrder =
      inReadingOrder.length === count &&
      inReadingOrder.every((c, i) => c.at === i % columns.length) &&
      groupsInOrder.length === groups.length &&
      groupsInOrder.every((g, i) => g.at === i);
    return { count, slots: null, inOrder };
  }

  /** The slot of each column under its group's heading, group by group; null unless every one is there once. */
  #slots(): number[] | null {
    const slots: number[] = [];
    for (let g = 0; g < this.spec.rows.length; g++) {
      const group = this.#groups.filter((h) => h.at === g);
      const over = group[0]?.cell;
      if (over === undefined || group.length > 1) return null;
      for (let c = 0; c < this.spec.columns.length; c++) {
        const under = this.#columns.filter(
          (h) => h.at === c && over.column <= h.cell.column && h.cell.column < over.column + over.columnSpan,
        );
        if (under.length !== 1 || under[0] === undefined) return null;
        slots.push(under[0].cell.column);
      }
    }
    return slots;
  }
}
