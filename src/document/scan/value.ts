/** When a number in a picture counts as read: every piece of evidence must agree, else it is marked as untold. */
import { UNTOLD } from '../layout/lines.js';
import type { Component } from './components.js';
import type { GreyImage } from './grey.js';
import { WHITE } from './grey.js';
import type { ReadLine } from './recognise-line.js';

/** What is known of the ink of one line that holds a number, a dash, or little else. */
export interface Shapes {
  /** Its pieces of ink at several shades, from left to right. */
  readonly marks: readonly (readonly Component[])[];
  /** The size of type around, in pixels. */
  readonly size: number;
  /** The image that the marks are of. */
  readonly page: GreyImage;
}

/** No character of a figure may be less certain than this, in any reading. */
const BOUND = 0.9;
/** Of the size of type. */
const DIGIT_HEIGHT = [0.6, 1.15] as const;
const POINT_HEIGHT = 0.45;
const DASH_HEIGHT = 0.3;
const FLAT = 0.2;
const WIDER = 0.65;
/** Of the size of type, of a stroke's height, and a shade: of a slash. */
const SLASH_HEIGHT = 1.4;
/** What leans less must be thinner: an italic 1 leans as much, and has a flag or a foot. */
const SLASHES = [
  { leaning: 0.22, stroke: 0.3 },
  { leaning: 0.13, stroke: 0.16 },
] as const;
const MIDDLE = 170;
/** Digits of one number are this alike in height. */
const EVEN = 0.75;

const DASHES = /[-—–―‐‑−─━一ー_]/u;
/** White that each digit encloses; an open 4 has none. */
const HOLES: Readonly<Record<string, readonly number[]>> = {
  '0': [1],
  '1': [0],
  '2': [0],
  '3': [0],
  '4': [0, 1],
  '5': [0],
  '6': [1],
  '7': [0],
  '8': [2],
  '9': [1],
};

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
        ({ characters: c }) => c[i]?.text === text && (c[i]?.confidence ?? 0) >= BOUND,
      );
      return same && confidence >= BOUND ? text : UNTOLD;
    })
    .join('');
}

/** The text where its characters have the shapes that they must have; else marked as untold. */
export function shaped(text: string, shapes: Shapes): string {
  if (text.includes(UNTOLD) || text === '无') return text;
  return shapes.marks.some((marks) => fits(text, marks, shapes)) ? text : `${text}${UNTOLD}`;
}

/** Is the line one flat stroke, wider than any digit? The model, which knows words, does not see it. */
export function isDash({ marks, size }: Shapes): boolean {
  return marks.every(([only, ...others]) => {
    if (only === undefined || others.length > 0) return false;
    const height = only.y1 - only.y0;
    return height <= FLAT * size && only.x1 - only.x0 >= Math.max(WIDER * size, 4 * height);
  });
}

/** Is the line one thin leaning stroke, as high as type? A 7 has a bar. */
export function isSlash({ marks, size, page }: Shapes): boolean {
  return marks.every(([only, ...others]) => {
    if (only === undefined || others.length > 0 || only.holes > 0) return false;
    const height = only.y1 - only.y0;
    const high = height >= DIGIT_HEIGHT[0] * size && height <= SLASH_HEIGHT * size;
    const leans = slant(page, only);
    const width = widestRow(page, only) / height;
    return high && SLASHES.some(({ leaning, stroke }) => leans >= leaning && width <= stroke);
  });
}

/** Does a stroke run along the top, nearly as wide as the whole? */
function hasBar(page: GreyImage, mark: Component): boolean {
  const top = { ...mark, y1: mark.y0 + Math.max(1, Math.round((mark.y1 - mark.y0) * BAR_REGION)) };
  return widestRow(page, top) >= BAR * (mark.x1 - mark.x0);
}

/** From the first to the last ink of the widest row, in pixels. */
function widestRow({ width, data }: GreyImage, { x0, y0, x1, y1 }: Component): number {
  let widest = 0;
  for (let y = y0; y < y1; y += 1) {
    const row = data.subarray(y * width + x0, y * width + x1);
    const first = row.findIndex((shade) => shade < MIDDLE);
    if (first >= 0) widest = Math.max(widest, row.findLastIndex((shade) => shade < MIDDLE) - first + 1);
  }
  return widest;
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

/** Has each character a piece of ink of its own, of the shape that it must have? */
function fits(text: string, marks: readonly Component[], { size, page }: Shapes): boolean {
  const characters = [...text];
  if (characters.length !== marks.length) return false;
  const heights = marks.flatMap(({ y0, y1 }, i) => (isDigit(characters[i]) ? [y1 - y0] : []));
  const tallest = Math.max(0, ...heights);
  if (heights.some((height) => height < EVEN * tallest)) return false;
  const bottom = Math.max(...marks.map(({ y1 }) => y1));
  return marks.every((mark, i) => {
    const character = characters[i] ?? '';
    const width = mark.x1 - mark.x0;
    const height = mark.y1 - mark.y0;
    if (isDigit(character)) {
      if (height < DIGIT_HEIGHT[0] * size || height > DIGIT_HEIGHT[1] * size) return false;
      if (character === '1' ? width > 0.7 * height : width < 0.25 * height) return false;
      if (HOLES[character]?.includes(mark.holes) !== true) return false;
      // a blurred slash looks like a 7 without its bar, or a 1 that leans
      if (character === '7') return hasBar(page, mark) && slant(page, mark) < SLANTED;
      return Math.abs(slant(page, mark)) < (character === '1' ? UPRIGHT : SLANTED);
    }
    switch (character) {
      case '.':
      case ',':
        return height <= POINT_HEIGHT * size && bottom - mark.y1 <= POINT_HEIGHT * size && heights.length > 0;
      case '—':
        return height <= DASH_HEIGHT * size && width >= 1.5 * height;
      case '/':
        return (
          heights.length === 0 && mark.holes === 0 && height >= 0.6 * size && slant(page, mark) >= SLANTED
        );
      default:
        return false;
    }
  });
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}

/** How far a stroke leans over its height, between its upper and its lower quarter: a slash at least, a 1 at most. */
const SLANTED = 0.28;
const UPRIGHT = 0.09;
/** The bar of a 7: in this upper share of its height, this share of its width. */
const BAR_REGION = 0.3;
const BAR = 0.75;

function slant({ width, data }: GreyImage, { x0, y0, x1, y1 }: Component): number {
  const quarter = Math.max(1, Math.round((y1 - y0) / 4));
  const middle = (from: number, to: number): number => {
    let sum = 0;
    let weight = 0;
    for (let y = from; y < to; y += 1) {
      for (let x = x0; x < x1; x += 1) {
        const ink = WHITE - (data[y * width + x] ?? WHITE);
        sum += ink * x;
        weight += ink;
      }
    }
    return weight === 0 ? 0 : sum / weight;
  };
  return (middle(y0, y0 + quarter) - middle(y1 - quarter, y1)) / Math.max(1, y1 - y0);
}
