import { PAGE } from './tolerances.js';
/** Plane geometry of pages: points are 1/72 inch, x to the right, y down. */

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export type Point = readonly [x: number, y: number];

/** An affine map as PDF and OFD write it: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Quarter turns clockwise: how far text is turned from upright. */
export type Turn = 0 | 1 | 2 | 3;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that does `inner` first and `outer` then. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

export function applyTo([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The smallest upright box around a mapped box. */
export function mapBox(matrix: Matrix, box: Box): Box {
  return boxAround([
    applyTo(matrix, box.x0, box.y0),
    applyTo(matrix, box.x1, box.y0),
    applyTo(matrix, box.x0, box.y1),
    applyTo(matrix, box.x1, box.y1),
  ]);
}

export function boxAround(points: readonly (readonly [number, number])[]): Box {
  let x0 = Number.POSITIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const [x, y] of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return { x0, y0, x1, y1 };
}

export function intersection(a: Box, b: Box): Box | null {
  const x0 = Math.max(a.x0, b.x0);
  const y0 = Math.max(a.y0, b.y0);
  const x1 = Math.min(a.x1, b.x1);
  const y1 = Math.min(a.y1, b.y1);
  return x0 <= x1 && y0 <= y1 ? { x0, y0, x1, y1 } : null;
}

export function holds(box: Box, x: number, y: number): boolean {
  return box.x0 <= x && x <= box.x1 && box.y0 <= y && y <= box.y1;
}

export function isBounded(box: Box): boolean {
  return [box.x0, box.y0, box.x1, box.y1].every(Number.isFinite);
}

/** By which quarter turn text runs whose baseline goes along this vector; null for slanted text. */
export function turnOf(dx: number, dy: number): Turn | null {
  const quarters = Math.atan2(dy, dx) / (Math.PI / 2);
  const nearest = Math.round(quarters);
  if (!(Math.abs(quarters - nearest) * 90 <= PAGE.slant)) return null;
  return asTurn(nearest);
}

export function asTurn(quarters: number): Turn {
  const turns: readonly Turn[] = [0, 1, 2, 3];
  return turns[((quarters % 4) + 4) % 4] ?? 0;
}

/** A box on a page of this size, seen after the page was turned back by `turn`. */
export function turnBack(box: Box, turn: Turn, width: number, height: number): Box {
  const { x0, y0, x1, y1 } = box;
  switch (turn) {
    case 0:
      return box;
    case 1:
      return { x0: y0, y0: width - x1, x1: y1, y1: width - x0 };
    case 2:
      return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
    case 3:
      return { x0: height - y1, y0: x0, x1: height - y0, y1: x1 };
  }
}

/** The same for a point. */
export function pointBack([x, y]: Point, turn: Turn, width: number, height: number): Point {
  const { x0, y0 } = turnBack({ x0: x, y0: y, x1: x, y1: y }, turn, width, height);
  return [x0, y0];
}
