import type { Cell, Table } from '../../document/model.js';
import type { ColumnGroupsTable, RowSpec } from '../edition/edition.js';
import { type Assignment, assignCells } from './assign-cells.js';
import { readCell } from './cell-value.js';
import type { FigureSheet } from './figure-sheet.js';
import {
  type GroupedColumns,
  GroupedHeading,
  type NamedCells,
  namedCells,
  type Target,
} from './grouped-heading.js';
import { LabelMap, type TextKeys } from './label-index.js';
import { assignRun, type Run } from './row-segments.js';
import { type TableLabels, tableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';

/** The figures in a row, each with the cell assigned to it. */
interface FigureRow {
  readonly heading: GroupedHeading;
  readonly table: Table;
  readonly targets: readonly Target[];
  readonly assignment: Assignment;
  readonly blank: boolean;
}

/** Rows of figures that each begin with a label, under a heading that names the rest. */
interface LabelledRows {
  readonly heading: GroupedHeading;
  readonly columns: GroupedColumns;
  readonly run: Run<Target>;
}

/** Begins the label of a row that is a part of the one above (「其中：市本级」): the form has none. */
const PART = /^其中/u;
/** What may follow the name of a kind of dispute in a caption. */
const CAPTION_END = /(?:案件)?(?:办理)?(?:情况|结果)?表?$/u;

/**
 * Reads table 4: kinds of dispute against outcomes. The form prints one row of figures under grouped columns. Others
 * give each kind a table or a row of its own, or give each outcome a row: what the heading leaves open is stated by the
 * row's label, or by the caption of the table.
 */
export class ColumnGroupsReader {
  readonly #labels: TableLabels;
  readonly #rows: FigureRow[] = [];
  readonly #labelled: LabelledRows[] = [];
  /** Rows under headings that contradict the form or are incomplete, and the groups that the rows may belong to. */
  readonly #unplaced: { readonly table: Table; readonly groups: readonly RowSpec[] }[] = [];
  #heading: GroupedHeading | null = null;

  constructor(
    private readonly spec: ColumnGroupsTable,
    private readonly sheet: FigureSheet,
  ) {
    this.#labels = tableLabels(spec);
  }

  readRow(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    const named = namedCells(this.spec, this.#labels, cells, keys);
    if (this.#readLabelled(place, cells, keys, named)) return;
    if (this.#readHeading(place, cells, keys, named)) return;
    const heading = this.#heading;
    if (heading === null || !this.#reaches(heading, place)) return;
    const values = cells.slice(firstFigure(cells, keys, heading));
    if (values.length < 2 || cells.some(({ text }) => PART.test(text))) return;
    heading.closed = true;
    this.#readFigures(place, cells, values, heading);
  }

  /** Call once after the last row: blank rows around rows of figures are no figures. */
  finish(): void {
    for (const { heading, columns, run } of this.#labelled) {
      for (const { segment, assignment } of assignRun(run)) {
        const targets = columns.targets.map((target) => joined(target, segment.row));
        const blank = segment.cells.every((cell) => cell.text === '');
        this.#rows.push({ heading, table: run.table, targets, assignment, blank });
      }
    }
    for (const heading of new Set(this.#rows.map((row) => row.heading))) {
      const rows = this.#rows.filter((row) => row.heading === heading);
      const labelled = this.#labelled.some((run) => run.heading === heading);
      const filled = labelled ? rows : rows.filter((row) => !row.blank);
      for (const row of filled.length > 0 ? filled : rows.slice(0, 1)) this.#put(row);
    }
    const placed = new Set(this.#rows.flatMap(({ targets }) => targets.map(({ group }) => group)));
    for (const { table, groups } of this.#unplaced) {
      const open = groups.filter((group) => !placed.has(group));
      const targets = open.flatMap((group) => this.spec.columns.map((column): Target => ({ group, column })));
      this.#put({ table, targets, assignment: { cells: targets.map(() => null), problem: 'ambiguous' } });
    }
  }

  #put({ table, targets, assignment }: Pick<FigureRow, 'table' | 'targets' | 'assignment'>): void {
    for (const row of this.spec.rows) {
      const own = targets.flatMap(({ group, column }, i) =>
        group === row && column !== null ? [{ column, cell: assignment.cells[i] ?? null }] : [],
      );
      if (own.length === 0) continue;
      this.sheet.add({
        table: this.spec,
        row,
        columns: own.map(({ column }) => column),
        cells: own.map(({ cell }) => cell),
        problem: assignment.problem,
        from: table,
      });
    }
  }

  /** A row that begins with a label which the heading above lacks: a kind under outcomes, or an outcome under kinds. */
  #readLabelled(
    place: Place,
    cells: readonly Cell[],
    keys: readonly TextKeys[],
    { groups, columns }: NamedCells,
  ): boolean {
    const heading = this.#heading;
    const [label, second] = [...groups, ...columns];
    if (heading === null || heading.place !== place || label === undefined || second !== undefined)
      return false;
    const isKind = groups.length > 0;
    const fits = isKind
      ? heading.namesColumns && !heading.namesGroups
      : heading.namesGroups && !heading.namesColumns;
    const after = cells.indexOf(label.cell) + 1;
    const values = cells.slice(after);
    if (!fits || values.length === 0 || keys.slice(after).some((key) => key.wordy)) return false;
    const run = this.#runUnder(heading);
    if (run === null || (values.length < run.layout.count && values.every((cell) => cell.text === '')))
      return false;
    const row: Target = {
      group: isKind ? (this.spec.rows[label.column] ?? null) : null,
      column: isKind ? null : (this.spec.columns[label.column] ?? null),
    };
    heading.closed = true;
    run.segments.push({ segment: { row, cells: values, cut: false }, tableRow: label.cell.row });
    return true;
  }

  #runUnder(heading: GroupedHeading): Run<Target> | null {
    const known = this.#labelled.find((run) => run.heading === heading);
    if (known !== undefined) return known.run;
    const columns = heading.columns();
    if (columns === null || columns.assumed) return null;
    const { table, shape, lead } = heading.place;
    const run = { table, shape, lead, layout: columns.layout, heading: heading.heading, segments: [] };
    this.#labelled.push({ heading, columns, run });
    return run;
  }

  #readHeading(place: Place, cells: readonly Cell[], keys: readonly TextKeys[], named: NamedCells): boolean {
    const { groups, columns, over } = named;
    if (groups.length + columns.length + over.length === 0) return false;
    // a row of totals, or one about something else
    if (cells.some((cell, i) => keys[i]?.wordy === false && /\d/u.test(cell.text))) return true;
    const known = this.#heading;
    // 「行政诉讼」 above the kinds of it that are rows
    const isGroupOfRows =
      groups.length + columns.length === 0 && this.#labelled.some((run) => run.heading === known);
    if (isGroupOfRows && known?.place === place) return true;
    if (known === null || known.closed || known.place !== place || known.repeats(named))
      this.#heading = new GroupedHeading(this.spec, place);
    this.#heading?.add(cells, named);
    return true;
  }

  /** A row may be split off from its heading into the next table. */
  #reaches({ place: { table }, closed }: GroupedHeading, place: Place): boolean {
    return table === place.table || (place.table.index === table.index + 1 && !closed);
  }

  #readFigures(place: Place, cells: readonly Cell[], values: readonly Cell[], heading: GroupedHeading): void {
    const blank = values.every((cell) => cell.text === '');
    const columns = heading.namesColumns ? heading.columns() : heading.spreadGroups();
    const targets = columns === null ? [] : this.#captioned(columns.targets, heading.place);
    if (columns !== null && targets.every(({ group, column }) => group !== null && column !== null)) {
      const assignment = this.#assign(place, cells, values, heading, columns);
      if (!columns.assumed || addsUp(assignment.cells, this.spec)) {
        this.#rows.push({ heading, table: place.table, targets, assignment, blank });
        return;
      }
    }
    if (!heading.namesAllColumns) return;
    const groups = heading.namesGroups ? this.spec.rows.filter((row) => heading.names(row)) : this.spec.rows;
    this.#unplaced.push({ table: place.table, groups });
  }

  /** Columns of no group belong to the one that the caption of their table names. */
  #captioned(targets: readonly Target[], { lead }: Place): readonly Target[] {
    const groups = new LabelMap(this.spec.rows);
    const of = lead
      .map((text) => groups.find(text) ?? groups.find({ ...text, key: text.key.replace(CAPTION_END, '') }))
      .findLast((group) => group !== undefined);
    return targets.map((target) => joined(target, { group: of ?? null, column: null }));
  }

  #assign(
    place: Place,
    cells: readonly Cell[],
    values: readonly Cell[],
    heading: GroupedHeading,
    { layout }: GroupedColumns,
  ): Assignment {
    const { table, shape } = place;
    const same = heading.place === place;
    // in plain text, rows filled up with blanks are wider than the form
    const row = cells[0]?.row ?? 0;
    const whole = same && (table.aligned ? shape.isRegular(row) : cells.length === table.width);
    const onGrid = whole && table.aligned;
    const above = onGrid ? shape.above(row) : [];
    return assignCells({ cells: values, above, onGrid, whole, typical: whole, cut: false }, layout);
  }
}

