import { isSameShade, isWhite, PAPER } from '../layout/page/colour.js';
import { type Look, PLAIN_LOOK } from '../look.js';
import { INK, type SheetColour } from './colours.js';

/** A font as far as it is seen: of a cell, or of a run of its text. */
export interface SheetFont {
  readonly struck: boolean;
  readonly level: Look['level'];
  readonly colour: SheetColour;
}

/** What lies behind a cell's text; `open` where the cell has no fill, so that the sheet may give it one. */
export type SheetFill = SheetColour | 'open' | 'unknown';

export const PLAIN_FONT: SheetFont = { struck: false, level: 'line', colour: INK };

export function isPlain(look: Look): boolean {
  return !look.hidden && !look.doubtful && !look.struck && look.level === 'line';
}

/** @param coloured whether the sheet may give cells without a fill a ground of another colour than white */
export function lookOf(font: SheetFont, fill: SheetFill, coloured: boolean): Look {
  const { struck, level, colour } = font;
  const look = { ...PLAIN_LOOK, struck, level };
  if (fill === 'unknown' || (fill === 'open' && coloured))
    return { ...look, doubtful: isWhite(colour.colour) };
  const ground = fill === 'open' ? PAPER : fill.colour;
  const isSameName = fill !== 'open' && fill.name === colour.name && colour !== INK;
  const isSame = colour.colour !== null && ground !== null && isSameShade(colour.colour, ground);
  return { ...look, hidden: isSameName || isSame };
}
