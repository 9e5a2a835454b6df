import type { Colour } from '../../layout/page/colour.js';
import type { XmlElement } from '../../xml/element.js';
import type { SheetColour } from '../colours.js';
import { isPlain, lookOf, PLAIN_FONT, type SheetFill, type SheetFont } from '../fonts.js';
import { colourOf } from './colours.js';

interface CellStyle {
  readonly font: SheetFont;
  readonly fill: SheetFill;
}

const PLAIN_STYLE: CellStyle = { font: PLAIN_FONT, fill: 'open' };

/** The styles of a workbook's cells (ECMA-376 part 1, 18.8). */
export class XlsxStyles {
  readonly #cells: readonly CellStyle[];
  readonly #differential: readonly XmlElement[];

  constructor(
    styles: XmlElement | undefined,
    private readonly theme: readonly Colour[],
  ) {
    const listed = (name: string): readonly XmlElement[] => styles?.child(name)?.children ?? [];
    const fonts = listed('fonts').map((font) => this.font(font));
    const fills = listed('fills').map((fill) => this.#fill(fill));
    this.#differential = listed('dxfs');
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

  /** What a rule changes of a cell. */
  differential(number: number): XmlElement | undefined {
    return this.#differential[number];
  }

  colour(element: XmlElement): SheetColour {
    return colourOf(element, this.theme);
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
