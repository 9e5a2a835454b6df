import type { Box } from '../layout/geometry.js';
import { findLattices, type Lattice } from '../layout/lattice.js';
import { UNTOLD } from '../layout/lines.js';
import type { LayoutPage, TextRun } from '../layout/page.js';
import { joinRules } from '../layout/rules.js';
import { type Component, componentsOf } from './components.js';
import type { Engine } from './engine.js';
import { type GreyImage, type PixelBox, shrunk, WHITE } from './grey.js';
import { levelled } from './level.js';
import { takeRules } from './pixel-rules.js';
import { type ReadLine, recogniseLine, recogniseStrip, type View } from './recognise-line.js';
import { skewOf, straightened } from './skew.js';
import { around, type InkLine, isDust, linesOf, typeSize } from './text-lines.js';
import { agreed, isDash, isSlash, mayBeValue, shaped } from './value.js';

/** A page as a scanner made it; reading it overwrites its pixels. */
export interface Picture {
  /** 1-based */
  readonly number: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly image: GreyImage;
}

/** Darker than this is ink. Numbers are looked at in other shades too: light makes holes, dark closes them. */
const SHADES = [175, 200, 145] as const;
/** Finer than this, in pixels a point, is made coarser: 320 dots an inch. */
const FINEST = 4.5;
/** In points: what is left of a line is no larger than this, and no further from the cell's border. */
const REMNANT = 2.5;
const BORDER = 1.4;
const FLAT = 1.1;
/** A cell that ends this near to the picture's edge, in points, may be cut off. */
const EDGE = 3;
/** What is fainter than ink and may be ink all the same, and so much of it in a square of the size of type. */
const FAINT = 205;
const FAINT_SHARE = 0.04;
const USUAL_SIZE = 9;
const LABEL: View = { margin: 0.1, squeeze: 1, times: 1 };
const OTHER: View = { margin: 0.2, squeeze: 0.9, times: 1 };
const PROSE: View = { margin: 0.1, squeeze: 0.75, times: 1 };
/** Of the size of type: white kept around a line, in the first and the second view. */
const PAD = [0.12, 0.22] as const;
/** Of its height: what is narrower is a short line, and what is shown several times where it stands alone. */
const SHORT = 5;
const ALONE = 1.6;
/** Long lines are shown narrower than they are: time goes with the width, and words are read all the same. */
const WIDE = 0.8;
/** A strip of short lines is no longer than this, in heights. */
const STRIP = 10;
/** Lines are shown in pieces of so many heights. */
const LONGEST = 22;
/** A digit of prose below this is no digit. */
const PROSE_BOUND = 0.8;

interface Sheet {
  readonly engine: Engine;
  readonly page: GreyImage;
  readonly scale: number;
  /** The usual height of type in tables, in pixels. */
  readonly size: number;
}

/** What a page shows, recognised: its ruling lines, and its texts at their places. */
export async function readPicture(engine: Engine, picture: Picture, slots: number): Promise<LayoutPage> {
  const { page, rules, scale } = prepared(picture);
  const inPoints = rules.map((rule): Box => mapped(rule, 1 / scale));
  const { lattices } = findLattices(joinRules(inPoints), slots);
  const grids = lattices
    .filter(({ areas }) => areas.length > 1)
    .sort((a, b) => areaOf(a.box) - areaOf(b.box));
  const cells = grids.flatMap((grid) => cellsOf(grid, scale));
  const ink = SHADES.map((shade) => shareOut(componentsOf(page, shade), cells, scale));
  const size =
    typeSize(
      cells.map((_, i) => ink[0]?.inside[i] ?? []),
      scale,
    ) ?? USUAL_SIZE * scale;
  const sheet: Sheet = { engine, page, scale, size };
  const contents = cells.map((cell, i) =>
    contentOf(
      sheet,
      cell,
      ink.map(({ inside }) => inside[i] ?? []),
    ),
  );
  const runs = [...(await readCells(sheet, contents)), ...(await readProse(sheet, ink[0]?.outside ?? []))];
  const { number, width, height } = picture;
  return { number, width, height, runs, rules: inPoints, onlyRuled: true };
}

