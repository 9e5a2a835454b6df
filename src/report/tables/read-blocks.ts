import type { Cell } from '../../document/model.js';
import type { BlockSpec, BlocksTable, RowSpec } from '../edition/edition.js';
import type { FigureSheet } from './figure-sheet.js';
import { continued, Heading, type HeadingCell, layoutOf } from './heading.js';
import { type TextKeys, textKeys } from './label-index.js';
import { type MoneyUnit, moneyUnit } from './money-unit.js';
import { type Labelled, putRun, type Run, segmentsOf } from './row-segments.js';
import { type TableLabels, tableLabels } from './table-labels.js';
import type { Place } from './table-shape.js';
import { UprightBlocks } from './upright-blocks.js';

/** Rows of one block under one heading. */
interface BlockRun {
  readonly block: BlockSpec;
  readonly run: Run;
  readonly moneyUnits: readonly MoneyUnit[];
}

/** Reads the rows of stacked blocks (table 2), each block under a heading row of its own. */
export class BlocksReader {
  readonly #labels: TableLabels;
  readonly #runs: BlockRun[] = [];
  readonly #upright: UprightBlocks;
  #place: Place | null = null;
  #heading: Heading | null = null;
  /** Runs under the heading in the current table. */
  #open = new Map<BlockSpec, BlockRun>();

  constructor(
    private readonly spec: BlocksTable,
    private readonly sheet: FigureSheet,
  ) {
    this.#labels = tableLabels(spec);
    this.#upright = new UprightBlocks(spec, this.#labels, sheet);
  }

  readRow(place: Place, cells: readonly Cell[], keys: readonly TextKeys[]): void {
    if (this.#place !== place) this.#enter(place);
    if (this.#upright.readRow(place, cells, keys)) return;
    if (keys.some((key) => this.#labels.columns.has(key))) {
      this.#heading = new Heading(place);
      this.#heading.add(cells, this.#unknown(cells, keys));
      this.#open = new Map();
      return;
    }
    let blockHeading = false;
    const segments = segmentsOf(cells, keys, (key, first) => {
      const label = this.#labelOf(key, first);
      blockHeading ||= label === 'label';
      return label;
    });
    if (blockHeading) this.#leave(null);
    for (const segment of segments) {
      const block = this.spec.blocks.find((b) => b.rows.includes(segment.row));
      const tableRow = cells[0]?.row;
      if (block === undefined || tableRow === undefined) continue;
      this.#runOf(block)?.run.segments.push({ segment, tableRow });
    }
  }

  /** Call once after the last row. */
  finish(): void {
    for (const { block, run, moneyUnits } of this.#runs) {
      putRun(run, this.sheet, { table: this.spec, columns: block.columns, moneyUnits });
    }
    this.#upright.finish();
  }

  /** A heading reaches into the next table, where a row was split off from it, and no further. */
  #enter(place: Place): void {
    const next = this.#heading !== null && this.#heading.place.table.index + 1 === place.table.index;
    this.#leave(next ? this.#heading : null);
    this.#place = place;
  }

  #leave(heading: Heading | null): void {
    this.#heading = heading;
    this.#open = new Map();
  }

  #labelOf(key: TextKeys, first: boolean): Labelled {
    if (this.#labels.blockHeadings.has(key)) return 'label';
    const row = this.#labels.rows.find(key);
    if (row !== undefined) return row;
    const near: RowSpec | null = first && this.#heading !== null ? this.#labels.rows.nearest(key) : null;
    if (near !== null) this.sheet.noteDrift(this.spec, key.key, near.zh);
    return near;
  }

  #runOf(block: BlockSpec): BlockRun | null {
    const known = this.#open.get(block);
    const heading = this.#heading;
    if (known !== undefined || heading === null || this.#place === null) return known ?? null;
    const found = this.#columnsOf(block, heading);
    const layout = layoutOf(heading, found, block.columns.length);
    const headed = heading.place === this.#place;
    const moneyUnits = block.columns.map((_, column) =>
      moneyUnit(found.find((h) => h.column === column)?.cell.text ?? ''),
    );
    const order = found.length === 0 ? null : layout.order;
    const run: Run = {
      ...this.#place,
      layout: { ...(headed ? layout : continued(layout)), order },
      heading: headed ? heading : null,
      segments: [],
    };
    const opened: BlockRun = { block, run, moneyUnits };
    this.#open.set(block, opened);
    this.#runs.push(opened);
    return opened;
  }

  #unknown(cells: readonly Cell[], keys: readonly TextKeys[]): Cell[] {
    const { columns, headings } = this.#labels;
    const isKnown = (key: TextKeys): boolean =>
      columns.has(key) || headings.has(key) || columns.nearest(key) !== null;
    return cells.filter((_, i) => {
      const key = keys[i];
      return key?.wordy === true && !isKnown(key);
    });
  }

  /** The heading's cells that name columns of the block: by their labels, otherwise by the most similar one. */
  #columnsOf(block: BlockSpec, heading: Heading): HeadingCell[] {
    const labels = this.#labels.blockColumns.get(block);
    return heading.cells.flatMap((cell): HeadingCell[] => {
      const key = textKeys(cell.text);
      const column = labels?.find(key) ?? labels?.nearest(key);
      return column == null ? [] : [{ cell, column: block.columns.indexOf(column) }];
    });
  }
}
