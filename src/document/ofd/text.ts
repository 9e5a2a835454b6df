import { applyTo, asTurn, type Matrix, turnOf } from '../layout/page/geometry.js';
import type { TextRun } from '../layout/page/page.js';
import { glyphBox } from '../layout/page/page-ink.js';
import { meaningOf } from '../layout/page/unify.js';
import type { XmlElement } from '../xml/element.js';
import { childrenOf, numbersOf } from './elements.js';

/** The characters of a text object with their places; `toPage` leads from the object's space to points. */
export function* textRuns(object: XmlElement, toPage: Matrix): Generator<TextRun> {
  const [size = 0] = numbersOf(object.attribute('Size'));
  const [scale = 1] = numbersOf(object.attribute('HScale'));
  const [facing = 0] = numbersOf(object.attribute('CharDirection'));
  let x = 0;
  let y = 0;
  for (const code of childrenOf(object, 'TextCode')) {
    [x = x] = numbersOf(code.attribute('X'));
    [y = y] = numbersOf(code.attribute('Y'));
    const across = deltas(code.attribute('DeltaX'));
    const down = deltas(code.attribute('DeltaY'));
    let [atX, atY] = [x, y];
    for (const [i, character] of [...code.text].entries()) {
      const stepX = across[i];
      const stepY = down[i];
      const usual = ((character.codePointAt(0) ?? 0) < 0x80 ? size / 2 : size) * scale;
      const width = stepX !== undefined && stepX > 0 ? Math.min(usual, stepX) : usual;
      const run = runAt(character, { x: atX, y: atY, width, size, facing: facing / 90 }, toPage);
      if (run !== null) yield run;
      atX += stepX ?? (stepY === undefined && across.length === 0 ? usual : 0);
      atY += stepY ?? 0;
    }
  }
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** Quarter turns of the character itself. */
  readonly facing: number;
}

function runAt(character: string, { x, y, width, size, facing }: Placed, matrix: Matrix): TextRun | null {
  const text = meaningOf(character);
  const [px, py] = applyTo(matrix, x, y);
  const [endX, endY] = applyTo(matrix, x + width, y);
  const [topX, topY] = applyTo(matrix, x, y - size);
  const base = turnOf(py - topY, topX - px);
  const height = Math.hypot(topX - px, topY - py);
  if (text === '' || base === null || !(height > 0) || !Number.isFinite(px + py + endX + endY + height))
    return null;
  const turn = asTurn(base + Math.round(facing));
  const box = glyphBox(px, py, Math.hypot(endX - px, endY - py), height, turn);
  return { text, x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0, turn };
}

/** Longer lists of steps than this no text has. */
const MOST_STEPS = 100_000;

/** Steps from character to character; `g n v` stands for n steps of v. */
function deltas(text: string | undefined): number[] {
  const steps: number[] = [];
  const tokens = (text ?? '').trim().split(/[\s,]+/);
  for (let at = 0; at < tokens.length && steps.length < MOST_STEPS; at += 1) {
    const token = tokens[at] ?? '';
    if (token.toLowerCase() === 'g') {
      const count = Math.min(MOST_STEPS, Number(tokens[at + 1]));
      const step = Number(tokens[at + 2]);
      at += 2;
      if (!Number.isFinite(step)) break;
      for (let i = 0; i < count; i += 1) steps.push(step);
    } else {
      const step = token === '' ? Number.NaN : Number(token);
      if (!Number.isFinite(step)) break;
      steps.push(step);
    }
  }
  return steps;
}
