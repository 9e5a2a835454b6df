/** Whether the ink of a line is that of a number: a piece of its own shape for each character, and nothing besides. */
import type { Component } from '../image/components.js';
import { hasBar, type Shapes, strokeOf } from './strokes.js';

/** Of the size of type. */
const DIGIT_HEIGHT = [0.6, 1.15] as const;
const POINT_HEIGHT = 0.45;
const SIGN_HEIGHT = 0.3;
const SLASH_HEIGHT = 0.6;
/** Of their own heights: what is wider than a digit is two that hang together. */
const DIGIT_WIDTH = [0.25, 0.9] as const;
const ONE_WIDTH = 0.7;
/** Of its own height. */
const SIGN_WIDTH = 1.5;
/** Of its height: how far a slash leans at least, and a 1 at most. */
const LEANING = 0.28;
const UPRIGHT = 0.12;
/** Digits of one number are this alike in height. */
const EVEN = 0.75;
/** Of their height: from the middle of a digit to the next one's. With a point between them it is 1.0 at least. */
const PITCH = 0.95;
/** Digits that are further apart are so evenly. */
const EVENLY = 1.25;
/** Of the size of type: ink this near to a character's piece is part of it. */
const SLACK = 0.1;
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
    if (height < DIGIT_HEIGHT[0] * size || height > DIGIT_HEIGHT[1] * size) return false;
    if (width > DIGIT_WIDTH[1] * height || width < (character === '1' ? 0 : DIGIT_WIDTH[0] * height))
      return false;
    if (HOLES[character]?.includes(mark.holes) !== true) return false;
    // a blurred slash looks like a 7 without its bar, or a 1 that leans
    const lean = Math.abs(strokeOf(page, mark).lean);
    if (character === '1') return width <= ONE_WIDTH * height && lean < UPRIGHT;
    return lean < LEANING && (character !== '7' || hasBar(page, mark));
  }
  switch (character) {
    case '.':
    case ',':
      return height <= POINT_HEIGHT * size && width <= POINT_HEIGHT * size;
    case '—':
      return height <= SIGN_HEIGHT * size && width >= SIGN_WIDTH * height;
    case '/':
      return mark.holes === 0 && height >= SLASH_HEIGHT * size && strokeOf(page, mark).lean >= LEANING;
    default:
      return false;
  }
}

/** Does all ink lie where the characters' pieces are? What does not may be a point, a sign or a digit that nobody read. */
function hasNothingElse(pieces: readonly Component[], { marks, size }: Shapes): boolean {
  const near = SLACK * size;
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
  return Math.min(...heights) >= EVEN * Math.max(...heights) || heights.length === 0;
}

/** Do digits follow each other as digits do? A point between two of them that is too faint to see leaves its space. */
function areEvenlySpaced(characters: readonly string[], pieces: readonly Component[]): boolean {
  const height = Math.max(0, ...digitsAmong(characters, pieces).map(({ y0, y1 }) => y1 - y0));
  const middles = pieces.map(({ x0, x1 }) => (x0 + x1) / 2);
  const steps = middles.flatMap((middle, i) =>
    isDigit(characters[i]) && isDigit(characters[i - 1]) ? [middle - (middles[i - 1] ?? 0)] : [],
  );
  const widest = Math.max(0, ...steps);
  return widest <= PITCH * height || (steps.length > 1 && widest <= EVENLY * Math.min(...steps));
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
    return !/[.,]/.test(character) || (digits.length > 0 && Math.abs(foot - y1) <= POINT_HEIGHT * size);
  });
}

function digitsAmong(characters: readonly string[], pieces: readonly Component[]): Component[] {
  return pieces.filter((_, i) => isDigit(characters[i]));
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}
