import { type Box, holds, intersection } from '../page/geometry.js';
import type { Glyph } from '../page/page.js';
import { signAt } from '../page/signs.js';
import { RULED } from './tolerances.js';

/**
 * Puts a sign for every picture, drawing and control into the cell that shows it, so that the cell is not blank. What
 * lies over several cells is a seal or a ground where one of them has text, else what each of them shows.
 *
 * @param cells their boxes
 * @param texts the characters of each
 */
export function placeObjects(
  cells: readonly Box[],
  texts: readonly (readonly Glyph[])[],
  objects: readonly Box[],
): (readonly Glyph[])[] {
  if (objects.length === 0) return [...texts];
  const shown = new Map<number, Box>();
  for (const object of objects) {
    const shares = cells.map((cell) => shareOf(object, cell));
    const home = shares.findIndex((share) => share >= RULED.mostOfObject);
    if (home >= 0) {
      shown.set(home, object);
      continue;
    }
    const under = cells.flatMap((cell, i) =>
      holds(object, (cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2) ? [i] : [],
    );
    if (under.every((i) => isBlank(texts[i]))) for (const i of under) shown.set(i, object);
  }
  return texts.map((own, i) => {
    const [object, cell] = [shown.get(i), cells[i]];
    const place = object === undefined || cell === undefined ? null : intersection(object, cell);
    return place === null ? own : [...own, signAt(place, own)];
  });
}

const isBlank = (glyphs: readonly Glyph[] | undefined): boolean =>
  glyphs?.every(({ text }) => text.trim() === '') ?? true;

/** How much of the object the cell holds, from 0 to 1. */
function shareOf(object: Box, cell: Box): number {
  const own = intersection(object, cell);
  if (own === null) return 0;
  const area = ({ x0, x1, y0, y1 }: Box): number => Math.max(0.01, x1 - x0) * Math.max(0.01, y1 - y0);
  return area(own) / area(object);
}
