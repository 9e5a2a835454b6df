import { isFigureGlyph, type TextLine } from '../page/lines.js';
import { RULED } from './tolerances.js';

/** Does text of several rows stand in one cell as in two columns? Then the grid is not the table's own. */
export function runsColumnsTogether(rows: readonly (readonly TextLine[])[]): boolean {
  return rows.filter((lines) => lines.some(isInColumns)).length >= RULED.rowsTogether;
}

function isInColumns({ glyphs, size }: TextLine): boolean {
  const ink = glyphs.filter(({ text }) => text.trim() !== '');
  return ink.some((glyph, i) => {
    const before = ink[i - 1];
    if (before === undefined || glyph.x0 - before.x1 <= RULED.columnsApart * size) return false;
    const figures = isFigureGlyph(before) || isFigureGlyph(glyph);
    return figures || (i >= RULED.wordLength && ink.length - i >= RULED.wordLength);
  });
}
