import { meets, type Span } from './pieces.js';
import type { Placed } from './columns.js';

/** A head of one column, of one line or several. */
export interface Head extends Span {
  readonly texts: readonly Placed[];
}

export interface Heads {
  /** Heads of single columns, from left to right. */
  readonly columns: readonly Head[];
  /** Heads over several columns, line by line. */
  readonly above: readonly (readonly Placed[])[];
}

/** Heads of single columns, built up from the lowest line; what reaches over several of them stands above. */
export function headsOf(lines: readonly (readonly Placed[])[]): Heads {
  let columns: Head[] = [];
  const above: Placed[][] = [];
  for (const line of [...lines].reverse()) {
    // a lone text over heads is theirs together: 「第二十条第（五）项」
    const isLone = line.length === 1 && columns.length > 0;
    const spanning: Placed[] = [];
    for (const piece of line) {
      const under = columns.filter((column) => meets(column, piece));
      const [only] = under;
      if (under.length > 1 || isLone) spanning.push(piece);
      else if (only === undefined) columns.push({ ...piece, texts: [piece] });
      else if (only.texts.some(({ line }) => line === piece.line)) spanning.push(piece);
      else
        columns = columns.map((column) =>
          column === only
            ? {
                x0: Math.min(only.x0, piece.x0),
                x1: Math.max(only.x1, piece.x1),
                texts: [piece, ...only.texts],
              }
            : column,
        );
    }
    if (spanning.length > 0) above.unshift(spanning);
  }
  return { columns: columns.sort((a, b) => a.x0 - b.x0), above };
}

export const textOf = ({ texts }: Head): string => texts.map(({ text }) => text).join('');
