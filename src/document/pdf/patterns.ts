import type { Colour } from '../layout/page/colour.js';
import type { Pdfium } from './engine.js';
import type { PageObject } from './objects.js';
import type { PageCopy } from './page-copy.js';

/** The colours, each of three equal parts, that PDFium gives for patterns: they may be true ones too. */
const STAND_INS: readonly number[] = [0xff, 0xbf];
/** How far the parts of a true colour may be off where it is painted. */
const ROUNDING = 8;
const WHITE = 0xff;
const FILL_MODE = 1;

/** Tells patterns, which have no colour of their own, from the colours that PDFium gives for them. */
export class Patterns {
  /** @param some whether the document has patterns at all */
  constructor(
    private readonly pdfium: Pdfium,
    private readonly copy: PageCopy,
    private readonly some: () => boolean,
  ) {}

  /** The colour; null where it stands for a pattern. */
  told(colour: NonNullable<Colour>, object: PageObject, part: 'fill' | 'stroke'): Colour {
    const [red, green, blue] = colour;
    if (red !== green || green !== blue || !STAND_INS.includes(red) || !this.some()) return colour;
    if (object.kind === 'path') {
      const own = this.copy.at(object.path);
      this.pdfium.calls.setDrawMode(own, part === 'fill' ? FILL_MODE : 0, part === 'stroke' ? 1 : 0);
    }
    return this.copy.paint(object).some((pixel) => isOther(pixel, red)) ? null : colour;
  }
}

/** Is a pixel (blue, green, red, opacity from the lowest byte on) painted, and of another shade? */
function isOther(pixel: number, shade: number): boolean {
  if (pixel >>> 24 === 0) return false;
  return [0, 8, 16].some((shift) => Math.abs(((pixel >>> shift) & WHITE) - shade) > ROUNDING);
}
