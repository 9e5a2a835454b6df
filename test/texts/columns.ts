/**
 * A table as a program draws it that has a page before it: cells stand in columns, texts are wrapped in them, and what is
 * lower than its row, or reaches over several, stands at the top, in the middle or at the bottom.
 */
import { pick, type Random } from '../formats/chance.js';
import { type Drawn, type Fill, type Piece, PLAIN_SETTING, type Range, type Setting } from './lines.js';
import { type ColumnKind, type Placed, placed, type TextCell, type TextTable } from './table.js';
import { type Metric, widthOf } from './width.js';
import { wrapped } from './wrap.js';

type Across = 'left' | 'center' | 'right';
type Down = 'top' | 'middle' | 'bottom';

/** How columns are drawn; what is left open is chosen by seed. */
export interface Look {
  readonly metric: Metric;
  /** One of them: the type's size against the columns' width, as `pdftotext` reckons. */
  readonly scales: readonly number[];
  readonly hasMargin: boolean;
  readonly fill: Fill;
  readonly leader: string;
  readonly gap: readonly [number, number];
  /** Widths of the figures' columns. */
  readonly figure: readonly [number, number];
  /** Across the column: heads, labels, figures. */
  readonly across: Across | 'any';
  /** Down the row: labels and figures. */
  readonly down: Down | 'any';
  /** Labels of groups stand upright, a character a line. */
  readonly isUpright: boolean;
  /** The share of characters before which a line ends though there is room. */
  readonly early: number;
  readonly breaksNumbers: boolean;
  /** The share of rows that are higher than what stands in them. */
  readonly high: number;
  /** What parts rows. */
  readonly rules: 'none' | 'dashes' | 'empty lines' | 'dashes under heads';
}

export const PLAIN_LOOK: Look = {
  metric: 2,
  scales: [1],
  hasMargin: false,
  fill: 'blanks',
  leader: '',
  gap: [2, 6],
  figure: [6, 12],
  across: 'any',
  down: 'any',
  isUpright: false,
  early: 0,
  breaksNumbers: false,
  high: 0,
  rules: 'none',
};

/** What holds for all tables of a text. */
export interface Page {
  readonly look: Look;
  readonly setting: Setting;
  readonly gap: number;
  readonly across: Readonly<Record<TextCell['role'], Across>>;
  readonly down: Readonly<Record<TextCell['role'], Down>>;
  /** Whether the middle of an even number of lines is the lower one. */
  readonly roundsDown: boolean;
}

const ACROSS: readonly Across[] = ['left', 'center', 'right', 'center'];
const DOWN: readonly Down[] = ['top', 'middle', 'bottom', 'middle'];

export function pageOf(look: Look, random: Random): Page {
  const across = (among: readonly Across[]): Across =>
    look.across === 'any' ? pick(random, among) : look.across;
  const down = (among: readonly Down[]): Down => (look.down === 'any' ? pick(random, among) : look.down);
  const label = across(['left', 'center', 'left']);
  const labelDown = down(['top', 'middle', 'middle']);
  const { metric, fill, leader } = look;
  return {
    look,
    setting: {
      ...PLAIN_SETTING,
      metric,
      fill,
      leader,
      scale: pick(random, look.scales),
      margin: look.hasMargin ? random.between(0, 20) : 0,
    },
    gap: random.between(...look.gap),
    across: { head: across(ACROSS), figure: across(ACROSS), label, other: label },
    down: { head: pick(random, DOWN), figure: down(DOWN), label: labelDown, other: labelDown },
    roundsDown: random.next() < 0.5,
  };
}

/** A cell with the lines of its text. */
interface Lined extends Placed {
  readonly lines: readonly string[];
  readonly room: Range;
}

