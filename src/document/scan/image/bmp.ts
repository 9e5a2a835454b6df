/** BMP images without compression, as Windows writes them (BITMAPINFOHEADER and later). */
import { DocumentError } from '../../../errors.js';
import { type GreyImage, greyOf, tooManyPixels, WHITE } from './grey.js';

const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;

/** @throws DocumentError `damaged`; `too_large`; `unsupported`, compressed */
export function decodeBmp(bytes: Uint8Array, mostPixels: number): GreyImage {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 54) throw new DocumentError('damaged', 'the BMP image is cut off');
  const start = file.readUInt32LE(10);
  const headerEnd = 14 + file.readUInt32LE(14);
  const width = file.readInt32LE(18);
  const signed = file.readInt32LE(22);
  const height = Math.abs(signed);
  const depth = file.readUInt16LE(28);
  const compression = file.readUInt32LE(30);
  if (width <= 0 || height === 0) throw new DocumentError('damaged', 'the BMP image has no size');
  if (width * height > mostPixels) throw tooManyPixels(width, height, mostPixels);
  const plain = compression === UNCOMPRESSED || (compression === BIT_FIELDS && depth === 32);
  if (!plain || ![1, 4, 8, 24, 32].includes(depth)) {
    throw new DocumentError('unsupported', 'this is a BMP image of a kind that no reader can read', {
      hint: 'save it as PNG',
    });
  }
  const stride = Math.ceil((width * depth) / 32) * 4;
  if (start + stride * height > file.length) throw new DocumentError('damaged', 'the BMP image is cut off');
  const palette = depth > 8 ? [] : shadesOf(file.subarray(headerEnd, start), 1 << depth);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = start + (signed > 0 ? height - 1 - y : y) * stride;
    for (let x = 0; x < width; x += 1) data[y * width + x] = shadeAt(file, row, x, depth, palette);
  }
  return { width, height, data };
}

function shadesOf(table: Buffer, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    greyOf(table[i * 4 + 2] ?? 0, table[i * 4 + 1] ?? 0, table[i * 4] ?? 0),
  );
}

function shadeAt(file: Buffer, row: number, x: number, depth: number, palette: readonly number[]): number {
  if (depth > 8) {
    const at = row + x * (depth >> 3);
    return greyOf(file[at + 2] ?? WHITE, file[at + 1] ?? WHITE, file[at] ?? WHITE);
  }
  const bit = x * depth;
  const value = ((file[row + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  return palette[value] ?? WHITE;
}
