import { isValue } from '../lines.js';
import { meets, middleOf, type Run, type Span, unionOf } from './pieces.js';

/** A run with its place. */
export interface PlacedRun extends Run, Span {}

/** A figure whose remark takes several lines. */
export interface RemarkedValue extends Span {
  readonly text: string;
  /** Indices of its first and its last line. */
  readonly top: number;
  readonly bottom: number;
}

/** The lines with what is left of them, and the figures that were put together. */
export interface Remarks {
  readonly lines: readonly (readonly PlacedRun[])[];
  readonly values: readonly RemarkedValue[];
}

/** A remark takes no more lines, and no more lines of other cells stand between two of them. */
const MOST_LINES = 8;
const MOST_BETWEEN = 2;
const OPENING = /^[（(〔[【]/u;

/** Is it a piece of a remark whose rest was not found? */
export function isHalfRemark(text: string): boolean {
  return /[\d０-９][（(〔[【][^）)〕\]】]*$|^[^（(〔[【]*[）)〕\]】]$/u.test(text);
}

/**
 * Puts figures together with the remark in brackets that goes on below them (「3（其中」, 「修订16件」, 「）」), or that stands
 * below them as a whole. Runs go on where they stand, up to the closing bracket; another figure in their way ends the
 * remark, which is then left as it stands.
 */
export function withRemarks(lines: readonly (readonly PlacedRun[])[]): Remarks {
  const used = new Set<PlacedRun>();
  const values: RemarkedValue[] = [];
  for (const [at, line] of lines.entries()) {
    for (const run of line) {
      if (run.kind === 'word' || used.has(run)) continue;
      const found = run.kind === 'open' ? closed(lines, at, run, used) : remarked(lines, at, run, used);
      if (found === null) continue;
      for (const one of found.runs) used.add(one);
      values.push(found.value);
    }
  }
  return { lines: lines.map((line) => line.filter((run) => !used.has(run))), values };
}

interface Found {
  readonly runs: readonly PlacedRun[];
  readonly value: RemarkedValue;
}

/** The figure with its remark up to the closing bracket. */
function closed(
  lines: readonly (readonly PlacedRun[])[],
  top: number,
  first: PlacedRun,
  used: ReadonlySet<PlacedRun>,
  start: readonly PlacedRun[] = [first],
): Found | null {
  const runs = [...start];
  let text = start.map((run) => run.text).join('');
  let span: Span = start.reduce<Span>(unionOf, first);
  let bottom = top + start.length - 1;
  for (let at = bottom + 1; !isValue(text); at += 1) {
    if (at >= lines.length || at - top >= MOST_LINES || at - bottom > MOST_BETWEEN + 1) return null;
    const own = (lines[at] ?? []).filter((run) => !used.has(run) && meets(run, span));
    const [next, ...others] = own;
    if (next === undefined) continue;
    // two texts there may be its own, or its neighbour's
    if (others.length > 0) return null;
    if (next.kind !== 'word')
      return isAloneWith(lines[top], first) ? unclosed(runs, text, next, top, at) : null;
    text += next.text;
    span = unionOf(span, next);
    bottom = at;
    runs.push(next);
  }
  return { runs, value: { text, ...span, top, bottom } };
}

/** Nothing but remarks begins on the line: it is the upper line of a row whose other figures stand lower. */
function isAloneWith(line: readonly PlacedRun[] | undefined, first: PlacedRun): boolean {
  return line?.every((run) => run === first || run.kind === 'open') === true;
}

/** A figure above the next one may be the rest of its remark (「1(见附注」, 「2」): both are one text, which is no number. */
function unclosed(
  runs: readonly PlacedRun[],
  text: string,
  next: PlacedRun,
  top: number,
  bottom: number,
): Found {
  const all = [...runs, next];
  const span = all.reduce<Span>(unionOf, next);
  return { runs: all, value: { text: `${text}\n${next.text}`, ...span, top, bottom } };
}

/** The figure with a remark that begins right below it. */
function remarked(
  lines: readonly (readonly PlacedRun[])[],
  top: number,
  run: PlacedRun,
  used: ReadonlySet<PlacedRun>,
): Found | null {
  const next = nearest(lines[top + 1] ?? [], run, used);
  if (next === null || !OPENING.test(next.text) || !/^\d+$/.test(run.text)) return null;
  return closed(lines, top, run, used, [run, next]);
}

/** Of the runs above or below a span, the one whose middle is nearest to its own. */
function nearest(line: readonly PlacedRun[], span: Span, used: ReadonlySet<PlacedRun>): PlacedRun | null {
  let found: PlacedRun | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const run of line) {
    const aside = Math.abs(middleOf(run) - middleOf(span));
    if (used.has(run) || !meets(run, span) || aside >= least) continue;
    [found, least] = [run, aside];
  }
  return found;
}
