import type { PropertyChange } from './sprms.js';

/** A cell as the row's definition has it. */
interface DefinedCell {
  /** Bits 0 and 1 of TCGRF ([MS-DOC] 2.9.317). */
  horizontal: number;
  /** Bits 5 and 6: 0 by itself, 1 goes on from above, 3 begins. */
  vertical: number;
}

/** The definition of a row ([MS-DOC] 2.6.3): where its cells begin and end, and how they are merged. */
export interface RowDefinition {
  /** In twentieths of a point; one more than there are cells. */
  readonly edges: readonly number[];
  readonly cells: readonly Readonly<DefinedCell>[];
  readonly header: boolean;
}

const CELL_SIZE = 20;
/** Word allows 63 cells in a row; the formats have room for some more. */
const MOST_CELLS = 255;

/** Applies the changes of a row's properties; undefined where none of them defines it. */
export function defineRow(changes: readonly PropertyChange[]): RowDefinition | undefined {
  let row: { edges: number[]; cells: DefinedCell[] } | undefined;
  let header = false;
  for (const change of changes) {
    const { sprm, source, at, length } = change;
    if (sprm === 0xd608) row = readDefinition(change);
    else if (sprm === 0x3404) header = source.u8(at) !== 0;
    else if (row !== undefined) {
      const first = source.u8(at);
      const limit = length > 1 ? source.u8(at + 1) : first;
      if (sprm === 0x7621) insert(row, first, limit, source.u16(at + 2));
      else if (sprm === 0x5622) remove(row, first, limit);
      else if (sprm === 0x7623) resize(row, first, limit, source.u16(at + 2));
      else if (sprm === 0x5624) merge(row.cells, first, limit);
      else if (sprm === 0x5625) split(row.cells, first, limit);
      else if (sprm === 0xd62b && length >= 2) {
        const cell = row.cells[first];
        if (cell !== undefined) cell.vertical = limit & 3;
      }
    }
  }
  return row === undefined ? undefined : { ...row, header };
}

/** sprmTDefTable (2.9.321): trailing cells without merges and borders may be left out of the list. */
function readDefinition({
  source,
  at,
  length,
}: PropertyChange): { edges: number[]; cells: DefinedCell[] } | undefined {
  const count = length < 1 ? 0 : source.u8(at);
  const cellsAt = 1 + 2 * (count + 1);
  if (count === 0 || cellsAt > length) return undefined;
  const edges = Array.from({ length: count + 1 }, (_, edge) => source.i16(at + 1 + 2 * edge));
  const cells = Array.from({ length: count }, (_, cell): DefinedCell => {
    const offset = cellsAt + CELL_SIZE * cell;
    const flags = offset + 2 <= length ? source.u16(at + offset) : 0;
    return { horizontal: flags & 3, vertical: (flags >>> 5) & 3 };
  });
  return { edges, cells };
}

interface Row {
  edges: number[];
  cells: DefinedCell[];
}

/** sprmTInsert (2.9.330): cells of one width from an index on. */
function insert(row: Row, first: number, count: number, width: number): void {
  const added = Math.min(count, MOST_CELLS - row.cells.length);
  const at = Math.min(first, row.cells.length);
  const left = row.edges[at];
  if (left === undefined || added <= 0) return;
  const edges = Array.from({ length: added }, (_, cell) => left + width * (cell + 1));
  const rest = row.edges.slice(at + 1).map((edge) => edge + width * added);
  row.edges = [...row.edges.slice(0, at + 1), ...edges, ...rest];
  row.cells.splice(at, 0, ...edges.map(() => ({ horizontal: 0, vertical: 0 })));
}

/** sprmTDelete: cells of a range; what stands behind moves up. */
function remove(row: Row, first: number, limit: number): void {
  const end = Math.min(limit, row.cells.length);
  const left = row.edges[first];
  const right = row.edges[end];
  if (left === undefined || right === undefined || end <= first) return;
  row.edges = [
    ...row.edges.slice(0, first + 1),
    ...row.edges.slice(end + 1).map((edge) => edge - (right - left)),
  ];
  row.cells.splice(first, end - first);
}

/** sprmTDxaCol: a width for each cell of a range; what stands behind moves along. */
function resize(row: Row, first: number, limit: number, width: number): void {
  let moved = 0;
  row.edges = row.edges.map((edge, index) => {
    if (index > first && index <= limit) moved += width - (edge - (row.edges[index - 1] ?? edge));
    return edge + moved;
  });
}

/** sprmTMerge, in the values that the row's other merges have (`continuesLeft`). */
function merge(cells: readonly DefinedCell[], first: number, limit: number): void {
  const beginning = cells.find(({ horizontal }) => horizontal !== 0)?.horizontal ?? 1;
  for (const [index, cell] of cells.slice(first, limit).entries()) {
    cell.horizontal = index === 0 ? beginning : beginning === 1 ? 2 : 1;
  }
}

function split(cells: DefinedCell[], first: number, limit: number): void {
  for (const cell of cells.slice(first, limit)) cell.horizontal = 0;
}

/**
 * For each cell, whether it goes on from the cell to its left. Books differ on which value begins a merge: 1 for
 * programs after Word's first description (LibreOffice, POI), 2 or 3 in [MS-DOC]. What comes first in a row begins.
 */
export function continuesLeft(cells: RowDefinition['cells']): boolean[] {
  const beginning = cells.find(({ horizontal }) => horizontal !== 0)?.horizontal ?? 0;
  return cells.map(({ horizontal }) => horizontal !== 0 && horizontal !== beginning);
}
