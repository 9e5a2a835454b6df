/** Tables as programs write them that know no page: a row a line, cells at stops or one after the other. */
import type { Random } from '../formats/chance.js';
import { type Drawn, type Piece, PLAIN_SETTING, type Range } from './lines.js';
import { type Placed, placed, slots, type TextCell, type TextTable } from './table.js';
import { type Metric, widthOf } from './width.js';

/** Cells of a row end at the next tab stop; the tabs have become blanks. A slot that a cell reaches into is empty. */
export function atStops(table: TextTable, stop: number, metric: Metric): Drawn {
  return inColumns(table, metric, (column) => stop - (column % stop));
}

/** Each column as wide as its widest text, two blanks between: what `column -t` prints. */
export function likeColumn(table: TextTable, metric: Metric): Drawn {
  const grid = slots(table);
  const widths = table.columns.map((_, at) =>
    Math.max(...grid.map((row) => widthOf(row[at]?.text ?? '', metric))),
  );
  const starts = widths.map((_, at) => widths.slice(0, at).reduce((total, width) => total + width + 2, 0));
  return inColumns(table, metric, (column, at) => (starts[at + 1] ?? column) - column);
}

function inColumns(
  table: TextTable,
  metric: Metric,
  gapAfter: (column: number, at: number) => number,
): Drawn {
  const items = placed(table);
  const rows = slots(table).map((row, at) => {
    let column = 0;
    return row.flatMap((cell, slot): Put[] => {
      const x = column;
      column += widthOf(cell.text, metric);
      column += gapAfter(column, slot);
      const item = items.find((one) => one.row === at && one.column === slot);
      return item === undefined || cell.text === '' ? [] : [{ item, x, width: widthOf(cell.text, metric) }];
    });
  });
  return drawnRows(items, rows, metric);
}

/** A row's own cells with blanks between; where they are empty they leave no trace. */
export function joined(table: TextTable, gap: number | 'any', random: Random): Drawn {
  const items = placed(table);
  const rows = table.rows.map((_, at) => {
    const blanks = gap === 'any' ? random.between(2, 4) : gap;
    let x = 0;
    return items
      .filter(({ row, cell }) => row === at && cell.text !== '')
      .map((item): Put => {
        const put = { item, x, width: widthOf(item.cell.text) };
        x += put.width + blanks;
        return put;
      });
  });
  return drawnRows(items, rows, 2);
}

/** A cell where it came to stand in its line. */
interface Put {
  readonly item: Placed;
  readonly x: number;
  readonly width: number;
}

function drawnRows(items: readonly Placed[], rows: readonly (readonly Put[])[], metric: Metric): Drawn {
  const lines = rows.map((row, at) => ({
    row: at,
    pieces: row.map(({ item, x }) => ({ x, text: item.cell.text, indicator: item.cell.indicator })),
  }));
  return { lines, setting: { ...PLAIN_SETTING, metric }, rooms: roomsOf(items, rows) };
}

/**
 * Where a reader looks for a figure in such lines: below its head, and where figures of the same column stand in rows
 * that have something in every place. These need not be the same columns of the text.
 */
function roomsOf(items: readonly Placed[], rows: readonly (readonly Put[])[]): Map<string, Range[]> {
  const figures = rows.map((_, at) => items.filter(({ row, cell }) => row === at && cell.indicator !== null));
  const inFullRows = new Map<string, Range[]>();
  const key = ({ row, column }: Placed): string => `${figures[row]?.length}:${column}`;
  for (const put of rows.flat()) {
    const own = figures[put.item.row] ?? [];
    if (put.item.cell.indicator === null || own.some(({ cell }) => cell.text === '')) continue;
    inFullRows.set(key(put.item), [...(inFullRows.get(key(put.item)) ?? []), rangeOf(put)]);
  }
  const heads = new Map<number, Range>();
  return new Map(
    rows.flatMap((row, at) => {
      for (const put of row) if (put.item.cell.role === 'head') heads.set(put.item.column, rangeOf(put));
      return (figures[at] ?? []).map((item) => {
        const head = heads.get(item.column);
        const ranges = [...(head === undefined ? [] : [head]), ...(inFullRows.get(key(item)) ?? [])];
        return [item.cell.indicator ?? '', ranges] as const;
      });
    }),
  );
}

const rangeOf = ({ x, width }: Put): Range => ({ from: x, to: x + width });

export function inSequence(cells: readonly Pick<TextCell, 'text' | 'indicator'>[], blanks: number): Piece[] {
  let x = 0;
  return cells
    .filter(({ text }) => text !== '')
    .map(({ text, indicator }) => {
      const piece = { x, text, indicator };
      x += widthOf(text) + blanks;
      return piece;
    });
}
