import type { DocumentIssue } from '../../model.js';
import { OBJECT } from '../../sight.js';
import { type Colour, isSameShade, isWhite, over, PAPER } from './colour.js';
import { type Box, holds, intersection, type Turn } from './geometry.js';
import type { LayoutPage, RuleInk, Slant, TextRun } from './page.js';
import { PAGE } from './tolerances.js';

/** A text, and when and how it was drawn. */
interface DrawnRun {
  readonly run: TextRun;
  /** `none` for text that is there to be found and not to be seen. */
  readonly colour: Colour | 'none';
}

/** Something that is filled, by its place in the order of drawing. */
interface Ground {
  readonly box: Box;
  readonly colour: Colour;
  readonly alpha: number;
  /** Fills the whole box, so that it hides what lies under it. */
  readonly whole: boolean;
  /** How many runs and rules had been drawn before. */
  readonly runs: number;
  readonly rules: number;
}

interface Thing {
  readonly box: Box;
  readonly runs: number;
}

/** More characters or rules than this on one page are no report. */
const MOST = 200_000;
/** More areas than this are a picture made of shapes. */
const MOST_AREAS = 2000;
const FIGURE = /[\d０-９]/u;

/** Collects what a page draws, in its order, and leaves out what nobody sees: painted over, cut off, white on white. */
export class PageInk {
  readonly #runs: DrawnRun[] = [];
  readonly #rules: RuleInk[] = [];
  readonly #slants: Slant[] = [];
  readonly #grounds: Ground[] = [];
  readonly #pictures: Thing[] = [];
  readonly #drawings: Thing[] = [];

  constructor(
    private readonly number: number,
    private readonly box: Box,
  ) {}

  /** Characters count, not runs: a limit against pages without end. */
  characters = 0;

  /** Does the page draw more than a page can hold? */
  get isOverfull(): boolean {
    return this.characters > MOST || this.#rules.length > MOST || this.#slants.length > MOST;
  }

  /** @param colour `none` for text that is not painted, such as what recognition lays over a scan */
  text(run: TextRun, colour: Colour | 'none'): void {
    this.characters += run.text.length;
    this.#runs.push({ run, colour });
  }

  rule(box: Box, clip: Box): void {
    const seen = intersection(box, clip);
    if (seen !== null) this.#rules.push(seen);
  }

  slant(line: Slant): void {
    this.#slants.push(line);
  }

  /** A filled rectangle: earlier drawing is hidden by it, or visible through it. */
  area(box: Box, clip: Box, colour: Colour, alpha: number): void {
    this.#ground(box, clip, colour, alpha, true);
  }

  /** A picture: it is seen, and may be the ground of text. */
  picture(box: Box, clip: Box): void {
    const seen = intersection(box, clip);
    if (seen === null || this.#pictures.length >= MOST_AREAS) return;
    this.#pictures.push({ box: seen, runs: this.#runs.length });
    this.#ground(box, clip, null, 1, false);
  }

  /** A shape that is neither rule nor rectangle: part of a drawing, or letters that were drawn. */
  shape(box: Box, clip: Box): void {
    const seen = intersection(box, clip);
    if (seen === null || this.#drawings.length >= MOST_AREAS) return;
    this.#drawings.push({ box: seen, runs: this.#runs.length });
  }

  /** Something visible that is neither text nor a background of text: a form control. */
  control(box: Box): void {
    const seen = intersection(box, this.box);
    if (seen !== null) this.#pictures.push({ box: seen, runs: Number.POSITIVE_INFINITY });
  }

  #ground(box: Box, clip: Box, colour: Colour, alpha: number, whole: boolean): void {
    const seen = intersection(box, clip);
    if (seen === null || this.#grounds.length >= MOST_AREAS) return;
    this.#grounds.push({
      box: seen,
      colour,
      alpha,
      whole,
      runs: this.#runs.length,
      rules: this.#rules.length,
    });
  }

