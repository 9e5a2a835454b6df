/** What stands on a page, as PDFium gives it: objects, and forms that hold objects. */
import { IDENTITY, type Matrix } from '../layout/page/geometry.js';
import type { Pdfium } from './engine.js';
import type { PdfFonts } from './font.js';
import type { TextObject } from './glyphs.js';

interface Placed {
  readonly object: number;
  /** Where it stands: its number in each of what holds it, from the page down. */
  readonly path: readonly number[];
}

export type PageObject =
  | (Placed & { readonly kind: 'text'; readonly text: TextObject })
  | (Placed & { readonly kind: 'path' | 'image' | 'shading' })
  | (Placed & { readonly kind: 'form'; readonly matrix: Matrix; readonly children: readonly PageObject[] });

/** PDFium's types of objects. */
const TEXT = 1;
const PATH = 2;
const IMAGE = 3;
const SHADING = 4;
const FORM = 5;

/** More objects than this on one page are no report. */
const MOST = 400_000;

/** The objects of a page in the order of drawing. Its forms are moved to the origin, to read what they hold. */
export class PageObjects {
  readonly texts: TextObject[] = [];
  readonly all: readonly PageObject[];
  #count = 0;
  readonly #marks = new Set<number>();

  constructor(
    private readonly pdfium: Pdfium,
    page: number,
    private readonly fonts: PdfFonts,
  ) {
    const { calls } = pdfium;
    this.all = this.#list(calls.countObjects(page), (i) => calls.object(page, i), []);
  }

  /** Does the page hold more than was taken? */
  get isCut(): boolean {
    return this.#count > MOST;
  }

  #list(count: number, at: (index: number) => number, holder: readonly number[]): PageObject[] {
    const objects: PageObject[] = [];
    for (let i = 0; i < count && this.#count <= MOST; i += 1) {
      this.#count += 1;
      const found = this.#object(at(i), [...holder, i]);
      if (found !== null) objects.push(found);
    }
    return objects;
  }

  #object(object: number, path: readonly number[]): PageObject | null {
    const { calls } = this.pdfium;
    switch (calls.typeOf(object)) {
      case TEXT:
        return { kind: 'text', object, path, text: this.#text(object) };
      case PATH:
        return { kind: 'path', object, path };
      case IMAGE:
        return { kind: 'image', object, path };
      case SHADING:
        return { kind: 'shading', object, path };
      case FORM: {
        const matrix = matrixOf(this.pdfium, object);
        calls.setMatrix(object, this.pdfium.giveMatrix(IDENTITY));
        const children = this.#list(calls.countFormObjects(object), (i) => calls.formObject(object, i), path);
        return { kind: 'form', object, path, matrix, children };
      }
      default:
        return null;
    }
  }

  #text(object: number): TextObject {
    const { calls, scratch } = this.pdfium;
    this.#dropOtherText(object);
    const matrix = matrixOf(this.pdfium, object);
    calls.fontSize(object, scratch);
    const text = { object, matrix, size: this.pdfium.float(0), font: this.fonts.of(object) };
    this.texts.push(text);
    return text;
  }

  /** A file may say that a text means another than it shows: PDFium would give that one. */
  #dropOtherText(object: number): void {
    const { calls } = this.pdfium;
    const count = calls.countMarks(object);
    for (let i = 0; i < count; i += 1) {
      const mark = calls.mark(object, i);
      if (this.#marks.has(mark)) continue;
      this.#marks.add(mark);
      calls.removeMarkEntry(object, mark, this.pdfium.word('ActualText'));
    }
  }
}

export function matrixOf(pdfium: Pdfium, object: number): Matrix {
  pdfium.calls.matrix(object, pdfium.scratch);
  return pdfium.matrix();
}
