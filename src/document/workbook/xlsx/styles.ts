import { type Colour, isSameShade, isWhite, PAPER } from '../../layout/page/colour.js';
import { type Look, PLAIN_LOOK } from '../../look.js';
import type { XmlElement } from '../../xml/element.js';
import { colourOf, INK, type SheetColour } from './colours.js';

/** A font as far as it is seen: of a cell, or of a run of its text. */
export interface SheetFont {
  readonly struck: boolean;
  readonly level: Look['level'];
  readonly colour: SheetColour;
}

/** What lies behind a cell's text; `open` where the cell has no fill, so that the sheet may give it one. */
export type SheetFill = SheetColour | 'open' | 'unknown';

interface CellStyle {
  readonly font: SheetFont;
  readonly fill: SheetFill;
}

const PLAIN_FONT: SheetFont = { struck: false, level: 'line', colour: INK };
const PLAIN_STYLE: CellStyle = { font: PLAIN_FONT, fill: 'open' };

/** The styles of a workbook's cells (ECMA-376 part 1, 18.8). */
export class XlsxStyles {
  readonly #cells: readonly CellStyle[];

  constructor(
    styles: XmlElement | undefined,
    private readonly theme: readonly Colour[],
  ) {
    const listed = (name: string): readonly XmlElement[] => styles?.child(name)?.children ?? [];
    const fonts = listed('fonts').map((font) => this.font(font));
    const fills = listed('fills').map((fill) => this.#fill(fill));
    this.#cells = listed('cellXfs').map((xf) => ({
      font: fonts[Number(xf.attribute('fontId') ?? 0)] ?? PLAIN_FONT,
      fill: fills[Number(xf.attribute('fillId') ?? 0)] ?? 'open',
    }));
  }

  /** Does any cell look otherwise than plain? */
  get isPlain(): boolean {
    return this.#cells.every(({ font, fill }) => isPlain(lookOf(font, fill, true)));
  }

  cell(style: number): CellStyle {
    return this.#cells[style] ?? PLAIN_STYLE;
  }

  /** A `font`, or the `rPr` of a run, which says all of its font. */
  font(element: XmlElement): SheetFont {
    const strike = element.child('strike');
    const level = element.child('vertAlign')?.attribute('val');
    return {
      struck: strike !== undefined && !/^(?:0|false)$/u.test(strike.attribute('val') ?? ''),
      level: level === 'superscript' ? 'raised' : level === 'subscript' ? 'lowered' : 'line',
      colour: colourOf(element.child('color'), this.theme),
    };
  }

  #fill(fill: XmlElement): SheetFill {
    const pattern = fill.child('patternFill');
    if (pattern === undefined) return 'unknown';
    const kind = pattern.attribute('patternType') ?? 'none';
    if (kind === 'none') return 'open';
    return kind === 'solid' ? colourOf(pattern.child('fgColor'), this.theme) : 'unknown';
  }
}

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
