const FIGURE = /^[\d.,，%％+\-—－/\s]+$/;
/** Texts of one column that are longer than this, on average, are prose. */
const PROSE_COLUMN = 40;
/** Texts side by side that are longer than this, on average, are prose. */
export const PROSE_CELL = 60;

/**
 * Whether rows of cells only arrange prose: a single cell, one column of long texts, or long texts side by
 * side. Texts next to figures are data, however long.
 */
export function isProse(rows: readonly (readonly { readonly text: string }[])[]): boolean {
  let cells = 0;
  let filled = 0;
  let figures = 0;
  let length = 0;
  let widest = 0;
  for (const row of rows) {
    cells += row.length;
    widest = Math.max(widest, row.length);
    for (const { text } of row) {
      if (text === '') continue;
      filled += 1;
      length += text.length;
      if (FIGURE.test(text)) figures += 1;
    }
  }
  if (cells <= 1) return true;
  if (filled === 0 || figures * 4 >= filled) return false;
  return length / filled >= (widest === 1 ? PROSE_COLUMN : PROSE_CELL);
}
