import { PAGE } from './tolerances.js';

/** Red, green and blue from 0 to 255; null for anything without a single colour (a pattern, a picture), or if unknown. */
export type Colour = readonly [red: number, green: number, blue: number] | null;

export const BLACK: Colour = [0, 0, 0];
export const PAPER: Colour = [255, 255, 255];

export function isWhite(colour: Colour): boolean {
  return colour?.every((part) => part >= PAGE.white) ?? false;
}

/** Can text of the one colour not be seen on a ground of the other? */
export function isSameShade(a: NonNullable<Colour>, b: NonNullable<Colour>): boolean {
  return a.every((part, i) => Math.abs(part - (b[i] ?? 0)) < PAGE.sameShade);
}

/** The visible colour of a colour over a background, `alpha` from 0 (clear) to 1 (opaque). */
export function over(colour: Colour, ground: Colour, alpha: number): Colour {
  if (alpha > PAGE.opaque) return colour;
  if (colour === null || ground === null) return null;
  const mixed = (i: 0 | 1 | 2): number => ground[i] + (colour[i] - ground[i]) * alpha;
  return [mixed(0), mixed(1), mixed(2)];
}
