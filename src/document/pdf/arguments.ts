/** What pdf.js gives operators, read with care: it comes from the file. */
import type { Box, Matrix } from '../layout/page/geometry.js';
import { PAGE } from '../layout/page/tolerances.js';

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array;
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

export function matrixOf(values: readonly unknown[]): Matrix {
  const [a, b, c, d, e, f] = values;
  return [numberOf(a), numberOf(b), numberOf(c), numberOf(d), numberOf(e), numberOf(f)];
}

export function boxOfList([x0, y0, x1, y1]: readonly unknown[]): Box {
  return { x0: numberOf(x0), y0: numberOf(y0), x1: numberOf(x1), y1: numberOf(y1) };
}

export function isWhite(colour: unknown): boolean {
  const hex = typeof colour === 'string' ? /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/iu.exec(colour) : null;
  return hex?.slice(1).every((part) => Number.parseInt(part, 16) >= PAGE.white) ?? false;
}
