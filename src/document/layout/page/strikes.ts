import { DocumentError } from '../../../errors.js';
import { struck } from '../../sight.js';
import { type Box, intersection } from './geometry.js';
import { sizeOf } from './lines.js';
import type { Glyph, RuleInk, Slant } from './page.js';
import { clusters } from './rules.js';
import { PAGE } from './tolerances.js';

/**
 * Struck text: level lines through the middle of characters, and leaning ones through figures, get the notation of
 * src/document/sight.ts. A line that goes on beyond the text and ends at upright lines on both sides is a table's; one at
 * the foot of the text is under it.
 */
export function withStrikes(
  glyphs: readonly Glyph[],
  ink: readonly RuleInk[],
  slants: readonly Slant[],
): { readonly glyphs: readonly Glyph[]; readonly rules: readonly RuleInk[] } {
  const upright = ink.filter(
    ({ x0, x1, y0, y1 }) => x1 - x0 <= PAGE.thickestRule && y1 - y0 > PAGE.shortestRule,
  );
  const strokes = levelStrokes(ink);
  const hit = new Set<Glyph>();
  const used = new Set<RuleInk>();
  const inked = glyphs.filter(({ turn, text }) => turn === 0 && text.trim() !== '');
  const bands = new Map<number, Glyph[]>();
  for (const glyph of inked) {
    const band = bandOf((glyph.y0 + glyph.y1) / 2);
    const own = bands.get(band);
    if (own === undefined) bands.set(band, [glyph]);
    else own.push(glyph);
  }
  let checks = slants.length * inked.length;
  for (const stroke of strokes) {
    // the middle of a character is less than its height away from a line through it
    const at = bandOf((stroke.box.y0 + stroke.box.y1) / 2);
    const near = [-2, -1, 0, 1, 2].flatMap((step) => bands.get(at + step) ?? []);
    checks += near.length;
    if (checks > MOST_CHECKS) throw tooMuch();
    const through = near.filter((glyph) => isThrough(stroke.box, glyph));
    if (through.length === 0 || isOfTable(stroke.box, through, upright)) continue;
    for (const glyph of through) hit.add(glyph);
    for (const piece of stroke.pieces) used.add(piece);
  }
  for (const slant of slants) for (const glyph of inked) if (isCrossedOut(slant, glyph)) hit.add(glyph);
  if (hit.size === 0) return { glyphs, rules: ink };
  return {
    glyphs: glyphs.map((glyph) => (hit.has(glyph) ? { ...glyph, text: struck(glyph.text) } : glyph)),
    rules: ink.filter((rule) => !used.has(rule)),
  };
}

/** Tries of a line against a character: a page with more of both is no report. */
const MOST_CHECKS = 100_000_000;
/** The height of the bands in which characters are looked for, in points: as type is seldom. */
const BAND = 24;
const bandOf = (y: number): number => Math.floor(y / BAND);

function tooMuch(): DocumentError {
  return new DocumentError('too_large', 'a page draws more lines through its text than a page can hold');
}

interface Stroke {
  readonly box: Box;
  readonly pieces: readonly RuleInk[];
}

/** Level lines, joined from their pieces more strictly than those of tables: they may be drawn word by word. */
function levelStrokes(ink: readonly RuleInk[]): Stroke[] {
  const level = ink.filter(({ x0, x1, y0, y1 }) => y1 - y0 <= PAGE.thickestRule && x1 - x0 >= y1 - y0);
  const middle = ({ y0, y1 }: RuleInk): number => (y0 + y1) / 2;
  return clusters(level, middle, PAGE.strikeLevel, PAGE.strikeLevel).flatMap((pieces) => {
    const strokes: { box: Box; pieces: RuleInk[] }[] = [];
    for (const piece of [...pieces].sort((a, b) => a.x0 - b.x0)) {
      const open = strokes.at(-1);
      if (open === undefined || piece.x0 - open.box.x1 > PAGE.ruleGap) {
        strokes.push({ box: piece, pieces: [piece] });
        continue;
      }
      open.pieces.push(piece);
      open.box = {
        x0: open.box.x0,
        x1: Math.max(open.box.x1, piece.x1),
        y0: Math.min(open.box.y0, piece.y0),
        y1: Math.max(open.box.y1, piece.y1),
      };
    }
    return strokes;
  });
}

function isThrough({ x0, x1, y0, y1 }: Box, glyph: Glyph): boolean {
  const height = glyph.y1 - glyph.y0;
  const at = ((y0 + y1) / 2 - glyph.y0) / height;
  if (at < PAGE.strikeTop || at > PAGE.strikeBottom) return false;
  const covered = Math.min(x1, glyph.x1) - Math.max(x0, glyph.x0);
  return covered > 0 && covered >= PAGE.strikeCover * (glyph.x1 - glyph.x0);
}

/** Does the line belong to a table: does it go on beyond the text, to an upright line at either end? */
function isOfTable(stroke: Box, through: readonly Glyph[], upright: readonly Box[]): boolean {
  const size = Math.max(...through.map(sizeOf));
  const left = Math.min(...through.map(({ x0 }) => x0));
  const right = Math.max(...through.map(({ x1 }) => x1));
  const isOwn = left - stroke.x0 <= PAGE.strikeEnd * size && stroke.x1 - right <= PAGE.strikeEnd * size;
  if (isOwn) return false;
  const meets = (x: number): boolean =>
    upright.some(
      (line) =>
        Math.abs((line.x0 + line.x1) / 2 - x) <= PAGE.ruleGap &&
        line.y0 - PAGE.ruleGap <= stroke.y1 &&
        stroke.y0 <= line.y1 + PAGE.ruleGap,
    );
  return meets(stroke.x0) && meets(stroke.x1);
}

const FIGURE = /^[\d０-９]$/u;

/** Does a leaning line go through the middle of a figure? Other text has diagonals beside it, in heads of tables. */
function isCrossedOut({ from, to }: Slant, glyph: Glyph): boolean {
  if (!FIGURE.test(glyph.text)) return false;
  const [width, height] = [glyph.x1 - glyph.x0, glyph.y1 - glyph.y0];
  const core: Box = {
    x0: glyph.x0 + (width * (1 - PAGE.strikeCover)) / 2,
    x1: glyph.x1 - (width * (1 - PAGE.strikeCover)) / 2,
    y0: glyph.y0 + height * PAGE.strikeTop,
    y1: glyph.y0 + height * PAGE.strikeBottom,
  };
  return crosses(from, to, core);
}

/** Does a straight line meet a box? (Liang and Barsky) */
function crosses([x, y]: Slant['from'], [toX, toY]: Slant['to'], box: Box): boolean {
  const around: Box = {
    x0: Math.min(x, toX),
    x1: Math.max(x, toX),
    y0: Math.min(y, toY),
    y1: Math.max(y, toY),
  };
  if (intersection(around, box) === null) return false;
  let [enter, leave] = [0, 1];
  for (const [step, room] of [
    [x - toX, x - box.x0],
    [toX - x, box.x1 - x],
    [y - toY, y - box.y0],
    [toY - y, box.y1 - y],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) enter = Math.max(enter, room / step);
    if (step > 0) leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}
