import { type Box, intersection } from '../page/geometry.js';
import { isFigureGlyph, type TextLine } from '../page/lines.js';
import type { PageRules } from '../page/rules.js';
import type { Lattice } from './lattice.js';

/** Lines that end this near to a table's edge reach over its whole width. */
const EDGE = 8;
/** Lines this near to the edge run beside the table. */
const BESIDE = 1;

/**
 * Is something drawn across a table that was found without a grid? A line between columns, a line that ends among
 * them, or a grid that takes part of its place: then what stands where was not told by the texts alone.
 */
export function isCrossed(box: Box, rules: PageRules, grids: readonly Lattice[]): boolean {
  const upright = rules.vertical.some(
    ({ at, from, to }) => at > box.x0 + BESIDE && at < box.x1 - BESIDE && from < box.y1 && to > box.y0,
  );
  const endsInside = (x: number): boolean => x > box.x0 + EDGE && x < box.x1 - EDGE;
  const level = rules.horizontal.some(
    ({ at, from, to }) => at > box.y0 && at < box.y1 && (endsInside(from) || endsInside(to)),
  );
  return upright || level || grids.some((grid) => intersection(grid.box, box) !== null);
}

/** Of the size of type: a gap inside a cell that is wider parts columns; words that are spaced out are narrower. */
const COLUMN_GAP = 2;
/** Shorter pieces are characters set apart, as in 总    计. */
const WORD = 2;
/** One row may hold two things in a cell by a slip; several do where lines between columns are missing. */
const ROWS = 2;

/** Does text of several rows stand in one cell as in two columns? Then the grid is not the table's own. */
export function runsColumnsTogether(rows: readonly (readonly TextLine[])[]): boolean {
  return rows.filter((lines) => lines.some(isInColumns)).length >= ROWS;
}

function isInColumns({ glyphs, size }: TextLine): boolean {
  const ink = glyphs.filter(({ text }) => text.trim() !== '');
  return ink.some((glyph, i) => {
    const before = ink[i - 1];
    if (before === undefined || glyph.x0 - before.x1 <= COLUMN_GAP * size) return false;
    const figures = isFigureGlyph(before) || isFigureGlyph(glyph);
    return figures || (i >= WORD && ink.length - i >= WORD);
  });
}
