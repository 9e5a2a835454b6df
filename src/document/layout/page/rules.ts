import type { RuleInk } from './page.js';
import { PAGE } from './tolerances.js';

/** A straight line of the page, joined from its pieces: at x (vertical) or y (horizontal), from one end to the other. */
export interface RuleLine {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PageRules {
  readonly horizontal: readonly RuleLine[];
  readonly vertical: readonly RuleLine[];
}

/** The lines that the ink of a page makes. */
export function joinRules(ink: readonly RuleInk[]): PageRules {
  const horizontal: RuleLine[] = [];
  const vertical: RuleLine[] = [];
  for (const { x0, y0, x1, y1 } of ink) {
    const width = x1 - x0;
    const height = y1 - y0;
    const dot = width <= PAGE.dot && height <= PAGE.dot;
    if (height <= PAGE.thickestRule && (width >= height || dot)) {
      horizontal.push({ at: (y0 + y1) / 2, from: x0, to: x1 });
    }
    if (width <= PAGE.thickestRule && (height > width || dot)) {
      vertical.push({ at: (x0 + x1) / 2, from: y0, to: y1 });
    }
  }
  return { horizontal: joinPieces(horizontal), vertical: joinPieces(vertical) };
}

function joinPieces(pieces: readonly RuleLine[]): RuleLine[] {
  return clusters(pieces, (piece) => piece.at, PAGE.sameRule, PAGE.widestRule).flatMap(linesOfCluster);
}

/** Neighbours in order that are no further apart than `gap`; a cluster is no wider than `widest`. */
export function clusters<T>(
  items: readonly T[],
  key: (item: T) => number,
  gap: number,
  widest: number,
): (readonly T[])[] {
  const found: T[][] = [];
  let first = 0;
  let last = 0;
  for (const item of [...items].sort((a, b) => key(a) - key(b))) {
    const at = key(item);
    const open = found.at(-1);
    if (open === undefined || at - last > gap || at - first > widest) {
      found.push([item]);
      first = at;
    } else {
      open.push(item);
    }
    last = at;
  }
  return found;
}

/** Pieces on one line, joined over small gaps; where a long gap is, one line ends and another begins. */
function linesOfCluster(pieces: readonly RuleLine[]): RuleLine[] {
  const runs: RuleLine[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
    if (piece.from - end > PAGE.ruleGap) runs.push([]);
    runs.at(-1)?.push(piece);
    end = Math.max(piece.to, piece.from - end > PAGE.ruleGap ? piece.to : end);
  }
  return runs.flatMap((run): RuleLine[] => {
    const from = run[0]?.from ?? 0;
    const to = run.reduce((most, piece) => Math.max(most, piece.to), from);
    if (to - from < PAGE.shortestRule) return [];
    return [{ at: weightedMean(run), from, to }];
  });
}

function weightedMean(pieces: readonly RuleLine[]): number {
  let sum = 0;
  let weight = 0;
  for (const { at, from, to } of pieces) {
    const length = Math.max(0.01, to - from);
    sum += at * length;
    weight += length;
  }
  return sum / weight;
}
