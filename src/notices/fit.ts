import { type Detail, type Digest, FULL } from './digest.js';
import { type Outline, outlineOf } from './outline.js';

/** Cells and findings of an item that are shown, from most to least, before whole items are left out. */
const LINES = [FULL.lines, 5, 2, 1] as const;

/**
 * Says as much of a digest as fits. First the items show fewer of their cells, then the least weighty items give way
 * to "and N more".
 * @param build makes the message; null where it is too large
 * @returns the message; null where not even its head fits
 */
export function fitted<T>(
  digest: Digest,
  token: string,
  build: (outline: Outline, detail: Detail) => T | null,
): T | null {
  const tryWith = (detail: Detail) => build(outlineOf(digest, token, detail), detail);
  for (const lines of LINES) {
    const whole = tryWith({ items: digest.items.length, lines });
    if (whole !== null) return whole;
  }
  const least = LINES[LINES.length - 1] ?? 1;
  let best = tryWith({ items: 0, lines: least });
  let low = 1;
  let high = digest.items.length - 1;
  while (best !== null && low <= high) {
    const items = Math.ceil((low + high) / 2);
    const found = tryWith({ items, lines: least });
    if (found === null) high = items - 1;
    else {
      best = found;
      low = items + 1;
    }
  }
  return best;
}
