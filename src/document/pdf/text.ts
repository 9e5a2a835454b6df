import { applyTo, compose, holds, turnOf } from '../layout/page/geometry.js';
import type { TextRun } from '../layout/page/page.js';
import { glyphBox } from '../layout/page/page-ink.js';
import type { PdfFont, PdfGlyph } from './font.js';
import type { PdfState } from './state.js';

/**
 * Moves through a shown string and gives each character with its place (PDF 32000-1, 9.4.4). Slanted text, which
 * is a watermark, and text outside of the clip are passed over.
 *
 * @param items characters, and numbers that move on (in thousandths of the type's size)
 */
export function* shownText(state: PdfState, font: PdfFont, items: readonly unknown[]): Generator<TextRun> {
  for (const item of items) {
    if (typeof item === 'number') {
      const shift = (-item / 1000) * state.now.fontSize;
      if (font.vertical) state.advance(0, shift);
      else state.advance(shift * state.now.horizontalScale, 0);
      continue;
    }
    const glyph = asGlyph(item);
    if (glyph === null) continue;
    const run = placeGlyph(state, font, glyph);
    if (run !== null) yield run;
  }
}

function asGlyph(item: unknown): PdfGlyph | null {
  if (typeof item !== 'object' || item === null || !('unicode' in item) || !('width' in item)) return null;
  const { unicode, width } = item;
  if (typeof unicode !== 'string' || typeof width !== 'number') return null;
  return {
    unicode,
    width,
    originalCharCode: 'originalCharCode' in item ? Number(item.originalCharCode) : -1,
    isSpace: 'isSpace' in item && item.isSpace === true,
    vmetric: 'vmetric' in item && Array.isArray(item.vmetric) ? item.vmetric : undefined,
  };
}

function placeGlyph(state: PdfState, font: PdfFont, glyph: PdfGlyph): TextRun | null {
  const { fontSize, horizontalScale, rise, matrix, clip } = state.now;
  const spacing = state.now.characterSpacing + (glyph.isSpace ? state.now.wordSpacing : 0);
  const width = glyph.width * font.scale * fontSize;
  const toPage = compose(matrix, state.textMatrix);
  const vertical = glyph.vmetric ?? font.verticalMetrics;
  let left = 0;
  let base = rise;
  if (font.vertical) {
    left = -(glyph.vmetric === undefined ? width / 2 : (vertical[1] ?? 0) * font.scale * fontSize);
    base -= (vertical[2] ?? 0) * font.scale * fontSize;
    state.advance(0, (vertical[0] ?? 0) * font.scale * fontSize - spacing);
  } else {
    state.advance((width + spacing) * horizontalScale, 0);
  }
  const [x, y] = applyTo(toPage, left * horizontalScale, base);
  const [endX, endY] = applyTo(toPage, (left + width) * horizontalScale, base);
  const [topX, topY] = applyTo(toPage, left * horizontalScale, base + fontSize);
  const text = font.textOf(glyph);
  const turn = turnOf(topY - y === 0 && topX - x === 0 ? 0 : y - topY, topX - x);
  const advance = Math.hypot(endX - x, endY - y);
  const size = Math.hypot(topX - x, topY - y);
  if (turn === null || text === '' || !(size > 0) || !Number.isFinite(x + y + advance + size)) return null;
  const box = glyphBox(x, y, advance, size, turn);
  if (!holds(clip, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)) return null;
  return { text, x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0, turn };
}
