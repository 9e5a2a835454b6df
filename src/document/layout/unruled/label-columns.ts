import type { Piece } from './pieces.js';
import { pieceOf, spacingOf } from './pieces.js';
import { UNRULED } from './tolerances.js';

/**
 * Labels taken apart where another column of labels begins: a group's label may stand so close to the label beside it
 * that both look like one text. Several other labels begin at that place.
 */
export function partedLabels(labels: readonly Piece[], size: number): Piece[] {
  const starts = new Map<number, number>();
  for (const { x0 } of labels) {
    const place = Math.round(x0);
    starts.set(place, (starts.get(place) ?? 0) + 1);
  }
  const isStart = (x: number): boolean => {
    const place = Math.round(x);
    const count = [place - 1, place, place + 1].reduce((sum, at) => sum + (starts.get(at) ?? 0), 0);
    return count >= UNRULED.fewestStarts;
  };
  return labels.flatMap((label) => {
    const seam = UNRULED.seam * size + spacingOf(label.glyphs, size);
    const at = label.glyphs.findIndex(
      ({ x0 }, i) => i > 0 && x0 - (label.glyphs[i - 1]?.x1 ?? x0) > seam && isStart(x0),
    );
    return at === -1 ? [label] : [pieceOf(label.glyphs.slice(0, at)), pieceOf(label.glyphs.slice(at))];
  });
}
