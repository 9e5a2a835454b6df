import { type Columns, type Placed, type PlacedLine, spansOf, spansUnder } from './columns.js';
import { type Head, type Heads, headsOf, textOf } from './heads.js';
import { headCells, type Part, textsOf } from './parts.js';
import { meets, middleOf, type Span, unionOf } from './pieces.js';

/** A part with its heads as rows, and the columns under them. */
export interface HeadedPart {
  readonly part: Part;
  readonly head: readonly string[][];
  /** Null where heads show other columns than figures do: no figure can be placed. */
  readonly columns: Columns | null;
}

/** How the texts of heads are taken, how far they reach, and which of them stand over the labels. */
interface Setting {
  readonly texts: 'texts' | 'words';
  readonly reach: number;
  /** Those above a label, or only those that begin at the left of the labels' middle. */
  readonly corner?: 'above' | 'left';
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
  { texts: which, reach, corner: corners = 'above' }: Setting = AS_WRITTEN,
): { readonly found: Heads; readonly corner: readonly Placed[] } {
  const page = heads.at(-1)?.page;
  const beside = body.filter((line) => line.page === page);
  const labels = beside.flatMap(({ texts }) => texts);
  const left = leftOf(beside);
  const middle =
    labels.length === 0
      ? Number.NEGATIVE_INFINITY
      : middleOf(labels.reduce<Span>(unionOf, labels[0] ?? { x0: 0, x1: 0 }));
  const isCorner = (piece: Placed): boolean =>
    piece.x1 <= left &&
    (corners === 'left' ? piece.x0 < middle : labels.some((label) => meets(label, piece)));
  const own = heads
    .filter((line) => line.page === page)
    .map((line) => line[which].filter((piece) => !isCorner(piece)));
  const found = headsOf(
    withoutRepeats(own).map((line) => reaching(line, reach)),
    count,
  );
  const corner = heads.flatMap(({ texts }) => texts.filter(isCorner));
  const [first, ...others] = found.columns;
  // heads at the end of a page: that of the labels is the first of them
  const isAway = beside.length === 0 && body.some(({ texts }) => texts.length > 0);
  return isAway && first !== undefined && others.length === count
    ? { found: { ...found, columns: others }, corner: [...corner, ...first.texts] }
    : { found, corner };
}

/**
 * Where a page ends within heads that are repeated on each page, the next one begins with all of them and then with the rest:
 * what stands a second time in the same place is left out.
 */
function withoutRepeats(lines: readonly (readonly Placed[])[]): readonly (readonly Placed[])[] {
  const seen: Placed[] = [];
  const left = lines.map((line) => {
    const own = line.filter(
      ({ text, x0 }) => !seen.some((other) => other.text === text && Math.abs(other.x0 - x0) <= 1),
    );
    seen.push(...line);
    return own;
  });
  return left.filter((line) => line.length > 0);
}

/** Texts that reach further than their characters do, up to the next one of their line. */
function reaching(line: readonly Placed[], reach: number): Placed[] {
  return line.map((text, i) => {
    const end = text.x0 + (text.x1 - text.x0) * reach;
    const next = line[i + 1]?.x0 ?? Number.POSITIVE_INFINITY;
    return { ...text, x1: Math.max(text.x1, Math.min(end, next)) };
  });
}

function leftOf(lines: readonly PlacedLine[]): number {
  let left = Number.POSITIVE_INFINITY;
  for (const { values } of lines) for (const { x0 } of values) left = Math.min(left, x0);
  return left;
}

/**
 * Parts with their heads as rows, and the columns under them. Where each column of figures has a head of its own, heads of
 * several lines are one text; else their lines stand as they are, so that no head is put where it may not belong.
 *
 * @param isNarrow does a Chinese character take one column, although it covers more?
 * @param leavesBlanks may a cell be blank?
 */
export function headedColumns(
  parts: readonly Part[],
  isNarrow: boolean,
  leavesBlanks: boolean,
): HeadedPart[] {
  return parts.map((part) => {
    const { heads, body } = part;
    const rows = rowsOnPage(part);
    const most = body.reduce((sum, { values }) => Math.max(sum, values.length), 0);
    const own: Columns = { count: most, spans: spansOf(rows, most) };
    // rows with the most figures don't stand below each other: where they are few, each may have blanks of its own
    const full = rows.filter(({ values }) => values.length === most).length;
    const isUncertain = own.spans === null && full * 2 <= rows.length;
    const read = (setting: Setting): Reading => {
      const { found, corner } = headsIn(part, most, setting);
      const places = placesOf(part, found);
      const spans = places.length > most ? spansUnder(rows, places, isNarrow) : null;
      if (spans !== null) return { found, corner, columns: { count: places.length, spans } };
      return { found, corner, columns: own };
    };
    let best: Reading | undefined;
    // however the heads are read, one has no figures, and it is not known which
    let isTooMany = true;
    for (const setting of settingsOf(isNarrow)) {
      const reading = read(setting);
      const { found, columns } = reading;
      const isOwn = isHeaded(found.columns, columns) && !holdsMore(found);
      if (isOwn && (isNarrow || !isCrossed(placesOf(part, found), columns))) {
        best = reading;
        break;
      }
      isTooMany &&= isOwn || found.columns.length > columns.count;
    }
    if (best === undefined) {
      const head = heads.map(headCells).filter((row) => row.length > 0);
      const isOpen = leavesBlanks && ((heads.length > 0 && isTooMany) || isUncertain);
      return { part, head, columns: isOpen ? null : own };
    }
    const { corner, found, columns } = best;
    const head = [[textsOf(corner).join('')], ...found.above.map(textsOf), found.columns.map(textOf)];
    return { part, head: head.filter((row) => row.some((cell) => cell !== '')), columns };
  });
}

/** The heads in one setting. */
interface Reading {
  readonly found: Heads;
  readonly corner: readonly Placed[];
  readonly columns: Columns;
}

/** Heads say where columns stand on their own page. */
function placesOf({ heads, body }: Part, { columns }: Heads): readonly Head[] {
  return heads.at(-1)?.page === body[0]?.page ? columns : [];
}

function settingsOf(isNarrow: boolean): Setting[] {
  const own = isNarrow ? NARROW : WIDE;
  return [...own, ...own.map((setting): Setting => ({ ...setting, corner: 'left' }))];
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

/**
 * Do three texts in a row stand over columns next to each other that have other heads? Each is part of one of these then: a head of
 * several columns has no neighbour so near.
 */
function holdsMore({ columns, above }: Heads): boolean {
  return above.some((line) => {
    const under = line.map((text) => nearest(columns, text));
    return under.some((column, i) => under[i + 1] === column + 1 && under[i + 2] === column + 2);
  });
}

/** The number of the head whose middle is nearest to the text's. */
function nearest(heads: readonly Head[], text: Span): number {
  const distances = heads.map((head) => Math.abs(middleOf(head) - middleOf(text)));
  return distances.indexOf(Math.min(...distances));
}

/** Does a column of figures stand under the head of another? */
function isCrossed(heads: readonly Head[], { spans }: Columns): boolean {
  return heads.some((head, i) => spans?.some((span, at) => at !== i && meets(head, span)) === true);
}
