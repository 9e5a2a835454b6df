import { type Box, holds, intersection, type Turn } from './geometry.js';
import type { LayoutPage, RuleInk, TextRun } from './page.js';
import { PAGE } from './tolerances.js';

/** A character as a reader finds it: its box, and when it was drawn. */
export interface DrawnRun {
  readonly run: TextRun;
  /** White text is there only where something dark lies under it. */
  readonly white: boolean;
}

interface Area {
  readonly box: Box;
  readonly white: boolean;
  /** How many runs and rules had been drawn before. */
  readonly runs: number;
  readonly rules: number;
}

/** More characters or rules than this on one page are no report. */
const MOST = 200_000;
/** More areas than this are a picture made of shapes. */
const MOST_AREAS = 2000;

/** Collects what a page draws, in its order, and leaves out what is painted over, cut off or white on white. */
export class PageInk {
  readonly #runs: DrawnRun[] = [];
  readonly #rules: RuleInk[] = [];
  readonly #areas: Area[] = [];

  constructor(
    private readonly number: number,
    private readonly box: Box,
  ) {}

  /** Characters count, not runs: a limit against pages without end. */
  characters = 0;

  /** Does the page draw more than a page can hold? */
  get isOverfull(): boolean {
    return this.characters > MOST || this.#rules.length > MOST;
  }

  text(run: TextRun, white: boolean): void {
    this.characters += run.text.length;
    this.#runs.push({ run, white });
  }

  rule(box: Box, clip: Box): void {
    const seen = intersection(box, clip);
    if (seen !== null) this.#rules.push(seen);
  }

  /** An opaque rectangle: it hides what was drawn before. */
  area(box: Box, clip: Box, white: boolean): void {
    const seen = intersection(box, clip);
    if (seen === null || this.#areas.length >= MOST_AREAS) return;
    this.#areas.push({ box: seen, white, runs: this.#runs.length, rules: this.#rules.length });
  }

  page(): LayoutPage {
    const { x0, y0, x1, y1 } = this.box;
    const areas = this.#areas.length >= MOST_AREAS ? [] : this.#areas;
    return {
      number: this.number,
      width: x1 - x0,
      height: y1 - y0,
      runs: this.#runs.flatMap(({ run, white }, i) => (isSeen(run, white, i, areas) ? [run] : [])),
      rules: this.#rules.filter((rule, i) => !areas.some((area) => area.rules > i && covers(area.box, rule))),
    };
  }
}

function isSeen(run: TextRun, white: boolean, index: number, areas: readonly Area[]): boolean {
  const x = run.x + run.width / 2;
  const y = run.y + run.height / 2;
  let under = false;
  for (const area of areas) {
    if (!holds(area.box, x, y)) continue;
    if (area.runs > index) return false;
    under = !area.white;
  }
  return !white || under;
}

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
