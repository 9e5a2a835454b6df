/** Text from sources, made fit for messages. */

/** Controls, marks that turn the direction of writing, invisible separators, and halves of characters. */
const UNFIT = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/** One line of visible text: what cannot be shown, or would alter how the rest is shown, becomes a blank. */
export function oneLine(text: string): string {
  return text.replace(UNFIT, ' ').replace(/ {2,}/g, ' ').trim();
}

/** No browser is asked for a longer one, and it would crowd out what is to be said. */
const LONGEST_LINK = 2000;

/** An address that is safe in a link; null for anything but http and https. */
export function linkOf(address: string): string | null {
  if (address.length > LONGEST_LINK || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
