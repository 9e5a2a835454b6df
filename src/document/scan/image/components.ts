import { DocumentError } from '../../../errors.js';
import { type GreyImage, type PixelBox, WHITE } from './grey.js';

/** Ink that hangs together, corners included. */
export interface Component extends PixelBox {
  /** Pixels. */
  readonly area: number;
  /** White that it encloses: 0 in 「1」, 1 in 「0」, 2 in 「8」. */
  readonly holes: number;
}

/** More pieces of ink than this are no page of text. */
const MOST_COMPONENTS = 400_000;

interface Growing {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  area: number;
  runs: number;
  links: number;
  parent: number;
}

/**
 * The pieces of ink darker than a shade, found row by row. Of a piece's runs and of the places where runs of
 * neighbouring rows touch, the difference tells how many holes it has (Euler's number).
 *
 * @throws DocumentError `unsupported` where there are more of them than a page can hold
 */
export function componentsOf({ width, height, data }: GreyImage, shade: number): Component[] {
  const pieces: Growing[] = [];
  const find = (piece: number): number => {
    let at = piece;
    for (;;) {
      const parent = pieces[at]?.parent ?? at;
      if (parent === at) return at;
      at = parent;
    }
  };
  let above: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const row: number[] = [];
    const base = y * width;
    let next = 0;
    for (let x = 0; x < width; x += 1) {
      if ((data[base + x] ?? WHITE) >= shade) continue;
      const from = x;
      while (x < width && (data[base + x] ?? WHITE) < shade) x += 1;
      let piece = -1;
      let links = 0;
      while (next < above.length && (above[next + 1] ?? 0) < from) next += 3;
      for (let i = next; i < above.length && (above[i] ?? 0) <= x; i += 3) {
        links += 1;
        const other = find(above[i + 2] ?? 0);
        piece = piece < 0 ? other : join(pieces, piece, other);
      }
      if (piece < 0) {
        piece = pieces.length;
        pieces.push({ x0: from, y0: y, x1: x, y1: y + 1, area: 0, runs: 0, links: 0, parent: piece });
      }
      const growing = pieces[piece];
      if (growing !== undefined) {
        growing.x0 = Math.min(growing.x0, from);
        growing.x1 = Math.max(growing.x1, x);
        growing.y1 = y + 1;
        growing.area += x - from;
        growing.runs += 1;
        growing.links += links;
      }
      row.push(from, x, piece);
    }
    above = row;
    if (pieces.length > MOST_COMPONENTS) {
      throw new DocumentError('unsupported', 'the picture is nothing but noise');
    }
  }
  return pieces.flatMap(({ x0, y0, x1, y1, area, runs, links, parent }, at) =>
    parent === at ? [{ x0, y0, x1, y1, area, holes: links - runs + 1 }] : [],
  );
}

/** @returns the piece that both belong to now */
function join(pieces: readonly Growing[], a: number, b: number): number {
  if (a === b) return a;
  const [to, from] = a < b ? [a, b] : [b, a];
  const kept = pieces[to];
  const gone = pieces[from];
  if (kept === undefined || gone === undefined) return to;
  gone.parent = to;
  kept.x0 = Math.min(kept.x0, gone.x0);
  kept.y0 = Math.min(kept.y0, gone.y0);
  kept.x1 = Math.max(kept.x1, gone.x1);
  kept.y1 = Math.max(kept.y1, gone.y1);
  kept.area += gone.area;
  kept.runs += gone.runs;
  kept.links += gone.links;
  return to;
}
