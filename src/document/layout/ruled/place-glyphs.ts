import { UNTOLD } from '../../sight.js';
import { isFigureGlyph, sizeOf } from '../page/lines.js';
import type { Glyph } from '../page/page.js';
import type { Lattice } from './lattice.js';
import { RULED } from './tolerances.js';

/**
 * The characters of each area of a grid, by their centres. A text that sticks out of its cell stays whole; a number
 * of which no cell holds the most can't be told.
 */
export function placeGlyphs(lattice: Lattice, glyphs: readonly Glyph[]): Glyph[][] {
  const columns = lattice.xs.length - 1;
  const areaOf = new Map<number, number>();
  for (const [i, { row, column, rowSpan, columnSpan }] of lattice.areas.entries()) {
    for (let r = row; r < row + rowSpan; r += 1) {
      for (let c = column; c < column + columnSpan; c += 1) areaOf.set(r * columns + c, i);
    }
  }
  const at = (glyph: Glyph): number => {
    const column = slotAt(lattice.xs, (glyph.x0 + glyph.x1) / 2);
    const row = slotAt(lattice.ys, (glyph.y0 + glyph.y1) / 2);
    return areaOf.get(row * columns + column) ?? 0;
  };
  const placed: Glyph[][] = lattice.areas.map(() => []);
  for (const unit of units(glyphs)) {
    const areas = unit.map(at);
    const [first] = areas;
    const home = areas.every((area) => area === first) ? first : mainArea(areas);
    const figures = home === undefined && unit.some(isFigureGlyph);
    // a doubt is marked in one cell only: a row must not gain a filled cell
    const area = home ?? (figures ? first : areas[areas.length >> 1]) ?? 0;
    for (const glyph of unit) placed[area]?.push(figures ? { ...glyph, text: UNTOLD } : glyph);
  }
  return placed;
}

function slotAt(lines: readonly number[], at: number): number {
  let low = 0;
  let high = lines.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function mainArea(areas: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const area of areas) counts.set(area, (counts.get(area) ?? 0) + 1);
  for (const [area, count] of counts) if (count >= areas.length * RULED.mostOfNumber) return area;
  return undefined;
}

/** Texts as they were drawn, without a gap and without a blank. */
function units(glyphs: readonly Glyph[]): Glyph[][] {
  const found: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    const open = found.at(-1);
    if (open !== undefined && before !== undefined && continues(before, glyph)) open.push(glyph);
    else found.push([glyph]);
    before = glyph;
  }
  return found;
}

function continues(a: Glyph, b: Glyph): boolean {
  if (a.text.trim() === '' || b.text.trim() === '' || a.turn !== b.turn) return false;
  const seam = RULED.unitSeam * sizeOf(a);
  if (a.turn % 2 === 1)
    return Math.abs(a.x0 - b.x0) < seam && Math.min(Math.abs(b.y0 - a.y1), Math.abs(a.y0 - b.y1)) < seam;
  return Math.abs(a.y0 - b.y0) < seam && Math.min(Math.abs(b.x0 - a.x1), Math.abs(a.x0 - b.x1)) < seam;
}
