import type { Cell } from '../../document/model.js';
import type { ColumnGroupsTable, ColumnSpec, RowSpec } from '../edition/edition.js';
import type { ColumnLayout } from './assign-cells.js';
import { Heading, type HeadingCell, layoutOf } from './heading.js';
import type { TextKeys } from './label-index.js';
import type { TableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';

/** What a column of figures holds according to its headings: a group, a column of the form, or both. */
export interface Target {
  readonly group: RowSpec | null;
  readonly column: ColumnSpec | null;
}

/** The columns of figures under a heading. */
export interface GroupedColumns {
  readonly layout: ColumnLayout;
  /** One entry per column of the layout. */
  readonly targets: readonly Target[];
  /** Headings are missing and the form's order is assumed: only arithmetic can confirm it. */
  readonly assumed: boolean;
}

/** The labels that the cells of one row hold. */
export interface NamedCells {
  /** Cells that name a group of the form; the number is its place in the form. */
  readonly groups: readonly HeadingCell[];
  /** Cells that name a column. */
  readonly columns: readonly HeadingCell[];
  /** Cells that stand over several groups (「行政诉讼」). */
  readonly over: readonly Cell[];
}

/** Which of a table's labels the cells of a row hold. */
export function namedCells(
  spec: ColumnGroupsTable,
  labels: TableLabels,
  cells: readonly Cell[],
  keys: readonly TextKeys[],
): NamedCells {
  const groups: HeadingCell[] = [];
  const columns: HeadingCell[] = [];
  const over: Cell[] = [];
  for (const [i, cell] of cells.entries()) {
    const key = keys[i];
    if (key === undefined || !key.wordy) continue;
    const group = labels.rows.find(key);
    const column = labels.columns.find(key);
    if (group !== undefined) groups.push({ cell, column: spec.rows.indexOf(group) });
    else if (column !== undefined) columns.push({ cell, column: spec.columns.indexOf(column) });
    else if (labels.headings.has(key)) over.push(cell);
  }
  return { groups, columns, over };
}

/** The heading of a table of grouped columns: its rows, and what their cells name. */
export class GroupedHeading {
  readonly #heading: Heading;
  readonly #groups: HeadingCell[] = [];
  readonly #columns: HeadingCell[] = [];
  readonly #over: Cell[] = [];
  /** Rows of figures have followed. */
  closed = false;

  constructor(
    private readonly spec: ColumnGroupsTable,
    readonly place: Place,
  ) {
    this.#heading = new Heading(place);
  }

  add(cells: readonly Cell[], named: NamedCells): void {
    this.#heading.add(cells);
    this.#groups.push(...named.groups);
    this.#columns.push(...named.columns);
    this.#over.push(...named.over);
  }

  get heading(): Heading {
    return this.#heading;
  }

  get namesGroups(): boolean {
    return this.#groups.length > 0;
  }

  get namesColumns(): boolean {
    return this.#columns.length > 0;
  }

  /** Does it name each column of the form at least once? */
  get namesAllColumns(): boolean {
    return this.spec.columns.every((_, column) => this.#columns.some((known) => known.column === column));
  }

  names(group: RowSpec): boolean {
    return this.#groups.some(({ column }) => this.spec.rows[column] === group);
  }

  /** Is a group named that was named before? Then another heading begins. */
  repeats({ groups }: NamedCells): boolean {
    return groups.some((group) => this.#groups.some((known) => known.column === group.column));
  }

  /**
   * The columns of figures, by the grid of the heading, else by the order of its labels; null where they
   * contradict each other or the form.
   */
  columns(): GroupedColumns | null {
    return this.#byGrid() ?? this.#byOrder();
  }

  /** Each cell of the lower labels stands above one column of figures; the label above it says the rest. */
  #byGrid(): GroupedColumns | null {
    if (!this.#heading.hasGrid) return null;
    const leaves = this.#columns.length > 0 ? this.#columns : this.#groups;
    const targets = leaves.map(({ cell, column }): Target | null => {
      if (leaves === this.#groups) return { group: this.spec.rows[column] ?? null, column: null };
      const over = this.#groups.filter((group) => isOver(group.cell, cell));
      if (over.length > 1 || (over.length === 0 && this.#groups.length > 0)) return null;
      return {
        group: this.spec.rows[over[0]?.column ?? -1] ?? null,
        column: this.spec.columns[column] ?? null,
      };
    });
    if (!isComplete(targets, this.spec)) return null;
    const cells = leaves.map(({ cell }, column): HeadingCell => ({ cell, column }));
    const layout = layoutOf(this.#heading, cells, leaves.length);
    return layout.slots === null ? null : { layout, targets, assumed: false };
  }

  /** Without a grid: the labels of columns, run by run, belong to the groups in the order of these. */
  #byOrder(): GroupedColumns | null {
    const inOrder = this.#groupsInOrder();
    if (inOrder === null) return null;
    const groups = inOrder.map(({ column }) => this.spec.rows[column] ?? null);
    const columns = this.#columnsInOrder().map(({ column }) => this.spec.columns[column] ?? null);
    const width = this.spec.columns.length;
    if (columns.length === 0) {
      const alone = groups.map((group): Target => ({ group, column: null }));
      return isComplete(alone, this.spec) ? counted(alone, false) : null;
    }
    const runs = columns.length / width;
    if (groups.length > 0 && groups.length !== runs) return null;
    // three runs of columns without a group: the form has exactly three
    const assumed = groups.length === 0 && runs === this.spec.rows.length && runs > 1;
    const of = assumed ? this.spec.rows : groups;
    const targets = columns.map(
      (column, i): Target => ({ group: of[Math.floor(i / width)] ?? null, column }),
    );
    return isComplete(targets, this.spec) ? counted(targets, assumed) : null;
  }

  /** Every group with its columns in the form's order, where the heading names the groups and no column. */
  spreadGroups(): GroupedColumns | null {
    if (this.#columns.length > 0) return null;
    const targets = (this.#groupsInOrder() ?? []).flatMap(({ column: group }) =>
      this.spec.columns.map((column): Target => ({ group: this.spec.rows[group] ?? null, column })),
    );
    return isComplete(targets, this.spec) ? counted(targets, true) : null;
  }

  #columnsInOrder(): HeadingCell[] {
    const aligned = this.place.table.aligned;
    return [...this.#columns].sort((a, b) =>
      aligned ? a.cell.column - b.cell.column : a.cell.row - b.cell.row || a.cell.column - b.cell.column,
    );
  }

  /**
   * From left to right; groups of a lower row stand where the label over them does. Null where that can't be told: in plain text,
   * where cells of different rows do not line up, all groups below the label may be under it, or one of them beside it.
   */
  #groupsInOrder(): HeadingCell[] | null {
    const inOrder = [...this.#groups].sort(
      (a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column,
    );
    const over = this.#over[0];
    if (over === undefined) return inOrder;
    const isAligned = this.place.table.aligned;
    const isBefore = ({ row, column }: Cell): boolean =>
      isAligned || row === over.row ? row <= over.row && column < over.column : row < over.row;
    const before = inOrder.filter(({ cell }) => isBefore(cell));
    const below = inOrder.filter(({ cell }) => cell.row > over.row);
    if (!isAligned && below.length === this.spec.rows.length) return null;
    return [...before, ...below, ...inOrder.filter((g) => !before.includes(g) && !below.includes(g))];
  }
}

function isOver(group: Cell, cell: Cell): boolean {
  return group.column <= cell.column && cell.column < group.column + group.columnSpan;
}

/** Cells can only be counted from the label. */
function counted(targets: readonly Target[], assumed: boolean): GroupedColumns {
  const count = targets.length;
  const order = Array.from({ length: count }, (_, column) => column);
  return { layout: { count, slots: null, foreign: [], strangers: 'none', order }, targets, assumed };
}

/** Has each group that is named every column once, or every group one column, and is none named twice? */
function isComplete(
  targets: readonly (Target | null)[],
  spec: ColumnGroupsTable,
): targets is readonly Target[] {
  const known = targets.filter((target) => target !== null);
  if (known.length === 0 || known.length < targets.length) return false;
  const names = new Set(known.map(({ group, column }) => `${group?.id}/${column?.id}`));
  const groups = new Set(known.map(({ group }) => group));
  const isTransposed = known.every(({ column }) => column === null);
  const width = isTransposed ? 1 : spec.columns.length;
  return names.size === targets.length && targets.length === groups.size * width;
}
