import { ORDINAL } from './ordinal.js';
import type { Piece } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** A row as it is printed: its label, and which row of figures it names; null for what has none. */
export interface LabelledRow {
  readonly at: number;
  readonly label: string | null;
  /** The lines of its label. */
  readonly lines: readonly Piece[];
  readonly row: number | null;
}

export interface LabelledRows {
  /** What stands over the labels. */
  readonly above: string;
  /** Are labels without figures rows with nothing but blanks? */
  readonly blanks: boolean;
  readonly rows: readonly LabelledRow[];
}

interface Block {
  readonly lines: readonly Piece[];
  readonly row: number | null;
}

/**
 * Which label belongs to which row of figures: a label of several lines has its figures in the middle, or all
 * labels have them beside their first line, or all beside their last. Null where none of this fits every row, or
 * more than one does.
 *
 * @param rows the middles of the rows of figures, from top to bottom
 */
export function labelsOfRows(
  labels: readonly Piece[],
  rows: readonly number[],
  size: number,
): LabelledRows | null {
  const groups = groupLabels(labels, size);
  const own = labels.filter((piece) => !groups.includes(piece)).sort((a, b) => a.at - b.at);
  // figures under a heading, without labels
  if (labels.length === 0) {
    const bare = rows.length === 1 ? [{ at: rows[0] ?? 0, label: null, lines: [], row: 0 }] : null;
    return bare === null ? null : { above: '', blanks: false, rows: bare };
  }
  if (
    own.some((piece, i) => piece.at - (own[i - 1]?.at ?? Number.NEGATIVE_INFINITY) < UNRULED.sameBase * size)
  )
    return null;
  const listed = byOrdinals(own, rows, size);
  const blocks = listed ?? byPlace(own, rows, size);
  const [first] = blocks ?? [];
  const top = first?.lines[0];
  if (blocks === null || top === undefined) return null;
  const last = blocks.at(-1)?.lines.at(-1)?.at ?? 0;
  // a line below the last label that no row has is none of the table's
  if (own.some((piece) => piece.at > last)) return null;
  const above = own.filter((piece) => piece.at < top.at).map(({ text }) => text);
  const found = blocks.map(({ lines, row }): LabelledRow => {
    const at = row === null ? middleOf(lines) : (rows[row] ?? 0);
    return { at, label: lines.map(({ text }) => text).join('\n'), lines, row };
  });
  return { above: above.join('\n'), blanks: listed !== null, rows: found };
}

function middleOf(lines: readonly Piece[]): number {
  return ((lines[0]?.at ?? 0) + (lines.at(-1)?.at ?? 0)) / 2;
}

/** Labels of several rows stand at the left of others, or follow at once on such a line in its column. */
function groupLabels(labels: readonly Piece[], size: number): Piece[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at);
  const isBeside = (piece: Piece, other: Piece): boolean => other !== piece && other.x0 >= piece.x1;
  const groups = new Set(
    sorted.filter((piece, i) =>
      anyNear(sorted, i, UNRULED.besideLabel * size, (other) => isBeside(piece, other)),
    ),
  );
  const open = sorted.flatMap((piece, i) => (groups.has(piece) ? [i] : []));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = sorted[next];
    anyNear(sorted, next, UNRULED.leading * size, (piece, at) => {
      if (group === undefined || groups.has(piece) || !goesOnWith(group, piece, size)) return false;
      groups.add(piece);
      open.push(at);
      return false;
    });
  }
  return [...groups];
}

/** Is the text a line of the group's label, in its column? */
function goesOnWith(group: Piece, piece: Piece, size: number): boolean {
  const slack = UNRULED.groupSlack;
  return (
    ((piece.x0 >= group.x0 - slack && piece.x1 <= group.x1 + slack) ||
      (group.x0 >= piece.x0 - slack && group.x1 <= piece.x1 + slack && !ORDINAL.test(piece.text))) &&
    Math.abs(piece.x0 + piece.x1 - group.x0 - group.x1) < UNRULED.groupCentre * size
  );
}

