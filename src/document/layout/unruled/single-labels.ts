import type { TextLine } from '../page/lines.js';
import type { FigureRow } from './drawn-labels.js';
import type { FigureRegion } from './figure-region.js';
import { ORDINAL } from './ordinal.js';
import { isValue, type Piece, piecesOf, sameSize } from './pieces.js';
import type { LabelledRow } from './row-labels.js';
import { UNRULED } from './tolerances.js';

/** Rows whose labels are told apart, and the line behind the last one. */
export interface SingleRows {
  readonly rows: readonly LabelledRow[];
  readonly to: number;
}

/**
 * Labels below a heading: they stand as far apart as rows do, or leave so much room that they can't be lines of one text.
 * Those without figures are blank rows. Null where it can't be told whether lines are one label.
 *
 * @param labels at the left of the figures, below the heading
 */
export function singleLabels(
  region: FigureRegion,
  labels: readonly Piece[],
  rows: readonly FigureRow[],
  lines: readonly TextLine[],
): SingleRows | null {
  const { size, heading, tail } = region;
  const below = rowsBelow(lines, region);
  const all = [...labels, ...below].sort((a, b) => a.at - b.at);
  const bottom = Math.max(...heading.map(({ at }) => at));
  const pitch = Math.min(
    (all[0]?.at ?? Number.POSITIVE_INFINITY) - bottom,
    ...rows.slice(1).map(({ at }, i) => at - (rows[i]?.at ?? at)),
  );
  const widest = Math.max(...region.labels.map(({ x0, x1 }) => x1 - x0), ...all.map(({ x0, x1 }) => x1 - x0));
  const blocks = labelBlocks(all, pitch - UNRULED.sameGap * size, widest, size);
  if (heading.length === 0 || blocks === null || blocks.length < rows.length) return null;
  const found = blocks.map((own): LabelledRow => {
    const at = ((own[0]?.at ?? 0) + (own.at(-1)?.at ?? 0)) / 2;
    const row = rows.findIndex((figures) => Math.abs(figures.at - at) < pitch / 2);
    return { at, label: own.map(({ text }) => text).join('\n'), lines: own, row: row === -1 ? null : row };
  });
  const used = found.flatMap(({ row }) => (row === null ? [] : [row]));
  const each = used.length === rows.length && new Set(used).size === used.length;
  return each ? { rows: found, to: tail + below.length } : null;
}

/**
 * The lines of each label: one, or several that stand closer than rows do and leave no room for another character. Null
 * where it is neither one nor the other.
 *
 * @param pitch from one row to the next, at least
 * @param widest the widest label
 */
export function labelBlocks(
  lines: readonly Piece[],
  pitch: number,
  widest: number,
  size: number,
): readonly (readonly Piece[])[] | null {
  const blocks: Piece[][] = [];
  for (const line of lines) {
    const above = blocks.at(-1)?.at(-1);
    const isClose = above !== undefined && line.at - above.at <= pitch;
    const room = above === undefined ? widest : widest - (above.x1 - above.x0);
    if (!isClose || room > UNRULED.lineRoom * size) blocks.push([line]);
    else if (room < size && !ORDINAL.test(line.text)) blocks.at(-1)?.push(line);
    else return null;
  }
  return blocks;
}

/** Labels below the last figures, up to the title of the next heading. */
function rowsBelow(lines: readonly TextLine[], region: FigureRegion): Piece[] {
  const { tail, size, parting, labels, gap } = region;
  const end = Math.max(...labels.map(({ x1 }) => x1));
  const numbered = labels.some(({ text }) => ORDINAL.test(text));
  const found: Piece[] = [];
  for (let i = tail; i < lines.length; i += 1) {
    const [line, above, next] = [lines[i], lines[i - 1], lines[i + 1]];
    if (line === undefined || above === undefined || !sameSize(line, size)) break;
    const [only, second] = piecesOf(line, parting);
    const beyond = line.y0 - above.y1 > gap || only === undefined || second !== undefined;
    if (beyond || isValue(only) || only.x0 >= end || (ORDINAL.test(only.text) && !numbered)) break;
    const following = next === undefined ? [] : piecesOf(next, parting);
    if (next === undefined || (following.length > 1 && !following.some(isValue))) break;
    found.push(only);
  }
  return found;
}
