/** PNG images (W3C, third edition) as shades of grey, without ever holding their colours for the whole image. */
import { inflateSync } from 'node:zlib';
import { DocumentError } from '../../errors.js';
import { type GreyImage, greyOf, WHITE } from './grey.js';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
}

const PALETTE = 3;
/** Samples a pixel, by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * @param mostPixels width times height
 * @throws DocumentError `damaged`; `too_large`; `unsupported`, interlaced
 */
export function decodePng(bytes: Uint8Array, mostPixels: number): GreyImage {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, palette, packed } = chunksOf(file, mostPixels);
  const channels = CHANNELS[header.colour] ?? 1;
  const stride = Math.ceil((header.width * header.depth * channels) / 8);
  const wanted = (stride + 1) * header.height;
  let raw: Buffer;
  try {
    raw = inflateSync(Buffer.concat(packed), { maxOutputLength: wanted + 1024 });
  } catch (cause) {
    throw new DocumentError('damaged', 'the PNG image is damaged or cut off', { cause });
  }
  if (raw.length < wanted) throw new DocumentError('damaged', 'the PNG image is cut off');
  unfilter(raw, header.height, stride, Math.max(1, (header.depth * channels) >> 3));
  return { width: header.width, height: header.height, data: toGrey(raw, header, palette, stride) };
}

function chunksOf(
  file: Buffer,
  mostPixels: number,
): { header: Header; palette: readonly number[]; packed: readonly Buffer[] } {
  let header: Header | null = null;
  let palette: number[] = [];
  const packed: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = headerOf(data, mostPixels);
    else if (type === 'PLTE') palette = shadesOf(data);
    else if (type === 'IDAT') packed.push(data);
    else if (type === 'IEND') break;
    at += 12 + length;
  }
  if (header === null || packed.length === 0) throw new DocumentError('damaged', 'the PNG image is cut off');
  return { header, palette, packed };
}

function headerOf(data: Buffer, mostPixels: number): Header {
  if (data.length < 13) throw new DocumentError('damaged', 'the PNG image has no whole header');
  const header = {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    depth: data[8] ?? 0,
    colour: data[9] ?? 0,
  };
  const known = CHANNELS[header.colour] !== undefined && [1, 2, 4, 8, 16].includes(header.depth);
  if (!known || header.width === 0 || header.height === 0) {
    throw new DocumentError('damaged', 'the PNG image has a header that makes no sense');
  }
  if (header.width * header.height > mostPixels) throw tooManyPixels(header.width, header.height, mostPixels);
  if (data[12] !== 0) {
    throw new DocumentError('unsupported', 'this is an interlaced PNG image, which no reader can read', {
      hint: 'save it without interlacing',
    });
  }
  return header;
}

export function tooManyPixels(width: number, height: number, most: number): DocumentError {
  return new DocumentError('too_large', `${width} x ${height} pixels, where ${most} are allowed`, {
    hint: 'no page is scanned this finely: give the pages one by one, at 200 to 300 dots an inch',
  });
}

function shadesOf(palette: Buffer): number[] {
  const shades: number[] = [];
  for (let at = 0; at + 2 < palette.length; at += 3) {
    shades.push(greyOf(palette[at] ?? 0, palette[at + 1] ?? 0, palette[at + 2] ?? 0));
  }
  return shades;
}

/** Undoes the filter of each row, in place: the row's first byte names it. */
function unfilter(raw: Buffer, height: number, stride: number, step: number): void {
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1) + 1;
    const filter = raw[start - 1] ?? 0;
    if (filter === 0) continue;
    const up = y === 0 ? -1 : start - stride - 1;
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (raw[start + x - step] ?? 0);
      const above = up < 0 ? 0 : (raw[up + x] ?? 0);
      const corner = up < 0 || x < step ? 0 : (raw[up + x - step] ?? 0);
      raw[start + x] = ((raw[start + x] ?? 0) + predicted(filter, left, above, corner)) & 0xff;
    }
  }
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const guess = left + above - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? above : corner;
    }
    default:
      throw new DocumentError('damaged', 'the PNG image is damaged');
  }
}

function toGrey(
  raw: Buffer,
  { width, height, depth, colour }: Header,
  palette: readonly number[],
  stride: number,
) {
  const grey = new Uint8Array(width * height);
  const channels = CHANNELS[colour] ?? 1;
  const bytes = depth >> 3;
  const full = (1 << Math.min(8, depth)) - 1;
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (depth < 8) {
        const bit = x * depth;
        const value = ((raw[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & full;
        grey[at] = colour === PALETTE ? (palette[value] ?? WHITE) : Math.round((value * WHITE) / full);
        continue;
      }
      const pixel = start + x * channels * bytes;
      const first = raw[pixel] ?? WHITE;
      if (colour === PALETTE) grey[at] = palette[first] ?? WHITE;
      else if (channels < 3) grey[at] = channels === 1 ? first : over(first, raw[pixel + bytes] ?? WHITE);
      else {
        const shade = greyOf(first, raw[pixel + bytes] ?? WHITE, raw[pixel + 2 * bytes] ?? WHITE);
        grey[at] = channels === 3 ? shade : over(shade, raw[pixel + 3 * bytes] ?? WHITE);
      }
    }
  }
  return grey;
}

/** A shade laid over white paper. */
function over(shade: number, alpha: number): number {
  return alpha === WHITE ? shade : Math.round((shade * alpha + WHITE * (WHITE - alpha)) / WHITE);
}
