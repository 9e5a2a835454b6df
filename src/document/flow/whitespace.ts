/** Zero-width characters: the text around them is joined. */
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]+/g;
const FOLDABLE = /[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]|\s/;

/**
 * One line of text as it reads: white space of every kind (blanks, tabs, no-break and ideographic blanks)
 * folded to single blanks, characters of no width left out, trimmed. Nothing else is changed: full-width
 * digits and punctuation are unchanged.
 */
export function foldLine(text: string): string {
  if (!FOLDABLE.test(text)) return text;
  return text.replace(ZERO_WIDTH, '').replace(/\s+/g, ' ').trim();
}

/** How many characters of the text are no white space. */
export function countInk(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x20 && code !== 0xa0 && code !== 0x3000 && code !== 0x200b && code !== 0xfeff) count += 1;
  }
  return count;
}
