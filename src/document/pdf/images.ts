import type { Matrix } from '../layout/page/geometry.js';
import { applyTo, intersection } from '../layout/page/geometry.js';
import { PAGE } from '../layout/page/tolerances.js';
import { fromColours, type GreyImage, WHITE } from '../scan/image/grey.js';
import { IMAGE } from '../scan/image/tolerances.js';
import type { ReadPage } from './document.js';
import type { PdfPage } from './library.js';
import type { PlacedImage } from './page.js';

/** How pdf.js packs pixels (ImageKind). */
const BLACK_AND_WHITE = 1;
const RGB = 2;
const RGBA = 3;

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
export async function imageOf(page: ReadPage): Promise<GreyImage | null> {
  const parts: { placed: PlacedImage; pixels: GreyImage }[] = [];
  for (const placed of page.content.images) {
    const pixels = await pixelsOf(page.source, placed);
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

async function pixelsOf(page: PdfPage, { source, mask }: PlacedImage): Promise<GreyImage | null> {
  const named = mask && isObject(source) && 'data' in source ? source.data : source;
  const image = typeof named === 'string' ? await objectOf(page, named) : source;
  if (!isObject(image) || !('data' in image) || !('width' in image) || !('height' in image)) return null;
  const { data, width, height } = image;
  if (!(ArrayBuffer.isView(data) && typeof width === 'number' && typeof height === 'number')) return null;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const kind = mask ? BLACK_AND_WHITE : 'kind' in image ? image.kind : 0;
  if (kind === BLACK_AND_WHITE) return { width, height, data: fromBits(bytes, width, height) };
  const channels = kind === RGB ? 3 : kind === RGBA ? 4 : 0;
  if (channels === 0 || bytes.length < width * height * channels) return null;
  return { width, height, data: fromColours(bytes, width * height, channels) };
}

function objectOf({ commonObjs, objs }: PdfPage, name: string): Promise<unknown> {
  return new Promise((resolve) => (name.startsWith('g_') ? commonObjs : objs).get(name, resolve));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** One bit a pixel, rows padded to bytes; a set bit is white, in a stencil what is not painted. */
function fromBits(bits: Uint8Array, width: number, height: number): Uint8Array {
  const stride = (width + 7) >> 3;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = bits[y * stride + (x >> 3)] ?? 0xff;
      grey[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 0xff : 0;
    }
  }
  return grey;
}
