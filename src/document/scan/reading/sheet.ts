import type { TextRun } from '../../layout/page/page.js';
import type { GreyImage, PixelBox } from '../image/grey.js';
import type { Certainty } from '../model/certainty.js';
import type { Engine } from '../model/engine.js';
import { READING } from './tolerances.js';

/** A page without its ruling lines, and the settings for reading it. */
export interface Sheet {
  readonly engine: Engine;
  readonly page: GreyImage;
  readonly scale: number;
  /** The usual height of type in tables, in pixels. */
  readonly size: number;
  /** Would a minus sign show? Where it would not no cell is certain. */
  readonly thin: boolean;
  /** Of all that is read on it. */
  readonly certainty: Certainty;
}

/** The box of a line as it is shown: as high as type is even for a dash, with some white around, and nothing else. */
export function shown(
  line: PixelBox,
  { size }: Pick<Sheet, 'size'>,
  pad: number,
  within: PixelBox | null,
  lines: readonly PixelBox[],
): PixelBox {
  const middle = (line.y0 + line.y1) / 2;
  const half = Math.max((line.y1 - line.y0) / 2, size * READING.leastView) + pad * size;
  const besides = lines.filter((other) => other !== line && other.x0 < line.x1 && line.x0 < other.x1);
  const above = besides.reduce((low, { y1 }) => (y1 <= line.y0 ? Math.max(low, (y1 + line.y0) / 2) : low), 0);
  const below = besides.reduce(
    (high, { y0 }) => (y0 >= line.y1 ? Math.min(high, (y0 + line.y1) / 2) : high),
    Number.POSITIVE_INFINITY,
  );
  const box = {
    x0: line.x0 - pad * size,
    y0: Math.max(middle - half, above),
    x1: line.x1 + pad * size,
    y1: Math.min(middle + half, below),
  };
  if (within === null) return box;
  return {
    x0: Math.max(box.x0, Math.min(within.x0, line.x0)),
    y0: Math.max(box.y0, Math.min(within.y0, line.y0)),
    x1: Math.min(box.x1, Math.max(within.x1, line.x1)),
    y1: Math.min(box.y1, Math.max(within.y1, line.y1)),
  };
}

/** A text at its line's place on the page. */
export function runOf(text: string, line: PixelBox, { scale, size }: Sheet): TextRun {
  const middle = (line.y0 + line.y1) / 2;
  const height = Math.max(line.y1 - line.y0, size * READING.leastType);
  return {
    text,
    x: line.x0 / scale,
    y: (middle - height / 2) / scale,
    width: (line.x1 - line.x0) / scale,
    height: height / scale,
  };
}