function prepared({ image, width }: Picture): { page: GreyImage; rules: readonly PixelBox[]; scale: number } {
  const factor = Math.max(1, Math.ceil(image.width / width / FINEST));
  const level = levelled(factor > 1 ? shrunk(image, factor) : image);
  const scale = level.width / width;
  const straight = straightened(level, skewOf(level));
  const rules = takeRules(straight, scale);
  return { page: straight, rules, scale };
}

function mapped({ x0, y0, x1, y1 }: PixelBox, factor: number): PixelBox {
  return { x0: x0 * factor, y0: y0 * factor, x1: x1 * factor, y1: y1 * factor };
}

function areaOf({ x0, y0, x1, y1 }: PixelBox): number {
  return (x1 - x0) * (y1 - y0);
}

function cellsOf({ areas, xs, ys }: Lattice, scale: number): PixelBox[] {
  return areas.map(({ row, column, rowSpan, columnSpan }) =>
    mapped(
      {
        x0: xs[column] ?? 0,
        y0: ys[row] ?? 0,
        x1: xs[column + columnSpan] ?? 0,
        y1: ys[row + rowSpan] ?? 0,
      },
      scale,
    ),
  );
}

/** Gives each piece of ink to the first cell that holds its middle. */
function shareOut(marks: readonly Component[], cells: readonly PixelBox[], scale: number) {
  const inside = cells.map((): Component[] => []);
  const outside: Component[] = [];
  for (const mark of marks) {
    const x = (mark.x0 + mark.x1) / 2;
    const y = (mark.y0 + mark.y1) / 2;
    const holds = (cell: PixelBox, margin: number): boolean =>
      cell.x0 - margin <= x && x < cell.x1 + margin && cell.y0 - margin <= y && y < cell.y1 + margin;
    const strict = cells.findIndex((cell) => holds(cell, 0));
    const home = strict < 0 ? cells.findIndex((cell) => holds(cell, BORDER * scale)) : strict;
    const cell = cells[home];
    if (cell === undefined || !isRemnant(mark, cell, scale)) (inside[home] ?? outside).push(mark);
  }
  return { inside, outside };
}

/**
 * Is it what is left of the cell's borders: small, or flat along the upper or lower one? What stands upright beside a
 * border may be a 「1」, and stays.
 */
function isRemnant({ x0, y0, x1, y1 }: PixelBox, cell: PixelBox, scale: number): boolean {
  const x = (x0 + x1) / 2;
  const y = (y0 + y1) / 2;
  const besides = Math.min(x - cell.x0, cell.x1 - x);
  const across = Math.min(y - cell.y0, cell.y1 - y);
  if (across <= BORDER * scale && y1 - y0 <= FLAT * scale) return true;
  return Math.min(besides, across) <= BORDER * scale && Math.max(x1 - x0, y1 - y0) <= REMNANT * scale;
}

/** What stands in a cell, as ink. */
interface CellContent {
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
  readonly cut: boolean;
}

function contentOf(sheet: Sheet, cell: PixelBox, layers: readonly (readonly Component[])[]): CellContent {
  const marks = (layers[0] ?? []).filter((mark) => !isDust(mark, sheet.scale));
  const open = isAtEdge(cell, sheet);
  if (marks.length === 0) return { cell, lines: [], faint: open || isFaintlyInked(sheet, cell) };
  const lines = linesOf(marks, sheet.size);
  return {
    cell,
    faint: false,
    lines: lines.map((line) => ({
      line,
      marks: layers.map((layer) => layer.filter((mark) => isIn(mark, line)).sort((a, b) => a.x0 - b.x0)),
      views: [shown(line, sheet, PAD[0], cell, lines), shown(line, sheet, PAD[1], cell, lines)],
      cut: open || touches(line, cell, sheet),
    })),
  };
}

