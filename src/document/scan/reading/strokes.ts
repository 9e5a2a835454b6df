/** Dashes, slashes, and what of a digit's strokes tells it from them: shapes of ink alone, whatever a model reads. */
import type { Component } from '../image/components.js';
import { type GreyImage, type PixelBox, WHITE } from '../image/grey.js';
import { READING } from './tolerances.js';

/** What is known of the ink of one line that holds a number, a dash, or little else. */
export interface Shapes {
  /**
   * Its pieces of ink from left to right at several shades: what is usually ink, what is so with grey counted in, and
   * then what is so with ever darker shades only.
   */
  readonly marks: readonly (readonly Component[])[];
  /** The size of type around, in pixels. */
  readonly size: number;
  /** The image that the marks are of. */
  readonly page: GreyImage;
}

/** Of a dash. */
interface Limits {
  /** Of the size of type: how high it is, and how wide at least. */
  readonly height: number;
  readonly width: number;
  /** Of its own height. */
  readonly long: number;
}

/** In two shades: what is one stroke is one with the grey around it, but dark alone has thin ones in pieces. */
function dashLimits(): readonly [usual: Limits, withGrey: Limits] {
  const width = READING.dashWidth;
  return [
    { height: READING.dashHeight, width, long: READING.dashLength },
    { height: READING.dashGreyHeight, width, long: READING.dashGreyLength },
  ];
}

/** Is the line one flat stroke? The model, which knows words, does not see it. */
export function isDash(shapes: Shapes): boolean {
  return dashLimits().every(({ height: highest, width: narrowest, long }, at) => {
    const only = onlyPiece(shapes, at);
    if (only === null) return false;
    const [width, height] = [only.x1 - only.x0, only.y1 - only.y0];
    return height <= highest * shapes.size && width >= narrowest * shapes.size && width >= long * height;
  });
}

/** The one piece of ink at a shade, but for grain; null where there are several, or none. */
function onlyPiece({ marks, size }: Shapes, shade: number): Component | null {
  const [only, ...others] = (marks[shade] ?? []).filter(
    ({ x0, y0, x1, y1 }) => Math.max(x1 - x0, y1 - y0) >= READING.grain * size,
  );
  return only === undefined || others.length > 0 ? null : only;
}

/** Is the line one thin straight stroke that leans, as high as type? */
export function isSlash(shapes: Shapes): boolean {
  return [0, 1].every((shade) => {
    const only = onlyPiece(shapes, shade);
    if (only === null || only.holes > 0) return false;
    const height = (only.y1 - only.y0) / shapes.size;
    if (height < READING.slashLeast || height > READING.slashMost) return false;
    const { lean, bend, top, bottom, widest } = strokeOf(shapes.page, only);
    if (
      lean < READING.slashLean ||
      bend > READING.slashBend ||
      top > READING.slashTop ||
      widest > READING.slashWide
    )
      return false;
    if (lean >= READING.flatSlashLean) return true;
    return (
      top <= READING.steepSlashTop && bottom <= READING.steepSlashBottom && widest <= READING.steepSlashWide
    );
  });
}

/** A piece of ink taken for a stroke from its top to its foot; lengths are shares of its height. */
interface Stroke {
  /** How far its upper end lies to the right of its lower one: 0 is upright. */
  readonly lean: number;
  /** How far its rows lie off a straight line, on the average (root of the mean square). */
  readonly bend: number;
  /** The ink of its upper and its lower fifth, of what the middle has: more where there is a bar, a flag or a foot. */
  readonly top: number;
  readonly bottom: number;
  /** From the first to the last ink of its widest row. */
  readonly widest: number;
}

const BANDS = 5;

/** The shape of a piece of ink, by its rows and how dark they are. */
export function strokeOf(page: GreyImage, mark: PixelBox): Stroke {
  const { width, data } = page;
  const { x0, y0, x1, y1 } = mark;
  const height = y1 - y0;
  const left = Math.max(0, x0 - 1);
  const right = Math.min(width, x1 + 1);
  const rows = Array.from({ length: height }, (_, row) => {
    let ink = 0;
    let moment = 0;
    for (let x = left; x < right; x += 1) {
      const here = WHITE - (data[(y0 + row) * width + x] ?? WHITE);
      ink += here;
      moment += here * x;
    }
    return { row, ink, middle: ink === 0 ? 0 : moment / ink };
  });
  const total = rows.reduce((sum, { ink }) => sum + ink, 0);
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, each) => sum + each.ink * of(each), 0) / Math.max(1, total);
  const [row0, middle0] = [mean(({ row }) => row), mean(({ middle }) => middle)];
  const spread = mean(({ row }) => (row - row0) ** 2);
  const slope = spread === 0 ? 0 : mean(({ row, middle }) => (row - row0) * (middle - middle0)) / spread;
  const off = mean(({ row, middle }) => (middle - middle0 - slope * (row - row0)) ** 2);
  const bands = Array.from({ length: BANDS }, () => 0);
  for (const { row, ink } of rows) {
    const band = Math.floor((row * BANDS) / height);
    bands[band] = (bands[band] ?? 0) + ink;
  }
  const [top = 0, , , , bottom = 0] = bands;
  const inner = Math.max(1, (total - top - bottom) / (BANDS - 2));
  return {
    lean: -slope,
    bend: Math.sqrt(off) / height,
    top: top / inner,
    bottom: bottom / inner,
    widest: widestRow(page, mark) / height,
  };
}

/** Does a stroke run along the top, nearly as wide as the whole? */
export function hasBar(page: GreyImage, mark: Component): boolean {
  const top = { ...mark, y1: mark.y0 + Math.max(1, Math.round((mark.y1 - mark.y0) * READING.barRegion)) };
  return widestRow(page, top) >= READING.bar * (mark.x1 - mark.x0);
}

/** From the first to the last ink of the widest row, in pixels. */
function widestRow({ width, data }: GreyImage, { x0, y0, x1, y1 }: PixelBox): number {
  let widest = 0;
  for (let y = y0; y < y1; y += 1) {
    const row = data.subarray(y * width + x0, y * width + x1);
    const first = row.findIndex((shade) => shade < READING.strokeInk);
    if (first >= 0)
      widest = Math.max(widest, row.findLastIndex((shade) => shade < READING.strokeInk) - first + 1);
  }
  return widest;
}
