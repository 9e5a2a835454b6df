import { type Colour, isWhite } from '../layout/page/colour.js';
import type { Box, Matrix } from '../layout/page/geometry.js';
import { mapBox } from '../layout/page/geometry.js';
import { filledInk, strokedInk } from '../layout/page/ink.js';
import { PageInk } from '../layout/page/page-ink.js';
import { PAGE } from '../layout/page/tolerances.js';
import { boxOfList, colourOf, isList, matrixOf, numberOf } from './arguments.js';
import type { PdfFonts } from './font.js';
import type { PdfLibrary, PdfOperators } from './library.js';
import { pathSteps } from './path.js';
import { PdfState } from './state.js';
import { shownText } from './text.js';

/** A picture on a page. */
export interface PlacedImage {
  readonly box: Box;
  /** From the unit square, in which the picture stands upright with its first row at 1, to the page. */
  readonly matrix: Matrix;
  /** Where its pixels are: the name of a pdf.js object, or the object itself. */
  readonly source: unknown;
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
  /** By the id of each annotation that draws something: the text that it shows. */
  readonly annotations: ReadonlyMap<string, string>;
}

export interface PageFrame {
  readonly number: number;
  readonly box: Box;
  /** From the page's own space to points from its top left corner. */
  readonly matrix: Matrix;
}

export interface PageTools {
  readonly fonts: PdfFonts;
  isVisible(group: unknown): boolean;
}

const UNIT: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };
/** The rendering modes in which type is filled, and those in which its outlines are drawn; 3 and 7 paint nothing. */
const FILLED: readonly number[] = [0, 2, 4, 6];
const OUTLINED: readonly number[] = [1, 2, 5, 6];

type Action = (args: readonly unknown[]) => void;

/** Goes through a page's operators and collects its text, rules and pictures. */
export class PdfPageReader implements PageContent {
  readonly ink: PageInk;
  readonly images: PlacedImage[] = [];
  readonly annotations = new Map<string, string>();
  invisible = 0;
  #annotation: string | null = null;
  readonly #state: PdfState;
  readonly #actions: ReadonlyMap<number, Action>;
  /** What is open of marked content and groups: whether each is seen. */
  readonly #marked: boolean[] = [];
  readonly #groups: boolean[] = [];
  #clipNext = false;

  constructor(
    { OPS }: PdfLibrary,
    frame: PageFrame,
    private readonly tools: PageTools,
  ) {
    this.ink = new PageInk(frame.number, frame.box);
    this.#state = new PdfState(frame.matrix, frame.box);
    const actions = { ...this.#stateActions(), ...this.#textActions(), ...this.#paintActions(OPS) };
    this.#actions = new Map(
      Object.entries(actions).flatMap(([name, action]): [number, Action][] => {
        const code = OPS[name];
        return code === undefined ? [] : [[code, action]];
      }),
    );
  }

  /** @returns whether all of it was read; false where it holds more than a page can */
  read({ fnArray, argsArray }: PdfOperators): boolean {
    for (const [i, code] of fnArray.entries()) {
      const args = argsArray[i];
      this.#actions.get(code)?.(isList(args) ? args : []);
      if (this.ink.isOverfull) return false;
    }
    return true;
  }

