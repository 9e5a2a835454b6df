import type { Cell, Table } from '../document/model.js';
import { assignCells, type ColumnLayout } from './assign-cells.js';
import type { BlockSpec, BlocksTable, ColumnSpec } from './edition.js';
import type { FigureSheet } from './figure-sheet.js';
import { matches, nearest, type TextKeys, textKeys } from './label-index.js';

/** Reads the rows of stacked blocks (table 2), each block under a heading row of its own. */
export class BlocksReader {
  #heading: readonly Cell[] = [];
  #table: Table | null = null;

  constructor(
    private readonly spec: BlocksTable,
    private readonly sheet: FigureSheet,
  ) {}

  readRow(table: Table, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    if (this.#readHeading(table, cells, keys)) return;
    for (const [i, key] of keys.entries()) {
      if (!key.wordy) continue;
      for (const block of this.spec.blocks) {
        const row = block.rows.find((r) => matches(r, key));
        if (row === undefined) continue;
        const columns = this.#columnsOf(block);
        const values = cells.slice(i + 1);
        const assignment = assignCells(values, this.#layout(table), table.aligned, false);
        const places = columns.map((c) => c.place);
        const readable = places.every((place) => place !== -1);
        this.sheet.add({
          table: this.spec,
          row,
          columns: columns.map((c) => c.column),
          cells: places.map((place) => (place === -1 ? null : (assignment.cells[place] ?? null))),
          problem: readable ? assignment.problem : 'ambiguous',
          tableIndex: table.index,
          moneyUnits: columns.map((c) => c.unit),
        });
        return;
      }
    }
  }

  /** Remembers a row of column headings; a block's own heading (第二十条…) ends the one before. */
  #readHeading(table: Table, cells: readonly Cell[], keys: readonly TextKeys[]): boolean {
    const columns = this.spec.blocks.flatMap((block) => block.columns);
    const isColumn = keys.map((key) => columns.some((column) => matches(column, key)));
    if (isColumn.includes(true)) {
      this.#table = table;
      this.#heading = cells.filter((cell, i) => cell.text !== '' && !this.#isCaption(keys[i]));
      return true;
    }
    if (keys.some((key) => this.spec.blocks.some((block) => matches(block.heading, key)))) {
      this.#heading = [];
      return true;
    }
    return false;
  }

  #isCaption(key: TextKeys | undefined): boolean {
    return key !== undefined && this.spec.headings.some((label) => matches(label, key));
  }

  #layout(table: Table): ColumnLayout {
    const slots = this.#table === table ? this.#heading.map((cell) => cell.column) : null;
    return { count: this.#heading.length, slots, inOrder: this.#heading.length > 0 };
  }

  /** For each column of the block, its place among the headings (-1 where the heading lacks it) and its unit. */
  #columnsOf(block: BlockSpec): { column: ColumnSpec; place: number; unit: '元' | '万元' | '亿元' }[] {
    const keys = this.#heading.map((cell) => textKeys(cell.text));
    const exact = block.columns.map((column) => keys.findIndex((key) => matches(column, key)));
    return block.columns.map((column, i) => {
      let place = exact[i] ?? -1;
      if (place === -1)
        place = keys.findIndex((key, k) => !exact.includes(k) && nearest(block.columns, key) === column);
      return { column, place, unit: moneyUnit(this.#heading[place]?.text ?? '') };
    });
  }
}

function moneyUnit(heading: string): '元' | '万元' | '亿元' {
  if (heading.includes('万元')) return '万元';
  if (heading.includes('亿元')) return '亿元';
  return /[（(：:，,]\s*元|元\s*[）)]/u.test(heading) ? '元' : '万元';
}
