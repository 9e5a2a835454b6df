import { EDGES, type Span } from './pieces.js';

/** The head of each column of figures, and how unevenly the columns stand beside their heads. */
interface Match {
  readonly heads: readonly number[];
  readonly unevenness: number;
  /** Have the first head and the last a column? */
  readonly isBetween: boolean;
}

/** A match is sure where every other one is so many times as uneven, and so much more; in columns of the text. */
const TIMES = 2;
const MORE = 1;
/** Columns stand aside of their heads by no more than this share of the distance between two. */
const FURTHEST = 0.7;
const MOST_UNEVEN = 0.35;
/** No form has so many columns. */
const MOST_HEADS = 60;

/**
 * Which of the heads stands over each column of figures, where there are more heads than columns: in their order, and all
 * about as far aside. The first head and the last have theirs: else all might be their neighbours', since a program that puts
 * texts by their place moves whole lines aside. Null where that leaves a choice.
 *
 * @returns the index of a head for each column
 */
export function matchHeads(columns: readonly Span[], heads: readonly Span[]): readonly number[] | null {
  const pitch = Math.min(...heads.slice(1).map((head, i) => head.x0 - (heads[i]?.x0 ?? 0)));
  if (columns.length >= heads.length || heads.length > MOST_HEADS || !(pitch > 0)) return null;
  const found = new Map<string, Match>();
  for (const edge of EDGES) {
    for (const column of columns) {
      for (const head of heads) {
        const match = matchAside(columns, heads, edge(column) - edge(head), edge, pitch);
        if (match === null) continue;
        const key = match.heads.join(' ');
        const known = found.get(key);
        if (known === undefined || match.unevenness < known.unevenness) found.set(key, match);
      }
    }
  }
  const [best, second] = [...found.values()].sort((a, b) => a.unevenness - b.unevenness);
  if (best === undefined || !best.isBetween || best.unevenness > MOST_UNEVEN * pitch) return null;
  const isSole = second === undefined || second.unevenness >= TIMES * best.unevenness + MORE;
  return isSole ? best.heads : null;
}

/** Each column with the head that is nearest to it once all are moved aside; null where two share one. */
function matchAside(
  columns: readonly Span[],
  heads: readonly Span[],
  aside: number,
  edge: (span: Span) => number,
  pitch: number,
): Match | null {
  if (Math.abs(aside) > FURTHEST * pitch) return null;
  const chosen: number[] = [];
  let unevenness = 0;
  let next = 0;
  for (const column of columns) {
    const distance = (at: number): number => {
      const head = heads[at];
      return head === undefined ? Number.POSITIVE_INFINITY : Math.abs(edge(column) - edge(head) - aside);
    };
    while (distance(next + 1) < distance(next)) next += 1;
    if (chosen.at(-1) === next || next >= heads.length) return null;
    chosen.push(next);
    unevenness = Math.max(unevenness, distance(next));
  }
  const isBetween = chosen[0] === 0 && chosen.at(-1) === heads.length - 1;
  return { heads: chosen, unevenness, isBetween };
}