  get #seen(): boolean {
    return !this.#marked.includes(false) && !this.#groups.includes(false);
  }

  #stateActions(): Record<string, Action> {
    const state = this.#state;
    return {
      save: () => state.save(),
      restore: () => state.restore(),
      transform: (args) => state.transform(matrixOf(args)),
      setLineWidth: ([width]) => {
        state.now.lineWidth = numberOf(width);
      },
      setGState: ([entries]) => {
        for (const entry of isList(entries) ? entries : []) if (isList(entry)) this.#graphicsState(entry);
      },
      setFillRGBColor: ([colour]) => {
        state.now.fill = colourOf(colour);
      },
      setStrokeRGBColor: ([colour]) => {
        state.now.stroke = colourOf(colour);
      },
      setFillColorN: () => {
        state.now.fill = null;
      },
      setFillTransparent: () => {
        state.now.fill = null;
      },
      setStrokeColorN: () => {
        state.now.stroke = null;
      },
      clip: () => {
        this.#clipNext = true;
      },
      eoClip: () => {
        this.#clipNext = true;
      },
      beginMarkedContent: () => this.#marked.push(true),
      beginMarkedContentProps: ([tag, properties]) => {
        this.#marked.push(tag !== 'OC' || this.tools.isVisible(properties));
      },
      endMarkedContent: () => this.#marked.pop(),
      beginGroup: ([group]) => {
        const mask = typeof group === 'object' && group !== null && 'smask' in group && Boolean(group.smask);
        this.#groups.push(!mask);
        state.save();
      },
      endGroup: () => {
        this.#groups.pop();
        state.restore();
      },
      paintFormXObjectBegin: ([matrix, box]) => {
        state.save();
        if (isList(matrix)) state.transform(matrixOf(matrix));
        if (isList(box)) state.clipTo(mapBox(state.now.matrix, boxOfList(box)));
      },
      paintFormXObjectEnd: () => state.restore(),
      beginAnnotation: ([id, box, transform, matrix]) => {
        this.#annotation = String(id);
        this.annotations.set(this.#annotation, '');
        state.reset();
        state.save();
        if (isList(box)) state.clipTo(mapBox(state.now.matrix, boxOfList(box)));
        if (isList(transform)) state.transform(matrixOf(transform));
        if (isList(matrix)) state.transform(matrixOf(matrix));
      },
      endAnnotation: () => {
        this.#annotation = null;
        state.reset();
      },
    };
  }

  #graphicsState([key, value]: readonly unknown[]): void {
    const { now } = this.#state;
    if (key === 'LW') now.lineWidth = numberOf(value);
    if (key === 'ca') now.fillAlpha = numberOf(value);
    if (key === 'CA') now.strokeAlpha = numberOf(value);
    if (key === 'Font' && isList(value)) this.#font(value);
  }

  #font([name, size]: readonly unknown[]): void {
    this.#state.now.font = String(name);
    this.#state.now.fontSize = numberOf(size);
  }

  #textActions(): Record<string, Action> {
    const state = this.#state;
    return {
      beginText: () => state.beginText(),
      setFont: (args) => this.#font(args),
      setCharSpacing: ([value]) => {
        state.now.characterSpacing = numberOf(value);
      },
      setWordSpacing: ([value]) => {
        state.now.wordSpacing = numberOf(value);
      },
      setHScale: ([value]) => {
        state.now.horizontalScale = numberOf(value) / 100;
      },
      setLeading: ([value]) => {
        state.now.leading = numberOf(value);
      },
      setTextRise: ([value]) => {
        state.now.rise = numberOf(value);
      },
      setTextRenderingMode: ([value]) => {
        state.now.renderingMode = numberOf(value);
      },
      moveText: ([x, y]) => state.moveText(numberOf(x), numberOf(y)),
      setLeadingMoveText: ([x, y]) => {
        state.now.leading = -numberOf(y);
        state.moveText(numberOf(x), numberOf(y));
      },
      setTextMatrix: ([matrix]) => {
        if (isList(matrix)) state.setTextMatrix(matrixOf(matrix));
      },
      nextLine: () => state.moveText(0, -state.now.leading),
      showText: ([items]) => {
        if (isList(items)) this.#show(items);
      },
    };
  }

  #show(items: readonly unknown[]): void {
    const { now } = this.#state;
    const colour = this.#textColour();
    for (const run of shownText(this.#state, this.tools.fonts.get(now.font), items)) {
      if (!this.#seen) continue;
      if (colour === 'none' && run.text.trim() !== '') this.invisible += 1;
      if (colour !== 'none' && this.#annotation !== null) {
        this.annotations.set(this.#annotation, (this.annotations.get(this.#annotation) ?? '') + run.text);
      }
      this.ink.text(run, colour);
    }
  }

  /** The colour of text: of its outlines where nothing else is painted. */
  #textColour(): Colour | 'none' {
    const { renderingMode, fill, fillAlpha, stroke, strokeAlpha } = this.#state.now;
    if (FILLED.includes(renderingMode) && fillAlpha >= PAGE.unseen) {
      const isOutlined = OUTLINED.includes(renderingMode) && strokeAlpha >= PAGE.unseen;
      return isOutlined && isWhite(fill) ? stroke : fill;
    }
    return OUTLINED.includes(renderingMode) && strokeAlpha >= PAGE.unseen ? stroke : 'none';
  }

  #paintActions(OPS: PdfLibrary['OPS']): Record<string, Action> {
    const fills = ['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'];
    const strokes = [
      'stroke',
      'closeStroke',
      'fillStroke',
      'eoFillStroke',
      'closeFillStroke',
      'closeEOFillStroke',
    ];
    const codes = (names: readonly string[]): Set<unknown> => new Set(names.map((name) => OPS[name]));
    const [filling, stroking] = [codes(fills), codes(strokes)];
    return {
      constructPath: ([paint, data, bounds]) => {
        const path = isList(data) && isList(data[0]) ? pathSteps(data[0]) : [];
        if (this.#seen && filling.has(paint)) this.#fill(path);
        if (this.#seen && stroking.has(paint)) this.#stroke(path);
        if (this.#clipNext && isList(bounds)) {
          this.#state.clipTo(mapBox(this.#state.now.matrix, boxOfList(bounds)));
        }
        this.#clipNext = false;
      },
      paintImageXObject: ([source]) => this.#image(source, false),
      paintImageMaskXObject: ([source]) => this.#image(source, true),
      paintInlineImageXObject: ([source]) => this.#image(source, false),
      paintSolidColorImageMask: () => this.#fill(UNIT_PATH),
      shadingFill: () => {
        if (this.#seen) this.ink.area(this.#state.now.clip, this.#state.now.clip, null, 1);
      },
    };
  }

  #fill(path: ReturnType<typeof pathSteps>): void {
    const { matrix, clip, fill, fillAlpha } = this.#state.now;
    if (fillAlpha < PAGE.unseen) return;
    const { rules, areas, shapes } = filledInk(path, matrix);
    if (!isWhite(fill)) for (const rule of rules) this.ink.rule(rule, clip);
    for (const area of areas) this.ink.area(area, clip, fill, fillAlpha);
    if (!isWhite(fill)) for (const shape of shapes) this.ink.shape(shape, clip);
  }

  #stroke(path: ReturnType<typeof pathSteps>): void {
    const { matrix, clip, stroke, strokeAlpha, lineWidth } = this.#state.now;
    if (isWhite(stroke) || strokeAlpha < PAGE.unseen) return;
    const { rules, slants, shapes } = strokedInk(path, matrix, lineWidth);
    for (const rule of rules) this.ink.rule(rule, clip);
    for (const slant of slants) this.ink.slant(slant);
    for (const shape of shapes) this.ink.shape(shape, clip);
  }

  #image(source: unknown, mask: boolean): void {
    if (!this.#seen) return;
    const { matrix, clip } = this.#state.now;
    const box = mapBox(matrix, UNIT);
    if (Math.min(box.x1 - box.x0, box.y1 - box.y0) <= PAGE.thickestRule) this.ink.rule(box, clip);
    else {
      this.ink.picture(box, clip);
      this.images.push({ box, matrix, source, mask, after: this.ink.characters });
    }
  }
}

const UNIT_PATH: ReturnType<typeof pathSteps> = [
  { kind: 'move', x: 0, y: 0 },
  { kind: 'line', x: 1, y: 0 },
  { kind: 'line', x: 1, y: 1 },
  { kind: 'line', x: 0, y: 1 },
  { kind: 'close' },
];
