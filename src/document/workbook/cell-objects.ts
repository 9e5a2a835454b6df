import type { CellObject, Range } from '@e965/xlsx';
import { DocumentError } from '../../errors.js';
import type { CellArea } from './looks.js';

/** What a sheet stores, row by row. */
export type SheetData = readonly (readonly (CellObject | undefined)[] | undefined)[];

/** A picture over more cells than this, of which one has text, is a seal or a ground, not what a blank one shows. */
const FEW_CELLS = 4;
/** Over more cells than this it is a ground, whatever they hold. */
const MOST_CELLS = 2000;
const MOST_OBJECTS = 5000;

/**
 * The cells, as `row:column`, that show a picture, a shape or a control: the one that holds it, else the blank ones under
 * it, unless it is a seal or a ground. Of merged cells it is the first.
 *
 * @throws DocumentError `too_large`
 */
export function picturedCells(
  data: SheetData,
  objects: readonly CellArea[],
  merges: readonly Range[],
): ReadonlySet<string> {
  const pictured = new Set<string>();
  if (objects.length > MOST_OBJECTS) {
    throw new DocumentError('too_large', `a sheet has ${objects.length} pictures and shapes`, {
      hint: 'no report has as many',
    });
  }
  const bottom = data.length - 1;
  const right = data.reduce((most, row) => Math.max(most, row?.length ?? 0), 0) - 1;
  for (const object of objects) {
    const places = placesUnder(object, { bottom, right }, merges);
    const blank = places.filter(([row, column]) => isBlank(data[row]?.[column]));
    const isOwn = places.length <= FEW_CELLS || blank.length === places.length;
    for (const [row, column] of places.length === 1 ? places : isOwn ? blank : [])
      pictured.add(`${row}:${column}`);
  }
  return pictured;
}

/** The data with an empty cell where a picture stands over none. */
export function withPicturedCells(data: SheetData, pictured: ReadonlySet<string>): SheetData {
  if (pictured.size === 0) return data;
  const changed = Array.from(data, (row) => (row === undefined ? undefined : [...row]));
  for (const place of pictured) {
    const [row = 0, column = 0] = place.split(':').map(Number);
    const cells = changed[row] ?? [];
    cells[column] ??= { t: 'z' };
    changed[row] = cells;
  }
  return changed;
}

const isBlank = (cell: CellObject | undefined): boolean => cell === undefined || cell.t === 'z';

/** The cells under an area as far as the sheet reaches, each once. */
function placesUnder(
  area: CellArea,
  end: { readonly bottom: number; readonly right: number },
  merges: readonly Range[],
): [number, number][] {
  const bottom = Math.min(area.bottom, end.bottom);
  const right = Math.min(area.right, end.right);
  if ((bottom - area.top + 1) * (right - area.left + 1) > MOST_CELLS) return [];
  const near = merges.filter(
    ({ s, e }) => s.r <= bottom && area.top <= e.r && s.c <= right && area.left <= e.c,
  );
  const places = new Map<string, [number, number]>();
  for (let row = area.top; row <= bottom; row += 1) {
    for (let column = area.left; column <= right; column += 1) {
      const merge = near.find(({ s, e }) => s.r <= row && row <= e.r && s.c <= column && column <= e.c);
      const [r, c] = merge === undefined ? [row, column] : [merge.s.r, merge.s.c];
      places.set(`${r}:${c}`, [r, c]);
    }
  }
  return [...places.values()];
}
