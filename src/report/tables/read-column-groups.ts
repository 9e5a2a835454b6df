import type { Cell, Table } from '../../document/model.js';
import type { ColumnGroupsTable } from '../edition/edition.js';
import { Heading, type HeadingCell, layoutOf } from '../sections/heading.js';
import { type Assignment, assignCells, type ColumnLayout } from './assign-cells.js';
import type { FigureSheet } from './figure-sheet.js';
import type { TextKeys } from './label-index.js';
import { type TableLabels, tableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';

/** The heading of one table: its rows, and its cells that name a group or a column. */
interface GroupedHeading {
  readonly rows: Heading;
  readonly groups: HeadingCell[];
  readonly columns: HeadingCell[];
  /** Rows of figures have followed. */
  closed: boolean;
}

interface FigureRow {
  readonly table: Table;
  readonly assignment: Assignment;
  readonly blank: boolean;
}

/** Reads one row of figures under grouped columns (table 4): kinds of dispute against outcomes. */
export class ColumnGroupsReader {
  readonly #labels: TableLabels;
  readonly #rows: FigureRow[] = [];
  #heading: GroupedHeading | null = null;

  constructor(
    private readonly spec: ColumnGroupsTable,
    private readonly sheet: FigureSheet,
  ) {
    this.#labels = tableLabels(spec);
  }

  readRow(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    if (this.#readHeading(place, cells, keys) || this.#heading === null) return;
    const { table } = place;
    const of = this.#heading.rows.place.table.index;
    if (table.index !== of && (table.index !== of + 1 || this.#heading.closed)) return;
    const first = keys.findIndex((key) => !key.wordy);
    const values = cells.slice(first === -1 ? cells.length : first);
    if (values.length < 2) return;
    this.#heading.closed = true;
    const blank = values.every((cell) => cell.text === '');
    this.#rows.push({ table, assignment: this.#assign(place, cells, values, this.#heading), blank });
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
          from: table,
        });
      });
    }
  }

  #readHeading(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    const groups: HeadingCell[] = [];
    const columns: HeadingCell[] = [];
    let heading = false;
    for (const [i, cell] of cells.entries()) {
      const key = keys[i];
      if (key === undefined || !key.wordy) continue;
      const group = this.#labels.rows.find(key);
      const column = this.#labels.columns.find(key);
      if (group !== undefined) groups.push({ cell, column: this.spec.rows.indexOf(group) });
      else if (column !== undefined) columns.push({ cell, column: this.spec.columns.indexOf(column) });
      else if (!this.#labels.headings.has(key)) continue;
      heading = true;
    }
    if (!heading) return false;
    if (this.#heading === null || !this.#continues(this.#heading, place, groups)) {
      this.#heading = { rows: new Heading(place), groups: [], columns: [], closed: false };
    }
    this.#heading.rows.add(cells);
    this.#heading.groups.push(...groups);
    this.#heading.columns.push(...columns);
    return true;
  }

  /** Does a row of labels belong to the heading at hand, or does it begin another? */
  #continues(heading: GroupedHeading, place: Place, groups: readonly HeadingCell[]): boolean {
    const repeats = groups.some((g) => heading.groups.some((known) => known.column === g.column));
    return !heading.closed && heading.rows.place === place && !repeats;
  }

  #assign(
    place: Place,
    cells: readonly Cell[],
    values: readonly Cell[],
    heading: GroupedHeading,
  ): Assignment {
    const { table, shape } = place;
    const same = heading.rows.place === place;
    const layout = this.#layout(heading);
    // in plain text, rows filled up with blanks are wider than the form
    const row = cells[0]?.row ?? 0;
    const whole = same && (table.aligned ? shape.isRegular(row) : cells.length === table.width);
    const onGrid = whole && table.aligned;
    const above = onGrid ? shape.above(row) : [];
    return assignCells({ cells: values, above, onGrid, whole, typical: whole, cut: false }, layout);
  }

  #layout(heading: GroupedHeading): ColumnLayout {
    const width = this.spec.columns.length;
    const count = this.spec.rows.length * width;
    if (heading.rows.hasGrid) {
      const found = heading.columns.flatMap(({ cell, column }): HeadingCell[] => {
        const over = heading.groups.filter(
          ({ cell: g }) => g.column <= cell.column && cell.column < g.column + g.columnSpan,
        );
        const [group] = over;
        return over.length === 1 && group !== undefined
          ? [{ cell, column: group.column * width + column }]
          : [];
      });
      const layout = layoutOf(heading.rows, found, count);
      if (layout.slots !== null) return layout;
    }
    const inOrder = this.#followsForm(heading, count, width);
    const order = inOrder ? Array.from({ length: count }, (_, column) => column) : null;
    return { count, slots: null, foreign: [], order };
  }

  /** Without a grid: do groups and columns stand in the form's order, each once? */
  #followsForm({ rows, groups, columns }: GroupedHeading, count: number, width: number): boolean {
    const byRow = (a: HeadingCell, b: HeadingCell): number =>
      a.cell.row - b.cell.row || a.cell.column - b.cell.column;
    const byColumn = (a: HeadingCell, b: HeadingCell): number => a.cell.column - b.cell.column;
    const read = [...columns].sort(rows.place.table.aligned ? byColumn : byRow);
    const over = [...groups].sort(byRow);
    return (
      read.length === count &&
      read.every((c, i) => c.column === i % width) &&
      over.length === this.spec.rows.length &&
      over.every((g, i) => g.column === i)
    );
  }
}
