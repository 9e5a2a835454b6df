import { type GreyImage, type PixelBox, WHITE } from '../image/grey.js';
import type { Engine, LineOutput } from './engine.js';
import { HEIGHT } from './engine.js';
import { MODEL } from './tolerances.js';

/** A character as the model read it. */
interface ReadCharacter {
  readonly text: string;
  /** 0 to 1 */
  readonly confidence: number;
  /** Where it was seen, as a share of the line's width. */
  readonly at: number;
}

export interface ReadLine {
  readonly text: string;
  readonly characters: readonly ReadCharacter[];
}

/** How a line is shown to the model. */
export interface View {
  /** White to the left and right, in heights of the line. */
  readonly margin: number;
  /** How wide, in relation to its height on the page. */
  readonly squeeze: number;
  /** How many times, side by side. */
  readonly times: number;
}

/** How a line of words is shown: time goes with the width, and words are read all the same. */
export function wordsView(): View {
  return { margin: MODEL.wordsMargin, squeeze: MODEL.wordsWidth, times: 1 };
}

const NARROWEST = 32;
/** The model shrinks its input by this. */
const STEP = 8;

/**
 * Reads the text of one line inside a box of the page. Of a line that is shown several times all must be read alike:
 * else nothing is read.
 */
export async function recogniseLine(
  engine: Engine,
  page: GreyImage,
  box: PixelBox,
  view: View,
): Promise<ReadLine> {
  const inner = widthOf(box, view);
  const side = Math.round(HEIGHT * view.margin);
  const canvas = new Canvas(view.times * inner + 2 * side);
  for (let copy = 0; copy < view.times; copy += 1) canvas.show(page, box, side + copy * inner, inner);
  return once(decode(await engine.run(canvas.pixels, canvas.width), engine), view.times);
}

/** Reads several short lines in one go, side by side: what is between two of them belongs to the nearer one. */
export async function recogniseStrip(
  engine: Engine,
  page: GreyImage,
  boxes: readonly PixelBox[],
  view: View,
): Promise<ReadLine[]> {
  const widths = boxes.map((box) => widthOf(box, view));
  const canvas = new Canvas(widths.reduce((sum, width) => sum + width + MODEL.stripGap, MODEL.stripGap));
  const ends: number[] = [];
  let at = MODEL.stripGap;
  for (const [i, box] of boxes.entries()) {
    const width = widths[i] ?? 0;
    canvas.show(page, box, at, width);
    at += width + MODEL.stripGap;
    ends.push((at - MODEL.stripGap / 2) / canvas.width);
  }
  const { characters } = decode(await engine.run(canvas.pixels, canvas.width), engine);
  return boxes.map((_, i) => {
    const from = i === 0 ? 0 : (ends[i - 1] ?? 0);
    const to = i + 1 === boxes.length ? Number.POSITIVE_INFINITY : (ends[i] ?? 1);
    const own = characters.filter(({ at: x, text }) => from <= x && x < to && text !== ' ');
    return { text: own.map(({ text }) => text).join(''), characters: own };
  });
}

/** How wide a box is when it is as high as the model's lines are. */
function widthOf(box: PixelBox, { squeeze }: View): number {
  return Math.max(4, Math.round(((box.x1 - box.x0) * HEIGHT * squeeze) / (box.y1 - box.y0)));
}

/** The picture that the model sees: white, until parts of a page are drawn on it. */
class Canvas {
  readonly width: number;
  readonly pixels: Float32Array;

  constructor(wanted: number) {
    this.width = Math.ceil(Math.max(NARROWEST, wanted) / STEP) * STEP;
    this.pixels = new Float32Array(3 * HEIGHT * this.width).fill(1);
  }