  /** The page as it is seen. */
  page(): LayoutPage {
    const { x0, y0, x1, y1 } = this.box;
    const grounds = this.#grounds.length >= MOST_AREAS ? [] : this.#grounds;
    const runs = this.#runs.map((drawn, i) => this.#seen(drawn, i, grounds));
    const hiders = grounds.filter(
      ({ whole, colour, alpha }) => whole && colour !== null && alpha > PAGE.opaque,
    );
    return {
      number: this.number,
      width: x1 - x0,
      height: y1 - y0,
      runs: runs.filter((run) => run !== null),
      rules: this.#rules.filter(
        (rule, i) => !hiders.some((area) => area.rules > i && covers(area.box, rule)),
      ),
      slants: this.#slants,
      objects: this.#objects(runs),
    };
  }

  /** Characters that are on the page to be found and not to be seen, where no picture shows them. */
  get unseen(): number {
    return this.#runs.filter(({ run, colour }) => colour === 'none' && !this.#isPictured(run)).length;
  }

  #isPictured(run: TextRun): boolean {
    return this.#pictures.some(({ box }) => holds(box, ...middleOf(run)));
  }

  #seen(drawn: DrawnRun, index: number, grounds: readonly Ground[]): TextRun | null {
    const { run, colour } = drawn;
    const { turn = 0, width, height } = run;
    if ((turn % 2 === 0 ? height : width) <= PAGE.invisibleType) return null;
    // recognition lays text over the picture that it reads: there it stands for what is seen
    if (colour === 'none') return this.#isPictured(run) ? run : null;
    const [x, y] = middleOf(run);
    let ground: Colour = PAPER;
    for (const area of grounds) {
      if (!holds(area.box, x, y)) continue;
      const isOver = area.runs > index;
      if (isOver && area.whole && area.colour !== null && area.alpha > PAGE.opaque) return null;
      if (!isOver) ground = over(area.colour, ground, area.alpha);
    }
    if (colour === null) return run;
    if (ground !== null && !isSameShade(colour, ground)) return { ...run, colour };
    if (ground !== null && !this.#isDrawnOn(x, y, index)) return null;
    // white on a picture or a drawing: whether it is seen depends on what that shows
    return isWhite(colour) && FIGURE.test(run.text) ? { ...run, text: OBJECT } : { ...run, colour };
  }

  #isDrawnOn(x: number, y: number, index: number): boolean {
    return this.#drawings.some(({ box, runs }) => runs <= index && holds(box, x, y));
  }

  /** Pictures and drawings that no text is printed on: they show something themselves. */
  #objects(runs: readonly (TextRun | null)[]): Box[] {
    const isGround = ({ box, runs: before }: Thing): boolean =>
      runs.some(
        (run, i) => run !== null && i >= before && run.text.trim() !== '' && holds(box, ...middleOf(run)),
      );
    const drawings = this.#drawings.length >= MOST_AREAS ? [] : this.#drawings;
    return [...this.#pictures, ...drawings].flatMap((thing) => (isGround(thing) ? [] : [thing.box]));
  }
}

/** The issue for a page with text that can be searched but not seen. */
export function unseenText(page: number, characters: number): DocumentIssue {
  const message = `page ${page}: ${characters} character(s) that are not painted were left out`;
  return { code: 'left_out', message };
}

const middleOf = (run: TextRun): [number, number] => [run.x + run.width / 2, run.y + run.height / 2];

function covers(area: Box, rule: Box): boolean {
  return (
    area.x0 <= rule.x0 + PAGE.cover &&
    rule.x1 <= area.x1 + PAGE.cover &&
    area.y0 <= rule.y0 + PAGE.cover &&
    rule.y1 <= area.y1 + PAGE.cover &&
    (rule.x1 - rule.x0 > rule.y1 - rule.y0
      ? area.y0 + PAGE.cover < rule.y0 && rule.y1 < area.y1 - PAGE.cover
      : area.x0 + PAGE.cover < rule.x0 && rule.x1 < area.x1 - PAGE.cover)
  );
}

/** A character's box from its baseline: as high as its type, most of it above the line. */
export function glyphBox(x: number, y: number, advance: number, size: number, turn: Turn): Box {
  const over = size * PAGE.ascent;
  const under = size * (1 - PAGE.ascent);
  switch (turn) {
    case 0:
      return { x0: x, y0: y - over, x1: x + advance, y1: y + under };
    case 1:
      return { x0: x - under, y0: y, x1: x + over, y1: y + advance };
    case 2:
      return { x0: x - advance, y0: y - under, x1: x, y1: y + over };
    case 3:
      return { x0: x - over, y0: y - advance, x1: x + under, y1: y };
  }
}
