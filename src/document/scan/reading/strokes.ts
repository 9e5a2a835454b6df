/** Dashes, slashes, and what of a digit's strokes tells it from them: shapes of ink alone, whatever a model reads. */
import type { Component } from '../image/components.js';
import { type GreyImage, type PixelBox, WHITE } from '../image/grey.js';

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

interface Limits {
  /** Of the size of type: how high it is, and how wide at least. */
  readonly height: number;
  readonly width: number;
  /** Of its own height. */
  readonly long: number;
}
/** In two shades: what is one stroke is one with the grey around it, but dark alone has thin ones in pieces. */
const DASH: readonly [usual: Limits, withGrey: Limits] = [
  { height: 0.22, width: 0.25, long: 1.6 },
  { height: 0.4, width: 0.25, long: 1.25 },
];
/** Of the size of type: pieces smaller than this, beside a dash or a slash, are grain. */
const GRAIN = 0.16;

/** Is the line one flat stroke? The model, which knows words, does not see it. */
export function isDash(shapes: Shapes): boolean {
  return DASH.every(({ height: highest, width: narrowest, long }, at) => {
    const only = onlyPiece(shapes, at);
    if (only === null) return false;
    const [width, height] = [only.x1 - only.x0, only.y1 - only.y0];
    return height <= highest * shapes.size && width >= narrowest * shapes.size && width >= long * height;
  });
}

/** The one piece of ink at a shade, but for grain; null where there are several, or none. */
function onlyPiece({ marks, size }: Shapes, shade: number): Component | null {
  const [only, ...others] = (marks[shade] ?? []).filter(
    ({ x0, y0, x1, y1 }) => Math.max(x1 - x0, y1 - y0) >= GRAIN * size,
  );
  return only === undefined || others.length > 0 ? null : only;
}

/**
 * What tells a slash, measured over twelve fonts, upright and italic, at 120 to 300 dots an inch, clean to badly worn:
 * of 2,400 upright slashes the least leans by 0.17, of 2,500 upright 「1」 none to that side by more than 0.02, of
 * italic ones none by more than 0.21. A 7 bends at its bar, a 4 is wide somewhere.
 */
const SLASH = { height: [0.55, 1.4], lean: 0.15, bend: 0.022, end: 1.6, wide: 0.3 } as const;
/** What leans less than `lean` must be the thinner for it, and the same from end to end: an italic 1 has a flag or a foot. */
const STEEP_SLASH = { lean: 0.23, top: 1.3, bottom: 1.1, wide: 0.2 } as const;

/** Is the line one thin straight stroke that leans, as high as type? */
export function isSlash(shapes: Shapes): boolean {
  return [0, 1].every((shade) => {
    const only = onlyPiece(shapes, shade);
    if (only === null || only.holes > 0) return false;
    const height = (only.y1 - only.y0) / shapes.size;
    if (height < SLASH.height[0] || height > SLASH.height[1]) return false;
    const { lean, bend, top, bottom, widest } = strokeOf(shapes.page, only);
    if (lean < SLASH.lean || bend > SLASH.bend || top > SLASH.end || widest > SLASH.wide) return false;
    if (lean >= STEEP_SLASH.lean) return true;
    return top <= STEEP_SLASH.top && bottom <= STEEP_SLASH.bottom && widest <= STEEP_SLASH.wide;
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
/** Darker than this counts for a row's width. */
const MIDDLE = 170;

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

/** The bar of a 7: in this upper share of its height, this share of its width. */
const BAR_REGION = 0.3;
const BAR = 0.75;

/** Does a stroke run along the top, nearly as wide as the whole? */
export function hasBar(page: GreyImage, mark: Component): boolean {
  const top = { ...mark, y1: mark.y0 + Math.max(1, Math.round((mark.y1 - mark.y0) * BAR_REGION)) };
  return widestRow(page, top) >= BAR * (mark.x1 - mark.x0);
}

/** From the first to the last ink of the widest row, in pixels. */
function widestRow({ width, data }: GreyImage, { x0, y0, x1, y1 }: PixelBox): number {
  let widest = 0;
  for (let y = y0; y < y1; y += 1) {
    const row = data.subarray(y * width + x0, y * width + x1);
    const first = row.findIndex((shade) => shade < MIDDLE);
    if (first >= 0) widest = Math.max(widest, row.findLastIndex((shade) => shade < MIDDLE) - first + 1);
  }
  return widest;
}
