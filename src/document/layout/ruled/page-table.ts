import type { Box } from '../page/geometry.js';
import { boxOf, isFigureText, isValueText, linesOf, type TextLine } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import type { Area, Lattice } from './lattice.js';
import { placeGlyphs } from './place-glyphs.js';
import { placeObjects } from './place-objects.js';
import { runsColumnsTogether } from './strays.js';
import { RULED } from './tolerances.js';

/** A cell of a table as far as it stands on one page. */
export interface PageCell extends Area {
  readonly text: string;
  /** Where it stands: from border to border, or, without borders, what its text takes; null for no text without borders. */
  readonly box: Box | null;
  /** Its last line leaves no room for another character: the text may go on. */
  readonly full: boolean;
}

/** A table as far as it stands on one page. */
export interface PageTable {
  readonly box: Box;
  /** Its column lines, left border to right border; empty where it has no grid. */
  readonly xs: readonly number[];
  readonly rows: readonly (readonly PageCell[])[];
  readonly aligned: boolean;
  readonly closedTop: boolean;
  readonly closedBottom: boolean;
  /** Of a table that was found by its figures alone; null for any other. */
  readonly figures: FigureColumns | null;
}

/** Columns of figures, located by their contents. */
export interface FigureColumns {
  /** What the texts of each column cover, from left to right; column 0, of the labels, is not among them. */
  readonly columns: readonly { readonly x0: number; readonly x1: number }[];
  /** How many of the first rows are headings. */
  readonly headRows: number;
  /** Which columns have no heading, beside others that have one: theirs must stand on the page before. */
  readonly open: readonly number[];
  /** The lines of a part that is a table only if it continues one, or is continued, across a page break. */
  readonly lonely: readonly TextLine[] | null;
}

interface FilledArea {
  readonly area: Area;
  readonly box: Box;
  readonly lines: readonly TextLine[];
}

const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
/** A whole number that may stand by itself. */
const NUMBER = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/u;

/**
 * The table of a grid: every character in the cell that holds its centre. Null where cells hold text of several
 * columns: then lines of another thing make the grid.
 */
export function readLattice(
  lattice: Lattice,
  glyphs: readonly Glyph[],
  objects: readonly Box[],
): PageTable | null {
  const { xs, ys, areas } = lattice;
  const boxes = areas.map(
    (area): Box => ({
      x0: xs[area.column] ?? 0,
      x1: xs[area.column + area.columnSpan] ?? 0,
      y0: ys[area.row] ?? 0,
      y1: ys[area.row + area.rowSpan] ?? 0,
    }),
  );
  const texts = placeObjects(boxes, placeGlyphs(lattice, glyphs), objects);
  const placed = areas.map((area, i): FilledArea => {
    const box = boxes[i] ?? lattice.box;
    return { area, box, lines: linesOf(texts[i] ?? []) };
  });
  const lines = ys.map((_, row) => placed.flatMap((cell) => (cell.area.row === row ? cell.lines : [])));
  if (runsColumnsTogether(lines)) return null;
  const known = placed.filter((cell) => !isSeveralRows(cell, placed, ys));
  const { filled, height } = withoutStrayLines(known, ys.length - 1);
  const margin = innerMargin(filled);
  const rows: FilledArea[][] = Array.from({ length: height }, () => []);
  for (const cell of filled) rows[cell.area.row]?.push(cell);
  return {
    box: lattice.box,
    xs,
    rows: rows.map((row) => readRow(row, margin)),
    aligned: lattice.certain && known.length === placed.length,
    closedTop: lattice.closedTop,
    closedBottom: lattice.closedBottom,
    figures: null,
  };
}

/**
 * Are these labels of several rows, between which a line is missing? Each stands in the middle of a row of figures,
 * well apart from the next. Whose figures are whose can't be told then: such a cell is left out.
 */
function isSeveralRows(
  { area, lines }: FilledArea,
  cells: readonly FilledArea[],
  ys: readonly number[],
): boolean {
  if (area.rowSpan === 1 || lines.length < 2 || isUpright(lines)) return false;
  const bands = new Map<number, TextLine[]>();
  for (const line of lines) {
    const row = ys.findLastIndex((y) => y <= (line.y0 + line.y1) / 2);
    bands.set(row, [...(bands.get(row) ?? []), line]);
  }
  const rows = [...bands.keys()].sort((a, b) => a - b);
  const centred = rows.every((row) => {
    const own = boxOf(bands.get(row) ?? []);
    const [top, bottom] = [ys[row] ?? 0, ys[row + 1] ?? 0];
    return Math.abs(own.y0 + own.y1 - top - bottom) / 2 < RULED.offCentre * (bottom - top);
  });
  const apart = rows.every((row, i) => {
    const above = bands.get(rows[i - 1] ?? -1)?.at(-1);
    const first = bands.get(row)?.[0];
    return above === undefined || first === undefined || first.y0 - above.y1 > RULED.labelsApart * first.size;
  });
  const figures = new Set(
    cells.flatMap((cell) => (cell.area.rowSpan === 1 && isValues(cell) ? [cell.area.row] : [])),
  );
  return rows.length > 1 && centred && apart && rows.filter((row) => figures.has(row)).length > 1;
}

