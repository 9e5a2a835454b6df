import { DocumentError } from '../../../errors.js';

/** Shades of grey, row by row from the top: 0 is black, 255 white. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Part of an image, in pixels: `x1` and `y1` lie just outside. */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const WHITE = 255;
/** An A4 page at 600 dots an inch has 35 million pixels; so has a strip of nine pages at 200. */
export const MOST_PIXELS = 40_000_000;

/** Red, green and blue as a shade of grey (ITU-R BT.601). */
export function greyOf(red: number, green: number, blue: number): number {
  return (red * 77 + green * 150 + blue * 29) >> 8;
}

/** Shades of pixels of which four bytes say how blue, green, red and opaque they are, over white paper. */
export function fromColours(colours: Uint8Array, pixels: number): Uint8Array {
  const grey = new Uint8Array(pixels);
  for (let i = 0, at = 0; i < pixels; i += 1, at += 4) {
    const shade = greyOf(colours[at + 2] ?? WHITE, colours[at + 1] ?? WHITE, colours[at] ?? WHITE);
    const opaque = colours[at + 3] ?? WHITE;
    grey[i] = Math.round((shade * opaque + WHITE * (WHITE - opaque)) / WHITE);
  }
  return grey;
}

/** The image made smaller by a whole factor, each pixel the mean of those that it stands for. */
export function shrunk({ width, height, data }: GreyImage, factor: number): GreyImage {
  const across = Math.floor(width / factor);
  const down = Math.floor(height / factor);
  const small = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      let sum = 0;
      for (let v = 0; v < factor; v += 1) {
        const row = (y * factor + v) * width + x * factor;
        for (let u = 0; u < factor; u += 1) sum += data[row + u] ?? WHITE;
      }
      small[y * across + x] = Math.round(sum / (factor * factor));
    }
  }
  return { width: across, height: down, data: small };
}

/** The image turned clockwise by this many quarter turns. */
export function turned(image: GreyImage, quarters: number): GreyImage {
  const turn = ((quarters % 4) + 4) % 4;
  const { width, height, data } = image;
  if (turn === 0) return image;
  const result = new Uint8Array(data.length);
  const across = turn === 2 ? width : height;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] =
        turn === 1 ? [height - 1 - y, x] : turn === 2 ? [width - 1 - x, height - 1 - y] : [y, width - 1 - x];
      result[v * across + u] = data[y * width + x] ?? WHITE;
    }
  }
  return { width: across, height: turn === 2 ? height : width, data: result };
}

/** An image over the limit on pixels. */
export function tooManyPixels(width: number, height: number, most: number): DocumentError {
  return new DocumentError('too_large', `${width} x ${height} pixels, where ${most} are allowed`, {
    hint: 'no page is scanned this finely: give the pages one by one, at 200 to 300 dots an inch',
  });
}
