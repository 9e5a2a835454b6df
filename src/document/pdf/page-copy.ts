import type { Pdfium } from './engine.js';
import type { PageObject } from './objects.js';

/** Pixels of the longer side of the picture that shows what is painted. */
const SIDE = 600;

/** A page once more, of which objects are painted one by one: what PDFium knows of them and tells in no other way. */
export class PageCopy {
  #page: number | null = null;
  #picture = 0;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly index: number,
    private readonly size: { readonly width: number; readonly height: number },
  ) {}

  /** The pixels that an object paints alone, until the next call: 0 where it paints none. */
  paint({ path }: PageObject): Uint32Array {
    this.#page ??= this.#open();
    const page = this.#page;
    const { calls } = this.pdfium;
    const objects = path.map((_, depth) => this.at(path.slice(0, depth + 1)));
    const [whole = 0] = objects;
    const others = objects.slice(1).flatMap((inner, depth) => {
      return this.#childrenOf(objects[depth] ?? 0).filter((other) => other !== inner);
    });
    for (const other of others) calls.setActive(other, 0);
    calls.setActive(whole, 1);
    const pixels = this.#render(page);
    calls.setActive(whole, 0);
    for (const other of others) calls.setActive(other, 1);
    return pixels;
  }

  /** The object of the copy that stands there. */
  at([first = 0, ...rest]: readonly number[]): number {
    this.#page ??= this.#open();
    const { calls } = this.pdfium;
    return rest.reduce((form, i) => calls.formObject(form, i), calls.object(this.#page, first));
  }

  close(): void {
    if (this.#page === null) return;
    this.pdfium.calls.destroyBitmap(this.#picture);
    this.pdfium.calls.closePage(this.#page);
    this.#page = null;
  }

  #open(): number {
    const { calls } = this.pdfium;
    const page = calls.loadPage(this.document, this.index);
    if (page === 0) throw new Error('it can’t be opened twice');
    const count = calls.countObjects(page);
    for (let i = 0; i < count; i += 1) calls.setActive(calls.object(page, i), 0);
    this.#picture = calls.createBitmap(SIDE, SIDE, 1);
    return page;
  }

  #childrenOf(form: number): number[] {
    const { calls } = this.pdfium;
    return Array.from({ length: calls.countFormObjects(form) }, (_, i) => calls.formObject(form, i));
  }

  #render(page: number): Uint32Array {
    const { pdfium, size } = this;
    const { calls } = pdfium;
    const scale = SIDE / Math.max(size.width, size.height, 1);
    const [width, height] = [Math.ceil(size.width * scale), Math.ceil(size.height * scale)];
    calls.fillBitmap(this.#picture, 0, 0, SIDE, SIDE, 0);
    calls.render(this.#picture, page, 0, 0, width, height, 0, 0);
    return new Uint32Array(pdfium.bytes.buffer, calls.bitmapPixels(this.#picture), SIDE * SIDE);
  }
}
