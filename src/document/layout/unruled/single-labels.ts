import type { TextLine } from '../page/lines.js';
import type { FigureRow } from './drawn-labels.js';
import type { FigureRegion } from './figure-region.js';
import { ORDINAL } from './ordinal.js';
import { isValue, type Piece, piecesOf, sameSize } from './pieces.js';
import type { LabelledRow } from './row-labels.js';
import { UNRULED } from './tolerances.js';

/** Rows whose labels are of one line each, and the line behind the last one. */
export interface SingleRows {
  readonly rows: readonly LabelledRow[];
  readonly to: number;
}

/**
 * Labels of one line each below a heading: they stand as far apart as rows do, or leave so much room that they can't be
 * lines of one text. Those without figures are blank rows. Null where a label may be of several lines.
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
  const areApart = all.every((label, i) => {
    const above = all[i - 1];
    if (above === undefined) return true;
    const room = widest - (above.x1 - above.x0);
    return label.at - above.at > pitch - UNRULED.sameGap * size || room > UNRULED.lineRoom * size;
  });
  if (heading.length === 0 || all.length < rows.length || !areApart) return null;
  const found = all.map((label): LabelledRow => {
    const row = rows.findIndex(({ at }) => Math.abs(at - label.at) < pitch / 2);
    return { at: label.at, label: label.text, lines: [label], row: row === -1 ? null : row };
  });
  const used = found.flatMap(({ row }) => (row === null ? [] : [row]));
  const each = used.length === rows.length && new Set(used).size === used.length;
  return each ? { rows: found, to: tail + below.length } : null;
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
