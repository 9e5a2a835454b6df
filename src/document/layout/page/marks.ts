import { lowered, raised, UNTOLD } from '../../sight.js';
import { isSameShade } from './colour.js';
import type { Box } from './geometry.js';
import { sizeOf } from './lines.js';
import type { Glyph } from './page.js';
import { PAGE } from './tolerances.js';

/**
 * Note marks: characters that are smaller than those beside them and stand above or below their line, and characters of
 * the same size that were moved up or down. They get the notation of src/document/sight.ts and the height of what they
 * stand beside, so that they belong to its line. Doubtful characters become untold: of two at two heights, which is the
 * line's; and whether a digit on the line that is smaller or of another colour belongs to the number.
 *
 * @param walls upright lines, which part the texts on their two sides
 */
export function withMarks(glyphs: readonly Glyph[], walls: readonly Box[]): Glyph[] {
  const changed = new Map<Glyph, Glyph>();
  for (const word of wordsOf(glyphs, walls)) {
    if (isUneven(word)) for (const [from, to] of marksIn(word)) changed.set(from, to);
    const line = word.filter((glyph) => !changed.has(glyph));
    for (const glyph of otherColours(line)) changed.set(glyph, untold(glyph));
  }
  return changed.size === 0 ? [...glyphs] : glyphs.map((glyph) => changed.get(glyph) ?? glyph);
}

/** Where the line of a character is: most of it stands above. */
const baseOf = ({ y0, y1 }: Glyph): number => y0 + (y1 - y0) * PAGE.ascent;

/** Characters side by side, or one close above the other. */
function wordsOf(glyphs: readonly Glyph[], walls: readonly Box[]): Glyph[][] {
  const inked = glyphs.filter(({ turn, text }) => turn === 0 && text.trim() !== '');
  const bands = new Map<number, Glyph[]>();
  const words = new Map<Glyph, Glyph[]>();
  for (const glyph of inked.sort((a, b) => a.x0 - b.x0)) {
    let word = [glyph];
    const { first, end } = bandsOf(glyph);
    for (let band = first; band < end; band += 1) {
      const near = bands.get(band) ?? [];
      for (const other of near) {
        const own = words.get(other);
        // a mark may join two words that were separate so far
        if (own !== undefined && own !== word && isBeside(other, glyph, walls))
          word = joined(own, word, words);
      }
      near.push(glyph);
      if (near.length > NEIGHBOURS) near.shift();
      bands.set(band, near);
    }
    words.set(glyph, word);
  }
  return [...new Set(words.values())];
}

/** How many characters back a mark may stand from the last one of its word. */
const NEIGHBOURS = 16;
/** The height of the bands in which neighbours are looked for, in points; and of how many a character may be. */
const BAND = 12;
const MOST_BANDS = 20;

/** The bands of the page that a character and a note above it reach into: the first, and the one after the last. */
function bandsOf(glyph: Glyph): { readonly first: number; readonly end: number } {
  const room = PAGE.noteGap * sizeOf(glyph);
  const first = Math.floor((glyph.y0 - room) / BAND);
  const count = Math.min(MOST_BANDS, Math.floor((glyph.y1 + room) / BAND) - first + 1);
  return { first, end: first + count };
}

/** One word of two: the shorter one goes into the longer. */
function joined(a: Glyph[], b: Glyph[], words: Map<Glyph, Glyph[]>): Glyph[] {
  const [into, from] = a.length < b.length ? [b, a] : [a, b];
  for (const glyph of from) {
    into.push(glyph);
    words.set(glyph, into);
  }
  return into;
}

function isBeside(a: Glyph, b: Glyph, walls: readonly Box[]): boolean {
  const overlap = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (isAbove(a, b) || isAbove(b, a)) return b.x0 < a.x1;
  if (overlap < PAGE.markOverlap * Math.min(sizeOf(a), sizeOf(b))) return false;
  if (b.x0 - a.x1 > PAGE.markGap * Math.max(sizeOf(a), sizeOf(b))) return false;
  const [from, to, at] = [(a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2, (a.y0 + a.y1 + b.y0 + b.y1) / 4];
  return !walls.some(({ x0, x1, y0, y1 }) => from < x0 && x1 < to && y0 <= at && at <= y1);
}

/** Does a note stand close above a character, as ruby does? */
function isAbove(note: Glyph, host: Glyph): boolean {
  const gap = host.y0 - note.y1;
  return (
    sizeOf(note) <= PAGE.noteSize * sizeOf(host) &&
    gap > -PAGE.markOverlap * sizeOf(note) &&
    gap < PAGE.noteGap * sizeOf(host)
  );
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

/** The replacements of a word's characters. */
function marksIn(word: readonly Glyph[]): [Glyph, Glyph][] {
  const size = Math.max(...word.map(sizeOf));
  const full = word.filter((glyph) => sizeOf(glyph) >= PAGE.markSize * size);
  const levels = levelsOf(full, size);
  const line = lineAmong(levels);
  if (line === null) return full.map((glyph) => [glyph, untold(glyph)]);
  const [host] = line;
  if (host === undefined) return [];
  const notes = word.filter((glyph) => line.some((other) => isAbove(glyph, other)));
  const noteStart = Math.min(...notes.map(({ x0 }) => x0));
  const end = Math.max(...line.map(({ x1 }) => x1));
  return word.flatMap((glyph): [Glyph, Glyph][] => {
    const shift = baseOf(host) - baseOf(glyph);
    const least = sizeOf(glyph) < PAGE.markSize * size ? PAGE.markShift : PAGE.sizedShift;
    if (line.includes(glyph) || isOtherText(levels.find((level) => level.includes(glyph)) ?? [])) return [];
    if (Math.abs(shift) < least * size) return isDigitBeside(glyph, line) ? [[glyph, untold(glyph)]] : [];
    const text = shift > 0 ? raised(glyph.text) : lowered(glyph.text);
    const mark = { ...glyph, text, y0: host.y0, y1: host.y1 };
    if (!notes.includes(glyph)) return [[glyph, mark]];
    // a note above its word is read behind it
    const x0 = end + glyph.x0 - noteStart;
    return [[glyph, { ...mark, x0, x1: x0 + glyph.x1 - glyph.x0 }]];
  });
}

/** Words of the line's own size at another height are the text of a cell beside it; a note has but its own sign. */
function isOtherText(level: readonly Glyph[]): boolean {
  return level.some(({ text }) => /^\p{Script=Han}$/u.test(text) && !/^[注释註釋]$/u.test(text));
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

/** Digits of another colour than the digit before: a link to a note, or another number. */
function otherColours(line: readonly Glyph[]): Glyph[] {
  const digits = line.filter(({ text }) => DIGIT.test(text)).sort((a, b) => a.x0 - b.x0);
  return digits.filter((glyph, i) => {
    const before = digits[i - 1];
    const [a, b] = [before?.colour ?? null, glyph.colour ?? null];
    if (before === undefined || glyph.x0 - before.x1 > PAGE.digitGap * sizeOf(glyph)) return false;
    return (a === null) !== (b === null) || (a !== null && b !== null && !isSameShade(a, b));
  });
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
