import type { Placed } from './columns.js';
import { meets } from './pieces.js';

/** A head of one column, of one line or several. */
export interface Head {
  x0: number;
  x1: number;
  readonly texts: Placed[];
}

export interface Heads {
  /** Heads of single columns, from left to right. */
  readonly columns: readonly Head[];
  /** Heads over several columns, line by line. */
  readonly above: readonly (readonly Placed[])[];
}

/**
 * Heads of single columns, built up from the lowest line; what reaches over several of them stands above. A text over one
 * column alone goes on in it where most heads of the line below have one above them, too; else it begins a wider head of
 * which only the left edge is seen.
 */
export function headsOf(lines: readonly (readonly Placed[])[]): Heads {
  const columns: Head[] = [];
  const above: Placed[][] = [];
  let below: readonly Head[] = [];
  for (const line of [...lines].reverse()) {
    const over = line.map((piece) => columns.filter((column) => meets(column, piece)));
    const single = over.filter((under) => under.length === 1).length;
    // a lone text over heads is theirs together: 「第二十条第（五）项」
    const goesOn = single * 2 >= below.length && !(line.length === 1 && below.length > 0);
    const spanning: Placed[] = [];
    const touched: Head[] = [];
    for (const [i, piece] of line.entries()) {
      const under = over[i] ?? [];
      const [only] = under;
      if (only === undefined) {
        const column = { x0: piece.x0, x1: piece.x1, texts: [piece] };
        columns.push(column);
        touched.push(column);
      } else if (under.length > 1 || !goesOn || touched.includes(only)) spanning.push(piece);
      else {
        only.x0 = Math.min(only.x0, piece.x0);
        only.x1 = Math.max(only.x1, piece.x1);
        only.texts.unshift(piece);
        touched.push(only);
      }
    }
    below = touched;
    if (spanning.length > 0) above.unshift(spanning);
  }
  return { columns: columns.sort((a, b) => a.x0 - b.x0), above };
}

export const textOf = ({ texts }: Head): string => texts.map(({ text }) => text).join('');
