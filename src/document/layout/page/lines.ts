import { foldLine } from '../../flow/whitespace.js';
import { UNTOLD, wordsOf } from '../../sight.js';
import { type Box, type Turn, turnBack } from './geometry.js';
import type { Glyph } from './page.js';
import { PAGE } from './tolerances.js';

/** Characters on one baseline, from left to right. */
export interface TextLine extends Box {
  readonly glyphs: readonly Glyph[];
  readonly text: string;
  /** The size of its type. */
  readonly size: number;
}

const FIGURE = /^[\d０-９.,，．]$/u;
const DIGIT = /^[\d０-９]$/u;
const BLANK = /^\s$/u;
/** No more characters than this are printed on one another. */
const DEEPEST = 16;

/** The lines of some characters, from top to bottom; text that is turned comes after the upright text. */
export function linesOf(glyphs: readonly Glyph[]): TextLine[] {
  const upright = uprightLines(glyphs.filter(({ turn }) => turn === 0));
  if (upright.reduce((sum, line) => sum + line.glyphs.length, 0) === glyphs.length) return upright;
  const turns: readonly Turn[] = [1, 2, 3];
  return [...upright, ...turns.flatMap((turn) => turnedLines(glyphs, turn))];
}

/** Lines of turned text, read in its own direction; their boxes are where they stand on the page. */
function turnedLines(glyphs: readonly Glyph[], turn: Turn): TextLine[] {
  const turned = glyphs.filter((glyph) => glyph.turn === turn);
  if (turned.length === 0) return [];
  const back = new Map<Glyph, Glyph>();
  for (const glyph of turned) {
    back.set({ text: glyph.text, drawn: glyph.drawn, turn: 0, ...turnBack(glyph, turn, 0, 0) }, glyph);
  }
  return uprightLines([...back.keys()]).map((line) => {
    const own = line.glyphs.flatMap((glyph) => back.get(glyph) ?? []);
    return { ...boxOf(own), glyphs: own, text: line.text, size: line.size };
  });
}

function uprightLines(glyphs: readonly Glyph[]): TextLine[] {
  const lines: Glyph[][] = [];
  let line: Glyph[] = [];
  let centre = 0;
  let size = 0;
  for (const glyph of [...glyphs].sort((a, b) => a.y0 + a.y1 - b.y0 - b.y1)) {
    const at = (glyph.y0 + glyph.y1) / 2;
    const height = glyph.y1 - glyph.y0;
    if (line.length > 0 && at - centre > PAGE.sameBaseline * Math.min(size, height)) {
      lines.push(line);
      line = [];
    }
    line.push(glyph);
    centre += (at - centre) / line.length;
    size = line.length === 1 ? height : Math.max(size, height);
  }
  if (line.length > 0) lines.push(line);
  return lines.flatMap(asLine);
}

function asLine(glyphs: readonly Glyph[]): TextLine[] {
  const ordered = withoutDoubles([...glyphs].sort((a, b) => a.x0 - b.x0 || a.x1 - b.x1));
  const text = foldLine(textOf(ordered));
  const inked = ordered.filter((glyph) => !BLANK.test(glyph.text));
  if (text === '' || inked.length === 0) return [];
  const size = inked.reduce((most, glyph) => Math.max(most, sizeOf(glyph)), 0);
  return [{ ...boxOf(inked), glyphs: ordered, text, size }];
}

export function boxOf(boxes: readonly Box[]): Box {
  let x0 = Number.POSITIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    x0 = Math.min(x0, box.x0);
    y0 = Math.min(y0, box.y0);
    x1 = Math.max(x1, box.x1);
    y1 = Math.max(y1, box.y1);
  }
  return { x0, y0, x1, y1 };
}

export function sizeOf(glyph: Glyph): number {
  return glyph.turn % 2 === 0 ? glyph.y1 - glyph.y0 : glyph.x1 - glyph.x0;
}

/** How near two characters' beginnings are when they are printed on one another. */
function nearness(a: Glyph, b: Glyph): number {
  return PAGE.overprint * Math.min(a.x1 - a.x0, b.x1 - b.x0, PAGE.overprintWidth * sizeOf(a));
}

/** Bold type is at times the same text printed twice, a hair apart: it counts once. */
function withoutDoubles(ordered: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of ordered) {
    let doubled = false;
    for (let i = kept.length - 1; i >= kept.length - DEEPEST && !doubled; i -= 1) {
      const before = kept[i];
      if (before === undefined || glyph.x0 - before.x0 >= PAGE.overprintWidth * sizeOf(glyph)) break;
      doubled = before.text === glyph.text && glyph.x0 - before.x0 < nearness(before, glyph);
    }
    if (!doubled) kept.push(glyph);
  }
  return kept;
}

/**
 * The characters as they read, with blanks where they stand apart. Digits that lie on one another can't be told:
 * the mark of an untold character keeps them from being read as a number.
 */
function textOf(ordered: readonly Glyph[]): string {
  let text = '';
  let before: Glyph | undefined;
  let blank = 0;
  for (const glyph of ordered) {
    if (BLANK.test(glyph.text)) {
      blank = Math.max(blank, (glyph.x1 - glyph.x0) / Math.max(1, sizeOf(glyph)));
      continue;
    }
    if (before !== undefined) text += between(before, glyph, blank);
    text += glyph.text;
    before = glyph;
    blank = 0;
  }
  return text;
}

function between(a: Glyph, b: Glyph, blank: number): string {
  const digits = FIGURE.test(a.text) && FIGURE.test(b.text);
  if (DIGIT.test(a.text) && DIGIT.test(b.text) && b.x0 - a.x0 < nearness(a, b)) return UNTOLD;
  const gap = (b.x0 - a.x1) / Math.max(1, sizeOf(a), sizeOf(b));
  if (digits) return blank > 0 || gap > PAGE.digitGap ? ' ' : '';
  return blank > PAGE.thinBlank || gap > PAGE.wordGap ? ' ' : '';
}

/** Do the characters all belong to a number? */
export function isFigureText(text: string): boolean {
  return text !== '' && [...text].every((character) => FIGURE.test(character));
}

const VALUE = /^(?:[-+−]?[\d０-９][\d０-９,，.．]*%?|[/／]|[-—–－]+|无)$/u;

/** Is it what stands in a cell for a figure: a number, or a mark for none? */
export function isValueText(text: string): boolean {
  const words = wordsOf(text).trim();
  return VALUE.test(words) || (words === '' && text !== '');
}

export function isFigureGlyph(glyph: Glyph): boolean {
  return FIGURE.test(glyph.text);
}
