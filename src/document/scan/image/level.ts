import { type GreyImage, WHITE } from './grey.js';
import { IMAGE } from './tolerances.js';

/** Sides of the squares in which the paper's brightness is measured, in pixels. */
const TILE = 32;
/** How many squares around are consulted if a square shows no paper. */
const NEIGHBOURS = 2;
/** Step in pixels: a sample is enough to know whether most are dark. */
const SAMPLE = 17;

/**
 * The image as it would be on evenly lit white paper: every pixel in relation to the paper around it. Its own pixels are
 * overwritten: pages are large.
 */
export function levelled(image: GreyImage): GreyImage {
  if (isNegative(image)) invert(image);
  const { width, height, data } = image;
  const columns = Math.max(1, Math.ceil(width / TILE));
  const rows = Math.max(1, Math.ceil(height / TILE));
  const paper = widened(paperOf(image, columns, rows), columns, rows);
  const at = (column: number, row: number): number =>
    paper[Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))] ??
    WHITE;
  for (let y = 0; y < height; y += 1) {
    const v = (y + 0.5) / TILE - 0.5;
    const row = Math.floor(v);
    const down = v - row;
    for (let tile = -1; tile < columns; tile += 1) {
      const left = at(tile, row) * (1 - down) + at(tile, row + 1) * down;
      const right = at(tile + 1, row) * (1 - down) + at(tile + 1, row + 1) * down;
      const from = Math.max(0, tile * TILE + TILE / 2);
      const to = Math.min(width, from === 0 ? TILE / 2 : tile * TILE + TILE + TILE / 2);
      for (let x = from; x < to; x += 1) {
        const share = (x + 0.5) / TILE - 0.5 - tile;
        const white = left + (right - left) * share;
        const shade = ((data[y * width + x] ?? WHITE) * WHITE) / white;
        data[y * width + x] = shade > WHITE ? WHITE : shade;
      }
    }
  }
  return image;
}

function isNegative({ data }: GreyImage): boolean {
  const { negative } = IMAGE;
  let dark = 0;
  let seen = 0;
  for (let i = 0; i < data.length; i += SAMPLE) {
    seen += 1;
    if ((data[i] ?? WHITE) < negative) dark += 1;
  }
  return dark * 2 > seen;
}

function invert({ data }: GreyImage): void {
  for (let i = 0; i < data.length; i += 1) data[i] = WHITE - (data[i] ?? 0);
}

function paperOf({ width, height, data }: GreyImage, columns: number, rows: number): Float32Array {
  const paper = new Float32Array(columns * rows);
  const counts = new Uint32Array(WHITE + 1);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      counts.fill(0);
      let total = 0;
      for (let y = row * TILE; y < Math.min(height, (row + 1) * TILE); y += 1) {
        for (let x = column * TILE; x < Math.min(width, (column + 1) * TILE); x += 1) {
          const shade = data[y * width + x] ?? WHITE;
          counts[shade] = (counts[shade] ?? 0) + 1;
          total += 1;
        }
      }
      let left = total * IMAGE.paperShare;
      let shade = WHITE;
      while (shade > 0 && left > (counts[shade] ?? 0)) {
        left -= counts[shade] ?? 0;
        shade -= 1;
      }
      paper[row * columns + column] = shade;
    }
  }
  return paper;
}

/** Where no paper shows it is as bright as the brightest beside it. */
function widened(paper: Float32Array, columns: number, rows: number): Float32Array {
  return paper.map((shade, i) => {
    if (shade >= IMAGE.darkestPaper) return shade;
    const [row, column] = [Math.floor(i / columns), i % columns];
    let best = IMAGE.darkestPaper;
    for (let v = Math.max(0, row - NEIGHBOURS); v <= Math.min(rows - 1, row + NEIGHBOURS); v += 1) {
      for (
        let u = Math.max(0, column - NEIGHBOURS);
        u <= Math.min(columns - 1, column + NEIGHBOURS);
        u += 1
      ) {
        best = Math.max(best, paper[v * columns + u] ?? 0);
      }
    }
    return best;
  });
}
