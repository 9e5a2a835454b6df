import { fromColours, type GreyImage, MOST_PIXELS } from '../scan/image/grey.js';
import type { Pdfium } from './engine.js';
import type { PlacedImage } from './page.js';

/** FPDFBitmap_BGRA: blue, green, red, and how opaque. */
const BGRA = 4;

/**
 * A picture's pixels in shades of grey, upright, as it is painted: stencils in their colour, masks and what they let
 * through on white paper; null where it is too large or can't be unpacked.
 */
export function pixelsOf(
  pdfium: Pdfium,
  { document, page }: { readonly document: number; readonly page: number },
  { object, width, height }: PlacedImage,
): GreyImage | null {
  const { calls } = pdfium;
  if (!(width > 0 && height > 0) || width * height > MOST_PIXELS) return null;
  calls.setMatrix(object, pdfium.giveMatrix([width, 0, 0, height, 0, 0]));
  const bitmap = calls.renderImage(document, page, object);
  if (bitmap === 0) return null;
  const [across, down] = [calls.bitmapWidth(bitmap), calls.bitmapHeight(bitmap)];
  const stride = calls.bitmapStride(bitmap);
  const image =
    calls.bitmapFormat(bitmap) === BGRA
      ? { width: across, height: down, data: new Uint8Array(across * down) }
      : null;
  if (image !== null) {
    const start = calls.bitmapPixels(bitmap);
    const all = pdfium.bytes;
    for (let y = 0; y < down; y += 1) {
      const row = all.subarray(start + y * stride, start + y * stride + across * 4);
      image.data.set(fromColours(row, across), y * across);
    }
  }
  calls.destroyBitmap(bitmap);
  return image;
}
