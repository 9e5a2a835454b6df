/** A printed report as the plain text that programs make of tables: with rules of characters, commas, blanks, tabs, or none. */
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import {
  type PlacedCell,
  type PrintedReport,
  type PrintedTable,
  placeCells,
  splitBlocks,
  textOf,
} from './printed.js';

type TableText = (table: PrintedTable, seed: number) => string;

/** Every slot of the grid: the text of a cell stands in the first of its slots. */
function slots(table: PrintedTable): string[][] {
  const grid = table.rows.map(() => Array.from({ length: table.columns }, () => ''));
  for (const { cell, row, column } of placeCells(table)) {
    const line = grid[row];
    if (line !== undefined) line[column] = flat(textOf(cell));
  }
  return grid;
}

/** Its own cells of each row alone: what reaches in from above or over several columns leaves no trace. */
const cells = ({ rows }: PrintedTable): string[][] =>
  rows.map((row) => row.map((cell) => flat(textOf(cell))));

const flat = (text: string): string => text.replaceAll('\n', '');

function dumped(
  printed: PrintedReport,
  table: TableText,
  heading: (text: string, role: string) => string,
): Buffer {
  const parts = splitBlocks(printed).map((block, at) =>
    block.kind === 'line'
      ? heading(block.text, block.role)
      : table(block, partSeed(printed.title, printed.layout.id, at)),
  );
  return Buffer.from(`${parts.join('\n\n')}\n`, 'utf8');
}

const bare = (text: string): string => text;
const LEVELS: Readonly<Record<string, string>> = { title: '# ', heading: '## ' };
const markdown = (text: string, role: string): string => `${LEVELS[role] ?? ''}${text}`;

/** Markdown, with bars around each row, and a line of dashes below the first. */
export function pipesFile(printed: PrintedReport): Buffer {
  const row = (line: readonly string[]): string => `| ${line.join(' | ')} |`;
  const table = (of: PrintedTable): string => {
    const [first = [], ...rest] = slots(of).map((line) => line.map((text) => text.replaceAll('|', '\\|')));
    return [row(first), row(first.map(() => '---')), ...rest.map(row)].join('\n');
  };
  return dumped(printed, table, markdown);
}

/** Bars between cells alone, and rows as long as they have cells. */
export function openPipesFile(printed: PrintedReport): Buffer {
  return dumped(
    printed,
    (table) =>
      cells(table)
        .map((line) => line.join(' | '))
        .join('\n'),
    bare,
  );
}

/** Tables of HTML inside Markdown. */
export function markdownHtmlFile(printed: PrintedReport, table: (table: PrintedTable) => string): Buffer {
  return dumped(printed, table, markdown);
}

/** Quoted where it must be. */
export function csvFile(printed: PrintedReport): Buffer {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const row = (line: readonly string[]): string => line.map(quoted).join(',');
  const table = (of: PrintedTable): string => slots(of).map(row).join('\r\n');
  return dumped(printed, table, bare);
}

/** A cell a line, without tabs and without empty lines between rows; an empty cell leaves no line. */
export function cellLinesFile(printed: PrintedReport): Buffer {
  return dumped(
    printed,
    (table) =>
      cells(table)
        .flat()
        .filter((text) => text !== '')
        .join('\n'),
    bare,
  );
}

/** A row a line, parted by tabs: cells that reach in leave no trace, and empty ones at the end are cut. */
export function tabRowsFile(printed: PrintedReport): Buffer {
  const row = (line: readonly string[]): string => line.join('\t').replace(/\t+$/, '');
  return dumped(printed, (table) => cells(table).map(row).join('\n'), bare);
}

/** How many columns of a terminal a text takes: Chinese characters are two wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u0020-\u00ff]/.test(character) ? 1 : 2), 0);
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const [piece] of text.matchAll(/[\d.,]+|./gu)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && widthOf(last + piece) > width) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The columns in characters: narrow ones, so that labels are wrapped. */
function columnsOf({ id, columns }: PrintedTable, seed: number): number[] {
  const random = seededRandom(seed);
  if (id !== 'requests')
    return Array.from({ length: columns }, () => (id === 'disputes' ? 8 : random.between(16, 24)));
  const labels = [random.between(6, 10), random.between(10, 18), random.between(18, 34)];
  return Array.from({ length: columns }, (_, at) => labels[at] ?? 10);
}

