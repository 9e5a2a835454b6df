import type { TextRun } from '../../layout/page/page.js';
import { UNTOLD } from '../../sight.js';
import type { Component } from '../image/components.js';
import type { PixelBox } from '../image/grey.js';
import { type ReadLine, recogniseLine, wordsView } from '../model/recognise-line.js';
import { MODEL } from '../model/tolerances.js';
import { runOf, type Sheet, shown } from './sheet.js';
import { around, type InkLine, isDust, linesOf, typeSize } from './text-lines.js';
import { READING } from './tolerances.js';

/** The text outside of tables, line by line. */
export async function readProse(sheet: Sheet, outside: readonly Component[]): Promise<TextRun[]> {
  const marks = outside.filter(
    (mark) =>
      !isDust(mark, sheet.scale) &&
      mark.y1 - mark.y0 < MODEL.tallestType * sheet.size &&
      mark.x1 - mark.x0 < READING.widestMark * sheet.size,
  );
  const size = typeSize([marks], sheet.scale) ?? sheet.size;
  const runs: TextRun[] = [];
  const lines = linesOf(marks, size, READING.proseApart);
  for (const line of lines) {
    for (const piece of pieces(line)) {
      const box = shown(piece, { ...sheet, size }, READING.pad, null, []);
      const reading = await recogniseLine(sheet.engine, sheet.page, box, wordsView());
      sheet.certainty.add(reading, piece);
      if (reading.text !== '')
        runs.push(runOf(toldProse(reading), { ...piece, y0: line.y0, y1: line.y1 }, sheet));
    }
  }
  return runs;
}

/** A number with a doubtful digit is not a number. */
function toldProse({ characters }: ReadLine): string {
  const marked = characters.map(({ text, confidence }) =>
    /\d/u.test(text) && confidence < READING.proseBound ? UNTOLD : text,
  );
  return marked.join('').replace(/[\d.,]*\ufffd[\d.,\ufffd]*/gu, UNTOLD);
}

/** A long line in pieces, cut at its widest gaps. */
function pieces(line: InkLine): PixelBox[] {
  const longest = READING.proseLength * (line.y1 - line.y0);
  const found: PixelBox[] = [];
  let rest = line.marks;
  while (rest.length > 1 && around(rest).x1 - (rest[0]?.x0 ?? 0) > longest) {
    const start = rest[0]?.x0 ?? 0;
    let end = rest[0]?.x1 ?? 0;
    let cut = 0;
    let widest = -1;
    for (const [i, { x0, x1 }] of rest.entries()) {
      if (x0 - start > longest) break;
      if (i > 0 && x0 - start > longest / 2 && x0 - end > widest) {
        widest = x0 - end;
        cut = i;
      }
      end = Math.max(end, x1);
    }
    if (cut === 0) break;
    found.push(around(rest.slice(0, cut)));
    rest = rest.slice(cut);
  }
  return [...found, around(rest)];
}
