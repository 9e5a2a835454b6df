import type { Cell, RowBlock } from '../../storage/contract/archive.js';
import type { Table } from './table.js';

/** Rows at hand as one block. */
export function blockOf(table: Table, rows: readonly (readonly Cell[])[]): RowBlock {
  return {
    rows: rows.length,
    columns: table.columns.map((_, column) => rows.map((row) => row[column] ?? null)),
  };
}

const BLOCK_ROWS = 1000;

/** Rows that come one by one, some at a time. */
export async function* inBlocks(
  table: Table,
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<RowBlock> {
  let gathered: (readonly Cell[])[] = [];
  for await (const row of rows) {
    gathered.push(row);
    if (gathered.length < BLOCK_ROWS) continue;
    yield blockOf(table, gathered);
    gathered = [];
  }
  if (gathered.length > 0) yield blockOf(table, gathered);
}
