import type { Matrix } from '../layout/page/geometry.js';
import { signText } from '../layout/page/symbol-font.js';
import { meaningOf } from '../layout/page/unify.js';
import { UNTOLD } from '../sight.js';
import type { Pdfium } from './engine.js';
import type { PdfFont } from './font.js';

/** A text object, and what it was before `layOut`. */
export interface TextObject {
  readonly object: number;
  /** From its own space to that of what holds it. */
  readonly matrix: Matrix;
  /** The size of its type in its own space. */
  readonly size: number;
  readonly font: PdfFont;
}

/** A character, in the space of its text object. */
export interface Glyph {
  readonly text: string;
  /** Where its baseline begins. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Smaller type than this is enlarged while it is read: PDFium takes no notice of what is very narrow. */
const SMALLEST = 1;
/** How far apart the lines are, in sizes of the largest type. */
const LINE = 4;
/** As a share of the type's size. */
const ROUNDING = 0.001;
/** What PDFium puts in place of a hyphen at the end of a line, whatever dash it was. */
const HYPHEN = '-';
const LAST_CHARACTER = 0x10ffff;
/** Halves of characters of UTF-16, which PDFium gives one by one. */
const FIRST_HALF = 0xd800;
const LAST_HALF = 0xdfff;

/**
 * The characters of text objects, in the order in which they are drawn.
 *
 * PDFium gives characters for a whole page only, and makes words of them: what it takes for printed twice it drops, a
 * hyphen at the end of a line it replaces. So that each object keeps all of its own, they are laid out anew before,
 * each on a line of its own and upright. What is read is where characters stand within their object.
 */
export function readGlyphs(pdfium: Pdfium, page: number, texts: readonly TextObject[]): Map<number, Glyph[]> {
  const { calls } = pdfium;
  const placed = new Map<number, Laid & { readonly glyphs: Glyph[] }>();
  let below = 0;
  for (const text of texts) {
    const scale = scaleOf(text);
    // whole numbers are exact in single precision
    below += Math.ceil(Math.max(SMALLEST, Math.abs(text.size)) * LINE);
    calls.setMatrix(text.object, pdfium.giveMatrix([scale, 0, 0, scale, 0, -below]));
    placed.set(text.object, { text, scale, below, glyphs: [] });
  }
  if (texts.length > 0) {
    const reading = calls.loadText(page);
    if (reading === 0) throw new Error('its text can’t be read');
    const count = calls.countCharacters(reading);
    for (let i = 0; i < count; i += 1) {
      const place = placed.get(calls.textObject(reading, i));
      if (place !== undefined && calls.isGenerated(reading, i) !== 1) {
        addGlyph(place.glyphs, glyphAt(pdfium, reading, i, place));
      }
    }
    calls.closeText(reading);
  }
  return new Map([...placed].map(([object, { glyphs }]) => [object, glyphs]));
}

/** A text object as it is laid out: how large, and how far below the origin. */
interface Laid {
  readonly text: TextObject;
  readonly scale: number;
  readonly below: number;
}

/** PDFium gives the places of vertical type in its own space: they fit if that is not scaled. */
function scaleOf({ size }: TextObject): number {
  const own = Math.abs(size);
  return own >= SMALLEST || own === 0 ? 1 : SMALLEST / own;
}

function glyphAt(pdfium: Pdfium, reading: number, index: number, { text, scale, below }: Laid): Glyph {
  const { calls, scratch } = pdfium;
  const code = calls.unicode(reading, index);
  const untold = calls.isUntold(reading, index) !== 0;
  calls.origin(reading, index, scratch, scratch + 8);
  const [x, y] = [pdfium.double(0), pdfium.double(8) + below];
  calls.looseBox(reading, index, scratch);
  const size = scale * Math.abs(text.size);
  const widest = text.size < 0 ? x - pdfium.float(0) : pdfium.float(8) - x;
  const width = advance(pdfium, reading, index, widest, { font: text.font, size, code });
  return {
    text: untold || text.font.stopgap ? UNTOLD : textOf(pdfium, reading, index, code, text.font),
    x: x / scale,
    y: y / scale,
    width: width / scale,
  };
}

/** PDFium gives the larger of a character's width and what it covers: the width, as far as the font tells it. */
function advance(
  pdfium: Pdfium,
  reading: number,
  index: number,
  widest: number,
  { font, size, code }: { readonly font: PdfFont; readonly size: number; readonly code: number },
): number {
  const { calls, scratch } = pdfium;
  if (calls.glyphWidth(font.handle, code, size, scratch) === 0) return Math.max(0, widest);
  const told = pdfium.float(0);
  if (!(told > 0 && told < widest - ROUNDING * size)) return Math.max(0, widest);
  calls.characterBox(reading, index, scratch, scratch + 8, scratch + 16, scratch + 24);
  const covered = pdfium.double(8);
  calls.origin(reading, index, scratch, scratch + 8);
  return Math.abs(covered - pdfium.double(0) - widest) < ROUNDING * size ? told : Math.max(0, widest);
}

function textOf({ calls }: Pdfium, reading: number, index: number, code: number, font: PdfFont): string {
  if (calls.isHyphen(reading, index) === 1) return HYPHEN;
  const isCharacter = code > 0 && code <= LAST_CHARACTER && !(code >= FIRST_HALF && code <= LAST_HALF);
  const character = String.fromCodePoint(isCharacter ? code : 0);
  if (DIGIT.test(character) && font.named()?.has(character) === false) return UNTOLD;
  const meaning = isCharacter ? meaningOf(character) : UNTOLD;
  return font.symbols ? signText(meaning) : meaning;
}

/**
 * Adds a character. Letters that a font writes with one sign (ﬁ) PDFium gives one by one at the same place; digits at
 * one place are printed on one another, and stay apart.
 */
function addGlyph(glyphs: Glyph[], glyph: Glyph): void {
  const before = glyphs.at(-1);
  const isOneSign =
    before !== undefined &&
    before.x === glyph.x &&
    before.y === glyph.y &&
    before.width === glyph.width &&
    LETTERS.test(before.text) &&
    LETTERS.test(glyph.text);
  if (isOneSign) glyphs[glyphs.length - 1] = { ...before, text: before.text + glyph.text };
  else glyphs.push(glyph);
}

const LETTERS = /^\p{L}+$/u;
/** Of what no table of the font's names, a digit is the only one that would go unnoticed: words are compared with the form's. */
const DIGIT = /\p{Nd}/u;
