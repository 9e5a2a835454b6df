/** When a number in a picture counts as read: every piece of evidence must agree, else it is marked as untold. */
import { UNTOLD } from '../../sight.js';
import type { ReadLine } from '../model/recognise-line.js';
import { areCharacters } from './characters.js';
import type { Shapes } from './strokes.js';
import { READING } from './tolerances.js';

const DASHES = /[-—–―‐‑−─━一ー_]/u;
/** Words around a number that leave it a number: units, signs, numerals. */
const AROUND_NUMBERS =
  /[\s\d.,，．、:：%％+＋/／\\|]|[-—–―‐‑−─━ー_~～]|万元?|亿元?|[元件项条个宗份次起]|增加?|减少?|[〇零一二三四五六七八九十百千两]/gu;

/** May a cell's text state a number, or that there is none? All else is a label. */
export function mayBeValue(text: string): boolean {
  return !/\p{Script=Han}{2}/u.test(text.normalize('NFKC').replace(AROUND_NUMBERS, ''));
}

/** The text on which readings of different views agree, each character certain in all; `UNTOLD` where they don't. */
export function agreed(readings: readonly ReadLine[]): string {
  const [first, ...others] = readings.map(plain);
  if (first === undefined || first.text === '' || others.length === 0) return UNTOLD;
  if (others.some(({ characters }) => characters.length !== first.characters.length)) {
    return `${first.text}${UNTOLD}`;
  }
  return first.characters
    .map(({ text, confidence }, i) => {
      const same = others.every(
        ({ characters: c }) => c[i]?.text === text && (c[i]?.confidence ?? 0) >= READING.bound,
      );
      return same && confidence >= READING.bound ? text : UNTOLD;
    })
    .join('');
}

/** The text where its characters have the shapes that they must have, a dash before digits as their sign; else marked as untold. */
export function shaped(text: string, shapes: Shapes): string {
  if (text.includes(UNTOLD) || text === '无') return text;
  return areCharacters(text, shapes) ? text.replace(/^—(?=\d)/u, '-') : `${text}${UNTOLD}`;
}

/** Blanks do not count; full-width digits are digits; a dash is a dash however it is called. */
function plain({ characters }: ReadLine): ReadLine {
  const kept = characters
    .filter(({ text }) => text.trim() !== '')
    .map((character) => ({ ...character, text: DASHES.test(character.text) ? '—' : narrow(character.text) }));
  return { text: kept.map(({ text }) => text).join(''), characters: kept };
}

function narrow(text: string): string {
  return /^[！-～]$/u.test(text) ? text.normalize('NFKC') : text;
}
