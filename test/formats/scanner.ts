/** What paper, scanners and copies do to a page: light, skew, blur, noise, loss. */
import jpeg from 'jpeg-js';
import { type Random, seededRandom } from '../../src/simulation/reports/random.js';
import { type GreyImage, jpegFile } from './images.js';

export interface Wear {
  /** Degrees by which the lines fall to the right. */
  readonly skew?: number;
  /** The most that noise adds to, or takes from, a point's shade. */
  readonly noise?: number;
  /** How many times each point is mixed with those around it. */
  readonly blur?: number;
  /** How much darker the lower right corner is than the upper left one, of 1. */
  readonly shadow?: number;
  /** How much of the ink is gone, of 1. */
  readonly fade?: number;
  /** JPEG quality of a copy that was made of it. */
  readonly quality?: number;
}

/** Dots an inch, the usual one twice. */
export const RESOLUTIONS = [120, 150, 200, 200, 300];
export const CLEAN: Wear = {};

/** Wear as by an office's scanner. */
export function lightly(random: Random): Wear {
  return {
    skew: (random.next() - 0.5) * 2,
    noise: random.between(0, 20),
    blur: random.between(0, 1),
    shadow: random.next() * 0.25,
    quality: random.between(60, 95),
  };
}

/** Wear as of copies of copies. */
export function badly(random: Random): Wear {
  return {
    skew: (random.next() - 0.5) * 6,
    noise: random.between(10, 70),
    blur: random.between(0, 4),
    shadow: random.next() * 0.5,
    fade: random.next() * 0.5,
    quality: random.between(20, 70),
  };
}

const WHITE = 255;

/** The page as a scanner gives it that was not treated well. */
export function worn(image: GreyImage, wear: Wear, seed: number): GreyImage {
  const { skew = 0, noise = 0, blur = 0, shadow = 0, fade = 0, quality } = wear;
  let page = skew === 0 ? image : turnedBy(image, skew);
  for (let pass = 0; pass < blur; pass += 1) page = blurred(page);
  const random = seededRandom(seed);
  const { width, height } = page;
  const data = new Uint8Array(page.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const ink = WHITE - (page.data[y * width + x] ?? WHITE);
      const light = 1 - (shadow * (x / width + y / height)) / 2;
      const grain = noise === 0 ? 0 : (random.next() + random.next() - 1) * noise;
      const shade = (WHITE - ink * (1 - fade)) * light + grain;
      data[y * width + x] = Math.max(0, Math.min(WHITE, Math.round(shade)));
    }
  }
  const result = { width, height, data };
  return quality === undefined ? result : copied(result, quality);
}

function turnedBy({ width, height, data }: GreyImage, degrees: number): GreyImage {
  const result = new Uint8Array(width * height).fill(WHITE);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const u = cos * dx + sin * dy + width / 2;
      const v = cos * dy - sin * dx + height / 2;
      const [left, top] = [Math.floor(u), Math.floor(v)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const upper = (data[at] ?? WHITE) * (1 - u + left) + (data[at + 1] ?? WHITE) * (u - left);
      const lower =
        (data[at + width] ?? WHITE) * (1 - u + left) + (data[at + width + 1] ?? WHITE) * (u - left);
      result[y * width + x] = Math.round(upper * (1 - v + top) + lower * (v - top));
    }
  }
  return { width, height, data: result };
}

/** Each point as half of itself, and an eighth of each of its four neighbours. */
function blurred({ width, height, data }: GreyImage): GreyImage {
  const result = Uint8Array.from(data);
  for (let y = 1; y + 1 < height; y += 1) {
    for (let x = 1; x + 1 < width; x += 1) {
      const at = y * width + x;
      const around =
        (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0);
      result[at] = ((data[at] ?? 0) * 4 + around) >> 3;
    }
  }
  return { width, height, data: result };
}

function copied(image: GreyImage, quality: number): GreyImage {
  const { width, height, data } = jpeg.decode(jpegFile(image, quality), {
    useTArray: true,
    maxMemoryUsageInMB: 1024,
  });
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[i * 4] ?? WHITE) };
}
