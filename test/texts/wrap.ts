/** Text in lines of a width: numbers stay whole, as in every program that sets text. */
import type { Random } from '../formats/chance.js';
import { widthOf } from './width.js';

export interface Wrapping {
  /** The share of characters before which a line ends though there is room. */
  readonly early: number;
  /** Whether a number that is wider than its column is broken, too. */
  readonly breaksNumbers: boolean;
}

const PLAIN_WRAPPING: Wrapping = { early: 0, breaksNumbers: false };

/** No line at all for an empty text. */
export function wrapped(
  text: string,
  width: number,
  random: Random,
  { early, breaksNumbers }: Wrapping = PLAIN_WRAPPING,
): string[] {
  const lines: string[] = [];
  for (const [piece] of text.matchAll(breaksNumbers ? /./gu : /[\d０-９.,]+|./gu)) {
    const last = lines.at(-1);
    const breaksEarly =
      early > 0 &&
      last !== undefined &&
      !/^[\d０-９.,]/.test(piece) &&
      widthOf(last) > 2 &&
      random.next() < early;
    if (last === undefined || widthOf(last + piece) > width || breaksEarly) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}
