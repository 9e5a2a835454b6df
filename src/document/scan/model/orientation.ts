import { componentsOf } from '../image/components.js';
import { type GreyImage, INK, turned } from '../image/grey.js';
import { skewOf, straightened } from '../image/skew.js';
import { PAD, shown } from '../reading/sheet.js';
import { isDust, linesOf, typeSize, USUAL_SIZE } from '../reading/text-lines.js';
import { Certainty } from './certainty.js';
import type { Engine } from './engine.js';
import { recogniseLine, type View } from './recognise-line.js';

/** Readings at least as certain as this are of text that stands upright. */
export const SURE = 0.4;
/** Another way up must be better by this. */
const BETTER = 0.2;
/** So many lines of text tell. */
const SAMPLE = 6;
/** In heights: shorter lines have few characters, and of longer ones the beginning is enough. */
const SHORTEST = 4;
const LONGEST = 14;
const WORDS: View = { margin: 0.1, squeeze: 0.75, times: 1 };

/**
 * By how many quarters a page must be turned clockwise to stand upright; 0 where no other way up is clearly better.
 *
 * @param page its paper white; is not changed
 * @param scale pixels a point
 * @param before how certain the readings were as it lies
 */
export async function turnOf(
  engine: Engine,
  page: GreyImage,
  scale: number,
  before: Certainty,
): Promise<number> {
  let best = { turn: 0, mean: before.mean + BETTER };
  for (const turn of [2, 1, 3]) {
    const { mean } = await sampled(engine, turned(page, turn), scale);
    if (mean > best.mean) best = { turn, mean };
  }
  return best.turn;
}

/** Reads some of the longest lines. */
async function sampled(engine: Engine, page: GreyImage, scale: number): Promise<Certainty> {
  const straight = straightened(page, skewOf(page));
  const ink = componentsOf(straight, INK).filter((mark) => !isDust(mark, scale));
  const usual = USUAL_SIZE * scale;
  const marks = ink.filter(({ x0, y0, x1, y1 }) => y1 - y0 < 4 * usual && x1 - x0 < 4 * usual);
  const size = typeSize([marks], scale) ?? usual;
  const lines = linesOf(marks, size)
    .filter(({ x0, x1, y0, y1 }) => x1 - x0 >= SHORTEST * (y1 - y0))
    .sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0));
  const certainty = new Certainty();
  for (const line of lines.slice(0, SAMPLE)) {
    const start = { ...line, x1: Math.min(line.x1, line.x0 + LONGEST * (line.y1 - line.y0)) };
    const box = shown(start, { size }, PAD[0], null, []);
    certainty.add(await recogniseLine(engine, straight, box, WORDS), start);
  }
  return certainty;
}
