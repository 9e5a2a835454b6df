import { type Colour, isWhite } from '../layout/page/colour.js';
import {
  applyTo,
  type Box,
  compose,
  holds,
  intersection,
  type Matrix,
  mapBox,
  turnOf,
} from '../layout/page/geometry.js';
import { filledInk, type PathStep, strokedInk } from '../layout/page/ink.js';
import type { TextRun } from '../layout/page/page.js';
import { glyphBox, PageInk } from '../layout/page/page-ink.js';
import { PAGE } from '../layout/page/tolerances.js';
import { UNTOLD } from '../sight.js';
import type { Pdfium } from './engine.js';
import type { Glyph, TextObject } from './glyphs.js';
import { matrixOf, type PageObject } from './objects.js';
import { clipBoxes, pathSteps } from './path.js';

/** A picture on a page. */
export interface PlacedImage {
  readonly box: Box;
  /** From the unit square, in which the picture stands upright with its first row at 1, to the page. */
  readonly matrix: Matrix;
  readonly object: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** A stencil through which the fill colour is painted. */
  readonly mask: boolean;
  /** How many characters had been drawn before. */
  readonly after: number;
}

export interface PageContent {
  readonly ink: PageInk;
  readonly images: readonly PlacedImage[];
  /** Characters that are drawn to be found and not to be seen, as recognition of a scan leaves them. */
  readonly invisible: number;
}

export interface PageFrame {
  readonly number: number;
  readonly box: Box;
  /** From the page's own space to points from its top left corner. */
  readonly matrix: Matrix;
}

export interface PageTools {
  readonly page: number;
  readonly glyphs: ReadonlyMap<number, readonly Glyph[]>;
  isSeen(object: PageObject): boolean;
  /** The colour that PDFium gives; null where it stands for a pattern. */
  told(colour: NonNullable<Colour>, object: PageObject, part: 'fill' | 'stroke'): Colour;
}

/** From the space of what holds an object to the page, and what of the page it can draw on. */
interface Holder {
  readonly matrix: Matrix;
  readonly clip: Box;
}

interface Paint {
  readonly colour: Colour;
  readonly alpha: number;
}

const UNIT: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };
const NOTHING: Box = { x0: 0, y0: 0, x1: -1, y1: -1 };
const UNIT_PATH: readonly PathStep[] = [
  { kind: 'move', x: 0, y: 0 },
  { kind: 'line', x: 1, y: 0 },
  { kind: 'line', x: 1, y: 1 },
  { kind: 'line', x: 0, y: 1 },
  { kind: 'close' },
];
/** The rendering modes in which type is filled, and those in which its outlines are drawn; 3 and 7 paint nothing. */
const FILLED: readonly number[] = [0, 2, 4, 6];
const OUTLINED: readonly number[] = [1, 2, 5, 6];
const OPAQUE = 255;

/** Goes through a page's objects and collects its text, rules and pictures. */
export class PdfPageReader implements PageContent {
  readonly ink: PageInk;
  readonly images: PlacedImage[] = [];
  invisible = 0;
  #shown = '';
  readonly #frame: PageFrame;

  constructor(
    private readonly pdfium: Pdfium,
    frame: PageFrame,
    private readonly tools: PageTools,
  ) {
    this.ink = new PageInk(frame.number, frame.box);
    this.#frame = frame;
  }

  /** @returns whether all of it was read; false where it holds more than a page can */
  read(objects: readonly PageObject[]): boolean {
    return this.#readIn(objects, { matrix: this.#frame.matrix, clip: this.#frame.box });
  }

  /** Reads one object of a form that stands on the page itself. @returns the text that it shows */
  readInForm({ object, matrix }: PageObject & { readonly kind: 'form' }, child: PageObject): string {
    const page = { matrix: this.#frame.matrix, clip: this.#frame.box };
    this.#shown = '';
    this.#readIn([child], { matrix: compose(page.matrix, matrix), clip: this.#clipped(object, page) });
    return this.#shown;
  }

  #readIn(objects: readonly PageObject[], holder: Holder): boolean {
    for (const object of objects) {
      if (!this.tools.isSeen(object)) continue;
      const clip = this.#clipped(object.object, holder);
      if (object.kind === 'form') {
        if (!this.#readIn(object.children, { matrix: compose(holder.matrix, object.matrix), clip }))
          return false;
      } else {
        this.#draw(object, { matrix: holder.matrix, clip });
      }
      if (this.ink.isOverfull) return false;
    }
    return true;
  }

  #clipped(object: number, { matrix, clip }: Holder): Box {
    let seen = clip;
    for (const box of clipBoxes(this.pdfium, object)) {
      seen = intersection(seen, mapBox(matrix, box)) ?? NOTHING;
    }
    return seen;
  }

