/** The texts of cells, recognised line by line. */

import type { TextRun } from '../../layout/page/page.js';
import { UNTOLD } from '../../sight.js';
import type { PixelBox } from '../image/grey.js';
import { type ReadLine, recogniseLine, recogniseStrip, type View } from '../model/recognise-line.js';
import type { CellContent, CellLine } from './cell-content.js';
import { runOf, type Sheet } from './sheet.js';
import { isDash, isSlash } from './strokes.js';
import { READING } from './tolerances.js';
import { agreed, mayBeValue, shaped } from './value.js';

/** How often one or two characters are shown in each view: side by side they are no part of a word. */
const COPIES = [2, 3] as const;

const firstView = (): View => ({ margin: READING.firstMargin, squeeze: READING.firstWidth, times: 1 });
const secondView = (): View => ({ margin: READING.secondMargin, squeeze: READING.secondWidth, times: 1 });

/** The texts of cells; what may be a figure and is not certain holds `UNTOLD`. */
export async function readCells(sheet: Sheet, contents: readonly CellContent[]): Promise<TextRun[]> {
  const runs = contents.flatMap(({ cell, faint }) => (faint ? [runOf(UNTOLD, middleOf(cell), sheet)] : []));
  const strokes = new Map(
    contents.flatMap(({ lines }) => lines.map((line) => [line, dashOrSlash(line, sheet)] as const)),
  );
  const isText = (line: CellLine): boolean => (strokes.get(line) ?? '') === '';
  const first = await readLines(
    sheet,
    contents.flatMap(({ lines }) =>
      lines.flatMap((line) => (isText(line) ? [[line, line.views[0]] as const] : [])),
    ),
    firstView(),
  );
  for (const [{ line }, reading] of first) sheet.certainty.add(reading, line);
  const textOf = (line: CellLine): string => first.get(line)?.text ?? strokes.get(line) ?? '';
  const values: CellLine[] = [];
  for (const { lines } of contents) {
    if (mayBeValue(lines.map(textOf).join(''))) values.push(...lines);
    else runs.push(...lines.map((line) => runOf(textOf(line), line.line, sheet)));
  }
  const second = await readLines(
    sheet,
    values.flatMap((line) => (isText(line) ? [[line, line.views[1]] as const] : [])).reverse(),
    secondView(),
  );
  for (const line of values) {
    const readings = [first.get(line), second.get(line)];
    const told = isText(line) ? await tellValue(sheet, line, readings) : textOf(line);
    runs.push(runOf(line.cut ? `${told}${UNTOLD}` : told, line.line, sheet));
  }
  return runs;
}

/** A part of a cell, away from its borders: what reaches from one to the next would be taken for one text. */
function middleOf({ x0, y0, x1, y1 }: PixelBox): PixelBox {
  const [across, down] = [(x1 - x0) / 4, (y1 - y0) / 4];
  return { x0: x0 + across, y0: y0 + down, x1: x1 - across, y1: y1 - down };
}

/** A dash or a slash, which are told by their shapes alone; '' for all other text. */
function dashOrSlash({ marks }: CellLine, { page, size }: Sheet): string {
  if (isDash({ marks, page, size })) return '—';
  return isSlash({ marks, page, size }) ? '/' : '';
}

/** Reads lines, the short ones in strips of several. */
async function readLines(
  { engine, page }: Sheet,
  lines: readonly (readonly [line: CellLine, box: PixelBox])[],
  view: View,
): Promise<Map<CellLine, ReadLine>> {
  const read = new Map<CellLine, ReadLine>();
  let strip: (readonly [CellLine, PixelBox])[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (strip.length === 0) return;
    const boxes = strip.map(([, box]) => box);
    const found = await recogniseStrip(engine, page, boxes, view);
    for (const [i, [line]] of strip.entries()) {
      const reading = found[i];
      if (reading !== undefined) read.set(line, reading);
    }
    strip = [];
    length = 0;
  };
  for (const [line, box] of lines) {
    const width = (box.x1 - box.x0) / (box.y1 - box.y0);
    if (width > READING.shortText) {
      read.set(
        line,
        await recogniseLine(engine, page, box, { ...view, squeeze: view.squeeze * READING.longWidth }),
      );
      continue;
    }
    if (length + width > READING.stripLength) await flush();
    strip.push([line, box]);
    length += width + READING.stripSpace;
  }
  await flush();
  return read;
}

/** The value of a line by two readings; where they don't agree, by two others, in which it stands alone. */
async function tellValue(
  { engine, page, size }: Sheet,
  { line, marks, views }: CellLine,
  readings: readonly (ReadLine | undefined)[],
): Promise<string> {
  const known = readings.filter((reading) => reading !== undefined);
  const text = agreed(known);
  if (!text.includes(UNTOLD)) return shaped(text, { marks, size, page });
  const few = line.x1 - line.x0 < READING.lone * (line.y1 - line.y0);
  const alone = [
    await recogniseLine(engine, page, views[0], { ...firstView(), times: few ? COPIES[0] : 1 }),
    await recogniseLine(engine, page, views[1], { ...secondView(), times: few ? COPIES[1] : 1 }),
  ];
  return shaped(agreed(alone), { marks, size, page });
}
