/** From drawn paths to rules and areas: what PDF and OFD share. */
import { applyTo, type Box, boxAround, isBounded, type Matrix } from './geometry.js';
import type { Slant } from './page.js';
import { PAGE } from './tolerances.js';

/** The points of a path; curves are reduced to their ends, because they are not ruling lines. */
export type PathStep =
  | { readonly kind: 'move' | 'line' | 'curve'; readonly x: number; readonly y: number }
  | { readonly kind: 'close' };

/** What a filled path leaves on the page. */
export interface FilledInk {
  readonly rules: readonly Box[];
  /** Upright rectangles too thick for rules. */
  readonly areas: readonly Box[];
  /** Everything else: the boxes around it. */
  readonly shapes: readonly Box[];
}

/** What a stroked path leaves on the page. */
export interface StrokedInk {
  readonly rules: readonly Box[];
  /** Straight lines that lean. */
  readonly slants: readonly Slant[];
  /** The boxes around curves. */
  readonly shapes: readonly Box[];
}

interface SubPath {
  readonly points: (readonly [number, number])[];
  closed: boolean;
  curved: boolean;
}

/** The rules, leaning lines and curves that a stroked path draws. */
export function strokedInk(path: readonly PathStep[], matrix: Matrix, width: number): StrokedInk {
  const half = strokeWidth(matrix, width) / 2;
  const rules: Box[] = [];
  const slants: Slant[] = [];
  const shapes: Box[] = [];
  for (const { points, closed, curved } of subPaths(path, matrix)) {
    const around = boxAround(points);
    if (curved && isBounded(around)) shapes.push(around);
    const ends = closed && points.length > 2 ? [...points, ...points.slice(0, 1)] : points;
    for (const [i, to] of ends.entries()) {
      const from = ends[i - 1];
      if (from === undefined) continue;
      const rule = strokeBox(from, to, half);
      if (rule !== null) rules.push(rule);
      else if (!curved && isBounded(boxAround([from, to]))) slants.push({ from, to });
    }
  }
  return { rules, slants, shapes };
}

function strokeWidth([a, b, c, d]: Matrix, width: number): number {
  return width * Math.sqrt(Math.abs(a * d - b * c));
}

function strokeBox(from: readonly [number, number], to: readonly [number, number], half: number): Box | null {
  const box = boxAround([from, to]);
  const across = box.x1 - box.x0;
  const down = box.y1 - box.y0;
  if (!isBounded(box) || Math.min(across, down) > Math.max(PAGE.upright, PAGE.lean * Math.max(across, down)))
    return null;
  return across >= down
    ? { ...box, y0: box.y0 - half, y1: box.y1 + half }
    : { ...box, x0: box.x0 - half, x1: box.x1 + half };
}

/** The rules and areas that a filled path leaves: thin shapes, frames within frames, and rectangles. */
export function filledInk(path: readonly PathStep[], matrix: Matrix): FilledInk {
  const rules: Box[] = [];
  const areas: Box[] = [];
  const shapes: Box[] = [];
  let outer: Box | null = null;
  for (const { points, curved } of subPaths(path, matrix)) {
    const box = boxAround(points);
    if (!isBounded(box)) continue;
    if (Math.min(box.x1 - box.x0, box.y1 - box.y0) <= PAGE.thickestRule) {
      rules.push(box);
      const isLetter = curved || points.length > MOST_CORNERS;
      if (isLetter && Math.max(box.x1 - box.x0, box.y1 - box.y0) <= PAGE.drawnLetter) shapes.push(box);
      outer = null;
    } else if (!curved && isRectangle(points, box)) {
      const frame: Box[] = outer === null ? [] : frameBetween(outer, box);
      if (frame.length > 0) {
        areas.pop();
        rules.push(...frame);
        outer = null;
      } else {
        areas.push(box);
        outer = box;
      }
    } else {
      shapes.push(box);
      outer = null;
    }
  }
  return { rules, areas, shapes };
}

/** Points of a rectangle, closed and begun on one of its sides. */
const MOST_CORNERS = 6;

function isRectangle(points: readonly (readonly [number, number])[], box: Box): boolean {
  return (
    points.length >= 4 &&
    points.length <= MOST_CORNERS &&
    points.every(
      ([x, y]) =>
        Math.min(x - box.x0, box.x1 - x) < PAGE.upright && Math.min(y - box.y0, box.y1 - y) < PAGE.upright,
    )
  );
}

/** The four sides of a frame, drawn as a rectangle with a slightly smaller one cut out. */
function frameBetween(a: Box, b: Box): Box[] {
  const [outer, inner] = b.x1 - b.x0 < a.x1 - a.x0 ? [a, b] : [b, a];
  const sides = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
  if (sides.some((side) => side < 0 || side > PAGE.thickestRule)) return [];
  return [
    { ...outer, x1: inner.x0 },
    { ...outer, y1: inner.y0 },
    { ...outer, x0: inner.x1 },
    { ...outer, y0: inner.y1 },
  ];
}

function subPaths(path: readonly PathStep[], matrix: Matrix): SubPath[] {
  const found: SubPath[] = [];
  for (const step of path) {
    const open = found.at(-1);
    if (step.kind === 'close') {
      if (open !== undefined) open.closed = true;
      continue;
    }
    const point = applyTo(matrix, step.x, step.y);
    if (step.kind === 'move' || open === undefined) {
      found.push({ points: [point], closed: false, curved: false });
      continue;
    }
    const at = open.closed ? restart(found, open) : open;
    at.points.push(point);
    if (step.kind === 'curve') at.curved = true;
  }
  return found.filter(({ points }) => points.length > 1);
}

/** After a subpath is closed, what is drawn on begins where it began. */
function restart(found: SubPath[], closed: SubPath): SubPath {
  const next: SubPath = { points: closed.points.slice(0, 1), closed: false, curved: false };
  found.push(next);
  return next;
}
