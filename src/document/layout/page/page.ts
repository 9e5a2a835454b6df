/**
 * A page as the layout gets it. Readers of PDF and OFD give what the file draws, the reader of scans what it
 * recognises; all in points (1/72 inch), x to the right, y down from the page's top.
 */
import { defined } from '../../../defined.js';
import type { Colour } from './colour.js';
import { asTurn, type Box, type Point, pointBack, type Turn, turnBack } from './geometry.js';

/** Text drawn in one go, on one baseline. */
export interface TextRun {
  readonly text: string;
  /** The box around it; its height (its width where it is turned) is about the size of the type. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Quarter turns clockwise from upright. */
  readonly turn?: Turn;
  /**
   * Where each character (code point) begins and ends along the line, from the run's own beginning; two numbers
   * for each. Without it the characters share the run by their usual widths.
   */
  readonly spans?: readonly number[];
  /** Where it is known, and one. */
  readonly colour?: Colour;
}

/** A drawn line, thin rectangle or thin picture: the box of its ink. */
export type RuleInk = Box;

/** A straight line that leans, from one point to another. */
export interface Slant {
  readonly from: Point;
  readonly to: Point;
}

export interface LayoutPage {
  /** 1-based */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
  readonly rules: readonly RuleInk[];
  readonly slants?: readonly Slant[];
  /** Visible things that are not text: pictures, drawings, form controls. */
  readonly objects?: readonly Box[];
  /** Whether a table must have lines: figures of a picture are certain only in cells that were cut one by one. */
  readonly onlyRuled?: boolean;
}

/** One character on the page. */
export interface Glyph extends Box {
  readonly text: string;
  readonly turn: Turn;
  readonly colour?: Colour;
  /** How many characters of the page the file draws before this one. */
  readonly drawn: number;
}

/** A page as its text is read: most of it upright. */
export interface UprightPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly RuleInk[];
  readonly slants: readonly Slant[];
  readonly objects: readonly Box[];
  readonly onlyRuled: boolean;
}

/** Turns the page so that most of its text stands upright, and takes its runs apart. */
export function uprightPage(page: LayoutPage): UprightPage {
  const counts = [0, 0, 0, 0];
  for (const { turn = 0, text } of page.runs) counts[turn] = (counts[turn] ?? 0) + text.length;
  const turn = asTurn(counts.indexOf(Math.max(...counts)));
  const { number, width, height, rules, slants = [], objects = [], onlyRuled = false } = page;
  const glyphs: Glyph[] = [];
  for (const run of page.runs) addGlyphs(glyphs, run);
  if (turn === 0) return { number, width, height, glyphs, rules, slants, objects, onlyRuled };
  const sideways = turn % 2 === 1;
  return {
    number,
    width: sideways ? height : width,
    height: sideways ? width : height,
    glyphs: glyphs.map((glyph) => ({
      ...glyph,
      turn: asTurn(glyph.turn - turn),
      ...turnBack(glyph, turn, width, height),
    })),
    rules: rules.map((rule) => turnBack(rule, turn, width, height)),
    slants: slants.map(({ from, to }) => ({
      from: pointBack(from, turn, width, height),
      to: pointBack(to, turn, width, height),
    })),
    objects: objects.map((box) => turnBack(box, turn, width, height)),
    onlyRuled,
  };
}

function addGlyphs(glyphs: Glyph[], run: TextRun): void {
  const { x, y, width, height, turn = 0 } = run;
  const characters = [...run.text];
  const spans = run.spans ?? usualSpans(characters, turn % 2 === 1 ? height : width);
  const colour = defined({ colour: run.colour });
  for (const [i, text] of characters.entries()) {
    const from = spans[i * 2];
    const to = spans[i * 2 + 1];
    if (from === undefined || to === undefined) break;
    glyphs.push({ text, turn, ...colour, ...alongRun(from, to), drawn: glyphs.length });
  }

  function alongRun(from: number, to: number): Box {
    switch (turn) {
      case 0:
        return { x0: x + from, y0: y, x1: x + to, y1: y + height };
      case 1:
        return { x0: x, y0: y + from, x1: x + width, y1: y + to };
      case 2:
        return { x0: x + width - to, y0: y, x1: x + width - from, y1: y + height };
      case 3:
        return { x0: x, y0: y + height - to, x1: x + width, y1: y + height - from };
    }
  }
}

/** Characters of ASCII are half as wide as all others. */
function usualSpans(characters: readonly string[], length: number): number[] {
  const widths = characters.map((character) => ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2));
  const unit =
    length /
    Math.max(
      1,
      widths.reduce((sum, width) => sum + width, 0),
    );
  const spans: number[] = [];
  let at = 0;
  for (const width of widths) {
    spans.push(at * unit, (at + width) * unit);
    at += width;
  }
  return spans;
}
