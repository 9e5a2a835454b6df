/** Reports as text, the way programs and people write tables without a format for them: each shape by a seed. */

import { generateReports } from '../../../src/simulation/reports/generate.js';
import type { SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { PLAIN } from '../../formats/layouts.js';
import { type PrintedReport, type PrintedTable, placeCells, printReport } from '../../formats/printed.js';

export const SHAPES = [
  'pipes',
  'bare pipes',
  'grid',
  'box',
  'commas',
  'tabs',
  'uneven tabs',
  'html',
  'blanks',
  'wrapped blanks',
  'single blanks',
  'cell a line',
  'cell a paragraph',
] as const;
export type Shape = (typeof SHAPES)[number];

/** Numbers from 0 up to 1, the same for a seed. */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(dice: Dice, of: readonly T[]): T => of[Math.floor(dice() * of.length)] as T;

/** A report of the seed, printed plainly. */
export function reportOf(seed: number): { report: SimulatedReport; printed: PrintedReport } {
  const reports = generateReports({ seed: 1 + (seed % 50), agencies: 3, years: [2020, 2023] });
  const report = reports[seed % reports.length] as SimulatedReport;
  return { report, printed: printReport(report, PLAIN) };
}

/** The report as text whose tables have the shape. */
export function dumpOf(printed: PrintedReport, shape: Shape, dice: Dice): string {
  const parts = printed.blocks.map((block) => {
    if (block.kind === 'line') return block.text;
    return write(block, shape, dice).join('\n');
  });
  return parts.join('\n\n');
}

/** Every slot of the table, '' where a span covers it. */
function slotsOf(table: PrintedTable): string[][] {
  const slots = table.rows.map(() => Array.from({ length: table.columns }, () => ''));
  for (const { cell, row, column } of placeCells(table)) {
    const line = slots[row];
    if (line !== undefined) line[column] = cell.text.replaceAll('\n', '');
  }
  return slots;
}

function write(table: PrintedTable, shape: Shape, dice: Dice): string[] {
  switch (shape) {
    case 'pipes': {
      const [head = [], ...rest] = slotsOf(table).map((row) => `| ${row.join(' | ')} |`);
      return [String(head), `|${' --- |'.repeat(table.columns)}`, ...rest];
    }
    case 'bare pipes':
      return slotsOf(table).map((row) => `${row.map((cell) => cell || ' ').join(' | ')}`);
    case 'grid':
    case 'box':
      return writeGrid(table, shape, dice);
    case 'commas':
      return slotsOf(table).map((row) =>
        row.map((cell) => (/[,"]/.test(cell) || dice() < 0.2 ? `"${cell}"` : cell)).join(','),
      );
    case 'tabs':
      return slotsOf(table).map((row) => row.join('\t'));
    case 'uneven tabs':
      return table.rows.map(
        (row) => row.map(({ text }) => text.replaceAll('\n', '')).join('\t') + pick(dice, ['', '\t', '\t\t']),
      );
    case 'html':
      return [
        `<table>${table.rows
          .map(
            (row) =>
              `<tr>${row.map((c) => `<td rowspan="${c.rowSpan}" colspan="${c.columnSpan}">${c.text}</td>`).join('')}</tr>`,
          )
          .join(pick(dice, ['', '\n']))}</table>`,
      ];
    case 'blanks':
    case 'wrapped blanks':
      return writeBlanks(table, shape === 'wrapped blanks', dice);
    case 'single blanks':
      return table.rows.map((row) => row.map(({ text }) => text.replaceAll('\n', '')).join(' '));
    case 'cell a line':
      return table.rows.flatMap((row) => row.map(({ text }) => text.replaceAll('\n', '')));
    case 'cell a paragraph':
      return table.rows.flatMap((row) => row.flatMap(({ text }) => [text, ''])).slice(0, -1);
  }
}

type Width = (text: string) => number;
const WIDTHS: readonly Width[] = [
  (text) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffee]/u.test(c) ? 2 : 1), 0),
  (text) => [...text].reduce((sum, c) => sum + (/[\u2010-\uffee]/u.test(c) ? 2 : 1), 0),
  (text) => text.length,
];

function pad(text: string, to: number, width: Width, side: 'left' | 'right' | 'middle'): string {
  const room = Math.max(0, to - width(text));
  const before = side === 'left' ? 0 : side === 'right' ? room : Math.floor(room / 2);
  return ' '.repeat(before) + text + ' '.repeat(room - before);
}

/** The text in lines of at most `most` columns. */
function wrap(text: string, most: number, width: Width): string[] {
  const lines = [''];
  for (const character of text.replaceAll('\n', '')) {
    const last = lines.length - 1;
    if (width((lines[last] ?? '') + character) > most) lines.push(character);
    else lines[last] += character;
  }
  return lines;
}

interface Slab {
  readonly lines: readonly string[];
  readonly row: number;
  readonly rowSpan: number;
  readonly column: number;
  readonly columnSpan: number;
  readonly isLabel: boolean;
}

/** Cells in their columns, labels wrapped and in the middle of the rows that they span, as a page shows them. */
function writeBlanks(table: PrintedTable, wrapped: boolean, dice: Dice): string[] {
  const width = pick(dice, WIDTHS);
  const gap = 2 + Math.floor(dice() * 4);
  const side = pick(dice, ['left', 'right', 'middle'] as const);
  const narrow = wrapped ? 1 : 0;
  const widths = Array.from({ length: table.columns }, (_, column) => {
    const own = placeCells(table).filter((p) => p.column === column && p.cell.columnSpan === 1);
    const longest = own.reduce((most, { cell }) => {
      const isValue = cell.indicator !== null;
      const all = width(cell.text.replaceAll('\n', ''));
      const label =
        narrow === 1 && !isValue
          ? Math.min(
              all,
              table.id === 'requests' && column < 3 ? 12 + column * 6 : 8 + Math.floor(dice() * 12),
            )
          : all;
      return Math.max(most, label);
    }, 4);
    return longest;
  });
  const roomOf = (column: number, span: number): number =>
    widths.slice(column, column + span).reduce((sum, w) => sum + w, 0) + gap * (span - 1);
  // a single spanning label must fit, or wrap
  const slabs = placeCells(table).map(({ cell, row, column }): Slab => {
    const room = roomOf(column, cell.columnSpan);
    const text = cell.text.replaceAll('\n', '');
    const lines = narrow === 1 || width(text) > room ? wrap(text, Math.max(2, room), width) : [text];
    return {
      lines,
      row,
      rowSpan: cell.rowSpan,
      column,
      columnSpan: cell.columnSpan,
      isLabel: cell.indicator === null,
    };
  });
  const heights = table.rows.map((_, row) =>
    slabs
      .filter((s) => s.row === row && s.rowSpan === 1)
      .reduce((most, s) => Math.max(most, s.lines.length), 1),
  );
  for (const slab of slabs) {
    const tall = heights.slice(slab.row, slab.row + slab.rowSpan).reduce((a, b) => a + b, 0);
    const last = slab.row + slab.rowSpan - 1;
    if (slab.lines.length > tall) heights[last] = (heights[last] ?? 1) + slab.lines.length - tall;
  }
  const top = (row: number): number => heights.slice(0, row).reduce((a, b) => a + b, 0);
  const canvas: { at: number; text: string }[][] = Array.from({ length: top(heights.length) }, () => []);
  const place = pick(dice, ['middle', 'top'] as const);
  for (const slab of slabs) {
    const tall = heights.slice(slab.row, slab.row + slab.rowSpan).reduce((a, b) => a + b, 0);
    const free = tall - slab.lines.length;
    const skip = place === 'top' ? 0 : Math.floor(free / 2);
    slab.lines.forEach((text, i) => {
      const at = roomOf(0, slab.column) + (slab.column > 0 ? gap : 0);
      const room = roomOf(slab.column, slab.columnSpan);
      canvas[top(slab.row) + skip + i]?.push({
        at,
        text: pad(
          text,
          room,
          width,
          slab.isLabel && slab.column < 3 && table.id === 'requests' ? 'left' : side,
        ),
      });
    });
  }
  return canvas.map((pieces) => {
    let line = '';
    for (const { at, text } of pieces.sort((a, b) => a.at - b.at))
      line += ' '.repeat(Math.max(line === '' ? 0 : 1, at - width(line))) + text;
    return line.trimEnd();
  });
}

function writeGrid(table: PrintedTable, shape: 'grid' | 'box', dice: Dice): string[] {
  const width = pick(dice, WIDTHS.slice(0, 2));
  const slots = slotsOf(table);
  const widths = Array.from({ length: table.columns }, (_, c) =>
    Math.max(2, ...slots.map((row) => width(row[c] ?? ''))),
  );
  const even = widths.map((w) => w + (w % 2));
  const dash = shape === 'box' ? '─' : '-';
  const bar = shape === 'box' ? '│' : '|';
  const unit = width(dash);
  const rule = (a: string, b: string, c: string): string =>
    a + even.map((w) => dash.repeat((w + 2) / unit)).join(b) + c;
  const mid = shape === 'box' ? rule('├', '┼', '┤') : rule('+', '+', '+');
  const lines = slots.map(
    (row) => `${bar} ${row.map((cell, c) => pad(cell, even[c] ?? 0, width, 'left')).join(` ${bar} `)} ${bar}`,
  );
  return [
    shape === 'box' ? rule('┌', '┬', '┐') : mid,
    ...lines.flatMap((line, at) => (at < lines.length - 1 ? [line, mid] : [line])),
    shape === 'box' ? rule('└', '┴', '┘') : mid,
  ];
}
