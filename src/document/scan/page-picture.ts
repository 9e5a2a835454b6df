import type { Box } from '../layout/page/geometry.js';
import type { LayoutPage } from '../layout/page/page.js';
import { joinRules } from '../layout/page/rules.js';
import { findLattices, type Lattice } from '../layout/ruled/lattice.js';
import type { ReadingTrace } from '../trace.js';
import { type Component, componentsOf } from './image/components.js';
import { faintPage, showsThinStrokes } from './image/faint.js';
import { type GreyImage, type PixelBox, shrunk, turned } from './image/grey.js';
import { levelled } from './image/level.js';
import { takeRules } from './image/pixel-rules.js';
import { skewOf, straightened } from './image/skew.js';
import { IMAGE } from './image/tolerances.js';
import { Certainty } from './model/certainty.js';
import type { Engine } from './model/engine.js';
import { turnOf } from './model/orientation.js';
import { MODEL } from './model/tolerances.js';
import { contentOf } from './reading/cell-content.js';
import { readCells } from './reading/cells.js';
import { readProse } from './reading/prose.js';
import type { Sheet } from './reading/sheet.js';
import { typeSize } from './reading/text-lines.js';
import { READING } from './reading/tolerances.js';

/** Numbers are looked at in other shades too: with grey counted in, and dark alone. */
const shades = (): number[] => [IMAGE.ink, IMAGE.inkWithGrey, IMAGE.darkInk, IMAGE.darkestInk];

/** A page as a scanner made it; reading it overwrites its pixels. */
export interface Picture {
  /** 1-based */
  readonly number: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly image: GreyImage;
}

/**
 * What a page shows, recognised and upright: its ruling lines, and its texts at their places.
 *
 * @param slots how many slots its grids may take
 */
export async function readPicture(
  engine: Engine,
  picture: Picture,
  slots: number,
  trace: ReadingTrace | null = null,
): Promise<LayoutPage> {
  const { number, width, height, image } = picture;
  const factor = Math.max(1, Math.ceil(image.width / width / IMAGE.finest));
  const level = levelled(factor > 1 ? shrunk(image, factor) : image);
  const scale = level.width / width;
  const asItLies = await readLevel(engine, level, scale, slots);
  const turn =
    asItLies.certainty.mean < MODEL.sureWords ? await turnOf(engine, level, scale, asItLies.certainty) : 0;
  const upright = turned(level, turn);
  const { runs, rules, skew } = turn === 0 ? asItLies : await readLevel(engine, upright, scale, slots);
  // rules were taken out of what was read
  trace?.picture(number, straightened(upright, skew));
  const size = turn % 2 === 0 ? { width, height } : { width: height, height: width };
  return { number, ...size, runs, rules, onlyRuled: true };
}

/** Reads a page whose paper is white, taking it as upright; does not change it. */
async function readLevel(engine: Engine, level: GreyImage, scale: number, slots: number) {
  const skew = skewOf(level);
  const straight = straightened(level, skew);
  // its rules are taken out
  const page = straight === level ? copyOf(level) : straight;
  const rules = takeRules(page, scale).map((rule): Box => mapped(rule, 1 / scale));
  const { lattices } = findLattices(joinRules(rules), slots);
  const grids = lattices
    .filter(({ areas }) => areas.length > 1)
    .sort((a, b) => areaOf(a.box) - areaOf(b.box));
  const cells = grids.flatMap((grid) => cellsOf(grid, scale));
  const ink = shades().map((shade) => shareOut(componentsOf(page, shade), cells, scale));
  const faint = faintPage(page);
  const grey = shareOut(componentsOf(faint.image, faint.shade), cells, scale);
  const size =
    typeSize(
      cells.map((_, i) => ink[0]?.inside[i] ?? []),
      scale,
    ) ?? READING.usualType * scale;
  const certainty = new Certainty();
  const sheet: Sheet = { engine, page, scale, size, thin: showsThinStrokes(faint, size), certainty };
  const contents = cells.map((cell, i) =>
    contentOf(
      sheet,
      cell,
      ink.map(({ inside }) => inside[i] ?? []),
      grey.inside[i] ?? [],
    ),
  );
  const runs = [...(await readCells(sheet, contents)), ...(await readProse(sheet, ink[0]?.outside ?? []))];
  return { runs, rules, certainty, skew };
}

function copyOf({ width, height, data }: GreyImage): GreyImage {
  return { width, height, data: Uint8Array.from(data) };
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
    const home = strict < 0 ? cells.findIndex((cell) => holds(cell, IMAGE.border * scale)) : strict;
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
  if (across <= IMAGE.border * scale && y1 - y0 <= IMAGE.flat * scale) return true;
  return (
    Math.min(besides, across) <= IMAGE.border * scale && Math.max(x1 - x0, y1 - y0) <= IMAGE.remnant * scale
  );
}
