import { DocumentError } from '../../errors.js';
import { BLACK, isWhite } from '../layout/page/colour.js';
import { type Box, compose, holds, type Matrix, mapBox } from '../layout/page/geometry.js';
import { filledInk, strokedInk } from '../layout/page/ink.js';
import type { PageInk } from '../layout/page/page-ink.js';
import { signText } from '../layout/page/symbol-font.js';
import { PAGE } from '../layout/page/tolerances.js';
import type { XmlElement } from '../xml/element.js';
import { childOf, numbersOf } from './elements.js';
import { pathOf } from './path.js';
import type { OfdResources } from './resources.js';
import { textRuns } from './text.js';

/** The width of a stroke that names none, in millimetres. */
const USUAL_WIDTH = 0.353;
/** Black and opaque, where nothing is said. */
const USUAL = { colour: BLACK, alpha: 1 };
/** Units of graphics that draw one another are followed no deeper. */
const DEEPEST_UNIT = 16;

/** Draws objects of OFD onto a page. */
export class OfdPainter {
  /** Pictures that are no rules: their boxes on the page. */
  readonly images: Box[] = [];
  /** How many objects could not be drawn, because the graphics that they show are not in the file. */
  lacking = 0;

  constructor(
    private readonly ink: PageInk,
    private readonly page: Box,
    private readonly resources: OfdResources,
  ) {}

  /** What an element holds: layers, blocks of a page, objects. `paint` names how things are painted by default. */
  draw(element: XmlElement, matrix: Matrix, paint?: string, depth = 0): void {
    for (const child of element.children) {
      if (child.attribute('Visible') === 'false') continue;
      switch (child.name) {
        case 'Layer':
        case 'PageBlock':
        case 'Content':
          this.draw(child, matrix, child.attribute('DrawParam') ?? paint, depth);
          break;
        case 'TextObject':
          this.#text(child, matrix, paint);
          break;
        case 'PathObject':
          this.#path(child, matrix, paint);
          break;
        case 'ImageObject':
          if (alphaOf(child) >= PAGE.unseen) this.#image(mapBox(objectMatrix(child, matrix), UNIT));
          break;
        case 'CompositeObject':
          this.#unit(child, matrix, paint, depth);
          break;
      }
      if (this.ink.isOverfull) {
        throw new DocumentError('too_large', 'a page of the OFD file draws more than a page can hold');
      }
    }
  }

  #text(object: XmlElement, matrix: Matrix, paint: string | undefined): void {
    const alpha = alphaOf(object);
    const { fill = USUAL, stroke = USUAL } = this.resources.paintOf(object, paint);
    const isFilled = object.attribute('Fill') !== 'false' && alpha * fill.alpha >= PAGE.unseen;
    const isOutlined = object.attribute('Stroke') === 'true' && alpha * stroke.alpha >= PAGE.unseen;
    if (alpha < PAGE.unseen) return;
    const isSigns = this.resources.isSignFont(object.attribute('Font'));
    const colour = isFilled ? fill.colour : isOutlined ? stroke.colour : 'none';
    for (const run of textRuns(object, objectMatrix(object, matrix))) {
      if (holds(this.page, run.x + run.width / 2, run.y + run.height / 2))
        this.ink.text(isSigns ? { ...run, text: signText(run.text) } : run, colour);
    }
  }

  #path(object: XmlElement, matrix: Matrix, paint: string | undefined): void {
    const alpha = alphaOf(object);
    if (alpha < PAGE.unseen) return;
    const path = pathOf(childOf(object, 'AbbreviatedData')?.text ?? '');
    const own = objectMatrix(object, matrix);
    const { lineWidth = USUAL_WIDTH, stroke = USUAL, fill = USUAL } = this.resources.paintOf(object, paint);
    if (object.attribute('Fill') === 'true' && alpha * fill.alpha >= PAGE.unseen) {
      const { rules, areas, shapes } = filledInk(path, own);
      for (const area of areas) this.ink.area(area, this.page, fill.colour, alpha * fill.alpha);
      if (!isWhite(fill.colour)) {
        for (const rule of rules) this.ink.rule(rule, this.page);
        for (const shape of shapes) this.ink.shape(shape, this.page);
      }
    }
    const isStroked = object.attribute('Stroke') !== 'false' && alpha * stroke.alpha >= PAGE.unseen;
    if (!isStroked || isWhite(stroke.colour)) return;
    const { rules, slants, shapes } = strokedInk(path, own, lineWidth);
    for (const rule of rules) this.ink.rule(rule, this.page);
    for (const slant of slants) this.ink.slant(slant);
    for (const shape of shapes) this.ink.shape(shape, this.page);
  }

  #image(box: Box): void {
    if (Math.min(box.x1 - box.x0, box.y1 - box.y0) <= PAGE.thickestRule) this.ink.rule(box, this.page);
    else {
      this.ink.picture(box, this.page);
      this.images.push(box);
    }
  }

  #unit(object: XmlElement, matrix: Matrix, paint: string | undefined, depth: number): void {
    const unit = this.resources.unit(object.attribute('ResourceID'));
    if (unit === undefined) this.lacking += 1;
    if (unit === undefined || depth >= DEEPEST_UNIT) return;
    this.draw(unit, objectMatrix(object, matrix), paint, depth + 1);
  }
}

const UNIT: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** From an object's own space to the page: its matrix first, then the corner of its boundary. */
function objectMatrix(object: XmlElement, outer: Matrix): Matrix {
  const [x = 0, y = 0] = numbersOf(object.attribute('Boundary'));
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(object.attribute('CTM'));
  return compose(outer, compose([1, 0, 0, 1, x, y], [a, b, c, d, e, f]));
}

function alphaOf(object: XmlElement): number {
  const [alpha = 255] = numbersOf(object.attribute('Alpha'));
  return alpha / 255;
}
