import type { Cell } from '../../document/model.js';
import type { Label, MatrixTable, RowSpec } from '../edition/edition.js';
import type { ColumnLayout } from './assign-cells.js';
import type { FigureSheet } from './figure-sheet.js';
import { continued, Heading, type HeadingCell, layoutOf } from './heading.js';
import type { TextKeys } from './label-index.js';
import { type Labelled, putRun, type Run, segmentsOf } from './row-segments.js';
import { type TableLabels, tableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';

/** Labels this short (其他, 总计) have a meaning only under their group. */
const SHORT = 2;

/** Reads the rows of a matrix (table 3): groups of rows against applicants. */
export class MatrixReader {
  readonly #labels: TableLabels;
  readonly #runs: Run[] = [];
  #place: Place | null = null;
  #heading: Heading | null = null;
  #found: HeadingCell[] = [];
  /** Of the last heading, in this table or an earlier one. */
  #layout: ColumnLayout | null = null;
  /** The run that rows are added to; null after a heading, and in a table that does not belong to the form. */
  #run: Run | null = null;
  #foreign = false;
  #group: Label | null = null;

  constructor(
    private readonly spec: MatrixTable,
    private readonly sheet: FigureSheet,
  ) {
    this.#labels = tableLabels(spec);
  }

  readRow(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    const entered = this.#place !== place;
    if (entered) this.#enter(place);
    if (this.#readHeading(cells, keys)) return;
    let labelled = false;
    const segments = segmentsOf(cells, keys, (key, first) => {
      const label = this.#labelOf(key, first);
      labelled ||= label !== null;
      return label;
    });
    // a table that begins with words of its own does not continue the form's
    if (entered && !labelled && keys.some((key) => key.wordy)) this.#foreign = true;
    if (segments.length === 0) this.#readGroupRow(cells, keys);
    const run = segments.length === 0 ? null : this.#openRun();
    for (const segment of segments) {
      const tableRow = cells[0]?.row;
      if (run !== null && tableRow !== undefined) run.segments.push({ segment, tableRow });
    }
  }

  /** Call once after the last row. */
  finish(): void {
    for (const run of this.#runs) putRun(run, this.sheet, { table: this.spec, columns: this.spec.columns });
  }

  #enter(place: Place): void {
    this.#layout = this.#layoutNow();
    if (this.#layout !== null) this.#layout = continued(this.#layout);
    this.#place = place;
    this.#heading = null;
    this.#run = null;
    this.#foreign = false;
  }

  /** A row is heading where it holds a heading's label, or labels of two columns and no figures. */
  #readHeading(cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    const found: HeadingCell[] = [];
    const unknown: Cell[] = [];
    let heading = false;
    let figures = false;
    for (const [i, cell] of cells.entries()) {
      const key = keys[i];
      if (key === undefined || !key.wordy) {
        figures ||= /\d/u.test(cell.text);
        continue;
      }
      const column = this.#labels.columns.find(key);
      if (column !== undefined) found.push({ cell, column: this.spec.columns.indexOf(column) });
      else if (this.#labels.headings.has(key)) heading = true;
      else unknown.push(cell);
    }
    if (!heading && (found.length < 2 || figures)) return false;
    if ((this.#heading === null || this.#run !== null) && this.#place !== null) {
      this.#heading = new Heading(this.#place);
      this.#found = [];
      this.#run = null;
      this.#foreign = false;
    }
    this.#heading?.add(cells, unknown);
    this.#found.push(...found);
    return true;
  }

  #layoutNow(): ColumnLayout | null {
    if (this.#heading === null || this.#found.length === 0) return this.#layout;
    return layoutOf(this.#heading, this.#found, this.spec.columns.length);
  }

  #openRun(): Run | null {
    if (this.#run !== null || this.#place === null) return this.#run;
    this.#layout = this.#layoutNow();
    if (this.#layout === null || this.#foreign) return null;
    this.#run = { ...this.#place, layout: this.#layout, heading: this.#heading, segments: [] };
    this.#runs.push(this.#run);
    return this.#run;
  }

  #labelOf(key: TextKeys, first: boolean): Labelled {
    const group = this.#labels.groups.find(key);
    if (group !== undefined) return this.#enterGroup(group);
    const row = this.#rowOf(key);
    if (row === 'label') return row;
    if (row !== null) return this.#enterRow(row, key);
    if (!first) return null;
    const nearGroup = this.#labels.groups.nearest(key);
    if (nearGroup !== null) return this.#enterGroup(nearGroup);
    const nearRow = this.#labels.rows.nearest(key);
    if (nearRow !== null) this.sheet.noteDrift(this.spec, key.key, nearRow.zh);
    return nearRow === null ? null : this.#enterRow(nearRow, key);
  }

  /** A row with a group's label only, and figures: the group's rows were merged. */
  #readGroupRow(cells: readonly Cell[], keys: readonly TextKeys[]): void {
    const label = keys.findLastIndex((key) => key.wordy);
    const key = keys[label];
    const group = key === undefined ? undefined : this.#labels.groups.find(key);
    const figures = cells.slice(label + 1).filter((cell) => cell.text !== '');
    if (group === undefined || this.#foreign || figures.length < this.spec.columns.length) return;
    this.sheet.noteGroupRow(this.spec, group, figures);
  }

  #enterGroup(group: Label): 'label' {
    this.#group = group;
    return 'label';
  }

  /** A row's group may be missing. */
  #enterRow(row: RowSpec, key: TextKeys): RowSpec {
    if (key.key.length > SHORT) this.#group = row.groups.at(-1) ?? null;
    return row;
  }

  /** 「其他」 under another group than its own is another row; the total of a group's parent closes the group. */
  #rowOf(key: TextKeys): Labelled {
    const rows = this.#labels.rows.all(key);
    const [only, second] = rows;
    if (only === undefined) return null;
    if (second === undefined && key.key.length > SHORT) return only;
    const path = this.#pathOf(this.#group);
    return rows.find((row) => path.includes(row.groups.at(-1) ?? null)) ?? 'label';
  }

  /** A group and the groups that it stands under; null stands for the table itself. */
  #pathOf(group: Label | null): readonly (Label | null)[] {
    const row = group === null ? undefined : this.spec.rows.find((r) => r.groups.includes(group));
    return row === undefined || group === null ? [null] : row.groups.slice(0, row.groups.indexOf(group) + 1);
  }
}
