/** What pdf.js gives operators, read with care: it comes from the file. */
import type { Colour } from '../layout/page/colour.js';
import type { Box, Matrix } from '../layout/page/geometry.js';

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

/** A colour as pdf.js writes it, `#rrggbb`. */
export function colourOf(value: unknown): Colour {
  const hex = typeof value === 'string' ? /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/iu.exec(value) : null;
  if (hex === null) return null;
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
}