  /** The box of the page, scaled to the canvas's height and the given width, from `left` on. */
  show(page: GreyImage, box: PixelBox, left: number, columns: number): void {
    const plane = HEIGHT * this.width;
    const stepX = (box.x1 - box.x0) / columns;
    const stepY = (box.y1 - box.y0) / HEIGHT;
    for (let y = 0; y < HEIGHT; y += 1) {
      const v = box.y0 + (y + 0.5) * stepY - 0.5;
      for (let x = 0; x < columns; x += 1) {
        const shade = shadeAt(page, box.x0 + (x + 0.5) * stepX - 0.5, v) / 127.5 - 1;
        const at = y * this.width + left + x;
        this.pixels[at] = shade;
        this.pixels[plane + at] = shade;
        this.pixels[2 * plane + at] = shade;
      }
    }
  }
}

function once(line: ReadLine, times: number): ReadLine {
  if (times === 1) return line;
  const characters = line.characters.filter((character) => character.text.trim() !== '');
  const length = characters.length / times;
  const part = characters.slice(0, length);
  const alike = characters.every((character, i) => character.text === part[i % length]?.text);
  if (!Number.isInteger(length) || !alike) return { text: '', characters: [] };
  const least = part.map((character, i) => ({
    ...character,
    confidence: characters.reduce(
      (low, { confidence }, k) => (k % length === i ? Math.min(low, confidence) : low),
      1,
    ),
  }));
  return { text: part.map((character) => character.text).join(''), characters: least };
}

/** Between four pixels; outside of the page all is white. */
function shadeAt({ width, height, data }: GreyImage, u: number, v: number): number {
  const x = Math.floor(u);
  const y = Math.floor(v);
  const across = u - x;
  const down = v - y;
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height ? WHITE : (data[row * width + column] ?? WHITE);
  const upper = at(x, y) * (1 - across) + at(x + 1, y) * across;
  const lower = at(x, y + 1) * (1 - across) + at(x + 1, y + 1) * across;
  return upper * (1 - down) + lower * down;
}

/** Classes that are the same character in two widths: 「0」 and 「０」. */
type Twins = readonly (readonly [narrow: number, wide: number])[];

const twinsOf = new WeakMap<Engine, Twins>();

function twins(engine: Engine): Twins {
  const known = twinsOf.get(engine);
  if (known !== undefined) return known;
  const found = engine.characters.flatMap((character, wide): [number, number][] => {
    if (!/^[０-９Ａ-Ｚａ-ｚ／．]$/u.test(character)) return [];
    const narrow = engine.characters.indexOf(character.normalize('NFKC'));
    return narrow < 0 ? [] : [[narrow, wide]];
  });
  twinsOf.set(engine, found);
  return found;
}

interface Step {
  readonly likeliest: number;
  readonly probability: number;
}

/** The likeliest class of a step; characters that differ in their width only share their probabilities. */
function stepAt({ data, classes }: LineOutput, step: number, pairs: Twins): Step {
  const base = step * classes;
  let likeliest = 0;
  let probability = -1;
  for (let each = 0; each < classes; each += 1) {
    const own = data[base + each] ?? 0;
    if (own > probability) {
      probability = own;
      likeliest = each;
    }
  }
  for (const [narrow, wide] of pairs) {
    const both = (data[base + narrow] ?? 0) + (data[base + wide] ?? 0);
    if (both >= probability) {
      probability = both;
      likeliest = narrow;
    }
  }
  return { likeliest, probability };
}

/** The likeliest class of each step; the same one in a row is one character, class 0 is none (CTC). */
function decode(output: LineOutput, engine: Engine): ReadLine {
  const pairs = twins(engine);
  const read: { text: string; confidence: number; first: number; last: number }[] = [];
  let before = 0;
  for (let step = 0; step < output.steps; step += 1) {
    const { likeliest, probability } = stepAt(output, step, pairs);
    const open = read.at(-1);
    if (likeliest !== 0 && likeliest === before && open !== undefined) {
      open.confidence = Math.max(open.confidence, probability);
      open.last = step;
    } else if (likeliest !== 0) {
      const text = engine.characters[likeliest] ?? '';
      read.push({ text, confidence: probability, first: step, last: step });
    }
    before = likeliest;
  }
  return {
    text: read.map(({ text }) => text).join(''),
    characters: read.map(({ text, confidence, first, last }) => ({
      text,
      confidence,
      at: (first + last + 1) / 2 / Math.max(1, output.steps),
    })),
  };
}