/**
 * Where the figures of a row begin: behind its labels; at once where it has exactly as many cells as the heading has
 * columns, whatever words stand in some of them. A number with a remark is no label.
 */
function firstFigure(cells: readonly Cell[], keys: readonly TextKeys[], heading: GroupedHeading): number {
  const isNumber = cells.map(({ text }) => readCell(text, 'count').value !== null);
  const isWhole = cells.length === heading.columns()?.layout.count;
  if (isWhole && isNumber.includes(true)) return 0;
  const first = cells.findIndex((_, i) => keys[i]?.wordy === false || isNumber[i]);
  return first === -1 ? cells.length : first;
}

/** Combines two descriptions: each fills in what the other leaves open. */
function joined(target: Target, other: Target): Target {
  return { group: target.group ?? other.group, column: target.column ?? other.column };
}

/** Is each cell a number, and the last of each group the sum of those before it? */
function addsUp(cells: readonly (Cell | null)[], { columns }: ColumnGroupsTable): boolean {
  const values = cells.map((cell) => (cell === null ? null : readCell(cell.text, 'count').value));
  return values.every((value, i) => {
    if (value === null) return false;
    const at = i % columns.length;
    if (at < columns.length - 1) return true;
    const terms = values.slice(i - at, i);
    return terms.reduce((sum: number, term) => sum + (term ?? 0), 0) === value;
  });
}