export function drawColumns(table: TextTable, page: Page, random: Random): Drawn {
  const widths = table.columns.map((kind) => widthOfColumn(kind, table.id, page.look, random));
  const lined = placed(table).map((item) => linedCell(item, widths, page, random));
  const heights = heightsOf(table, lined, page.look, random);
  const tops = heights.map((_, row) => sum(heights.slice(0, row)));
  const pieces: Piece[][] = Array.from({ length: sum(heights) }, () => []);
  for (const item of lined) paint(item, pieces, tops, heights, page);
  const rowOf = heights.flatMap((height, row) => Array.from({ length: height }, () => row));
  const lines = pieces.map((line, at) => ({ pieces: line, row: rowOf[at] ?? 0 }));
  const rooms = new Map(
    lined.flatMap(({ cell, room }) => (cell.indicator === null ? [] : [[cell.indicator, [room]] as const])),
  );
  const width = sum(widths) + page.gap * (widths.length - 1);
  return { lines: ruled({ lines, table, width, page }), setting: page.setting, rooms };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function widthOfColumn(kind: ColumnKind, table: TextTable['id'], look: Look, random: Random): number {
  if (kind === 'number') return random.between(4, 6);
  if (kind === 'group') return look.isUpright ? random.between(2, 10) : random.between(4, 10);
  if (kind === 'part') return look.isUpright ? 2 : random.between(8, 18);
  if (kind === 'label') return table === 'proactive' ? random.between(10, 24) : random.between(14, 34);
  const [low, high] = look.figure;
  return table === 'disputes' ? random.between(Math.min(low, 5), 8) : random.between(low, high);
}

function linedCell(item: Placed, widths: readonly number[], page: Page, random: Random): Lined {
  const { cell, column } = item;
  const from = sum(widths.slice(0, column)) + column * page.gap;
  const across = widths.slice(column, column + cell.columnSpan);
  const width = Math.max(2, sum(across) + (across.length - 1) * page.gap);
  const { early, isUpright, breaksNumbers } = page.look;
  const stands = isUpright && cell.rowSpan > 2 && cell.role === 'label';
  // the longer texts of figures have remarks, and break early less often than labels
  const breaks = cell.role !== 'figure' ? early : cell.text.length > 6 && early > 0 ? 0.1 : 0;
  const wrapping = { early: breaks, breaksNumbers: breaksNumbers && cell.role === 'figure' };
  const lines = stands ? [...cell.text] : wrapped(cell.text, width, random, wrapping);
  return { ...item, lines, room: { from, to: from + width } };
}

function heightsOf(table: TextTable, lined: readonly Lined[], { high }: Look, random: Random): number[] {
  const heights = table.rows.map((_, at) =>
    Math.max(
      1,
      ...lined.map(({ row, cell, lines }) => (row === at && cell.rowSpan === 1 ? lines.length : 1)),
    ),
  );
  for (const { row, cell, lines } of lined) {
    const last = row + cell.rowSpan - 1;
    const missing = lines.length - sum(heights.slice(row, last + 1));
    if (missing > 0) heights[last] = (heights[last] ?? 1) + missing;
  }
  return heights.map((height) => (high > 0 && random.next() < high ? height + random.between(1, 2) : height));
}

function paint(
  { cell, row, lines, room }: Lined,
  onto: readonly Piece[][],
  tops: readonly number[],
  heights: readonly number[],
  { across, down, roundsDown }: Page,
): void {
  const spare = sum(heights.slice(row, row + cell.rowSpan)) - lines.length;
  const place = down[cell.role];
  const above =
    place === 'top' ? 0 : place === 'bottom' ? spare : Math.floor((spare + (roundsDown ? 1 : 0)) / 2);
  lines.forEach((text, at) => {
    const free = Math.max(0, room.to - room.from - widthOf(text));
    const left = { left: 0, right: free, center: Math.floor(free / 2) }[across[cell.role]];
    const indicator = at === 0 ? cell.indicator : null;
    onto[(tops[row] ?? 0) + above + at]?.push({ x: room.from + left, text, indicator });
  });
}

interface Ruled {
  readonly lines: Drawn['lines'];
  readonly table: TextTable;
  readonly width: number;
  readonly page: Page;
}

function ruled({ lines, table, width, page }: Ruled): Drawn['lines'] {
  const { rules } = page.look;
  if (rules === 'none') return lines;
  const dashes = { x: 0, text: '-'.repeat(Math.ceil(width * page.setting.scale)), indicator: null };
  return lines.flatMap((line, at) => {
    const isLast = lines[at + 1]?.row !== line.row;
    const isHead = line.row < table.headRows;
    const isRuled = isLast && (rules !== 'dashes under heads' || line.row === table.headRows - 1);
    if (!isRuled || (isHead && line.row < table.headRows - 1)) return [line];
    return [line, { row: line.row, pieces: rules === 'empty lines' ? [] : [dashes] }];
  });
}
