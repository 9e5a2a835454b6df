import { hsl, rgb } from 'd3-color';
import type { Colour } from '../../layout/page/colour.js';
import type { XmlElement } from '../../xml/element.js';
import { INK, indexed, type SheetColour } from '../colours.js';

/** In a theme the first two pairs of colours stand crosswise to how they are numbered. */
const CROSSED = [1, 0, 3, 2];
/** The colours of a workbook's theme, in the order in which cells number them. */
export function themeColours(theme: XmlElement | undefined): readonly Colour[] {
  const scheme = theme?.child('themeElements')?.child('clrScheme')?.children ?? [];
  const colours = scheme.map((slot): Colour => {
    const [own] = slot.children;
    return hexColour(own?.attribute('lastClr') ?? own?.attribute('val') ?? '');
  });
  return colours.map((_, i) => colours[CROSSED[i] ?? i] ?? null);
}

/** What a `color`, `fgColor` or `bgColor` says (ECMA-376 part 1, 18.8.19). */
export function colourOf(element: XmlElement | undefined, theme: readonly Colour[]): SheetColour {
  if (element === undefined || element.attribute('auto') === '1') return INK;
  const tint = Number(element.attribute('tint') ?? 0);
  for (const kind of ['rgb', 'theme', 'indexed'] as const) {
    const value = element.attribute(kind);
    if (value === undefined) continue;
    const plain =
      kind === 'rgb' ? hexColour(value) : kind === 'theme' ? theme[Number(value)] : indexed(Number(value));
    return { name: `${kind} ${value.toUpperCase()} ${tint}`, colour: tinted(plain ?? null, tint) };
  }
  return INK;
}

function hexColour(text: string): Colour {
  const hex = /^(?:[\da-f]{2})?([\da-f]{6})$/iu.exec(text)?.[1];
  if (hex === undefined) return null;
  const { r, g, b } = rgb(`#${hex}`);
  return [r, g, b];
}

/** Lighter by a positive part of 1, darker by a negative one (18.8.19, in lightness). */
function tinted(colour: Colour, tint: number): Colour {
  if (colour === null || !Number.isFinite(tint) || tint === 0) return colour;
  const [red, green, blue] = colour;
  const light = hsl(rgb(red, green, blue));
  light.l = tint < 0 ? light.l * (1 + tint) : light.l * (1 - tint) + tint;
  const { r, g, b } = light.rgb();
  return [r, g, b];
}
