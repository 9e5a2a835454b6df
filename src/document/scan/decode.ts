import jpeg from 'jpeg-js';
import { DocumentError } from '../../errors.js';
import { decodeBmp } from './bmp.js';
import { fromColours, type GreyImage } from './grey.js';
import { decodePng, tooManyPixels } from './png.js';

export type ImageType = 'png' | 'jpeg' | 'bmp';

/** An A4 page at 600 dots an inch has 35 million pixels; so has a strip of nine pages at 200. */
export const MOST_PIXELS = 40_000_000;
const JPEG_MEGABYTES = 1024;

/** The pixels of an image file. @throws DocumentError `damaged`; `too_large`; `unsupported`, a rare variant */
export function decodeImage(bytes: Uint8Array, type: ImageType): GreyImage {
  switch (type) {
    case 'png':
      return decodePng(bytes, MOST_PIXELS);
    case 'bmp':
      return decodeBmp(bytes, MOST_PIXELS);
    case 'jpeg':
      return decodeJpeg(bytes);
  }
}

function decodeJpeg(bytes: Uint8Array): GreyImage {
  const size = jpegSize(bytes);
  if (size !== null && size.width * size.height > MOST_PIXELS) {
    throw tooManyPixels(size.width, size.height, MOST_PIXELS);
  }
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      // what was lost of a picture must not be made up
      tolerantDecoding: false,
      maxResolutionInMP: MOST_PIXELS / 1e6,
      maxMemoryUsageInMB: JPEG_MEGABYTES,
    });
    return { width, height, data: fromColours(data, width * height, 3) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError('damaged', `the JPEG image can't be unpacked: ${reason}`, { cause });
  }
}

/** What the frame header says (ITU-T T.81, B.2.2), before anything is unpacked; null where none is found. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 <= file.length; ) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}
