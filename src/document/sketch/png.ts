import { crc32, deflateSync } from 'node:zlib';
import type { GreyImage } from '../scan/image/grey.js';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const INCH = 0.0254;

/** A PNG file of shades of grey, eight bits each (ISO/IEC 15948). @param dpi what it says of its fineness */
export function greyPng({ width, height, data }: GreyImage, dpi: number): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const fineness = Buffer.alloc(9);
  fineness.writeUInt32BE(Math.round(dpi / INCH), 0);
  fineness.writeUInt32BE(Math.round(dpi / INCH), 4);
  fineness[8] = 1;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('pHYs', fineness),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
