import { METRICS, type Metric } from '../widths.js';
import type { BlockLine } from './block.js';
import { byPage, type Placed, type PlacedLine, placedLines } from './columns.js';
import { EDGES, type Parting, type Span } from './pieces.js';

/** How far the figures of some lines are from standing below each other in each measure. */
export class Unrest {
  readonly #sums = METRICS.map(() => 0);
  #count = 0;

  add(lines: readonly BlockLine[], parting: Parting): void {
    for (const [i, metric] of METRICS.entries()) {
      const { sum, count } = unrestOf(placedLines(lines.slice(0, MOST_LINES), parting, metric));
      this.#sums[i] = (this.#sums[i] ?? 0) + sum;
      if (i === 0) this.#count += count;
    }
  }

  /** The measures in which the figures stand best, the best one first. */
  fitting(): Metric[] {
    const means = this.#sums.map((sum) => sum / Math.max(1, this.#count));
    const least = Math.min(...means);
    const fit = METRICS.flatMap((metric, i) => {
      const mean = means[i] ?? Number.POSITIVE_INFINITY;
      return mean <= TIMES * least + SLACK ? [{ metric, mean }] : [];
    });
    return fit.sort((a, b) => a.mean - b.mean).map(({ metric }) => metric);
  }
}

/** So many lines of a table tell how it was measured. */
const MOST_LINES = 200;
/** Measures fit alike where one is no worse than so many times the best, and so much; in columns of the text for a figure. */
const TIMES = 2;
const SLACK = 0.03;

/** A figure that stands below none counts as this far from one. */
const FAR = 3;

/**
 * How far figures are from standing below one of another row, all together, and how many there are. Texts of a column share
 * their left edge, their right one or their middle.
 */
function unrestOf(lines: readonly PlacedLine[]): { sum: number; count: number } {
  let [sum, count] = [0, 0];
  for (const own of byPage(lines)) {
    const values = own.flatMap((line) => line.values);
    const rows = new Set(values.map(({ line }) => line));
    if (rows.size < 2) continue;
    const edges = EDGES.map((edge) => distances(values, edge));
    values.forEach((_, i) => {
      sum += edges.reduce((least, found) => Math.min(least, found[i] ?? FAR), FAR);
      count += 1;
    });
  }
  return { sum, count };
}

/** For each figure, how far its edge is from the nearest one of another row. */
function distances(values: readonly Placed[], edge: (value: Span) => number): number[] {
  const order = values.map((_, i) => i).sort((a, b) => at(a) - at(b));
  const found = values.map(() => FAR);
  for (const [i, index] of order.entries()) {
    // those of one row stand apart: one of another row is among the next two, or further away than they are
    for (const other of [order[i - 2], order[i - 1], order[i + 1], order[i + 2]]) {
      if (other === undefined || values[other]?.line === values[index]?.line) continue;
      found[index] = Math.min(found[index] ?? FAR, Math.abs(at(index) - at(other)));
    }
  }
  return found;

  function at(index: number): number {
    const value = values[index];
    return value === undefined ? 0 : edge(value);
  }
}
