/**
 * What a reader of a page sees, written as plain text.
 *
 * A cell is read as a person reads it: a note mark is no digit, struck text is no value, hidden text is not there, and
 * a cell that shows a picture is not blank. Every reader of a format tells these apart by its own means (an element, a
 * style, a smaller glyph above the line) and writes what it found in the notation of this file, so that whoever reads
 * the text needs to know no format, and the raw text of a figure still shows what stood there:
 *
 * - raised text (`<sup>`, a ruby, a link beside a number) in superscript characters: `8¹`, and where Unicode has none
 *   of them between U+207D and U+207E: `8⁽注1⁾`;
 * - lowered text the same way in subscript characters: `8₁`;
 * - struck text with U+0336 (combining long stroke overlay) behind every character: `6̶7̶5̶676`;
 * - what is seen and is no text (a picture, a drawing, a form control, a glyph of a symbol font) as U+FFFC, the object
 *   replacement character;
 * - hidden text not at all.
 */

/** Stands for something that is seen and is no text. */
export const OBJECT = '\ufffc';

/** Stands for a character that is there but cannot be told, and for a cell that may be blank or not. */
export const UNTOLD = '\ufffd';

const STROKE = '\u0336';
const LEVELS = {
  raised: { plain: '0123456789+-=()ni', marked: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ', open: '⁽', close: '⁾' },
  lowered: { plain: '0123456789+-=()', marked: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎', open: '₍', close: '₎' },
} as const;
/** Brackets that notes stand in, and full-width forms, written as the brackets that have marked forms. */
const BRACKETS: Readonly<Record<string, string>> = {
  '[': '(',
  ']': ')',
  '〔': '(',
  '〕': ')',
  '【': '(',
  '】': ')',
  '（': '(',
  '）': ')',
};

/** The text as a mark above the line; '' for white space alone. */
export function raised(text: string): string {
  return moved(text, 'raised');
}

/** The text as a mark below the line; '' for white space alone. */
export function lowered(text: string): string {
  return moved(text, 'lowered');
}

function moved(text: string, level: keyof typeof LEVELS): string {
  const { plain, marked, open, close } = LEVELS[level];
  let isWhole = true;
  let written = '';
  for (const character of text.trim()) {
    const at = plain.indexOf(BRACKETS[character] ?? character);
    const isMark = marked.includes(character) || character === STROKE || character === OBJECT;
    if (at < 0 && !isMark) isWhole = false;
    written += at < 0 ? character : marked.charAt(at);
  }
  return isWhole ? written : `${open}${text.trim().replaceAll(open, '').replaceAll(close, '')}${close}`;
}

/** The text with a stroke through every character but white space. */
export function struck(text: string): string {
  return text.replaceAll(STROKE, '').replace(/\S/gu, (character) => character + STROKE);
}

const STRUCK = new RegExp(`[^${STROKE}]${STROKE}+`, 'gu');
const MARKED = /[⁽₍][^⁽⁾₍₎\n]*[⁾₎]|[⁰¹²³⁴-⁾ⁿⁱ₀-₎]+/gu;
const NOTATION = new RegExp(`[${STROKE}${OBJECT}⁰¹²³⁴-⁾ⁿⁱ₀-₎]`, 'u');

/** Whether anything in the text is struck. */
export function holdsStruck(text: string): boolean {
  return text.includes(STROKE);
}

/** Is anything visible there that is not text? */
export function holdsObject(text: string): boolean {
  return text.includes(OBJECT);
}

/** The text without what is struck. */
export function withoutStruck(text: string): string {
  return holdsStruck(text) ? text.replace(STRUCK, '') : text;
}

/** The words only, without anything struck, raised, lowered or not text. For labels, headings and prose. */
export function wordsOf(text: string): string {
  if (!NOTATION.test(text)) return text;
  return withoutStruck(text).replace(MARKED, '').replaceAll(OBJECT, '');
}
