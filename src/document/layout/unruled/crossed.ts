import { type Box, intersection } from '../page/geometry.js';
import type { PageRules } from '../page/rules.js';
import type { Lattice } from '../ruled/lattice.js';
import type { PageTable } from '../ruled/page-table.js';
import { UNRULED } from './tolerances.js';

/**
 * Does something that is drawn contradict a table that was found without a grid? A line through a column or between the
 * lines of one cell, or a grid that takes part of its place: then what stands where was not told by the texts alone. Lines
 * between its columns and rows, however short, agree with it.
 */
export function isCrossed(table: PageTable, rules: PageRules, grids: readonly Lattice[]): boolean {
  const { box } = table;
  const upright = rules.vertical.filter(
    ({ at, from, to }) =>
      at > box.x0 + UNRULED.besideTable && at < box.x1 - UNRULED.besideTable && from < box.y1 && to > box.y0,
  );
  const endsInside = (x: number): boolean => x > box.x0 + UNRULED.sameEdge && x < box.x1 - UNRULED.sameEdge;
  const level = rules.horizontal.filter(
    ({ at, from, to }) => at > box.y0 && at < box.y1 && (endsInside(from) || endsInside(to)),
  );
  if (grids.some((grid) => intersection(grid.box, box) !== null)) return true;
  if (upright.length === 0 && level.length === 0) return false;
  const texts = table.rows.flat().flatMap((cell) => (cell.box === null ? [] : [cell.box]));
  return (
    upright.some(({ at, from, to }) => texts.some((text) => parts(at, from, to, sideways(text)))) ||
    level.some(({ at, from, to }) => texts.some((text) => parts(at, from, to, text))) ||
    upright.some(({ at }) => columnsOf(table).some(({ x0, x1 }) => at > x0 && at < x1))
  );
}

/** Does a level line run through a text? */
function parts(at: number, from: number, to: number, { x0, x1, y0, y1 }: Box): boolean {
  const edge = Math.min(UNRULED.edgeOfText * (y1 - y0), UNRULED.besideTable);
  return at > y0 + edge && at < y1 - edge && from < x1 - UNRULED.besideTable && to > x0 + UNRULED.besideTable;
}

const sideways = ({ x0, x1, y0, y1 }: Box): Box => ({ x0: y0, x1: y1, y0: x0, y1: x1 });

/** What the texts of each column of figures cover. */
function columnsOf({ rows }: PageTable): { x0: number; x1: number }[] {
  const columns = new Map<number, { x0: number; x1: number }>();
  for (const { box, column, columnSpan } of rows.flat()) {
    if (box === null || column === 0 || columnSpan > 1) continue;
    const known = columns.get(column);
    columns.set(column, {
      x0: Math.min(box.x0, known?.x0 ?? box.x0),
      x1: Math.max(box.x1, known?.x1 ?? box.x1),
    });
  }
  return [...columns.values()];
}
