/** Tables as programs write them that know no page: a row a line, cells at stops or one after the other. */
import type { Random } from '../formats/chance.js';
import { type Drawn, type DrawnLine, type Piece, PLAIN_SETTING, type Range } from './lines.js';
import { slots, type TextCell, type TextTable } from './table.js';
import { type Metric, widthOf } from './width.js';

/** Cells of a row end at the next tab stop; the tabs have become blanks. A slot that a cell reaches into is empty. */
export function atStops(table: TextTable, stop: number, metric: Metric): Drawn {
  return inColumns(table, metric, (column) => stop - (column % stop));
}

/** Each column as wide as its widest text, two blanks between: what `column -t` prints. */
export function likeColumn(table: TextTable, metric: Metric): Drawn {
  const grid = slots(table);
  const ends = table.columns.map((_, at) =>
    Math.max(...grid.map((row) => widthOf(row[at]?.text ?? '', metric))),
  );
  const starts = ends.map((_, at) => ends.slice(0, at).reduce((total, width) => total + width + 2, 0));
  return inColumns(table, metric, (column, at) => (starts[at + 1] ?? column) - column);
}

function inColumns(
  table: TextTable,
  metric: Metric,
  gapAfter: (column: number, at: number) => number,
): Drawn {
  const lines = slots(table).map((row, at): DrawnLine => {
    let column = 0;
    const pieces = row.flatMap((cell, slot): Piece[] => {
      const x = column;
      column += widthOf(cell.text, metric);
      column += gapAfter(column, slot);
      return cell.text === '' ? [] : [{ x, text: cell.text, indicator: cell.indicator }];
    });
    return { pieces, row: at };
  });
  return { lines, setting: { ...PLAIN_SETTING, metric }, rooms: belowHeads(table, lines, metric) };
}

/** The head that stands above a figure's column in the form need not stand above it in the text: its room is the head's. */
function belowHeads(table: TextTable, lines: readonly DrawnLine[], metric: Metric): Map<string, Range> {
  const rooms = new Map<string, Range>();
  let heads: (Range | undefined)[] = [];
  slots(table).forEach((row, at) => {
    const pieces = [...(lines[at]?.pieces ?? [])];
    row.forEach((cell, column) => {
      const piece = cell.text === '' ? undefined : pieces.shift();
      if (piece !== undefined && cell.role === 'head') {
        heads = [...heads];
        heads[column] = { from: piece.x, to: piece.x + widthOf(piece.text, metric) };
      }
      const head = heads[column];
      if (cell.indicator !== null && head !== undefined) rooms.set(cell.indicator, head);
    });
  });
  return rooms;
}

/** A row's own cells with blanks between; where they are empty they leave no trace. */
export function joined(table: TextTable, gap: number | 'any', random: Random): Drawn {
  const lines = table.rows.map((row, at): DrawnLine => {
    const blanks = gap === 'any' ? random.between(2, 4) : gap;
    return { pieces: inSequence(row, blanks), row: at };
  });
  return { lines, setting: PLAIN_SETTING, rooms: new Map() };
}

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
