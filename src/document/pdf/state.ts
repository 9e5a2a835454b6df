import { BLACK, type Colour } from '../layout/page/colour.js';
import { type Box, compose, IDENTITY, intersection, type Matrix } from '../layout/page/geometry.js';

/** What `q` saves and `Q` brings back, as far as it matters for text and rules. */
export interface GraphicsState {
  matrix: Matrix;
  clip: Box;
  /** null for a pattern. */
  fill: Colour;
  stroke: Colour;
  fillAlpha: number;
  strokeAlpha: number;
  lineWidth: number;
  font: string;
  fontSize: number;
  characterSpacing: number;
  wordSpacing: number;
  /** 1 for 100 % */
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
}

/** Nested deeper than this no page is. */
const DEEPEST = 512;

/** The stack of graphics states, and the text matrices of the text object at hand. */
export class PdfState {
  now: GraphicsState;
  /** Of the beginning of the line, and of where the next character goes. */
  lineMatrix: Matrix = IDENTITY;
  textMatrix: Matrix = IDENTITY;
  readonly #stack: GraphicsState[] = [];
  readonly #base: GraphicsState;

  constructor(matrix: Matrix, clip: Box) {
    this.#base = {
      matrix,
      clip,
      fill: BLACK,
      stroke: BLACK,
      fillAlpha: 1,
      strokeAlpha: 1,
      lineWidth: 1,
      font: '',
      fontSize: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      horizontalScale: 1,
      leading: 0,
      rise: 0,
      renderingMode: 0,
    };
    this.now = { ...this.#base };
  }

  save(): void {
    if (this.#stack.length < DEEPEST) this.#stack.push({ ...this.now });
  }

  restore(): void {
    const saved = this.#stack.pop();
    if (saved !== undefined) this.now = saved;
  }

  /** Begins anew: what an annotation draws knows nothing of the page. */
  reset(): void {
    this.#stack.length = 0;
    this.now = { ...this.#base };
  }

  transform(matrix: Matrix): void {
    this.now.matrix = compose(this.now.matrix, matrix);
  }

  clipTo(box: Box): void {
    this.now.clip = intersection(this.now.clip, box) ?? { x0: 0, y0: 0, x1: -1, y1: -1 };
  }

  beginText(): void {
    this.setTextMatrix(IDENTITY);
  }

  setTextMatrix(matrix: Matrix): void {
    this.lineMatrix = matrix;
    this.textMatrix = matrix;
  }

  moveText(x: number, y: number): void {
    this.setTextMatrix(compose(this.lineMatrix, [1, 0, 0, 1, x, y]));
  }

  advance(x: number, y: number): void {
    this.textMatrix = compose(this.textMatrix, [1, 0, 0, 1, x, y]);
  }
}
