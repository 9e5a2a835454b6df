import type { Pdfium } from './engine.js';
import type { PageObject } from './objects.js';
import type { PdfPageReader } from './page.js';

/** An annotation of a page that draws something. */
export interface DrawnAnnotation {
  /** Its number among the page's annotations. */
  readonly index: number;
  readonly seen: boolean;
}

const POPUP = 16;
/** Flags that keep PDFium from drawing an annotation into the page (PDF 32000-1, 12.5.3), and one that hides it. */
const UNDRAWN = 1 | 2;
const NOT_VIEWED = 32;
/** What a viewer shows, not what a printer prints. */
const AS_VIEWED = 0;

/** The annotations that PDFium will draw into the page, in their order. */
export function drawnAnnotations({ calls }: Pdfium, page: number): DrawnAnnotation[] {
  const count = calls.countAnnotations(page);
  const drawn: DrawnAnnotation[] = [];
  for (let index = 0; index < count; index += 1) {
    const annotation = calls.annotation(page, index);
    if (annotation === 0) continue;
    const flags = calls.annotationFlags(annotation);
    const isDrawn = (flags & UNDRAWN) === 0 && calls.annotationType(annotation) !== POPUP;
    if (isDrawn && calls.hasLook(annotation, AS_VIEWED) !== 0) {
      drawn.push({ index, seen: (flags & NOT_VIEWED) === 0 });
    }
    calls.closeAnnotation(annotation);
  }
  return drawn;
}

/** Draws the annotations into the page: when it is next loaded, they are the last form on it. */
export function drawAnnotations({ calls }: Pdfium, page: number): boolean {
  return calls.flatten(page, AS_VIEWED) === 1;
}

/** Reads what the annotations draw. @returns by the number of each that draws something: the text in it */
export function readAnnotations(
  reader: PdfPageReader,
  drawn: readonly DrawnAnnotation[],
  form: PageObject & { readonly kind: 'form' },
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const [i, look] of form.children.entries()) {
    const annotation = drawn[i];
    if (annotation?.seen === false) continue;
    const text = reader.readInForm(form, look);
    if (annotation !== undefined) texts.set(annotation.index, text);
  }
  return texts;
}
