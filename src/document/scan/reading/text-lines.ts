import type { Component } from '../image/components.js';
import type { PixelBox } from '../image/grey.js';
import { READING } from './tolerances.js';

/** A line of text as ink: its box, and the pieces of ink in it from left to right. */
export interface InkLine extends PixelBox {
  readonly marks: readonly Component[];
}

export function isDust({ x0, y0, x1, y1 }: PixelBox, scale: number): boolean {
  return Math.max(x1 - x0, y1 - y0) <= READING.dust * scale;
}

/** The lines that pieces of ink make, from top to bottom; texts far apart on one line are lines of their own. */
export function linesOf(marks: readonly Component[], size: number, part = READING.textsApart): InkLine[] {
  return joined(bandsOf(marks), size).flatMap((band) => parted(band, part * size));
}

export function around(marks: readonly PixelBox[]): PixelBox {
  return {
    x0: marks.reduce((least, { x0 }) => Math.min(least, x0), Number.POSITIVE_INFINITY),
    y0: marks.reduce((least, { y0 }) => Math.min(least, y0), Number.POSITIVE_INFINITY),
    x1: marks.reduce((most, { x1 }) => Math.max(most, x1), 0),
    y1: marks.reduce((most, { y1 }) => Math.max(most, y1), 0),
  };
}

/** Pieces of ink between two white rows. */
function bandsOf(marks: readonly Component[]): Component[][] {
  const bands: Component[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const mark of [...marks].sort((a, b) => a.y0 - b.y0)) {
    if (mark.y0 >= end) bands.push([]);
    bands.at(-1)?.push(mark);
    end = Math.max(mark.y1, mark.y0 >= end ? mark.y1 : end);
  }
  return bands;
}

/** Characters like 「二」 have white rows inside: low bands close together are parts of one line. */
function joined(bands: readonly Component[][], size: number): Component[][] {
  const lines: Component[][] = [];
  for (const band of bands) {
    const open = lines.at(-1);
    if (open !== undefined) {
      const both = around([...open, ...band]);
      const gap = around(band).y0 - around(open).y1;
      if (gap <= READING.lineSeam * size && both.y1 - both.y0 <= READING.lineHeight * size) {
        open.push(...band);
        continue;
      }
    }
    lines.push([...band]);
  }
  return lines;
}

function parted(band: readonly Component[], gap: number): InkLine[] {
  const parts: Component[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const mark of [...band].sort((a, b) => a.x0 - b.x0)) {
    if (mark.x0 - end > gap) parts.push([]);
    parts.at(-1)?.push(mark);
    end = Math.max(end, mark.x1);
  }
  return parts.map((marks) => ({ ...around(marks), marks }));
}

/**
 * The usual height of lines that are clearly wider than high, in pixels; null where there are none. What is flatter than
 * type, as dashes are, does not count.
 */
export function typeSize(regions: readonly (readonly Component[])[], scale: number): number | null {
  const heights = regions
    .flatMap((marks) => bandsOf(marks).map(around))
    .filter(
      ({ x0, y0, x1, y1 }) =>
        x1 - x0 >= READING.typeWidth * (y1 - y0) && y1 - y0 >= READING.flattestType * scale,
    )
    .map(({ y0, y1 }) => y1 - y0)
    .sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? null;
}
