import { OBJECT } from '../../sight.js';
import type { Box } from './geometry.js';
import { sizeOf } from './lines.js';
import type { Glyph } from './page.js';
import { PAGE } from './tolerances.js';

/** The sign of something that is no text, on the line of the text that it stands nearest to. */
export function signAt(place: Box, texts: readonly Glyph[]): Glyph {
  const nearest = nearestTo(place, texts);
  const at = middleOf(place);
  const size = nearest === null ? place.y1 - place.y0 : sizeOf(nearest);
  const y0 = nearest?.y0 ?? at - size / 2;
  // beside the text it stands in, and no part of what is drawn in one go with it
  const drawn = (nearest?.drawn ?? 0) + 0.5;
  return { text: OBJECT, turn: 0, drawn, x0: place.x0, x1: place.x1, y0, y1: y0 + size };
}

/** The signs of pictures that stand in a line of text; larger ones stand by themselves. */
export function signsInLines(objects: readonly Box[], texts: readonly Glyph[]): Glyph[] {
  return objects.flatMap((place) => {
    const nearest = nearestTo(place, texts);
    if (nearest === null || place.y1 - place.y0 > PAGE.pictureInLine * sizeOf(nearest)) return [];
    const isOnLine = Math.abs(middleOf(nearest) - middleOf(place)) < PAGE.sameBaseline * sizeOf(nearest);
    return isOnLine ? [signAt(place, texts)] : [];
  });
}

const middleOf = ({ y0, y1 }: Box): number => (y0 + y1) / 2;

function nearestTo(place: Box, texts: readonly Glyph[]): Glyph | null {
  let nearest: Glyph | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const glyph of texts) {
    if (glyph.turn !== 0 || glyph.text.trim() === '') continue;
    const away = Math.abs(middleOf(glyph) - middleOf(place));
    if (away < least) [nearest, least] = [glyph, away];
  }
  return nearest;
}