function isValues({ lines }: FilledArea): boolean {
  return lines.length > 0 && lines.every(({ text }) => text.split(' ').every(isValueText));
}

/**
 * A line that parts nothing but empty areas, while written cells reach across it, is no row's border: some printers
 * end a group's empty cell too early on the next page. The rows above and below it are one.
 */
function withoutStrayLines(
  cells: readonly FilledArea[],
  rows: number,
): { filled: readonly FilledArea[]; height: number } {
  const parting = new Set<number>();
  const crossed = new Set<number>();
  for (const { area, lines } of cells) {
    if (lines.length > 0) {
      parting.add(area.row).add(area.row + area.rowSpan);
      for (let row = area.row + 1; row < area.row + area.rowSpan; row += 1) crossed.add(row);
    }
  }
  const stray = Array.from({ length: rows }, (_, row) => row > 0 && crossed.has(row) && !parting.has(row));
  if (!stray.includes(true)) return { filled: cells, height: rows };
  // each row's place once the lines are gone
  let height = 0;
  const places = stray.map((gone) => (gone ? height - 1 : height++));
  places.push(height);
  const filled = cells.flatMap((cell): FilledArea[] => {
    const { row, rowSpan } = cell.area;
    // at a removed line, what begins there yields the row to what ends there
    const start = stray[row] === true ? (places[row] ?? 0) + 1 : (places[row] ?? 0);
    const end = (places[row + rowSpan - 1] ?? 0) + 1;
    return end <= start ? [] : [{ ...cell, area: { ...cell.area, row: start, rowSpan: end - start } }];
  });
  return { filled, height };
}

/** The margin that the table leaves beside text which had to be broken over lines; 0 where none was. */
function innerMargin(cells: readonly FilledArea[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { box, lines } of cells) {
    for (const line of lines.slice(0, -1)) {
      if (line.glyphs.length < RULED.fullLabel) continue;
      least = Math.min(least, line.x0 - box.x0, box.x1 - line.x1);
    }
  }
  return least === Number.POSITIVE_INFINITY ? 0 : Math.min(RULED.widestMargin, Math.max(0, least));
}

function readRow(row: readonly FilledArea[], margin: number): PageCell[] {
  const ordered = [...row].sort((a, b) => a.area.column - b.area.column);
  // where other figures of the row stand one above the other, lines in a cell may be rows
  const stacked = ordered.some((cell) => isStack(cell) && !isBrokenNumber(cell, margin));
  return ordered.map((cell) => {
    const { area, box, lines } = cell;
    const whole = !stacked && isBrokenNumber(cell, margin);
    const text = lines.map((line) => line.text).join(whole ? '' : '\n');
    const last = lines.at(-1);
    const full = last !== undefined && (isFull(last, box, margin, last.size) || isUpright(lines));
    return { ...area, text, box, full };
  });
}

/** One character a line: a label set from top to bottom. */
function isUpright(lines: readonly TextLine[]): boolean {
  return lines.length > 1 && lines.every(({ text }) => [...text].length === 1);
}

function isStack({ lines }: FilledArea): boolean {
  return lines.length > 1 && lines.every((line) => isFigureText(line.text));
}

/**
 * A number too long for its cell: the next line follows at once on each, and either every line but the last fills
 * the cell, or only all together make a number with thousands set off.
 */
function isBrokenNumber(cell: FilledArea, margin: number): boolean {
  const { area, box, lines } = cell;
  if (!isStack(cell) || area.rowSpan > 1) return false;
  const texts = lines.map(({ text }) => text.normalize('NFKC'));
  const only =
    THOUSANDS.test(texts.join('')) && !texts.some((text) => text.includes(',') && NUMBER.test(text));
  const thousands = only && texts.some((text) => text.includes(','));
  return lines.slice(1).every((line, i) => {
    const above = lines[i];
    if (above === undefined) return false;
    const digit = Math.min(...above.glyphs.map(({ x0, x1 }) => x1 - x0), above.size);
    return (
      (thousands || isFull(above, box, margin, digit)) && line.y0 - above.y0 < RULED.nextLine * above.size
    );
  });
}

/** Does a line leave no room for a character of this width? */
function isFull(line: TextLine, box: Box, margin: number, width: number): boolean {
  return box.x1 - box.x0 - 2 * margin - (line.x1 - line.x0) < width;
}
