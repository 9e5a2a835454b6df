import type { BlockColumn, Cell } from '../../../storage/contract/archive.js';

export function isList(column: BlockColumn): column is readonly Cell[] {
  return Array.isArray(column);
}

export function cellAt(column: BlockColumn | undefined, row: number): Cell {
  if (column === undefined) return null;
  return isList(column) ? (column[row] ?? null) : column;
}
