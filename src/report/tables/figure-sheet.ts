import type { Cell, Table } from '../../document/model.js';
import type { ColumnSpec, Edition, Label, RowSpec, TableSpec } from '../edition/edition.js';
import { indicatorId } from '../edition/edition.js';
import type { Figure, Finding, IndicatorId, Locator } from '../model.js';
import { readCell } from './cell-value.js';
import type { MoneyUnit } from './money-unit.js';

/** A row of figures as a reader of one table layout found it. */
export interface ReadRow {
  readonly table: TableSpec;
  readonly row: RowSpec;
  readonly columns: readonly ColumnSpec[];
  readonly cells: readonly (Cell | null)[];
  readonly problem: 'missing' | 'ambiguous' | null;
  /** 1-based number of the document's table. */
  readonly from: Pick<Table, 'index' | 'page'>;
  /** Unit that the column's heading names, by column, where it is not the form's. */
  readonly moneyUnits?: readonly MoneyUnit[];
}

/**
 * Collects the figures of one report. What is not put in is absent; what is put in twice with different
 * values can't be told and becomes null; both are findings.
 */
export class FigureSheet {
  readonly #figures = new Map<IndicatorId, Figure>();
  readonly #findings: Finding[] = [];
  /** Tables of the form that were found with several years side by side. */
  readonly #years = new Map<TableSpec, readonly string[]>();
  /** Indicators that a finding names already. */
  readonly #named = new Set<IndicatorId>();

  constructor(readonly edition: Edition) {}

  add(read: ReadRow): void {
    const repeated: IndicatorId[] = [];
    const missing: IndicatorId[] = [];
    const ambiguous: IndicatorId[] = [];
    read.columns.forEach((column, i) => {
      const id = indicatorId(read.table.id, read.row.id, column.id);
      const cell = read.cells[i] ?? null;
      const figure = this.#figureOf(id, cell, column, read, i);
      const known = this.#figures.get(id);
      if (known !== undefined && known.value === figure.value && known.reason === figure.reason) return;
      if (known !== undefined) {
        repeated.push(id);
        this.#figures.set(id, {
          indicator: id,
          value: null,
          reason: 'unreadable',
          raw: known.raw,
          locator: known.locator,
        });
        return;
      }
      this.#figures.set(id, figure);
      if (cell === null) (read.problem === 'missing' ? missing : ambiguous).push(id);
    });
    if (missing.length + ambiguous.length + repeated.length === 0) return;
    const where = `${read.table.zh}, row 「${read.row.zh}」`;
    const lost = `${where}: too few cells, ${named(read.columns, read.cells)} can't be told`;
    this.#report('cell.missing', missing, lost);
    const merged = `${where}: the cells can be placed in more than one way, or are merged`;
    this.#report('cell.ambiguous', ambiguous, merged);
    this.#report('cell.ambiguous', repeated, `${where}: the row stands twice with different values`);
  }

  #figureOf(id: IndicatorId, cell: Cell | null, column: ColumnSpec, read: ReadRow, i: number): Figure {
    if (cell === null) {
      const reason = read.problem === 'missing' ? ('absent' as const) : ('unreadable' as const);
      return { indicator: id, value: null, reason, raw: null, locator: null };
    }
    const { index, page } = read.from;
    const place = { table: index, row: cell.row + 1, column: cell.column + 1 };
    const locator: Locator = page === undefined ? place : { page, ...place };
    return {
      indicator: id,
      raw: cell.text,
      locator,
      ...readCell(cell.text, column.number, read.moneyUnits?.[i]),
    };
  }

  #report(rule: string, indicators: readonly IndicatorId[], message: string): void {
    if (indicators.length === 0) return;
    for (const id of indicators) this.#named.add(id);
    this.#findings.push({ rule, severity: 'error', indicators, message });
  }

  /** Says that a table gives the figures of several years side by side, so that none of them was taken. */
  noteYears(table: TableSpec, years: readonly string[]): void {
    this.#years.set(table, [...new Set([...(this.#years.get(table) ?? []), ...years])]);
  }

  /** Says that figures stand beside a group's label, where the form asks for the group's rows: they have no place. */
  noteGroupRow(table: TableSpec, group: Label, cells: readonly Cell[]): void {
    const rows = table.rows
      .filter((row) => row.groups.includes(group))
      .map((row) => `${table.id}.${row.id}.`);
    const ids = this.edition.indicators.map(({ id }) => id);
    this.#findings.push({
      rule: 'form.group_row',
      severity: 'warning',
      indicators: ids.filter((id) => rows.some((row) => id.startsWith(row))),
      message: `${table.zh}: 「${group.zh}」 is one row with ${cells.map((cell) => cell.text).join(', ')}; this form asks for its parts, so the row's figures were not taken`,
    });
  }

  /** Says once that a label was read as another that it resembles. */
  noteDrift(table: TableSpec, text: string, label: string): void {
    const message = `${table.zh}: 「${text}」 was read as 「${label}」`;
    if (this.#findings.some((f) => f.message === message)) return;
    this.#findings.push({ rule: 'form.label_drift', severity: 'info', indicators: [], message });
  }

  /** Every indicator of the edition in its order, and what could not be read of them. */
  finish(): { readonly figures: readonly Figure[]; readonly findings: readonly Finding[] } {
    const figures = this.edition.indicators.map(
      (i): Figure =>
        this.#figures.get(i.id) ?? {
          indicator: i.id,
          value: null,
          reason: this.#years.has(i.table) ? 'unreadable' : 'absent',
          raw: null,
          locator: null,
        },
    );
    return { figures, findings: [...this.#findings, ...this.#absentRows(), ...this.#unreadable(figures)] };
  }

  /** One finding for each row (or whole table) of which nothing was found. */
  #absentRows(): Finding[] {
    return this.edition.tables.flatMap((table): Finding[] => {
      const all = this.edition.indicators.filter((i) => i.table === table);
      const absent = all.filter((i) => !this.#figures.has(i.id));
      if (absent.length === 0) return [];
      const years = this.#years.get(table);
      if (years !== undefined) {
        const message = `${table.zh}: the table has ${years.join(' and ')} side by side, so none of its figures was taken`;
        return [
          { rule: 'form.several_years', severity: 'error', indicators: absent.map((i) => i.id), message },
        ];
      }
      if (absent.length === all.length) {
        const message = `${table.zh}: the table was not found`;
        return [{ rule: 'cell.missing', severity: 'error', indicators: all.map((i) => i.id), message }];
      }
      return [...new Set(absent.map((i) => i.row))].map((row) => ({
        rule: 'cell.missing',
        severity: 'error' as const,
        indicators: absent.filter((i) => i.row === row).map((i) => i.id),
        message: `${table.zh}: row 「${row.zh}」 or its cells were not found`,
      }));
    });
  }

  #unreadable(figures: readonly Figure[]): Finding[] {
    return figures
      .filter((f) => f.reason === 'unreadable' && f.raw !== null && !this.#named.has(f.indicator))
      .map((f) => ({
        rule: 'cell.unreadable',
        severity: 'error' as const,
        indicators: [f.indicator],
        message: `the cell holds 「${shorten(f.raw ?? '')}」, which is not one number`,
      }));
  }
}

function named(columns: readonly ColumnSpec[], cells: readonly (Cell | null)[]): string {
  return columns
    .filter((_, i) => (cells[i] ?? null) === null)
    .map((c) => c.zh)
    .join('、');
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
