import { UNTOLD } from '../layout/lines.js';
import type { TextRun } from '../layout/page.js';
import type { Component } from './components.js';
import type { PixelBox } from './grey.js';
import { type ReadLine, recogniseLine, recogniseStrip, type View } from './recognise-line.js';
import { PAD, runOf, type Sheet, shown } from './sheet.js';
import { isDash, isSlash } from './strokes.js';
import { type InkLine, isDust, linesOf } from './text-lines.js';
import { agreed, mayBeValue, shaped } from './value.js';

/** A cell that ends this near to the picture's edge, in points, may be cut off. */
const EDGE = 3;
/** Of the size of type, and in pixels: a grey stroke of this length may be part of a character. */
const FAINT_STROKE = 0.2;
const FAINT_POINTS = 4;
/** Of the size of type: grey this near belongs to a line's characters. */
const HALO = 0.1;
/** Of the size of type, and in pixels: how far from ink its grey may reach. */
const REACH = 0.1;
const BLUR = 2.5;
/** The grey seam of a border, in points. */
const SEAM = 1.8;
const LABEL: View = { margin: 0.1, squeeze: 1, times: 1 };
const OTHER: View = { margin: 0.2, squeeze: 0.9, times: 1 };
/** Of its height: what is narrower is a short line, and what is shown several times where it stands alone. */
const SHORT = 5;
const ALONE = 1.6;
/** Long lines are shown narrower than they are: time goes with the width, and words are read all the same. */
const WIDE = 0.8;
/** A strip of short lines is no longer than this, in heights. */
const STRIP = 10;

/** What stands in a cell, as ink. */
export interface CellContent {
  readonly cell: PixelBox;
  readonly lines: readonly CellLine[];
  /** Grey that is no line. */
  readonly faint: boolean;
}

interface CellLine {
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
  const marks = (layers[0] ?? []).filter((mark) => !isDust(mark, sheet.scale));
  const open = !sheet.thin || isAtEdge(cell, sheet);
  if (marks.length === 0) return { cell, lines: [], faint: open || isFaintlyInked(sheet, cell, grey) };
  const lines = linesOf(marks, sheet.size);
  const apart = isFaintlyInked(sheet, cell, apartFrom(lines, grey, sheet));
  return {
    cell,
    faint: false,
    lines: lines.map((line) => ({
      line,
      marks: layers.map((layer) =>
        layer.filter((mark) => isIn(mark, line) && !isDust(mark, sheet.scale)).sort((a, b) => a.x0 - b.x0),
      ),
      views: [shown(line, sheet, PAD[0], cell, lines), shown(line, sheet, PAD[1], cell, lines)],
      cut: open || apart || goesOn(line, grey, sheet) || touches(line, cell, sheet),
    })),
  };
}

/** The texts of cells; what may be a figure and is not certain holds `UNTOLD`. */
export async function readCells(sheet: Sheet, contents: readonly CellContent[]): Promise<TextRun[]> {
  const runs = contents.flatMap(({ cell, faint }) => (faint ? [runOf(UNTOLD, middleOf(cell), sheet)] : []));
  const strokes = new Map(
    contents.flatMap(({ lines }) => lines.map((line) => [line, strokeOf(line, sheet)] as const)),
  );
  const isText = (line: CellLine): boolean => (strokes.get(line) ?? '') === '';
  const first = await readLines(
    sheet,
    contents.flatMap(({ lines }) =>
      lines.flatMap((line) => (isText(line) ? [[line, line.views[0]] as const] : [])),
    ),
    LABEL,
  );
  for (const [{ line }, reading] of first) sheet.certainty.add(reading, line);
  const textOf = (line: CellLine): string => first.get(line)?.text ?? strokes.get(line) ?? '';
  const values: CellLine[] = [];
  for (const { lines } of contents) {
    if (mayBeValue(lines.map(textOf).join(''))) values.push(...lines);
    else runs.push(...lines.map((line) => runOf(textOf(line), line.line, sheet)));
  }
  const second = await readLines(
    sheet,
    values.flatMap((line) => (isText(line) ? [[line, line.views[1]] as const] : [])).reverse(),
    OTHER,
  );
  for (const line of values) {
    const readings = [first.get(line), second.get(line)];
    const told = isText(line) ? await tellValue(sheet, line, readings) : textOf(line);
    runs.push(runOf(line.cut ? `${told}${UNTOLD}` : told, line.line, sheet));
  }
  return runs;
}

