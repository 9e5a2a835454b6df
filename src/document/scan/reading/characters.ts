/** Whether the ink of a line is that of a number: a piece of its own shape for each character, and nothing besides. */
import type { Component } from '../image/components.js';
import { hasBar, type Shapes, strokeOf } from './strokes.js';
import { READING } from './tolerances.js';

/** Shades in which no ink may be left over: the usual one, and the one with grey counted in. */
const WHOLE = 2;

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

/** Has each character a piece of ink of its own, of the shape that it must have, and is there no other ink? */
export function areCharacters(text: string, shapes: Shapes): boolean {
  const characters = [...text];
  const pieces = piecesOf(characters, shapes);
  return (
    pieces !== null &&
    hasNothingElse(pieces, shapes) &&
    areOfOneHeight(characters, pieces) &&
    areEvenlySpaced(characters, pieces) &&
    standOnOneLine(characters, pieces, shapes)
  );
}

/**
 * From left to right the piece of each character, in the first shade that shows it by itself and whole: light breaks
 * the thin strokes of one digit, and dark joins two others.
 */
function piecesOf(characters: readonly string[], shapes: Shapes): Component[] | null {
  const pieces: Component[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const character of characters) {
    const next = shapes.marks.map((marks) => marks.find(({ x0, x1 }) => (x0 + x1) / 2 > end));
    const own = next.find((mark) => mark !== undefined && isCharacter(character, mark, shapes));
    if (own === undefined) return null;
    pieces.push(own);
    end = own.x1;
  }
  return pieces;
}

function isCharacter(character: string, mark: Component, { size, page }: Shapes): boolean {
  const width = mark.x1 - mark.x0;
  const height = mark.y1 - mark.y0;
  if (isDigit(character)) {
    if (height < READING.lowestDigit * size || height > READING.highestDigit * size) return false;
    if (
      width > READING.widestDigit * height ||
      width < (character === '1' ? 0 : READING.narrowestDigit * height)
    )
      return false;
    if (HOLES[character]?.includes(mark.holes) !== true) return false;
    // a blurred slash looks like a 7 without its bar, or a 1 that leans
    const lean = Math.abs(strokeOf(page, mark).lean);
    if (character === '1') return width <= READING.widestOne * height && lean < READING.uprightOne;
    return lean < READING.leaning && (character !== '7' || hasBar(page, mark));
  }
  switch (character) {
    case '.':
    case ',':
      return height <= READING.pointSize * size && width <= READING.pointSize * size;
    case '—':
      return height <= READING.signHeight * size && width >= READING.signLength * height;
    case '/':
      return (
        mark.holes === 0 &&
        height >= READING.slashInNumber * size &&
        strokeOf(page, mark).lean >= READING.leaning
      );
    default:
      return false;
  }
}

/** Does all ink lie where the characters' pieces are? What does not may be a point, a sign or a digit that nobody read. */
function hasNothingElse(pieces: readonly Component[], { marks, size }: Shapes): boolean {
  const near = READING.slack * size;
  return marks.slice(0, WHOLE).every((layer) =>
    layer.every((mark) => {
      let covered = mark.x0;
      for (const { x0, x1 } of pieces) if (x0 - near <= covered) covered = Math.max(covered, x1 + near);
      return covered >= mark.x1;
    }),
  );
}

function areOfOneHeight(characters: readonly string[], pieces: readonly Component[]): boolean {
  const heights = digitsAmong(characters, pieces).map(({ y0, y1 }) => y1 - y0);
  return Math.min(...heights) >= READING.evenHeight * Math.max(...heights) || heights.length === 0;
}

/** Do digits follow each other as digits do? A point between two of them that is too faint to see leaves its space. */
function areEvenlySpaced(characters: readonly string[], pieces: readonly Component[]): boolean {
  const height = Math.max(0, ...digitsAmong(characters, pieces).map(({ y0, y1 }) => y1 - y0));
  const middles = pieces.map(({ x0, x1 }) => (x0 + x1) / 2);
  const steps = middles.flatMap((middle, i) =>
    isDigit(characters[i]) && isDigit(characters[i - 1]) ? [middle - (middles[i - 1] ?? 0)] : [],
  );
  const widest = Math.max(0, ...steps);
  return (
    widest <= READING.pitch * height || (steps.length > 1 && widest <= READING.evenPitch * Math.min(...steps))
  );
}

/** Are points at the foot of digits, and do slashes stand alone? */
function standOnOneLine(
  characters: readonly string[],
  pieces: readonly Component[],
  { size }: Shapes,
): boolean {
  const digits = digitsAmong(characters, pieces);
  const foot = Math.max(...digits.map(({ y1 }) => y1));
  return pieces.every(({ y1 }, i) => {
    const character = characters[i] ?? '';
    if (character === '/') return digits.length === 0;
    return !/[.,]/.test(character) || (digits.length > 0 && Math.abs(foot - y1) <= READING.pointSize * size);
  });
}

function digitsAmong(characters: readonly string[], pieces: readonly Component[]): Component[] {
  return pieces.filter((_, i) => isDigit(characters[i]));
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}
