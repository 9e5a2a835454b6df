import { BLACK } from '../layout/page/colour.js';
import { type Box, type Matrix, mapBox } from '../layout/page/geometry.js';
import type { PageInk } from '../layout/page/page-ink.js';
import type { Pdfium } from './engine.js';

/** The control of a form, as far as it is seen. */
export interface Control {
  /** Its number among the page's annotations. */
  readonly index: number;
  /** In the page's own space. */
  readonly box: Box;
  /** `text` and `choice` show their value, `other` (a box to tick, a button) is seen without being text. */
  readonly kind: 'text' | 'choice' | 'other';
  /** What it shows; null for what is no plain text of one line. */
  readonly value: string | null;
  /** Points; 0 where the form leaves it to the program. */
  readonly size: number;
}

/** PDFium's types of annotations and fields, and bits of their flags (PDF 32000-1, 12.5.3, 12.7.4). */
const WIDGET = 20;
const HIDDEN = 2 | 32;
const BUTTONS: readonly number[] = [1, 2, 3];
const CHOICES: readonly number[] = [4, 5];
const TEXT = 6;
const PASSWORD = 1 << 13;

/** The controls of a document's forms. It is opened once more: asked for values, PDFium draws what is not drawn. */
export class FormControls {
  readonly #info: number;
  readonly #form: number;

  /** @param document the same file, opened for this alone */
  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
  ) {
    this.#info = pdfium.calls.openForm();
    this.#form = pdfium.calls.initForm(document, this.#info);
  }

  /** The controls of a page that are seen. */
  of(index: number): Control[] {
    const { calls } = this.pdfium;
    const page = calls.loadPage(this.document, index);
    if (page === 0) return [];
    calls.formPageLoaded(page, this.#form);
    const count = calls.countAnnotations(page);
    const controls: Control[] = [];
    for (let i = 0; i < count; i += 1) {
      const annotation = calls.annotation(page, i);
      if (annotation === 0) continue;
      const control = this.#control(annotation, i);
      if (control !== null) controls.push(control);
      calls.closeAnnotation(annotation);
    }
    calls.formPageClosing(page, this.#form);
    calls.closePage(page);
    return controls;
  }

  close(): void {
    const { calls } = this.pdfium;
    calls.exitForm(this.#form);
    calls.closeForm(this.#info);
    calls.closeDocument(this.document);
  }

  #control(annotation: number, index: number): Control | null {
    const { pdfium } = this;
    const { calls, scratch } = pdfium;
    if (calls.annotationType(annotation) !== WIDGET) return null;
    if ((calls.annotationFlags(annotation) & HIDDEN) !== 0) return null;
    calls.annotationBox(annotation, scratch);
    const box = pdfium.box();
    calls.fieldTypeSize(this.#form, annotation, scratch);
    const size = pdfium.float(0);
    const type = calls.fieldType(this.#form, annotation);
    if (type === TEXT) return { index, box, size, kind: 'text', value: this.#text(annotation) };
    if (CHOICES.includes(type)) return { index, box, size, kind: 'choice', value: this.#choice(annotation) };
    return BUTTONS.includes(type) ? { index, box, size, kind: 'other', value: null } : null;
  }

  #value(annotation: number): string {
    return this.pdfium
      .text('utf-16le', (to, room) => this.pdfium.calls.fieldValue(this.#form, annotation, to, room))
      .trim();
  }

  #text(annotation: number): string | null {
    const text = this.#value(annotation);
    const secret = (this.pdfium.calls.fieldFlags(this.#form, annotation) & PASSWORD) !== 0;
    if (text !== '' && secret) return null;
    return /[\r\n]/u.test(text) ? null : text;
  }

  /** What the chosen options are called; null for several. */
  #choice(annotation: number): string | null {
    const { pdfium } = this;
    const { calls } = pdfium;
    const count = Math.max(0, calls.countOptions(this.#form, annotation));
    const chosen = Array.from({ length: count }, (_, i) => i).filter(
      (i) => calls.isOptionChosen(this.#form, annotation, i) !== 0,
    );
    const [option] = chosen;
    if (chosen.length > 1) return null;
    if (option === undefined) return this.#value(annotation);
    return pdfium
      .text('utf-16le', (to, room) => calls.optionLabel(this.#form, annotation, option, to, room))
      .trim();
  }
}

/**
 * Puts the controls of a form onto the page (PDF 32000-1, 12.7). Where a control has its value drawn, that is what is
 * seen, if it is the value; where nothing is drawn, programs write the value into it, and so is it done here. What is
 * anything else (a tick, a password, another text than the value) is something that is seen and no text.
 *
 * @param drawn by the number of each annotation that draws something: the text in it
 */
export function addControls(
  ink: PageInk,
  controls: readonly Control[],
  drawn: ReadonlyMap<number, string>,
  matrix: Matrix,
): void {
  for (const control of controls) {
    const box = mapBox(matrix, control.box);
    const isTooSmall = box.x1 - box.x0 < 1 || box.y1 - box.y0 < 1;
    if (isTooSmall || control.value === '') continue;
    const shown = drawn.get(control.index);
    if (control.kind !== 'other' && control.value !== null) {
      if (shown !== undefined && isSameText(shown, control.value)) continue;
      if (shown === undefined) {
        write(ink, box, control.size, control.value);
        continue;
      }
    }
    ink.control(box);
  }
}

function isSameText(shown: string, value: string): boolean {
  const plain = (text: string): string => text.replace(/[\s,，]/gu, '');
  return plain(shown) === plain(value);
}

/** The largest type that programs choose by themselves, and how much of a control's height it takes. */
const LARGEST = 12;
const HEIGHT_SHARE = 0.8;

function write(ink: PageInk, box: Box, size: number, value: string): void {
  const height = size > 0 ? size : Math.min(LARGEST, (box.y1 - box.y0) * HEIGHT_SHARE);
  const width = Math.min(box.x1 - box.x0, value.length * height);
  ink.text({ text: value, x: box.x0, y: (box.y0 + box.y1 - height) / 2, width, height }, BLACK);
}
