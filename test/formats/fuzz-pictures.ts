/** Accidents to the picture of a page: what it states afterwards may be less, but never something else. */
import type { Random } from '../../src/simulation/reports/random.js';
import type { GreyImage } from './images.js';

type PictureAccident = (image: GreyImage, random: Random) => GreyImage;

const WHITE = 255;

/** A copy whose points may be changed. */
function painted(
  image: GreyImage,
  paint: (set: (x: number, y: number, shade: number) => void) => void,
): GreyImage {
  const { width, height } = image;
  const data = Uint8Array.from(image.data);
  paint((x, y, shade) => {
    if (x >= 0 && y >= 0 && x < width && y < height) data[Math.floor(y) * width + Math.floor(x)] = shade;
  });
  return { width, height, data };
}

/** The image without some of its rows and columns, which come from outside as white. */
function cut({ width, height, data }: GreyImage, side: number, share: number): GreyImage {
  const result = Uint8Array.from(data);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const along = [x / width, y / height, 1 - x / width, 1 - y / height][side] ?? 1;
      if (along < share) result[y * width + x] = WHITE;
    }
  }
  return { width, height, data: result };
}

export const PICTURE_ACCIDENTS: Readonly<Record<string, PictureAccident>> = {
  stains: (image, random) =>
    painted(image, (set) => {
      for (let count = random.between(5, 60); count > 0; count -= 1) {
        const [x, y] = [random.between(0, image.width), random.between(0, image.height)];
        const radius = random.between(1, 25);
        const shade = random.between(0, 170);
        for (let v = -radius; v <= radius; v += 1) {
          for (let u = -radius; u <= radius; u += 1) {
            if (u * u + v * v <= radius * radius) set(x + u, y + v, shade);
          }
        }
      }
    }),
  'a side covered': (image, random) => cut(image, random.between(0, 3), random.next() * 0.4),
  'a side cut off': ({ width, height, data }, random) => {
    const kept = Math.floor(width * (0.6 + random.next() * 0.4));
    const rows = Array.from({ length: height }, (_, y) => data.subarray(y * width, y * width + kept));
    return { width: kept, height, data: Uint8Array.from(Buffer.concat(rows)) };
  },
  'black and white exchanged': ({ width, height, data }) => ({
    width,
    height,
    data: data.map((shade) => WHITE - shade),
  }),
  'lines drawn': (image, random) =>
    painted(image, (set) => {
      for (let count = random.between(1, 12); count > 0; count -= 1) {
        const slope = random.next() < 0.6 ? 0 : random.next() - 0.5;
        const upright = random.next() < 0.5;
        const long = upright ? image.height : image.width;
        const from = random.between(0, long);
        const to = Math.min(long, from + random.between(20, 900));
        const start = random.between(0, upright ? image.width : image.height);
        const thick = random.between(1, 5);
        for (let at = from; at < to; at += 1) {
          for (let side = 0; side < thick; side += 1) {
            const off = start + (at - from) * slope + side;
            set(upright ? off : at, upright ? at : off, 20);
          }
        }
      }
    }),
  'salt and pepper': (image, random) =>
    painted(image, (set) => {
      const points = Math.floor(image.data.length * random.next() * 0.01);
      for (let count = points; count > 0; count -= 1) {
        const shade = random.next() < 0.5 ? 0 : WHITE;
        set(random.between(0, image.width - 1), random.between(0, image.height - 1), shade);
      }
    }),
  'rows lost': ({ width, height, data }, random) => {
    const lost = random.between(5, 90);
    const at = random.between(Math.floor(height * 0.1), Math.floor(height * 0.8)) * width;
    const end = at + lost * width;
    const rest = Buffer.concat([data.subarray(0, at), data.subarray(end), Buffer.alloc(lost * width, WHITE)]);
    return { width, height, data: Uint8Array.from(rest) };
  },
  'columns lost': ({ width, height, data }, random) => {
    const lost = random.between(3, 60);
    const at = random.between(Math.floor(width * 0.1), Math.floor(width * 0.8));
    const rows = Array.from({ length: height }, (_, y) => [
      data.subarray(y * width, y * width + at),
      data.subarray(y * width + at + lost, (y + 1) * width),
      Buffer.alloc(lost, WHITE),
    ]);
    return { width, height, data: Uint8Array.from(Buffer.concat(rows.flat())) };
  },
};
