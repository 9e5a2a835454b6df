import type { Cell, Table } from '../../document/model.js';
import type { BlocksTable, ColumnSpec, RowSpec } from '../edition/edition.js';
import type { FigureSheet } from './figure-sheet.js';
import { Heading, type HeadingCell, layoutOf } from './heading.js';
import type { TextKeys } from './label-index.js';
import { type MoneyUnit, moneyUnit } from './money-unit.js';
import { assignRun, type Run } from './row-segments.js';
import type { TableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';

/** The label of one of the form's columns, where it stands before figures. */
type ColumnLabel = Pick<TextKeys, 'key' | 'bare' | 'wordy'> & { readonly text: string };

/** Rows of figures under a heading that names the form's rows. */
interface UprightRun {
  readonly rows: readonly RowSpec[];
  readonly run: Run<ColumnLabel>;
}

/** One figure between the labels of its row and its column: 「规章｜本年制发件数｜3」. */
interface Pair {
  readonly table: Table;
  readonly row: RowSpec;
  readonly label: ColumnLabel;
  /** Null if more than one cell is possible. */
  readonly cell: Cell | null;
}

/** Reads transposed blocks: the form's columns label the rows, and its rows are named above or beside them. */
export class UprightBlocks {
  readonly #runs: UprightRun[] = [];
  readonly #pairs: Pair[] = [];
  #open: UprightRun | null = null;
  /** The form's row that was named last beside figures, and where. */
  #row: { readonly place: Place; readonly row: RowSpec } | null = null;

  constructor(
    private readonly spec: BlocksTable,
    private readonly labels: TableLabels,
    private readonly sheet: FigureSheet,
  ) {}

  /** Takes the row if it is transposed; otherwise returns false. */
  readRow(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    if (this.#open !== null && this.#open.run.table !== place.table) this.#open = null;
    const at = keys.findIndex((key) => this.labels.columns.has(key));
    if (at === -1) return this.#readHeading(place, cells, keys);
    const values = cells.slice(at + 1);
    const [label, key] = [cells[at], keys[at]];
    const isRow =
      values.length > 0 &&
      keys.slice(at + 1).every((each) => !each.wordy) &&
      values.some((cell) => cell.text !== '');
    if (!isRow || label === undefined || key === undefined) return false;
    const named = { ...key, text: label.text };
    if (this.#open !== null) {
      const segment = { row: named, cells: values, cut: false };
      this.#open.run.segments.push({ segment, tableRow: label.row });
      return true;
    }
    return this.#readPair(place, cells.slice(0, at), keys.slice(0, at), named, values);
  }

  /** Call once after the last row. */
  finish(): void {
    for (const { rows, run } of this.#runs) {
      for (const { segment, assignment } of assignRun(run))
        rows.forEach((row, i) => {
          this.#put(run.table, row, segment.row, assignment.cells[i] ?? null, assignment.problem);
        });
    }
    for (const { table, row, label, cell } of this.#pairs)
      this.#put(table, row, label, cell, cell === null ? 'ambiguous' : null);
  }

  /** A row that begins with no label of a row, and holds nothing but such labels behind its first cell. */
  #readHeading(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    const rows = keys.map((key) => (key.wordy ? this.labels.rows.find(key) : undefined));
    const found = cells.flatMap((cell, i): { cell: Cell; row: RowSpec }[] => {
      const row = rows[i];
      return row === undefined ? [] : [{ cell, row }];
    });
    const isHeading =
      found.length > 0 &&
      rows[0] === undefined &&
      cells.every((cell, i) => i === 0 || rows[i] !== undefined || cell.text === '');
    if (!isHeading) return false;
    const heading = new Heading(place);
    heading.add(cells);
    const columns = found.map(({ cell }, column): HeadingCell => ({ cell, column }));
    const layout = layoutOf(heading, columns, found.length);
    this.#open = { rows: found.map(({ row }) => row), run: { ...place, layout, heading, segments: [] } };
    this.#runs.push(this.#open);
    return true;
  }

  /** The row's label stands before the column's, or above it over several rows. */
  #readPair(
    place: Place,
    before: readonly Cell[],
    keys: readonly TextKeys[],
    label: ColumnLabel,
    values: readonly Cell[],
  ): boolean {
    const own = keys.flatMap((key) => this.labels.rows.find(key) ?? []).at(0);
    const isBlank = before.every((cell) => cell.text === '');
    const above = isBlank && this.#row?.place === place ? this.#row.row : undefined;
    const row = own ?? above;
    if (row === undefined) return false;
    this.#row = { place, row };
    const filled = values.filter((cell) => cell.text !== '');
    const cell = filled.length === 1 ? (filled[0] ?? null) : null;
    this.#pairs.push({ table: place.table, row, label, cell });
    return true;
  }

  /** Ignores columns that the row's block does not have. */
  #put(
    table: Table,
    row: RowSpec,
    label: ColumnLabel,
    cell: Cell | null,
    problem: 'missing' | 'ambiguous' | null,
  ): void {
    const block = this.spec.blocks.find((each) => each.rows.includes(row));
    const column: ColumnSpec | undefined =
      block === undefined ? undefined : this.labels.blockColumns.get(block)?.find(label);
    if (column === undefined) return;
    const moneyUnits: MoneyUnit[] = [moneyUnit(label.text)];
    this.sheet.add({
      table: this.spec,
      row,
      columns: [column],
      cells: [cell],
      problem,
      from: table,
      moneyUnits,
    });
  }
}
