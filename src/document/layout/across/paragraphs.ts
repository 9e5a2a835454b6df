import { foldLine } from '../../flow/whitespace.js';
import type { TextLine } from '../page/lines.js';
import { ACROSS } from './tolerances.js';

/** A line with the page it stands on. */
export interface PlacedLine {
  readonly line: TextLine;
  readonly page: number;
  /** The page's width. */
  readonly width: number;
}

/** Where the lines of a text begin and end. */
interface Measure {
  readonly left: number;
  readonly right: number;
}

const NUMBERED = /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])/u;
const SENTENCE_END = /[。；：！？:;!?]$/u;
/** Letters and digits of words that a line break parted are joined with a blank, all else without. */
const WORD_END = /[A-Za-z]$/u;
const WORD_START = /^[A-Za-z]/u;

/** Puts lines together to paragraphs, by the margins and the spacing of the whole text. */
export class ParagraphJoiner {
  readonly #measures: ReadonlyMap<number, Measure>;
  readonly #gap: number;

  /** @param lines all lines of the text that stand outside of tables */
  constructor(lines: readonly PlacedLine[]) {
    this.#measures = measuresOf(lines);
    this.#gap = usualGap(lines);
  }

  /**
   * The paragraphs of lines that follow one another without a table between. A line opens a new one where it is
   * indented, stands apart, is of other type, or where the line before ends before the margin.
   */
  join(lines: readonly PlacedLine[]): string[] {
    const paragraphs: string[] = [];
    let before: PlacedLine | undefined;
    for (const placed of lines) {
      const text = foldLine(placed.line.text);
      const goesOn = before !== undefined && this.#continues(before, placed);
      before = placed;
      if (text === '') continue;
      const open = goesOn ? paragraphs.pop() : undefined;
      paragraphs.push(open === undefined ? text : joinWords(open, text));
    }
    return paragraphs;
  }

  #continues(before: PlacedLine, placed: PlacedLine): boolean {
    const a = before.line;
    const b = placed.line;
    const size = Math.min(a.size, b.size);
    if (Math.abs(a.size - b.size) > ACROSS.otherSize * Math.max(a.size, b.size)) return false;
    const measureA = this.#measures.get(before.width);
    const measureB = this.#measures.get(placed.width);
    if (measureA === undefined || measureB === undefined) return false;
    if (a.x1 < measureA.right - ACROSS.shortLine * size) return false;
    if (b.x0 > measureB.left + ACROSS.indent * size) return false;
    if (NUMBERED.test(b.text) && SENTENCE_END.test(a.text)) return false;
    const usual = Math.min(this.#gap, ACROSS.widestGap * size);
    return before.page !== placed.page || b.y0 - a.y1 <= usual + ACROSS.extraGap * size;
  }
}

function joinWords(a: string, b: string): string {
  return WORD_END.test(a) && WORD_START.test(b) ? `${a} ${b}` : `${a}${b}`;
}

/** The margins of the text on pages of each width. */
function measuresOf(lines: readonly PlacedLine[]): Map<number, Measure> {
  const widths = new Map<number, PlacedLine[]>();
  for (const placed of lines) {
    const known = widths.get(placed.width);
    if (known === undefined) widths.set(placed.width, [placed]);
    else known.push(placed);
  }
  return new Map(
    [...widths].flatMap(([width, own]) => {
      const measure = measureOf(own);
      return measure === null ? [] : [[width, measure] as const];
    }),
  );
}

/** From the lines that fill the text's width; null where there are none, and every line stands for itself. */
function measureOf(lines: readonly PlacedLine[]): Measure | null {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const { line } of lines) {
    if (line.glyphs.length < ACROSS.longLine) continue;
    left = Math.min(left, line.x0);
    right = Math.max(right, line.x1);
  }
  return right === Number.NEGATIVE_INFINITY ? null : { left, right };
}

/** The gap between most lines: the median. */
function usualGap(lines: readonly PlacedLine[]): number {
  const gaps: number[] = [];
  for (let i = 1; i < lines.length; i += 1) {
    const a = lines[i - 1];
    const b = lines[i];
    if (a !== undefined && b !== undefined && a.page === b.page) gaps.push(b.line.y0 - a.line.y1);
  }
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}
