/**
 * How many columns of a fixed-width text a character takes. Programs count differently: terminals and editors give a
 * Chinese character two columns, `pdftotext -layout` and most scripts give every character one; of quotation marks,
 * dashes, circled numbers and box-drawing lines the former say one or two.
 */
export type Metric = (code: number) => 1 | 2;

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff01 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  code >= 0x1f300;

/** East Asian Ambiguous, as far as reports hold them. */
const isAmbiguous = (code: number): boolean =>
  code === 0xb7 || code === 0xd7 || (code >= 0x2010 && code <= 0x2027) || (code >= 0x2030 && code <= 0x266f);

export const METRICS: readonly Metric[] = [
  (code) => (isWide(code) || isAmbiguous(code) ? 2 : 1),
  (code) => (isWide(code) ? 2 : 1),
  () => 1,
];
