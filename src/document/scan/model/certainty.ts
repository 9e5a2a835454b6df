import type { PixelBox } from '../image/grey.js';
import type { ReadLine } from './recognise-line.js';
import { MODEL } from './tolerances.js';

/** How much of the lines of text is read as words, and how surely: little where a page lies on its side or its head. */
export class Certainty {
  #sum = 0;
  #length = 0;

  add({ characters }: ReadLine, { x0, x1, y0, y1 }: PixelBox): void {
    const length = (x1 - x0) / Math.max(1, y1 - y0);
    if (length < MODEL.wordsLength) return;
    this.#length += length;
    for (const { text, confidence } of characters) if (/\p{Script=Han}/u.test(text)) this.#sum += confidence;
  }

  /** The probabilities of all Chinese characters, for each that has room in the lines: about 1 where all are sure. */
  get mean(): number {
    return this.#length === 0 ? 0 : this.#sum / this.#length;
  }
}
