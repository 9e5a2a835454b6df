import type { Colour } from '../layout/page/colour.js';

/** A colour of a workbook: what it is called there, and its parts where these are known. */
export interface SheetColour {
  readonly name: string;
  readonly colour: Colour;
}

export const INK: SheetColour = { name: 'auto', colour: [0, 0, 0] };

/** The first colours of the standard palette, twice; 64 and 65 are those of the system. */
const PALETTE: readonly NonNullable<Colour>[] = [
  [0, 0, 0],
  [255, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [255, 0, 255],
  [0, 255, 255],
];

/** The colour of this number in the standard palette; null for one that is seldom used. */
export function indexed(index: number): Colour {
  if (index === 64) return [0, 0, 0];
  return index === 65 ? [255, 255, 255] : (PALETTE[index < 8 ? index : index - 8] ?? null);
}