/** A part of a cell, away from its borders: what reaches from one to the next would be taken for one text. */
function middleOf({ x0, y0, x1, y1 }: PixelBox): PixelBox {
  const [across, down] = [(x1 - x0) / 4, (y1 - y0) / 4];
  return { x0: x0 + across, y0: y0 + down, x1: x1 - across, y1: y1 - down };
}

/** A dash or a slash, which are told by their shapes alone; '' for all other text. */
function strokeOf({ marks }: CellLine, { page, size }: Sheet): string {
  if (isDash({ marks, page, size })) return '—';
  return isSlash({ marks, page, size }) ? '/' : '';
}

/** Reads lines, the short ones in strips of several. */
async function readLines(
  { engine, page }: Sheet,
  lines: readonly (readonly [line: CellLine, box: PixelBox])[],
  view: View,
): Promise<Map<CellLine, ReadLine>> {
  const read = new Map<CellLine, ReadLine>();
  let strip: (readonly [CellLine, PixelBox])[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (strip.length === 0) return;
    const boxes = strip.map(([, box]) => box);
    const found = await recogniseStrip(engine, page, boxes, view);
    for (const [i, [line]] of strip.entries()) {
      const reading = found[i];
      if (reading !== undefined) read.set(line, reading);
    }
    strip = [];
    length = 0;
  };
  for (const [line, box] of lines) {
    const width = (box.x1 - box.x0) / (box.y1 - box.y0);
    if (width > SHORT) {
      read.set(line, await recogniseLine(engine, page, box, { ...view, squeeze: view.squeeze * WIDE }));
      continue;
    }
    if (length + width > STRIP) await flush();
    strip.push([line, box]);
    length += width + 0.3;
  }
  await flush();
  return read;
}

/** The value of a line by two readings; where they don't agree, by two others, in which it stands alone. */
async function tellValue(
  { engine, page, size }: Sheet,
  { line, marks, views }: CellLine,
  readings: readonly (ReadLine | undefined)[],
): Promise<string> {
  const known = readings.filter((reading) => reading !== undefined);
  const text = agreed(known);
  if (!text.includes(UNTOLD)) return shaped(text, { marks, size, page });
  const few = line.x1 - line.x0 < ALONE * (line.y1 - line.y0);
  const alone = [
    await recogniseLine(engine, page, views[0], { ...LABEL, times: few ? 2 : 1 }),
    await recogniseLine(engine, page, views[1], { ...OTHER, times: few ? 3 : 1 }),
  ];
  return shaped(agreed(alone), { marks, size, page });
}

function isIn(mark: PixelBox, line: PixelBox): boolean {
  const x = (mark.x0 + mark.x1) / 2;
  const y = (mark.y0 + mark.y1) / 2;
  return line.x0 - 2 <= x && x <= line.x1 + 2 && line.y0 - 2 <= y && y <= line.y1 + 2;
}

/** Does the cell end where the picture ends? What it holds may go on beyond. */
function isAtEdge({ x0, y0, x1, y1 }: PixelBox, { page, scale }: Sheet): boolean {
  const near = EDGE * scale;
  return x0 < near || y0 < near || x1 > page.width - near || y1 > page.height - near;
}

/** Does ink reach the border of its cell? Then part of it may lie under the border, or beyond. */
function touches(line: PixelBox, cell: PixelBox, { scale }: Sheet): boolean {
  const near = 0.6 * scale;
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
  const reach = REACH * sheet.size + BLUR;
  return grey.some((mark) => {
    if (!isAround(mark, line, sheet)) return false;
    const beside = mark.x0 < line.x0 - reach || mark.x1 > line.x1 + reach;
    return beside || mark.y0 < line.y0 - reach || mark.y1 > line.y1 + reach;
  });
}

function isAround(mark: PixelBox, line: PixelBox, { size }: Sheet): boolean {
  const near = HALO * size;
  return (
    mark.x1 > line.x0 - near &&
    mark.x0 < line.x1 + near &&
    mark.y1 > line.y0 - near &&
    mark.y0 < line.y1 + near
  );
}

/** Is there something in a cell that is neither ink nor paper: a faint stroke, away from the borders? */
function isFaintlyInked({ size, scale }: Sheet, cell: PixelBox, grey: readonly PixelBox[]): boolean {
  const near = SEAM * scale;
  return grey.some(({ x0, y0, x1, y1 }) => {
    if (Math.max(x1 - x0, y1 - y0) < Math.max(FAINT_STROKE * size, FAINT_POINTS)) return false;
    return x1 > cell.x0 + near && x0 < cell.x1 - near && y1 > cell.y0 + near && y0 < cell.y1 - near;
  });
}