async function readCells(sheet: Sheet, contents: readonly CellContent[]): Promise<TextRun[]> {
  const runs = contents.flatMap(({ cell, faint }) => (faint ? [runOf(UNTOLD, cell, sheet)] : []));
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

/** Is there something in a cell without ink that is no paper either? */
function isFaintlyInked({ page, size, scale }: Sheet, cell: PixelBox): boolean {
  const inset = 1.5 * scale;
  let faint = 0;
  for (let y = Math.ceil(cell.y0 + inset); y < cell.y1 - inset; y += 1) {
    for (let x = Math.ceil(cell.x0 + inset); x < cell.x1 - inset; x += 1) {
      if ((page.data[y * page.width + x] ?? WHITE) < FAINT) faint += 1;
    }
  }
  return faint > FAINT_SHARE * size * size;
}

/** The box of a line as it is shown: as high as type is even for a dash, with some white around, and nothing else. */
function shown(
  line: PixelBox,
  { size }: Sheet,
  pad: number,
  within: PixelBox | null,
  lines: readonly PixelBox[],
): PixelBox {
  const middle = (line.y0 + line.y1) / 2;
  const half = Math.max((line.y1 - line.y0) / 2, size * 0.45) + pad * size;
  const besides = lines.filter((other) => other !== line && other.x0 < line.x1 && line.x0 < other.x1);
  const above = besides.reduce((low, { y1 }) => (y1 <= line.y0 ? Math.max(low, (y1 + line.y0) / 2) : low), 0);
  const below = besides.reduce(
    (high, { y0 }) => (y0 >= line.y1 ? Math.min(high, (y0 + line.y1) / 2) : high),
    Number.POSITIVE_INFINITY,
  );
  const box = {
    x0: line.x0 - pad * size,
    y0: Math.max(middle - half, above),
    x1: line.x1 + pad * size,
    y1: Math.min(middle + half, below),
  };
  if (within === null) return box;
  return {
    x0: Math.max(box.x0, Math.min(within.x0, line.x0)),
    y0: Math.max(box.y0, Math.min(within.y0, line.y0)),
    x1: Math.min(box.x1, Math.max(within.x1, line.x1)),
    y1: Math.min(box.y1, Math.max(within.y1, line.y1)),
  };
}

function runOf(text: string, line: PixelBox, { scale, size }: Sheet): TextRun {
  const middle = (line.y0 + line.y1) / 2;
  const height = Math.max(line.y1 - line.y0, size * 0.9);
  return {
    text,
    x: line.x0 / scale,
    y: (middle - height / 2) / scale,
    width: (line.x1 - line.x0) / scale,
    height: height / scale,
  };
}

/** The text outside of tables, line by line. */
async function readProse(sheet: Sheet, outside: readonly Component[]): Promise<TextRun[]> {
  const marks = outside.filter(
    (mark) =>
      !isDust(mark, sheet.scale) && mark.y1 - mark.y0 < 4 * sheet.size && mark.x1 - mark.x0 < 12 * sheet.size,
  );
  const size = typeSize([marks], sheet.scale) ?? sheet.size;
  const runs: TextRun[] = [];
  const lines = linesOf(marks, size, 2.5);
  for (const line of lines) {
    for (const piece of pieces(line)) {
      const box = shown(piece, { ...sheet, size }, PAD[0], null, []);
      const reading = await recogniseLine(sheet.engine, sheet.page, box, PROSE);
      if (reading.text !== '')
        runs.push(runOf(toldProse(reading), { ...piece, y0: line.y0, y1: line.y1 }, sheet));
    }
  }
  return runs;
}

/** A number of which a digit is doubtful is no number. */
function toldProse({ characters }: ReadLine): string {
  const marked = characters.map(({ text, confidence }) =>
    /\d/u.test(text) && confidence < PROSE_BOUND ? UNTOLD : text,
  );
  return marked.join('').replace(/[\d.,]*\ufffd[\d.,\ufffd]*/gu, UNTOLD);
}

/** A long line in pieces, cut at its widest gaps. */
function pieces(line: InkLine): PixelBox[] {
  const longest = LONGEST * (line.y1 - line.y0);
  const found: PixelBox[] = [];
  let rest = line.marks;
  while (rest.length > 1 && around(rest).x1 - (rest[0]?.x0 ?? 0) > longest) {
    const start = rest[0]?.x0 ?? 0;
    let end = rest[0]?.x1 ?? 0;
    let cut = 0;
    let widest = -1;
    for (const [i, { x0, x1 }] of rest.entries()) {
      if (x0 - start > longest) break;
      if (i > 0 && x0 - start > longest / 2 && x0 - end > widest) {
        widest = x0 - end;
        cut = i;
      }
      end = Math.max(end, x1);
    }
    if (cut === 0) break;
    found.push(around(rest.slice(0, cut)));
    rest = rest.slice(cut);
  }
  return [...found, around(rest)];
}
