import type { BlockSpec, ColumnSpec, Label, RowSpec, TableSpec } from '../edition/edition.js';
import { LabelMap } from './label-index.js';

/** The labels of one statutory table, ready to be looked up. */
export interface TableLabels {
  /** Labels that stand in the table but name no row or column. */
  readonly headings: LabelMap<Label>;
  readonly columns: LabelMap<ColumnSpec>;
  readonly rows: LabelMap<RowSpec>;
  /** Groups of rows. */
  readonly groups: LabelMap<Label>;
  /** A blocks table's own headings (第二十条第（一）项). */
  readonly blockHeadings: LabelMap<Label>;
  /** Its columns, block by block. */
  readonly blockColumns: ReadonlyMap<BlockSpec, LabelMap<ColumnSpec>>;
}

const known = new WeakMap<TableSpec, TableLabels>();

/** The table's labels, built once. */
export function tableLabels(table: TableSpec): TableLabels {
  const built = known.get(table) ?? build(table);
  known.set(table, built);
  return built;
}

function build(table: TableSpec): TableLabels {
  const blocks = table.layout === 'blocks' ? table.blocks : [];
  return {
    headings: new LabelMap(table.headings),
    columns: new LabelMap(table.layout === 'blocks' ? blocks.flatMap((b) => b.columns) : table.columns),
    rows: new LabelMap(table.rows),
    groups: new LabelMap(table.layout === 'matrix' ? table.groups : []),
    blockHeadings: new LabelMap(blocks.map((block) => block.heading)),
    blockColumns: new Map(blocks.map((block) => [block, new LabelMap(block.columns)])),
  };
}
