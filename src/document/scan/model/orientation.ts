import { componentsOf } from '../image/components.js';
import { type GreyImage, turned } from '../image/grey.js';
import { skewOf, straightened } from '../image/skew.js';
import { IMAGE } from '../image/tolerances.js';
import { shown } from '../reading/sheet.js';
import { isDust, linesOf, typeSize } from '../reading/text-lines.js';
import { READING } from '../reading/tolerances.js';
import { Certainty } from './certainty.js';
import type { Engine } from './engine.js';
import { recogniseLine, wordsView } from './recognise-line.js';
import { MODEL } from './tolerances.js';

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
  let best = { turn: 0, mean: before.mean + MODEL.betterWords };
  for (const turn of [2, 1, 3]) {
    const { mean } = await sampled(engine, turned(page, turn), scale);
    if (mean > best.mean) best = { turn, mean };
  }
  return best.turn;
}

/** Reads some of the longest lines. */
async function sampled(engine: Engine, page: GreyImage, scale: number): Promise<Certainty> {
  const straight = straightened(page, skewOf(page));
  const ink = componentsOf(straight, IMAGE.ink).filter((mark) => !isDust(mark, scale));
  const usual = READING.usualType * scale;
  const largest = MODEL.tallestType * usual;
  const marks = ink.filter(({ x0, y0, x1, y1 }) => y1 - y0 < largest && x1 - x0 < largest);
  const size = typeSize([marks], scale) ?? usual;
  const lines = linesOf(marks, size)
    .filter(({ x0, x1, y0, y1 }) => x1 - x0 >= MODEL.wordsLength * (y1 - y0))
    .sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0));
  const certainty = new Certainty();
  for (const line of lines.slice(0, MODEL.sampledLines)) {
    const start = { ...line, x1: Math.min(line.x1, line.x0 + MODEL.sampledLength * (line.y1 - line.y0)) };
    const box = shown(start, { size }, READING.pad, null, []);
    certainty.add(await recogniseLine(engine, straight, box, wordsView()), start);
  }
  return certainty;
}