/** Tables with rules of dashes and bars; merged cells have their text in the first slot. */
export function gridFile(printed: PrintedReport): Buffer {
  const table = (of: PrintedTable, seed: number): string => {
    const widths = columnsOf(of, seed);
    const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
    const rows = slots(of).map((line) => {
      const lines = line.map((text, at) => wrapped(text, widths[at] ?? 8));
      const height = Math.max(...lines.map(({ length }) => length));
      return Array.from({ length: height }, (_, y) => {
        return `| ${lines.map((cell, at) => padded(cell[y] ?? '', widths[at] ?? 8)).join(' | ')} |`;
      }).join('\n');
    });
    return [rule, ...rows.flatMap((row) => [row, rule])].join('\n');
  };
  return dumped(printed, table, bare);
}

/**
 * Columns parted by blanks, as `pdftotext -layout` leaves them: labels are wrapped, and what stands in the middle of a
 * row, or of several, stands on the line in the middle.
 */
export function blanksFile(printed: PrintedReport): Buffer {
  const table = (of: PrintedTable, seed: number): string => {
    const widths = columnsOf(of, seed);
    const placed = placeCells(of).map((item) => ({ item, lines: linesIn(item, widths) }));
    const heights = of.rows.map((_, row) =>
      Math.max(
        1,
        ...placed.map(({ item, lines }) => (item.row === row && item.cell.rowSpan === 1 ? lines.length : 1)),
      ),
    );
    for (const { item, lines } of placed) {
      const { row, cell } = item;
      const missing =
        lines.length - heights.slice(row, row + cell.rowSpan).reduce((sum, one) => sum + one, 0);
      const last = row + cell.rowSpan - 1;
      if (missing > 0) heights[last] = (heights[last] ?? 1) + missing;
    }
    return painted(placed, heights, widths);
  };
  return dumped(printed, table, bare);
}

const GAP = 2;

function linesIn({ cell, column }: PlacedCell, widths: readonly number[]): string[] {
  const width = spanOf(widths, column, cell.columnSpan) - GAP;
  return textOf(cell)
    .split('\n')
    .flatMap((line) => wrapped(line, width));
}

const spanOf = (widths: readonly number[], from: number, count: number): number =>
  widths.slice(from, from + count).reduce((sum, width) => sum + width + GAP, 0);

function painted(
  placed: readonly { readonly item: PlacedCell; readonly lines: readonly string[] }[],
  heights: readonly number[],
  widths: readonly number[],
): string {
  const tops = heights.map((_, row) => heights.slice(0, row).reduce((sum, height) => sum + height, 0));
  const parts: { readonly x: number; readonly text: string }[][] = Array.from(
    { length: heights.reduce((sum, height) => sum + height, 0) },
    () => [],
  );
  for (const { item, lines } of placed) {
    const { row, column, cell } = item;
    const height = heights.slice(row, row + cell.rowSpan).reduce((sum, one) => sum + one, 0);
    const top = (tops[row] ?? 0) + Math.floor((height - lines.length) / 2);
    const [x, room] = [spanOf(widths, 0, column), spanOf(widths, column, cell.columnSpan) - GAP];
    lines.forEach((text, y) => {
      const left = Math.max(0, Math.floor((room - widthOf(text)) / 2));
      if (text !== '') parts[top + y]?.push({ x: x + left, text });
    });
  }
  return parts
    .map(lineOf)
    .filter((line) => line !== '')
    .join('\n');
}

function lineOf(parts: readonly { readonly x: number; readonly text: string }[]): string {
  return [...parts].sort((a, b) => a.x - b.x).reduce((line, { x, text }) => padded(line, x) + text, '');
}
