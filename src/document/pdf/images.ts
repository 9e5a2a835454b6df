import { applyTo, intersection, type Matrix } from '../layout/page/geometry.js';
import { PAGE } from '../layout/page/tolerances.js';
import { type GreyImage, WHITE } from '../scan/image/grey.js';
import { IMAGE } from '../scan/image/tolerances.js';
import type { ReadPage } from './document.js';
import type { PlacedImage } from './page.js';

/** Is the page a picture: has it one as large, and no text that was printed on it? */
export function isPicture({ content, width, height }: ReadPage): boolean {
  const page = { x0: 0, y0: 0, x1: width, y1: height };
  const { images, ink, invisible } = content;
  const large = images.filter(({ box }) => {
    const seen = intersection(box, page);
    return seen !== null && (seen.x1 - seen.x0) * (seen.y1 - seen.y0) >= PAGE.wholePage * width * height;
  });
  const covered = large.some(({ after, mask }) => !mask && after >= ink.characters);
  return ink.characters === 0 ? images.length > 0 : large.length > 0 && (invisible > 0 || covered);
}

/** The page as it is seen, upright, in shades of grey; null where none of its pictures can be unpacked. */
export function imageOf(page: ReadPage): GreyImage | null {
  const parts: { placed: PlacedImage; pixels: GreyImage }[] = [];
  for (const placed of page.content.images) {
    const pixels = page.pixelsOf(placed);
    if (pixels !== null) parts.push({ placed, pixels });
  }
  const fineness = parts.reduce((most, part) => Math.max(most, finenessOf(part)), 0);
  if (fineness === 0) return null;
  const scale = Math.min(IMAGE.finestPicture, fineness);
  const width = Math.max(1, Math.round(page.width * scale));
  const height = Math.max(1, Math.round(page.height * scale));
  const image = { width, height, data: new Uint8Array(width * height).fill(WHITE) };
  for (const { placed, pixels } of parts) paint(image, pixels, placed.matrix, scale);
  return image;
}

/** Pixels a point. */
function finenessOf({ placed: { matrix }, pixels }: { placed: PlacedImage; pixels: GreyImage }): number {
  const [a, b, c, d] = matrix;
  const across = Math.hypot(a, b);
  const down = Math.hypot(c, d);
  return across > 0 && down > 0 ? Math.max(pixels.width / across, pixels.height / down) : 0;
}

/** Puts a picture where the page has it, pixel by nearest pixel. */
function paint(page: GreyImage, picture: GreyImage, matrix: Matrix, scale: number): void {
  const [a, b, c, d, e, f] = matrix;
  const area = a * d - b * c;
  if (area === 0) return;
  const back: Matrix = [
    d / area,
    -b / area,
    -c / area,
    a / area,
    (c * f - d * e) / area,
    (b * e - a * f) / area,
  ];
  const corners = [
    applyTo(matrix, 0, 0),
    applyTo(matrix, 1, 0),
    applyTo(matrix, 0, 1),
    applyTo(matrix, 1, 1),
  ];
  const [xs, ys] = [corners.map(([x]) => x * scale), corners.map(([, y]) => y * scale)];
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const right = Math.min(page.width, Math.ceil(Math.max(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(page.height, Math.ceil(Math.max(...ys)));
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const [u, v] = applyTo(back, (x + 0.5) / scale, (y + 0.5) / scale);
      if (u < 0 || u > 1 || v < 0 || v > 1) continue;
      const column = Math.min(picture.width - 1, Math.floor(u * picture.width));
      const row = Math.min(picture.height - 1, Math.floor((1 - v) * picture.height));
      page.data[y * page.width + x] = picture.data[row * picture.width + column] ?? WHITE;
    }
  }
}
