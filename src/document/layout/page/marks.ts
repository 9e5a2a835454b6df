import { lowered, raised } from '../../sight.js';
import type { Box } from './geometry.js';
import { sizeOf, UNTOLD } from './lines.js';
import type { Glyph } from './page.js';
import { PAGE } from './tolerances.js';

/**
 * Note marks: characters that are smaller than those beside them and stand above or below their line, and characters of
 * the same size that were moved up or down. They get the notation of src/document/sight.ts and the height of what they
 * stand beside, so that they are of its line. What can't be told is untold: of two characters at two heights, which is the
 * line's; and whether a smaller digit on the line belongs to the number.
 *
 * @param walls upright lines, which part the texts on their two sides
 */
export function withMarks(glyphs: readonly Glyph[], walls: readonly Box[]): Glyph[] {
  const changed = new Map<Glyph, Glyph>();
  for (const word of wordsOf(glyphs, walls)) for (const [from, to] of marksIn(word)) changed.set(from, to);
  return changed.size === 0 ? [...glyphs] : glyphs.map((glyph) => changed.get(glyph) ?? glyph);
}

/** Where the line of a character is: most of it stands above. */
const baseOf = ({ y0, y1 }: Glyph): number => y0 + (y1 - y0) * PAGE.ascent;

/** Characters side by side of which some are smaller, or stand higher or lower than others. */
function wordsOf(glyphs: readonly Glyph[], walls: readonly Box[]): Glyph[][] {
  const inked = glyphs.filter(({ turn, text }) => turn === 0 && text.trim() !== '');
  const sorted = inked.sort((a, b) => a.x0 - b.x0);
  const words: Glyph[][] = [];
  /** Words that the next character may still stand beside. */
  let open: Glyph[][] = [];
  for (const glyph of sorted) {
    open = open.filter((word) => (word.at(-1)?.x1 ?? 0) + PAGE.markGap * largest(word) >= glyph.x0);
    const own = open.filter((word) => word.slice(-NEIGHBOURS).some((other) => isBeside(other, glyph, walls)));
    const [first, ...more] = own;
    if (first === undefined) {
      const word = [glyph];
      words.push(word);
      open.push(word);
      continue;
    }
    first.push(glyph);
    // a mark may stand beside two words that were apart till now
    for (const other of more) {
      first.unshift(...other.splice(0));
      open.splice(open.indexOf(other), 1);
    }
  }
  return words.filter(isUneven);
}

/** How many characters back a mark may stand from the last one of its word. */
const NEIGHBOURS = 4;

const largest = (word: readonly Glyph[]): number => Math.max(...word.slice(-NEIGHBOURS).map(sizeOf));

function isBeside(a: Glyph, b: Glyph, walls: readonly Box[]): boolean {
  const overlap = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (overlap < PAGE.markOverlap * Math.min(sizeOf(a), sizeOf(b))) return false;
  if (b.x0 - a.x1 > PAGE.markGap * Math.max(sizeOf(a), sizeOf(b))) return false;
  const [from, to, at] = [(a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2, (a.y0 + a.y1 + b.y0 + b.y1) / 4];
  return !walls.some(({ x0, x1, y0, y1 }) => from < x0 && x1 < to && y0 <= at && at <= y1);
}

function isUneven(word: readonly Glyph[]): boolean {
  const [first] = word;
  if (first === undefined || word.length < 2) return false;
  const size = sizeOf(first);
  const base = baseOf(first);
  return word.some(
    (glyph) =>
      Math.abs(baseOf(glyph) - base) > PAGE.markShift * Math.min(size, sizeOf(glyph)) ||
      sizeOf(glyph) < PAGE.markSize * size ||
      size < PAGE.markSize * sizeOf(glyph),
  );
}

/** What characters of a word become. */
function marksIn(word: readonly Glyph[]): [Glyph, Glyph][] {
  const size = Math.max(...word.map(sizeOf));
  const full = word.filter((glyph) => sizeOf(glyph) >= PAGE.markSize * size);
  const levels = levelsOf(full, size);
  const line = lineAmong(levels);
  if (line === null) return full.map((glyph) => [glyph, untold(glyph)]);
  const [host] = line;
  if (host === undefined) return [];
  return word.flatMap((glyph): [Glyph, Glyph][] => {
    const shift = baseOf(host) - baseOf(glyph);
    const least = sizeOf(glyph) < PAGE.markSize * size ? PAGE.markShift : PAGE.sizedShift;
    if (line.includes(glyph)) return [];
    if (Math.abs(shift) < least * size) return isDigitBeside(glyph, line) ? [[glyph, untold(glyph)]] : [];
    const text = shift > 0 ? raised(glyph.text) : lowered(glyph.text);
    return [[glyph, { ...glyph, text, y0: host.y0, y1: host.y1 }]];
  });
}

/** Digits of a number that no mark has as many of, and the most that a mark has. */
const SURE_DIGITS = 3;
const MARK_DIGITS = 2;

/**
 * Which of the lines that characters of one size stand on is the word's own: the only one with digits, or the one with so
 * many that all others may be marks; null where it can't be told. A mark may have more characters than its number.
 */
function lineAmong(levels: readonly Glyph[][]): Glyph[] | null {
  const digits = (level: readonly Glyph[]): number => level.filter(({ text }) => DIGIT.test(text)).length;
  const sorted = [...levels].sort((a, b) => digits(b) - digits(a) || b.length - a.length);
  const [first = [], second = []] = sorted;
  const isSure = digits(first) >= SURE_DIGITS && digits(second) <= MARK_DIGITS;
  return isSure || digits(second) === 0 ? first : null;
}

const untold = (glyph: Glyph): Glyph => ({ ...glyph, text: UNTOLD });

const DIGIT = /^[\d０-９]$/u;

function isDigitBeside(glyph: Glyph, line: readonly Glyph[]): boolean {
  const apart = PAGE.digitGap * sizeOf(glyph);
  return (
    DIGIT.test(glyph.text) &&
    line.some((other) => DIGIT.test(other.text) && other.x0 - glyph.x1 < apart && glyph.x0 - other.x1 < apart)
  );
}

/** Characters of one size by the lines that they stand on, no two of which are two lines of text. */
function levelsOf(glyphs: readonly Glyph[], size: number): Glyph[][] {
  const levels: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => baseOf(a) - baseOf(b))) {
    const [first] = levels.at(-1) ?? [];
    if (first !== undefined && baseOf(glyph) - baseOf(first) < PAGE.sizedShift * size)
      levels.at(-1)?.push(glyph);
    else levels.push([glyph]);
  }
  return levels;
}
