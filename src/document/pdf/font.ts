import { isSymbolFont, signText } from '../layout/page/symbol-font.js';
import { meaningOf } from '../layout/page/unify.js';
import { UNTOLD } from '../sight.js';
import type { PdfObjects } from './library.js';

/** A character of a shown string, as pdf.js gives it. */
export interface PdfGlyph {
  readonly originalCharCode: number;
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric: readonly number[] | undefined;
}

/** A font, as far as positions and meanings of its characters go. */
export interface PdfFont {
  /** From the font's units to those of text space. */
  readonly scale: number;
  readonly vertical: boolean;
  readonly verticalMetrics: readonly number[];
  /** What the character says; the mark of an untold one where the font does not tell. */
  textOf(glyph: PdfGlyph): string;
}

const PLAIN_SCALE = 0.001;
const PLAIN_METRICS = [-1000, 500, 880];
/** For a font that pdf.js could not load: nothing that it writes can be told. */
const UNKNOWN: PdfFont = {
  scale: PLAIN_SCALE,
  vertical: false,
  verticalMetrics: PLAIN_METRICS,
  textOf: () => UNTOLD,
};

/** The fonts of a document by the names that pdf.js gives them. */
export class PdfFonts {
  readonly #known = new Map<string, PdfFont>();

  constructor(private readonly objects: PdfObjects) {}

  get(name: string): PdfFont {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (!this.objects.has(name)) return UNKNOWN;
    const font = fontOf(this.objects.get(name));
    this.#known.set(name, font);
    return font;
  }
}

function fontOf(data: unknown): PdfFont {
  if (typeof data !== 'object' || data === null) return UNKNOWN;
  const matrix = numbers('fontMatrix' in data ? data.fontMatrix : undefined);
  const metrics = numbers('defaultVMetrics' in data ? data.defaultVMetrics : undefined);
  const map = 'toUnicode' in data ? mapOf(data.toUnicode) : null;
  return {
    scale: matrix[0] || PLAIN_SCALE,
    vertical: 'vertical' in data && data.vertical === true,
    verticalMetrics: metrics.length === 3 ? metrics : PLAIN_METRICS,
    textOf: isSymbolFont('name' in data ? String(data.name) : '')
      ? (glyph) => signText(textOf(glyph, map))
      : (glyph) => textOf(glyph, map),
  };
}

/**
 * The font's own table of meanings, or null where it has none. Without an entry pdf.js gives a character's number
 * in the font as if it were Unicode: a glyph numbered 51 would be read as the figure 3.
 */
function mapOf(toUnicode: unknown): readonly unknown[] | null {
  if (typeof toUnicode !== 'object' || toUnicode === null || !('_map' in toUnicode)) return null;
  return Array.isArray(toUnicode._map) ? toUnicode._map : null;
}

function textOf(glyph: PdfGlyph, map: readonly unknown[] | null): string {
  if (map?.[glyph.originalCharCode] === undefined) return glyph.isSpace ? ' ' : UNTOLD;
  return meaningOf(glyph.unicode);
}

function numbers(value: unknown): number[] {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return [];
  return Array.from(
    value instanceof Float32Array || value instanceof Float64Array || Array.isArray(value) ? value : [],
  ).filter((item): item is number => typeof item === 'number');
}
