import { BLACK } from '../layout/page/colour.js';
import { type Box, type Matrix, mapBox } from '../layout/page/geometry.js';
import type { PageInk } from '../layout/page/page-ink.js';
import { boxOfList, isList, numberOf } from './arguments.js';

/** The control of a form as pdf.js tells it, as far as it is seen. */
interface Control {
  readonly id: string;
  readonly box: Box;
  /** `text` and `choice` show their value, `other` (a box to tick, a button) is seen without being text. */
  readonly kind: 'text' | 'choice' | 'other';
  /** What it shows; null for what is no plain text of one line. */
  readonly value: string | null;
  /** Points; 0 where the form leaves it to the program. */
  readonly size: number;
}

/**
 * Puts the controls of a form onto the page (PDF 32000-1, 12.7). Where a control has its value drawn, that is what is
 * seen, if it is the value; where nothing is drawn, programs write the value into it, and so is it done here. What is
 * anything else (a tick, a password, another text than the value) is something that is seen and no text.
 *
 * @param annotations what pdf.js tells of the page's annotations
 * @param drawn by the id of each annotation that draws something: the text in it
 */
export function addControls(
  ink: PageInk,
  annotations: readonly unknown[],
  drawn: ReadonlyMap<string, string>,
  matrix: Matrix,
): void {
  for (const annotation of annotations) {
    const control = controlOf(annotation, matrix);
    if (control === null || control.value === '') continue;
    const shown = drawn.get(control.id);
    if (control.kind !== 'other' && control.value !== null) {
      if (shown !== undefined && isSameText(shown, control.value)) continue;
      if (shown === undefined) {
        write(ink, control, control.value);
        continue;
      }
    }
    ink.control(control.box);
  }
}

function isSameText(shown: string, value: string): boolean {
  const plain = (text: string): string => text.replace(/[\s,，]/gu, '');
  return plain(shown) === plain(value);
}

/** The largest type that programs choose by themselves, and how much of a control's height it takes. */
const LARGEST = 12;
const HEIGHT_SHARE = 0.8;

function write(ink: PageInk, { box, size }: Control, value: string): void {
  const height = size > 0 ? size : Math.min(LARGEST, (box.y1 - box.y0) * HEIGHT_SHARE);
  const width = Math.min(box.x1 - box.x0, value.length * height);
  ink.text({ text: value, x: box.x0, y: (box.y0 + box.y1 - height) / 2, width, height }, BLACK);
}

function controlOf(annotation: unknown, matrix: Matrix): Control | null {
  if (typeof annotation !== 'object' || annotation === null) return null;
  const told = new Map<string, unknown>(Object.entries(annotation));
  const rect = told.get('rect');
  if (told.get('subtype') !== 'Widget' || told.get('hidden') === true || !isList(rect)) return null;
  const box = mapBox(matrix, boxOfList(rect));
  if (box.x1 - box.x0 < 1 || box.y1 - box.y0 < 1) return null;
  const id = String(told.get('id'));
  const look = told.get('defaultAppearanceData');
  const size = typeof look === 'object' && look !== null && 'fontSize' in look ? numberOf(look.fontSize) : 0;
  switch (told.get('fieldType')) {
    case 'Tx':
      return { id, box, size, kind: 'text', value: textIn(told) };
    case 'Ch':
      return { id, box, size, kind: 'choice', value: choiceIn(told) };
    case 'Btn':
      return { id, box, size, kind: 'other', value: null };
    default:
      return null;
  }
}

function textIn(told: ReadonlyMap<string, unknown>): string | null {
  const value = told.get('fieldValue');
  if (typeof value !== 'string') return '';
  const text = value.trim();
  if (text !== '' && told.get('password') === true) return null;
  return /[\r\n]/u.test(text) ? null : text;
}

/** What the chosen options are called; null for several. */
function choiceIn(told: ReadonlyMap<string, unknown>): string | null {
  const chosen = told.get('fieldValue');
  const options = told.get('options');
  const values = isList(chosen) ? chosen : typeof chosen === 'string' ? [chosen] : [];
  if (values.length > 1) return null;
  const [value] = values;
  if (typeof value !== 'string') return '';
  for (const option of isList(options) ? options : []) {
    if (typeof option !== 'object' || option === null) continue;
    if ('exportValue' in option && option.exportValue === value && 'displayValue' in option)
      return String(option.displayValue).trim();
  }
  return value.trim();
}
