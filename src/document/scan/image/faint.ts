/** What is too faint for ink and too dark for paper, told from the paper's own grain. */
import { type GreyImage, WHITE } from './grey.js';
import { IMAGE } from './tolerances.js';

const QUARTILE = 0.25;
/** A quarter of a page's paper is darker than its middle by this many deviations. */
const QUARTER = 0.674;
const ROUNDS = 4;

/** A page whose grain is evened out, and the shade from which on it is darker than its paper. */
export interface FaintPage {
  readonly image: GreyImage;
  readonly shade: number;
  /** The shade of most of its paper, and of a good part of its ink. */
  readonly paper: number;
  readonly ink: number;
}

/** Nine points are one: grain is a third of what it was, and a stroke of one point's width still shows. */
export function faintPage(page: GreyImage): FaintPage {
  const image = smoothed(page);
  const { paper, deviation } = paperOf(countsOf(image));
  const ink = shadeAt(countsOf(page).subarray(0, IMAGE.ink), QUARTILE);
  return { image, shade: paper - Math.max(IMAGE.leastFaint, IMAGE.faintDeviations * deviation), paper, ink };
}

/**
 * Would a minus sign show on the page? Where it would drown in grain an empty cell can't be told from one with a dash,
 * nor a number from its negative.
 *
 * @param size of type, in pixels
 */
export function showsThinStrokes({ paper, ink, shade }: FaintPage, size: number): boolean {
  const smoothed = ((paper - ink) * Math.min(1, IMAGE.thinnestStroke * size)) / 3;
  return smoothed >= IMAGE.visibleStroke * (paper - shade);
}

/** Every point as the mean of itself and the eight around it; beyond the page all is white. */
function smoothed({ width, height, data }: GreyImage): GreyImage {
  const result = new Uint8Array(data.length);
  const columns = new Uint16Array(width + 2);
  for (let y = 0; y < height; y += 1) {
    const [above, here, below] = [y - 1, y, y + 1].map((row) =>
      row < 0 || row >= height ? null : data.subarray(row * width, (row + 1) * width),
    );
    columns.fill(3 * WHITE);
    for (let x = 0; x < width; x += 1) {
      columns[x + 1] = (above?.[x] ?? WHITE) + (here?.[x] ?? WHITE) + (below?.[x] ?? WHITE);
    }
    for (let x = 0; x < width; x += 1) {
      result[y * width + x] = ((columns[x] ?? 0) + (columns[x + 1] ?? 0) + (columns[x + 2] ?? 0)) / 9;
    }
  }
  return { width, height, data: result };
}

/** The paper's middle shade and how far its shades lie off it, without what is ink. */
function paperOf(counts: Uint32Array): { paper: number; deviation: number } {
  let [darkest, paper, deviation] = [0, WHITE, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const among = counts.subarray(darkest);
    paper = darkest + shadeAt(among, 0.5);
    deviation = (paper - darkest - shadeAt(among, QUARTILE)) / QUARTER;
    darkest = Math.max(darkest, Math.min(WHITE, Math.floor(paper - IMAGE.clippedPaper * deviation)));
  }
  return { paper, deviation };
}

/** How many points have each shade. */
function countsOf({ data }: GreyImage): Uint32Array {
  const counts = new Uint32Array(WHITE + 1);
  for (const shade of data) counts[shade] = (counts[shade] ?? 0) + 1;
  return counts;
}

/** The shade that this share of the points is darker than: points of one shade lie evenly between it and the next. */
function shadeAt(counts: Uint32Array, share: number): number {
  let left = share * counts.reduce((sum, count) => sum + count, 0);
  for (const [shade, count] of counts.entries()) {
    if (left < count) return shade + left / count;
    left -= count;
  }
  return counts.length;
}
