import type { Pdfium } from './engine.js';
import type { PageObject } from './objects.js';
import type { PageCopy } from './page-copy.js';

/** The code of a letter in every encoding of a Chinese font that files leave to the reader's machine. */
const LETTER = 0x41;
const LAYER = 'OC';

/**
 * Which objects of a page are on layers that are switched on (PDF 32000-1, 8.11). PDFium knows, and tells it by what
 * it paints only: each object that may be on a layer is painted alone.
 */
export class Layers {
  readonly #byLayer = new Map<string, boolean>();

  /** @param some whether the document has layers: then forms and pictures may be on them without saying so */
  constructor(
    private readonly pdfium: Pdfium,
    private readonly copy: PageCopy,
    private readonly some: () => boolean,
  ) {}

  isSeen(object: PageObject): boolean {
    const layers = this.#layersOf(object.object);
    if (layers.length > 0) {
      const key = layers.join(' ');
      const seen = this.#byLayer.get(key) ?? this.#isPainted(object);
      this.#byLayer.set(key, seen);
      if (!seen) return false;
    }
    return (object.kind !== 'form' && object.kind !== 'image') || !this.some() || this.#isPainted(object);
  }

  #layersOf(object: number): number[] {
    const { calls } = this.pdfium;
    const count = calls.countMarks(object);
    const layers: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const mark = calls.mark(object, i);
      if (this.#nameOf(mark) === LAYER) layers.push(mark);
    }
    return layers;
  }

  #nameOf(mark: number): string {
    const { pdfium } = this;
    return pdfium.text('utf-16le', (to, room) => {
      pdfium.calls.markName(mark, to, room, pdfium.scratch);
      return pdfium.integer(0);
    });
  }

  /** Is anything painted of it: as it is, or with letters where it has characters that no font here has? */
  #isPainted(object: PageObject): boolean {
    if (this.#paints(object)) return true;
    this.#setLetters(object);
    return this.#paints(object);
  }

  #paints(object: PageObject): boolean {
    return this.copy.paint(object).some((pixel) => pixel !== 0);
  }

  #setLetters(object: PageObject): void {
    const { pdfium } = this;
    if (object.kind === 'text') {
      pdfium.giveInteger(LETTER);
      pdfium.calls.setCodes(this.copy.at(object.path), pdfium.scratch, 1);
    }
    if (object.kind === 'form') for (const child of object.children) this.#setLetters(child);
  }
}