/** Does it hold for any text no further above or below than so much? */
function anyNear(
  sorted: readonly Piece[],
  index: number,
  reach: number,
  holds: (piece: Piece, index: number) => boolean,
): boolean {
  const at = sorted[index]?.at ?? 0;
  let first = index;
  while ((sorted[first - 1]?.at ?? Number.NEGATIVE_INFINITY) > at - reach) first -= 1;
  for (let i = first; ; i += 1) {
    const piece = sorted[i];
    if (piece === undefined || piece.at >= at + reach) return false;
    if (holds(piece, i)) return true;
  }
}

/** Where every label begins with its number, those without figures are blank rows. */
function byOrdinals(lines: readonly Piece[], rows: readonly number[], size: number): Block[] | null {
  const first = lines.findIndex(({ text }) => ORDINAL.test(text));
  if (first === -1) return null;
  const blocks: Piece[][] = [];
  for (const line of lines.slice(first)) {
    const before = blocks.at(-1)?.at(-1);
    if (ORDINAL.test(line.text)) blocks.push([line]);
    else if (before === undefined || line.at - before.at > UNRULED.leading * size) return null;
    else blocks.at(-1)?.push(line);
  }
  const fits = PLACES.flatMap((place) => {
    const found = blocks.map((block): Block => {
      const row = rows.findIndex((at) => Math.abs(at - place(block)) < UNRULED.sameBase * size);
      return { lines: block, row: row === -1 ? null : row };
    });
    const used = found.flatMap(({ row }) => (row === null ? [] : [row]));
    return used.length === rows.length && new Set(used).size === used.length ? [found] : [];
  });
  return sole(fits);
}

const PLACES: readonly ((lines: readonly Piece[]) => number)[] = [
  middleOf,
  (lines) => lines[0]?.at ?? 0,
  (lines) => lines.at(-1)?.at ?? 0,
];

/** Every row of figures has a label, and every line belongs to one, from some line on. */
function byPlace(lines: readonly Piece[], rows: readonly number[], size: number): Block[] | null {
  const fits = PLACES.flatMap((place) =>
    lines.flatMap((_, start) => {
      const found = chain(lines.slice(start), rows, size, place);
      return found === null ? [] : [found];
    }),
  );
  return sole(fits);
}

function chain(
  lines: readonly Piece[],
  rows: readonly number[],
  size: number,
  place: (lines: readonly Piece[]) => number,
): Block[] | null {
  const blocks: Block[] = [];
  let start = 0;
  for (const [row, at] of rows.entries()) {
    const next = rows[row + 1];
    const ends: number[] = [];
    const block: Piece[] = [];
    for (let end = start; end < lines.length; end += 1) {
      const [line, above] = [lines[end], block.at(-1)];
      if (line === undefined || (next !== undefined && line.at > next)) break;
      if (above !== undefined && line.at - above.at >= UNRULED.leading * size) break;
      block.push(line);
      if (Math.abs(place(block) - at) < UNRULED.sameBase * size) ends.push(end);
    }
    // beside the first line, a label goes on to the next row's
    const end =
      place === PLACES[1]
        ? ends.findLast((i) => next === undefined || (lines[i]?.at ?? 0) < next - UNRULED.sameBase * size)
        : ends[0];
    if (end === undefined) return null;
    blocks.push({ lines: lines.slice(start, end + 1), row });
    start = end + 1;
  }
  return start === lines.length ? blocks : null;
}

/** The one way to read them; null where ways differ. */
function sole(ways: readonly (readonly Block[])[]): Block[] | null {
  const [first, ...others] = ways;
  if (first === undefined) return null;
  const same = others.every(
    (other) =>
      other.length === first.length &&
      other.every(
        ({ lines, row }, i) =>
          row === first[i]?.row && lines[0] === first[i]?.lines[0] && lines.length === first[i]?.lines.length,
      ),
  );
  return same ? [...first] : null;
}
