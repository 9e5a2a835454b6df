import type { Cell, Table } from '../../document/model.js';
import type { RowSpec } from '../edition/edition.js';
import { type Assignment, assignCells, type ColumnLayout } from './assign-cells.js';
import type { FigureSheet, ReadRow } from './figure-sheet.js';
import type { Heading } from './heading.js';
import type { TextKeys } from './label-index.js';
import { mostCommon, type TableShape } from './table-shape.js';

/** A row label and the cells behind it, up to the end of the row or the next label. */
export interface Segment<R = RowSpec> {
  readonly row: R;
  readonly cells: readonly Cell[];
  /** The next row's label followed in the same row. */
  readonly cut: boolean;
}

/** The kind of a cell: a row's label, another label of the form (which ends a row), or anything else. */
export type Labelled = RowSpec | 'label' | null;

/** Splits a table row at its labels. `label` is asked for each wordy cell, in order. */
export function segmentsOf(
  cells: readonly Cell[],
  keys: readonly TextKeys[],
  label: (key: TextKeys, first: boolean) => Labelled,
): readonly Segment[] {
  const segments: { row: RowSpec; cells: Cell[]; cut: boolean }[] = [];
  let current: (typeof segments)[number] | null = null;
  for (const [i, cell] of cells.entries()) {
    const key = keys[i];
    const found: Labelled = key?.wordy ? label(key, current === null) : null;
    if (found === null) {
      current?.cells.push(cell);
      continue;
    }
    // a label that stands twice side by side is one label
    if (current !== null && current.row === found && current.cells.length === 0) continue;
    if (current !== null) current.cut = true;
    current = found === 'label' ? null : { row: found, cells: [], cut: false };
    if (current !== null) segments.push(current);
  }
  return segments;
}

/** Rows of figures that share a table and its heading. */
export interface Run<R = RowSpec> {
  readonly table: Table;
  readonly shape: TableShape;
  readonly layout: ColumnLayout;
  /** The heading, if it is in the same table; otherwise the table may not belong to the form at all. */
  readonly heading: Heading | null;
  readonly segments: { readonly segment: Segment<R>; readonly tableRow: number }[];
}

/**
 * Puts the figures of a run on the sheet. Rows of a table without a heading count only if some of them can
 * be placed: a table that compares years repeats the form's labels too.
 */
export function putRun(
  run: Run,
  sheet: FigureSheet,
  what: Pick<ReadRow, 'table' | 'columns' | 'moneyUnits'>,
): void {
  const rows = assignRun(run);
  if (run.heading === null && rows.every(({ assignment }) => assignment.problem !== null)) return;
  for (const { segment, assignment } of rows) {
    sheet.add({ ...what, row: segment.row, ...assignment, from: run.table });
  }
}

/** Gives each row of a run its cells. */
export function assignRun<R>(
  run: Run<R>,
): { readonly segment: Segment<R>; readonly assignment: Assignment }[] {
  const { table, shape, layout } = run;
  const isRegular = (tableRow: number): boolean => shape.isRegular(tableRow);
  const lengths = run.segments
    .filter(({ segment, tableRow }) => !segment.cut && (!table.aligned || isRegular(tableRow)))
    .map(({ segment }) => segment.cells.length);
  const exact = lengths.filter((length) => length === layout.count).length;
  const usual = table.aligned
    ? mostCommon(lengths, layout.count) === layout.count
    : exact > lengths.length / 2;
  // the only row of a text can be compared with the heading only
  const alone = !table.aligned && lengths.length < 2;
  const fits = (tableRow: number): boolean => shape.endOf(tableRow) === (run.heading?.end ?? shape.end);
  // in plain text blanks may fill up a label's columns too: one longer row is an accident, several are a habit
  const filledUp = !table.aligned && lengths.filter((length) => length > layout.count).length > 1;
  return run.segments.map(({ segment, tableRow }) => {
    const regular = isRegular(tableRow);
    const row = {
      cells: segment.cells,
      cut: segment.cut,
      above: table.aligned ? shape.above(tableRow) : [],
      onGrid: table.aligned && regular,
      whole: regular && (table.aligned || shape.even),
      typical: usual && (alone ? fits(tableRow) : !filledUp || (shape.even && regular)),
    };
    return { segment, assignment: assignCells(row, layout) };
  });
}
