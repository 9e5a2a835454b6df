import { type GreyImage, type PixelBox, WHITE } from './grey.js';
import { IMAGE } from './tolerances.js';

/** Runs along one direction of the image. */
interface Direction {
  /** How many lines there are across, how far apart in memory, and the same for the points of a line. */
  readonly lines: number;
  readonly lineStride: number;
  readonly points: number;
  readonly pointStride: number;
  /** The bit by which ink is marked that is thin across this direction. */
  readonly mark: number;
}

interface Run {
  readonly line: number;
  readonly from: number;
  /** Just behind its last point. */
  readonly to: number;
}

/**
 * Finds the ruling lines of a straightened page, long thin runs of ink, over gaps, with white beside them, and takes
 * them out of the image: its pixels are overwritten.
 *
 * @param scale pixels a point
 * @returns pieces of lines: a pixel thick, several side by side where the line is thicker
 */
export function takeRules(image: GreyImage, scale: number): PixelBox[] {
  const { width, height } = image;
  const thin = new Uint8Array(image.data.length);
  const across: Direction = { lines: height, lineStride: width, points: width, pointStride: 1, mark: 1 };
  const upright: Direction = { lines: width, lineStride: 1, points: height, pointStride: width, mark: 2 };
  markThin(thin, image, across, scale);
  markThin(thin, image, upright, scale);
  const foundAcross = runsOf(image, thin, across, scale, IMAGE.shortestLine);
  const foundUpright = runsOf(image, thin, upright, scale, IMAGE.shortestUpright);
  const longAcross = foundAcross.filter((run) => isLong(run, scale));
  const runsUpright = foundUpright.filter(
    (run) => isLong(run, scale) || reachesLines(run, longAcross, scale),
  );
  const runsAcross = foundAcross.filter((run) => isLong(run, scale) || reachesLines(run, runsUpright, scale));
  for (const run of runsAcross) erase(image, thin, across, run);
  for (const run of runsUpright) erase(image, thin, upright, run);
  return [
    ...runsAcross.map(({ line, from, to }) => ({ x0: from, y0: line, x1: to, y1: line + 1 })),
    ...runsUpright.map(({ line, from, to }) => ({ x0: line, y0: from, x1: line + 1, y1: to })),
  ];
}

/** Marks ink that is no thicker across the direction than a line may be. */
function markThin(thin: Uint8Array, { data }: GreyImage, direction: Direction, scale: number): void {
  const { lines, lineStride, points, pointStride, mark } = direction;
  const { faintestRule: faintest } = IMAGE;
  const thickest = Math.max(IMAGE.thickestLinePixels, Math.round(IMAGE.thickestLine * scale));
  for (let point = 0; point < points; point += 1) {
    const start = point * pointStride;
    let thickness = 0;
    for (let line = 0; line <= lines; line += 1) {
      const inked = line < lines && (data[start + line * lineStride] ?? WHITE) < faintest;
      if (inked) thickness += 1;
      else if (thickness > 0) {
        if (thickness <= thickest) {
          for (let back = line - thickness; back < line; back += 1) {
            const at = start + back * lineStride;
            thin[at] = (thin[at] ?? 0) | mark;
          }
        }
        thickness = 0;
      }
    }
  }
}

function runsOf(
  image: GreyImage,
  thin: Uint8Array,
  direction: Direction,
  scale: number,
  shortest: number,
): Run[] {
  const { lines, lineStride, points, pointStride, mark } = direction;
  const isThin = (at: number): boolean => ((thin[at] ?? 0) & mark) !== 0;
  const gap = Math.max(IMAGE.lineGapPixels, Math.round(IMAGE.lineGap * scale));
  const least = shortest * scale;
  const runs: Run[] = [];
  for (let line = 1; line + 1 < lines; line += 1) {
    const base = line * lineStride;
    let from = -1;
    let last = -1;
    let inked = 0;
    for (let point = 0; point <= points; point += 1) {
      const at = base + point * pointStride;
      // a line that leans a little goes on in the next row of pixels
      const lit = point < points && (isThin(at) || isThin(at - lineStride) || isThin(at + lineStride));
      if (lit) {
        if (from < 0) {
          from = point;
          inked = 0;
        }
        last = point;
        inked += 1;
      } else if (from >= 0 && (point - last > gap || point === points)) {
        const length = last + 1 - from;
        const run = { line, from, to: last + 1 };
        if (length >= least && inked >= length * IMAGE.dense && isBare(image, direction, run, scale))
          runs.push(run);
        from = -1;
      }
    }
  }
  return runs;
}

/** Is there white along the run on one side at least, a line's thickness away? Not so inside a line of text. */
function isBare({ data }: GreyImage, direction: Direction, run: Run, scale: number): boolean {
  const { lines, lineStride, pointStride } = direction;
  const { faintestRule: faintest } = IMAGE;
  const away = Math.max(IMAGE.thickestLinePixels, Math.round(IMAGE.thickestLine * scale));
  const share = (line: number): number => {
    if (line < 0 || line >= lines) return 0;
    let dark = 0;
    for (let point = run.from; point < run.to; point += 1) {
      if ((data[line * lineStride + point * pointStride] ?? WHITE) < faintest) dark += 1;
    }
    return dark / (run.to - run.from);
  };
  return Math.min(share(run.line - away), share(run.line + away)) <= IMAGE.besideLine;
}

function isLong({ from, to }: Run, scale: number): boolean {
  return to - from >= IMAGE.tellingLine * scale;
}

function reachesLines({ line, from, to }: Run, across: readonly Run[], scale: number): boolean {
  const reach = IMAGE.lineReach * scale;
  const meets = (end: number): boolean =>
    across.some(
      (run) => Math.abs(run.line - end) <= reach && run.from - reach <= line && line <= run.to + reach,
    );
  return meets(from) && meets(to);
}

/** Whitens the thin ink that the run goes through, and the grey seam beside it. */
function erase(
  { data }: GreyImage,
  thin: Uint8Array,
  { lines, lineStride, pointStride, mark }: Direction,
  run: Run,
): void {
  const isThin = (at: number): boolean => ((thin[at] ?? 0) & mark) !== 0;
  for (let point = run.from; point < run.to; point += 1) {
    const column = point * pointStride;
    for (let line = run.line - 1; line <= run.line + 1; line += 1) {
      if (!isThin(column + line * lineStride)) continue;
      let first = line;
      while (first > 0 && isThin(column + (first - 1) * lineStride)) first -= 1;
      let last = line;
      while (last + 1 < lines && isThin(column + (last + 1) * lineStride)) last += 1;
      for (let each = Math.max(0, first - 1); each <= Math.min(lines - 1, last + 1); each += 1) {
        data[column + each * lineStride] = WHITE;
      }
    }
  }
}
