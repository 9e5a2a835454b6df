import type { LayoutTrace } from './layout/trace.js';
import type { GreyImage } from './scan/image/grey.js';

/** Is told, while a document with pages is read, what they are taken for. Formats without pages tell nothing. */
export interface ReadingTrace extends LayoutTrace {
  /** The picture of a page (1-based) that is recognised: upright and straight, on white paper. Comes before the page. */
  picture(page: number, image: GreyImage): void;
}
