import { type WordBlock, type WordCell, WordTable } from '../blocks.js';
import { settleMerges } from '../merges.js';
import { continuesLeft, type RowDefinition } from './row.js';

/** A row of a binary file: what stands in its cells, and its definition. */
export interface BinaryRow {
  readonly cells: readonly (readonly WordBlock[])[];
  readonly definition: RowDefinition | undefined;
}

/** Edges nearer to each other than half a millimetre are one: no column is as narrow (twentieths of a point). */
const NEAR = 30;

/**
 * Rows have no common columns in binary files, only edges in twentieths of a point: the columns of the table are
 * what lies between all of them. Where a row's definition does not fit its cells nobody knows its edges, and the
 * columns of the table do not line up (`aligned` false).
 */
export function buildTable(rows: readonly BinaryRow[]): WordTable {
  const definitions = rows.map(fittingDefinition);
  if (!definitions.every((definition) => definition !== undefined))
    return new WordTable(unaligned(rows), false);
  const columns = new EdgeColumns(definitions.map(({ edges }) => edges));
  const placed = rows.map(({ cells }, row) => placeRow(cells, definitions[row], columns.of(row)));
  settleMerges(placed);
  return new WordTable(placed, true);
}

function fittingDefinition({ cells, definition }: BinaryRow): RowDefinition | undefined {
  if (definition?.cells.length !== cells.length) return undefined;
  const { edges } = definition;
  return edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge))
    ? definition
    : undefined;
}

function unaligned(rows: readonly BinaryRow[]): WordCell[][] {
  return rows.map(({ cells, definition }) =>
    cells.map(
      (content, column): WordCell => ({
        column,
        columnSpan: 1,
        vertical: 'single',
        header: definition?.header ?? false,
        content,
      }),
    ),
  );
}

type Placed = { -readonly [Key in keyof WordCell]: WordCell[Key] };

function placeRow(
  contents: BinaryRow['cells'],
  definition: RowDefinition | undefined,
  columns: readonly number[],
): Placed[] {
  const placed: Placed[] = [];
  const continued = continuesLeft(definition?.cells ?? []);
  for (const [index, content] of contents.entries()) {
    const column = columns[index] ?? 0;
    const columnSpan = (columns[index + 1] ?? 0) - column;
    const left = placed.at(-1);
    if (left !== undefined && continued[index]) {
      left.columnSpan += columnSpan;
      continue;
    }
    const merge = definition?.cells[index]?.vertical ?? 0;
    const vertical = merge === 0 ? 'single' : merge === 1 ? 'continued' : 'first';
    placed.push({ column, columnSpan, vertical, header: definition?.header ?? false, content });
  }
  return placed;
}

/** Numbers the edges of all rows from left to right; near ones are one, but never two of the same row. */
class EdgeColumns {
  readonly #columns: number[][];

  constructor(rows: readonly (readonly number[])[]) {
    const edges = rows.flatMap((row, number) => row.map((at, index) => ({ at, row: number, index })));
    edges.sort((a, b) => a.at - b.at);
    this.#columns = rows.map(() => []);
    let column = -1;
    let start = Number.NEGATIVE_INFINITY;
    let taken = new Set<number>();
    for (const { at, row, index } of edges) {
      if (at - start > NEAR || taken.has(row)) {
        column += 1;
        start = at;
        taken = new Set();
      }
      taken.add(row);
      const columns = this.#columns[row];
      if (columns !== undefined) columns[index] = column;
    }
  }

  of(row: number): readonly number[] {
    return this.#columns[row] ?? [];
  }
}