  #draw(object: Exclude<PageObject, { readonly kind: 'form' }>, holder: Holder): void {
    switch (object.kind) {
      case 'text':
        this.#text(object, object.text, holder);
        break;
      case 'path':
        this.#path(object, holder);
        break;
      case 'image':
        this.#image(object, holder);
        break;
      case 'shading':
        this.ink.area(holder.clip, holder.clip, null, 1);
    }
  }

  #text(object: PageObject, text: TextObject, { matrix, clip }: Holder): void {
    const colour = this.#textColour(object);
    const toPage = compose(matrix, text.matrix);
    const glyphs = this.tools.glyphs.get(text.object) ?? [];
    for (const glyph of glyphs.length > 0 ? glyphs : [UNREAD]) {
      const run = placeGlyph(glyph, text.size, toPage, clip);
      if (run === null) continue;
      if (colour === 'none' && run.text.trim() !== '') this.invisible += 1;
      if (colour !== 'none') this.#shown += run.text;
      this.ink.text(run, colour);
    }
  }

  /** The colour of text: of its outlines where nothing else is painted. */
  #textColour(object: PageObject): Colour | 'none' {
    const mode = this.pdfium.calls.renderMode(object.object);
    if (!FILLED.includes(mode) && !OUTLINED.includes(mode)) return 'none';
    const fill = this.#fill(object);
    const stroke = OUTLINED.includes(mode) ? this.#stroke(object) : fill;
    const isOutlined = OUTLINED.includes(mode) && stroke.alpha >= PAGE.unseen;
    if (FILLED.includes(mode) && fill.alpha >= PAGE.unseen) {
      return isOutlined && isWhite(fill.colour) ? stroke.colour : fill.colour;
    }
    return isOutlined ? stroke.colour : 'none';
  }

  #fill(object: PageObject): Paint {
    const { fillColour } = this.pdfium.calls;
    return this.#paint(object, 'fill', (...at) => fillColour(object.object, ...at));
  }

  #stroke(object: PageObject): Paint {
    const { strokeColour } = this.pdfium.calls;
    return this.#paint(object, 'stroke', (...at) => strokeColour(object.object, ...at));
  }

  #paint(
    object: PageObject,
    part: 'fill' | 'stroke',
    ask: (red: number, green: number, blue: number, alpha: number) => number,
  ): Paint {
    const { pdfium } = this;
    const at = pdfium.scratch;
    if (ask(at, at + 4, at + 8, at + 12) === 0) return { colour: null, alpha: 1 };
    const colour = [pdfium.integer(0), pdfium.integer(4), pdfium.integer(8)] as const;
    const alpha = pdfium.integer(12) / OPAQUE;
    return { colour: this.tools.told(colour, object, part), alpha };
  }

  #path(placed: PageObject, holder: Holder): void {
    const { pdfium } = this;
    const { object } = placed;
    const path = pathSteps(pdfium, object);
    const matrix = compose(holder.matrix, matrixOf(pdfium, object));
    pdfium.calls.drawMode(object, pdfium.scratch, pdfium.scratch + 4);
    const [filled, stroked] = [pdfium.integer(0) !== 0, pdfium.integer(4) !== 0];
    if (filled) this.#filled(path, matrix, holder.clip, this.#fill(placed));
    if (stroked) this.#stroked(placed, path, matrix, holder.clip);
  }

  #filled(path: readonly PathStep[], matrix: Matrix, clip: Box, { colour, alpha }: Paint): void {
    if (alpha < PAGE.unseen) return;
    const { rules, areas, shapes } = filledInk(path, matrix);
    if (!isWhite(colour)) for (const rule of rules) this.ink.rule(rule, clip);
    for (const area of areas) this.ink.area(area, clip, colour, alpha);
    if (!isWhite(colour)) for (const shape of shapes) this.ink.shape(shape, clip);
  }

  #stroked(object: PageObject, path: readonly PathStep[], matrix: Matrix, clip: Box): void {
    const { colour, alpha } = this.#stroke(object);
    if (isWhite(colour) || alpha < PAGE.unseen) return;
    this.pdfium.calls.strokeWidth(object.object, this.pdfium.scratch);
    const { rules, slants, shapes } = strokedInk(path, matrix, this.pdfium.float(0));
    for (const rule of rules) this.ink.rule(rule, clip);
    for (const slant of slants) this.ink.slant(slant);
    for (const shape of shapes) this.ink.shape(shape, clip);
  }

  #image(placed: PageObject, holder: Holder): void {
    const { pdfium } = this;
    const { object } = placed;
    const matrix = compose(holder.matrix, matrixOf(pdfium, object));
    pdfium.calls.imageFacts(object, this.tools.page, pdfium.scratch);
    const [width, height, bits, space] = [0, 4, 16, 20].map((at) => pdfium.integer(at));
    const mask = bits === 1 && space === UNKNOWN_SPACE;
    const box = mapBox(matrix, UNIT);
    if (mask && width === 1 && height === 1) this.#filled(UNIT_PATH, matrix, holder.clip, this.#fill(placed));
    else if (Math.min(box.x1 - box.x0, box.y1 - box.y0) <= PAGE.thickestRule) this.ink.rule(box, holder.clip);
    else {
      this.ink.picture(box, holder.clip);
      const size = { width: width ?? 0, height: height ?? 0 };
      this.images.push({ box, matrix, object, ...size, mask, after: this.ink.characters });
    }
  }
}

/** FPDF_COLORSPACE_UNKNOWN: a stencil has no colours of its own. */
const UNKNOWN_SPACE = 0;

/** Stands for the characters of a text that gives none. */
const UNREAD: Glyph = { text: UNTOLD, x: 0, y: 0, width: 0 };

/** A character's place on the page (PDF 32000-1, 9.4.4); null for slanted text, which is a watermark, and what is cut off. */
function placeGlyph({ text, x, y, width }: Glyph, size: number, toPage: Matrix, clip: Box): TextRun | null {
  const [startX, startY] = applyTo(toPage, x, y);
  const [endX, endY] = applyTo(toPage, x + width, y);
  const [topX, topY] = applyTo(toPage, x, y + size);
  const turn = turnOf(topY === startY && topX === startX ? 0 : startY - topY, topX - startX);
  const advance = Math.hypot(endX - startX, endY - startY);
  const height = Math.hypot(topX - startX, topY - startY);
  if (turn === null || text === '' || !(height > 0) || !Number.isFinite(startX + startY + advance + height)) {
    return null;
  }
  const box = glyphBox(startX, startY, advance, height, turn);
  if (!holds(clip, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)) return null;
  return { text, x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0, turn };
}
