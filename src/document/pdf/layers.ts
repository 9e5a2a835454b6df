import type { Pdfium } from './engine.js';
import type { PageObject } from './objects.js';

/** Pixels of the longer side of the picture that shows whether something is painted. */
const SIDE = 600;
/** The code of a letter in every encoding of a Chinese font that files leave to the reader's machine. */
const LETTER = 0x41;
const LAYER = 'OC';

/** What tells whether a document has layers at all. */
const KEY = Buffer.from('OCProperties');
const PACKED = Buffer.from('ObjStm');

/** Has the document layers, which may be switched off? What is packed is looked for in a copy that is not. */
export function hasLayers(pdfium: Pdfium, document: number, bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes(KEY)) return true;
  if (!file.includes(PACKED)) return false;
  const { calls } = pdfium;
  const writer = calls.openWriter();
  calls.saveCopy(document, writer);
  const size = calls.writtenSize(writer);
  const at = calls.malloc(size);
  calls.written(writer, at, size);
  const found = Buffer.from(pdfium.bytes.buffer, at, size).includes(KEY);
  calls.free(at);
  calls.closeWriter(writer);
  return found;
}

/**
 * Which objects of a page are on layers that are switched on (PDF 32000-1, 8.11). PDFium knows, and tells it by what
 * it paints only: each object that may be on a layer is painted alone.
 */
export class Layers {
  #copy: number | null = null;
  #picture = 0;
  readonly #byLayer = new Map<string, boolean>();

  /** @param layered whether the document has layers: then forms and pictures may be on them without saying so */
  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly index: number,
    private readonly size: { readonly width: number; readonly height: number },
    private readonly layered: () => boolean,
  ) {}

  isSeen(object: PageObject): boolean {
    const layers = this.#layersOf(object.object);
    if (layers.length > 0) {
      const key = layers.join(' ');
      const known = this.#byLayer.get(key);
      if (known === false) return false;
      if (known === undefined) {
        const seen = this.#isPainted(object);
        this.#byLayer.set(key, seen);
        return seen;
      }
    }
    return (object.kind !== 'form' && object.kind !== 'image') || !this.layered() || this.#isPainted(object);
  }

  close(): void {
    if (this.#copy === null) return;
    this.pdfium.calls.destroyBitmap(this.#picture);
    this.pdfium.calls.closePage(this.#copy);
    this.#copy = null;
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
    this.#copy ??= this.#openCopy();
    const objects = this.#pathTo(this.#copy, object.path);
    const { calls } = this.pdfium;
    const [whole] = objects;
    const own = objects.at(-1);
    if (whole === undefined || own === undefined) return true;
    const others = objects.slice(1).flatMap((inner, depth) => {
      const holder = objects[depth] ?? 0;
      return this.#childrenOf(holder).filter((other) => other !== inner);
    });
    for (const other of others) calls.setActive(other, 0);
    calls.setActive(whole, 1);
    let painted = this.#paint(this.#copy);
    if (!painted) {
      this.#setLetters(own, object);
      painted = this.#paint(this.#copy);
    }
    calls.setActive(whole, 0);
    for (const other of others) calls.setActive(other, 1);
    return painted;
  }

  #openCopy(): number {
    const { calls } = this.pdfium;
    const page = calls.loadPage(this.document, this.index);
    if (page === 0) throw new Error('it can’t be opened twice');
    const count = calls.countObjects(page);
    for (let i = 0; i < count; i += 1) calls.setActive(calls.object(page, i), 0);
    this.#picture = calls.createBitmap(SIDE, SIDE, 1);
    return page;
  }

  #pathTo(page: number, [first = 0, ...rest]: readonly number[]): number[] {
    const { calls } = this.pdfium;
    const objects = [calls.object(page, first)];
    for (const at of rest) objects.push(calls.formObject(objects.at(-1) ?? 0, at));
    return objects;
  }

  #childrenOf(form: number): number[] {
    const { calls } = this.pdfium;
    return Array.from({ length: calls.countFormObjects(form) }, (_, i) => calls.formObject(form, i));
  }

  #setLetters(copy: number, object: PageObject): void {
    const { calls, scratch } = this.pdfium;
    if (object.kind === 'text') {
      this.pdfium.giveInteger(LETTER);
      calls.setCodes(copy, scratch, 1);
    }
    if (object.kind !== 'form') return;
    for (const child of object.children) {
      this.#setLetters(calls.formObject(copy, child.path.at(-1) ?? 0), child);
    }
  }

  #paint(page: number): boolean {
    const { pdfium, size } = this;
    const { calls } = pdfium;
    const scale = SIDE / Math.max(size.width, size.height, 1);
    calls.fillBitmap(this.#picture, 0, 0, SIDE, SIDE, 0);
    calls.render(
      this.#picture,
      page,
      0,
      0,
      Math.ceil(size.width * scale),
      Math.ceil(size.height * scale),
      0,
      0,
    );
    const at = calls.bitmapPixels(this.#picture);
    const pixels = new Uint32Array(pdfium.bytes.buffer, at, SIDE * SIDE);
    return pixels.some((pixel) => pixel !== 0);
  }
}
