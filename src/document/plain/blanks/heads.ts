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
 * column alone goes on in it where a neighbour does, too; else it may be a wider head of which only the middle is seen.
 *
 * @param first the first line of several texts: what stands above it heads them together (「第二十条第（五）项」)
 */
export function headsOf(lines: readonly (readonly Placed[])[], first: number): Heads {
  const columns: Head[] = [];
  const above: Placed[][] = [];
  for (const [at, line] of [...lines.entries()].reverse()) {
    if (at < first) {
      if (line.length > 0) above.unshift([...line]);
      continue;
    }
    const over = line.map((piece) => columns.filter((column) => meets(column, piece)));
    const upper = goingOn(columns, over);
    const spanning: Placed[] = [];
    const begun: Head[] = [];
    for (const [i, piece] of line.entries()) {
      const [only, ...others] = over[i] ?? [];
      if (only === undefined) begun.push({ x0: piece.x0, x1: piece.x1, texts: [piece] });
      else if (others.length > 0 || !upper.delete(only)) spanning.push(piece);
      else {
        only.x0 = Math.min(only.x0, piece.x0);
        only.x1 = Math.max(only.x1, piece.x1);
        only.texts.unshift(piece);
      }
    }
    columns.push(...begun);
    columns.sort((a, b) => a.x0 - b.x0);
    if (spanning.length > 0) above.unshift(spanning);
  }
  return { columns, above };
}

/** Tables of few columns have few heads to compare with. */
const FEW = 3;

/** The columns that a line of heads goes on with: neighbours with a text of its own over each, or most of few. */
function goingOn(columns: readonly Head[], over: readonly (readonly Head[])[]): Set<Head> {
  const single = new Set(over.flatMap((under) => (under.length === 1 ? under : [])));
  if (columns.length <= FEW && single.size * 2 >= columns.length) return single;
  const beside = (at: number): boolean => {
    const column = columns[at];
    return column !== undefined && single.has(column);
  };
  return new Set(columns.filter((_, at) => beside(at) && (beside(at - 1) || beside(at + 1))));
}

export const textOf = ({ texts }: Head): string => texts.map(({ text }) => text).join('');
