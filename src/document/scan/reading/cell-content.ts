/** What stands in a cell, as ink, and whether some of it may be missing. */
import type { Component } from '../image/components.js';
import type { PixelBox } from '../image/grey.js';
import { type Sheet, shown } from './sheet.js';
import { type InkLine, isDust, linesOf } from './text-lines.js';
import { READING } from './tolerances.js';

/** What stands in a cell, as ink. */
export interface CellContent {
  readonly cell: PixelBox;
  readonly lines: readonly CellLine[];
  /** Grey that is no line. */
  readonly faint: boolean;
}

/** A line of ink in a cell. */
export interface CellLine {
  readonly line: InkLine;
  /** Its ink at each shade, from left to right. */
  readonly marks: readonly (readonly Component[])[];
  /** What two different views show. */
  readonly views: readonly [PixelBox, PixelBox];
  /** May some of it be missing: beyond the picture, under a border, or too faint? */
  readonly cut: boolean;
}

/** What a cell holds, by its ink at several shades, the usual one first, and by what is hardly darker than paper. */
export function contentOf(
  sheet: Sheet,
  cell: PixelBox,
  layers: readonly (readonly Component[])[],
  grey: readonly Component[],
): CellContent {
  const inked = layers.map((layer) => layer.filter((mark) => !isDust(mark, sheet.scale)));
  const [marks = []] = inked;
  const open = !sheet.thin || isAtEdge(cell, sheet);
  if (marks.length === 0) return { cell, lines: [], faint: open || isFaintlyInked(sheet, cell, grey) };
  const lines = linesOf(marks, sheet.size);
  const apart = isFaintlyInked(sheet, cell, apartFrom(lines, grey, sheet));
  return {
    cell,
    faint: false,
    lines: lines.map((line) => ({
      line,
      marks: inked.map((layer) => layer.filter((mark) => isIn(mark, line)).sort((a, b) => a.x0 - b.x0)),
      views: [
        shown(line, sheet, READING.pad, cell, lines),
        shown(line, sheet, READING.secondPad, cell, lines),
      ],
      cut: open || apart || goesOn(line, grey, sheet) || touches(line, cell, sheet),
    })),
  };
}

function isIn(mark: PixelBox, line: PixelBox): boolean {
  const x = (mark.x0 + mark.x1) / 2;
  const y = (mark.y0 + mark.y1) / 2;
  const near = READING.inLine;
  return line.x0 - near <= x && x <= line.x1 + near && line.y0 - near <= y && y <= line.y1 + near;
}

/** Does the cell end where the picture ends? What it holds may go on beyond. */
function isAtEdge({ x0, y0, x1, y1 }: PixelBox, { page, scale }: Sheet): boolean {
  const near = READING.pictureEdge * scale;
  return x0 < near || y0 < near || x1 > page.width - near || y1 > page.height - near;
}

/** Does ink reach the border of its cell? Then part of it may lie under the border, or beyond. */
function touches(line: PixelBox, cell: PixelBox, { scale }: Sheet): boolean {
  const near = READING.touching * scale;
  return (
    line.x0 - cell.x0 < near ||
    cell.x1 - line.x1 < near ||
    line.y0 - cell.y0 < near ||
    cell.y1 - line.y1 < near
  );
}

/** Grey beside the lines, not what surrounds their characters. */
function apartFrom(lines: readonly PixelBox[], grey: readonly PixelBox[], sheet: Sheet): PixelBox[] {
  return grey.filter((mark) => !lines.some((line) => isAround(mark, line, sheet)));
}

/**
 * Does the grey around a line reach further than light makes it? A faint sign may hang on a number, or a dash be the bar
 * of a 7.
 */
function goesOn(line: PixelBox, grey: readonly PixelBox[], sheet: Sheet): boolean {
  const reach = READING.greyReach * sheet.size + READING.blur;
  return grey.some((mark) => {
    if (!isAround(mark, line, sheet)) return false;
    const beside = mark.x0 < line.x0 - reach || mark.x1 > line.x1 + reach;
    return beside || mark.y0 < line.y0 - reach || mark.y1 > line.y1 + reach;
  });
}

function isAround(mark: PixelBox, line: PixelBox, { size }: Sheet): boolean {
  const near = READING.halo * size;
  return (
    mark.x1 > line.x0 - near &&
    mark.x0 < line.x1 + near &&
    mark.y1 > line.y0 - near &&
    mark.y0 < line.y1 + near
  );
}

/** Is there something in a cell that is neither ink nor paper: a faint stroke, away from the borders? */
function isFaintlyInked({ size, scale }: Sheet, cell: PixelBox, grey: readonly PixelBox[]): boolean {
  const near = READING.borderSeam * scale;
  return grey.some(({ x0, y0, x1, y1 }) => {
    if (Math.max(x1 - x0, y1 - y0) < Math.max(READING.faintStroke * size, READING.faintPoints)) return false;
    return x1 > cell.x0 + near && x0 < cell.x1 - near && y1 > cell.y0 + near && y0 < cell.y1 - near;
  });
}
