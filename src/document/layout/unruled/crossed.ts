import { type Box, intersection } from '../page/geometry.js';
import type { PageRules } from '../page/rules.js';
import type { Lattice } from '../ruled/lattice.js';
import { UNRULED } from './tolerances.js';

/**
 * Is something drawn across a table that was found without a grid? A line between columns, a line that ends among
 * them, or a grid that takes part of its place: then what stands where was not told by the texts alone.
 */
export function isCrossed(box: Box, rules: PageRules, grids: readonly Lattice[]): boolean {
  const upright = rules.vertical.some(
    ({ at, from, to }) =>
      at > box.x0 + UNRULED.besideTable && at < box.x1 - UNRULED.besideTable && from < box.y1 && to > box.y0,
  );
  const endsInside = (x: number): boolean => x > box.x0 + UNRULED.sameEdge && x < box.x1 - UNRULED.sameEdge;
  const level = rules.horizontal.some(
    ({ at, from, to }) => at > box.y0 && at < box.y1 && (endsInside(from) || endsInside(to)),
  );
  return upright || level || grids.some((grid) => intersection(grid.box, box) !== null);
}
