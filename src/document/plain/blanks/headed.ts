import { type Columns, columnsUnder, type Placed, type PlacedLine } from './columns.js';
import { type Head, type Heads, headsOf, textOf } from './heads.js';
import { type Part, textsOf } from './parts.js';
import { meets } from './pieces.js';

/** A part with its heads as rows, and the columns under them. */
export interface HeadedPart {
  readonly part: Part;
  readonly head: readonly string[][];
  readonly columns: Columns;
}

/** How the texts of heads are taken, and how far they reach. */
interface Setting {
  readonly texts: 'texts' | 'words';
  readonly reach: number;
}

/**
 * Programs that put texts by their place on a page (`pdftotext -layout`) write a Chinese character as one column where it
 * covers two or three: heads reach that much further than their characters do, and neighbours may be one blank apart.
 */
const NARROW: readonly Setting[] = [
  { texts: 'texts', reach: 2 },
  { texts: 'words', reach: 2 },
  { texts: 'texts', reach: 1 },
  { texts: 'words', reach: 1 },
  { texts: 'texts', reach: 3 },
];
const AS_WRITTEN: Setting = { texts: 'texts', reach: 1 };
/** Where characters take the columns that they cover. */
const WIDE: readonly Setting[] = [AS_WRITTEN, { texts: 'words', reach: 1 }];

/** The heads of columns, and what stands over the labels. */
export function headsIn(
  { heads, body }: Part,
  count: number,
  { texts: which, reach }: Setting = AS_WRITTEN,
): { readonly found: Heads; readonly corner: readonly Placed[] } {
  const page = heads.at(-1)?.page;
  const beside = body.filter((line) => line.page === page);
  const labels = beside.flatMap(({ texts }) => texts);
  const left = leftOf(beside);
  const isCorner = (piece: Placed): boolean =>
    piece.x1 <= left && labels.some((label) => meets(label, piece));
  const wide = (piece: Placed): Placed => ({ ...piece, x1: piece.x0 + (piece.x1 - piece.x0) * reach });
  const own = heads
    .filter((line) => line.page === page)
    .map((line) => line[which].filter((piece) => !isCorner(piece)).map(wide));
  const found = headsOf(withoutRepeat(own), count);
  const corner = heads.flatMap(({ texts }) => texts.filter(isCorner));
  const [first, ...others] = found.columns;
  // heads at the end of a page: that of the labels is the first of them
  const isAway = beside.length === 0 && body.some(({ texts }) => texts.length > 0);
  return isAway && first !== undefined && others.length === count
    ? { found: { ...found, columns: others }, corner: [...corner, ...first.texts] }
    : { found, corner };
}

/** Where a page ends within heads that are repeated on each page, the next one begins with the rest and then with all. */
function withoutRepeat(lines: readonly (readonly Placed[])[]): readonly (readonly Placed[])[] {
  const texts = lines.map((line) => line.map(({ text }) => text).join(' '));
  for (let count = Math.floor(lines.length / 2); count > 1; count -= 1) {
    const start = lines.length - count;
    if (texts.slice(start).every((text, i) => text === texts[start - count + i])) return lines.slice(start);
  }
  return lines;
}

function leftOf(lines: readonly PlacedLine[]): number {
  let left = Number.POSITIVE_INFINITY;
  for (const { values } of lines) for (const { x0 } of values) left = Math.min(left, x0);
  return left;
}

/**
 * Parts with their heads as rows, and the columns under them. Where each column of figures has a head of its own, heads of
 * several lines are one text; else their lines stand as they are, so that no head is put where it may not belong.
 */
export function headedColumns(parts: readonly Part[], isNarrow: boolean): HeadedPart[] {
  return parts.map((part) => {
    const { heads, body } = part;
    const rows = rowsOnPage(part);
    const most = body.reduce((sum, { values }) => Math.max(sum, values.length), 0);
    for (const setting of isNarrow ? NARROW : WIDE) {
      const { found, corner } = headsIn(part, most, setting);
      const columns = columnsUnder(rows, placesOf(part, found), most);
      if (!isHeaded(found.columns, columns)) continue;
      const head = [[textsOf(corner).join('')], ...found.above.map(textsOf), found.columns.map(textOf)];
      return { part, head: head.filter((row) => row.some((cell) => cell !== '')), columns };
    }
    const columns = columnsUnder(rows, placesOf(part, headsIn(part, most).found), most);
    return { part, head: heads.map(({ texts }) => textsOf(texts)).filter((row) => row.length > 0), columns };
  });
}

/** Heads say where columns stand on their own page. */
function placesOf({ heads, body }: Part, { columns }: Heads): readonly Head[] {
  return heads.at(-1)?.page === body[0]?.page ? columns : [];
}

/** The rows of figures on the page on which the part begins. */
function rowsOnPage({ body }: Part): PlacedLine[] {
  const page = body[0]?.page;
  return body.filter((line) => line.page === page && line.values.length > 0);
}

/**
 * Has each column a head of its own? As many heads as columns are theirs in order: where texts are put by their place, what
 * stands at the left of a line can push the rest of it aside.
 */
function isHeaded(heads: readonly Head[], { count, spans }: Columns): boolean {
  return spans !== null && heads.length === count;
}
