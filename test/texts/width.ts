/**
 * How wide a text is in columns of a fixed-width font: terminals and most programs give a Chinese character two, some
 * (and `pdftotext -layout`) one. Stated on its own, not taken from the reader that is tried.
 */

/** How many columns a Chinese character takes. */
export type Metric = 1 | 2;

const isWide = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff01 && code <= 0xff60) ||
  code === 0x3000 ||
  (code >= 0x2010 && code <= 0x266f);

export function widthOf(text: string, metric: Metric = 2): number {
  const characters = [...text];
  if (metric === 1) return characters.length;
  return characters.reduce((sum, character) => sum + (isWide(character.codePointAt(0) ?? 0) ? 2 : 1), 0);
}
