/** Image files as pictures of pages: sharp (libvips) unpacks them, but for BMP, which it does not know. */
import { DocumentError } from '../../../errors.js';
import type { ImageType } from '../../detect.js';
import { notInstalled } from '../model/engine.js';
import { decodeBmp } from './bmp.js';
import { type GreyImage, MOST_PIXELS, tooManyPixels } from './grey.js';

/** What unpacks bytes of these types, and nothing else that libvips could open. */
const LOADERS = ['Png', 'Jpeg', 'Tiff', 'Nsgif', 'Webp'].map((name) => `VipsForeignLoad${name}Buffer`);

/**
 * The pages of an image file, upright where the file says how it was held: of a TIFF all of them, one after another, of
 * an animation the first.
 *
 * @throws DocumentError `damaged`: what was lost of a picture is not made up; `too_large`, in pixels; `unsupported`,
 *   where the package that unpacks it is not installed
 */
export async function* imagesIn(
  bytes: Uint8Array,
  type: ImageType,
  mostPixels: number = MOST_PIXELS,
): AsyncGenerator<GreyImage> {
  if (type === 'bmp') {
    yield decodeBmp(bytes, mostPixels);
    return;
  }
  const sharp = await library();
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > mostPixels) throw tooManyPixels(width, height, mostPixels);
    for (let page = 0; page < (type === 'tiff' ? pages : 1); page += 1) {
      const { data, info } = await sharp(bytes, { page, failOn: 'warning', limitInputPixels: mostPixels })
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .toColourspace('b-w')
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      if (data.length !== info.width * info.height) throw new Error(`it has ${info.channels} channels`);
      yield { width: info.width, height: info.height, data };
    }
  } catch (cause) {
    if (cause instanceof DocumentError) throw cause;
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[:.\s]+$/u, '');
    if (/pixel limit/i.test(reason))
      throw new DocumentError('too_large', `the image has too many pixels: ${reason}`);
    throw new DocumentError('damaged', `the ${type.toUpperCase()} image can't be unpacked: ${reason}`);
  }
}

type Library = typeof import('sharp').default;

let loaded: Promise<Library> | undefined;

/** The library, kept to one thread and to no more memory than the page at hand takes. */
function library(): Promise<Library> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  }, notInstalled);
  return loaded;
}
