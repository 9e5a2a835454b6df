import { type GreyImage, WHITE } from './grey.js';
import { IMAGE } from './tolerances.js';

/** Steps of the search in degrees, and how many rows of pixels are one at each. */
const COARSE = 0.2;
const FINE = 0.02;
const COARSE_ROW = 3;
const FINE_ROW = 1;
/** Of the width: how far rows of the steepest page reach beyond its own, above and below. */
const MARGIN = 0.1;
/** Only every so many columns are looked at, and no more points; about one in so many of a page is ink. */
const STEP = 5;
const POINTS_TO_INK = 12;
const MOST_POINTS = 200_000;

/** By how many degrees a page's lines fall to the right: found where its rows of ink are sharpest. */
export function skewOf(image: GreyImage): number {
  const { xs, ys } = darkPoints(image);
  if (xs.length < IMAGE.fewestInkPoints) return 0;
  const coarse = best(0, IMAGE.steepest, COARSE, COARSE_ROW, xs, ys, image);
  const fine = best(coarse, COARSE, FINE, FINE_ROW, xs, ys, image);
  return Math.abs(fine) < IMAGE.straight ? 0 : fine;
}

function darkPoints({ width, height, data }: GreyImage): { xs: Float32Array; ys: Float32Array } {
  const { skewInk: dark } = IMAGE;
  const xs: number[] = [];
  const ys: number[] = [];
  const step = Math.max(STEP, Math.round((width * height) / POINTS_TO_INK / MOST_POINTS));
  for (let y = 0; y < height && xs.length < MOST_POINTS; y += 1) {
    for (let x = y % step; x < width; x += step) {
      if ((data[y * width + x] ?? WHITE) < dark) {
        xs.push(x - width / 2);
        ys.push(y);
      }
    }
  }
  return { xs: Float32Array.from(xs), ys: Float32Array.from(ys) };
}

/** The angle around `middle` at which the points fall into the fewest rows. */
function best(
  middle: number,
  reach: number,
  step: number,
  rowHeight: number,
  xs: Float32Array,
  ys: Float32Array,
  { width, height }: GreyImage,
): number {
  const margin = Math.ceil(width * MARGIN);
  const rows = new Float64Array(Math.ceil((height + 2 * margin) / rowHeight) + 1);
  let found = middle;
  let sharpest = -1;
  const steps = Math.round(reach / step);
  for (let i = -steps; i <= steps; i += 1) {
    const angle = middle + i * step;
    const slope = Math.tan((angle * Math.PI) / 180);
    rows.fill(0);
    for (let p = 0; p < xs.length; p += 1) {
      const row = Math.floor(((ys[p] ?? 0) - (xs[p] ?? 0) * slope + margin) / rowHeight);
      rows[row] = (rows[row] ?? 0) + 1;
    }
    let sharpness = 0;
    for (const count of rows) sharpness += count * count;
    if (sharpness > sharpest) {
      sharpest = sharpness;
      found = angle;
    }
  }
  return found;
}

/** The page turned back so that its lines are level; what comes in from outside is white. */
export function straightened(image: GreyImage, degrees: number): GreyImage {
  if (degrees === 0) return image;
  const { width, height, data } = image;
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const result = new Uint8Array(width * height).fill(WHITE);
  for (let y = 0; y < height; y += 1) {
    const dy = y - height / 2;
    for (let x = 0; x < width; x += 1) {
      const dx = x - width / 2;
      const u = cos * dx - sin * dy + width / 2;
      const v = sin * dx + cos * dy + height / 2;
      const left = Math.floor(u);
      const top = Math.floor(v);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const across = u - left;
      const down = v - top;
      const upper = (data[at] ?? WHITE) * (1 - across) + (data[at + 1] ?? WHITE) * across;
      const lower = (data[at + width] ?? WHITE) * (1 - across) + (data[at + width + 1] ?? WHITE) * across;
      result[y * width + x] = upper * (1 - down) + lower * down + 0.5;
    }
  }
  return { width, height, data: result };
}
