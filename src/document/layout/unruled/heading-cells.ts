import { isSet, meets, type Piece, type Span } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** A cell of a heading: its lines from top to bottom. */
export interface HeadingCell extends Span {
  readonly lines: readonly Piece[];
  readonly top: number;
  readonly bottom: number;
}

/** The cells that the texts over columns make: lines below each other that are one text. */
export function headingCells(heading: readonly Piece[], size: number): HeadingCell[] {
  const pieces = [...heading].sort((a, b) => a.first - b.first);
  const rising = pieces.some(
    (piece, i) => piece.at < (pieces[i - 1]?.at ?? piece.at) - UNRULED.lineStep * size,
  );
  return rising ? asDrawn(pieces, heading, size) : byPlace(heading, size);
}

/** The file draws cell by cell: the lines of a cell come one after the other. */
function asDrawn(pieces: readonly Piece[], heading: readonly Piece[], size: number): HeadingCell[] {
  const cells: Piece[][] = [];
  for (const piece of pieces) {
    const last = cells.at(-1)?.at(-1);
    const next = last !== undefined && piece.first - last.last <= UNRULED.drawnApart;
    if (last !== undefined && next && isBelow(last, piece, UNRULED.widestLeading * size, size, heading))
      cells.at(-1)?.push(piece);
    else cells.push([piece]);
  }
  return withoutSteps(cells, size).map(cellOf);
}

/** The file draws line by line, or in one row only: lines of a cell are near, and all but the last are full. */
function byPlace(heading: readonly Piece[], size: number): HeadingCell[] {
  const cells: Piece[][] = [];
  for (const piece of [...heading].sort((a, b) => a.at - b.at)) {
    const above = cells.filter((cell) => {
      const last = cell.at(-1);
      return last !== undefined && isBelow(last, piece, UNRULED.leading * size, size, heading);
    });
    const [only] = above;
    if (only !== undefined && above.length === 1 && isBroken([...only, piece], size)) only.push(piece);
    else cells.push([piece]);
  }
  return withoutSteps(cells, size).map(cellOf);
}

/** Can the second text be the next line of the first: below it, and in the same column? */
function isBelow(upper: Piece, lower: Piece, most: number, size: number, heading: readonly Piece[]): boolean {
  const step = lower.at - upper.at;
  if (step < UNRULED.lineStep * size || step > most || !isSet(upper, lower, size)) return false;
  // over the neighbours of what stands below, it is a heading of several columns
  return !heading.some(
    (other) => other.at > upper.at + UNRULED.sameBase * size && !meets(other, lower) && meets(other, upper),
  );
}

/** Would no line but the last have had room for another character? */
function isBroken(lines: readonly Piece[], size: number): boolean {
  const widest = Math.max(...lines.map(({ x0, x1 }) => x1 - x0));
  return lines.slice(0, -1).every(({ x0, x1 }) => widest - (x1 - x0) < size);
}

/** Lines further apart than those of other cells are cells of two rows. */
function withoutSteps(cells: readonly Piece[][], size: number): Piece[][] {
  const steps = cells.flatMap((cell) => cell.slice(1).map(({ at }, i) => at - (cell[i]?.at ?? at)));
  const usual = Math.min(...steps);
  return cells.flatMap((cell) => {
    const parts: Piece[][] = [];
    for (const [i, piece] of cell.entries()) {
      const above = cell[i - 1];
      if (above === undefined || piece.at - above.at > usual + UNRULED.sameLeading * size) parts.push([]);
      parts.at(-1)?.push(piece);
    }
    return parts;
  });
}

function cellOf(lines: readonly Piece[]): HeadingCell {
  return {
    lines,
    x0: Math.min(...lines.map(({ x0 }) => x0)),
    x1: Math.max(...lines.map(({ x1 }) => x1)),
    top: Math.min(...lines.map(({ at }) => at)),
    bottom: Math.max(...lines.map(({ at }) => at)),
  };
}

/**
 * Cells below which no other stands: the headings of single columns, from left to right; null where they meet. A text
 * that stands alone above all others is the title of the whole.
 */
export function leavesOf(cells: readonly HeadingCell[]): readonly HeadingCell[] | null {
  const isTitle = (cell: HeadingCell): boolean =>
    cells.length > 1 && cells.every((other) => other === cell || other.top > cell.bottom);
  const leaves = cells
    .filter((cell) => !isTitle(cell))
    .filter((cell) => !cells.some((other) => other.top > cell.bottom && meets(other, cell)))
    .sort((a, b) => a.x0 - b.x0);
  const own = withoutBetween(leaves);
  return own.some((leaf, i) => i > 0 && meets(leaf, own[i - 1] ?? leaf)) ? null : own;
}

/**
 * The headings without one that stands over the border of two columns: it is above both, and without it all are the
 * same distance apart.
 */
function withoutBetween(leaves: readonly HeadingCell[]): readonly HeadingCell[] {
  const between = leaves.filter((leaf, i) => {
    const [before, after] = [leaves[i - 1], leaves[i + 1]];
    return before !== undefined && after !== undefined && leaf.bottom < Math.min(before.top, after.top);
  });
  const others = leaves.filter((leaf) => !between.includes(leaf));
  const isOne = between.length === 1 && others.length >= UNRULED.fewestColumns;
  return isOne && isEven(others.map(({ x0, x1 }) => (x0 + x1) / 2)) ? others : leaves;
}

/** Are the places the same distance apart? */
export function isEven(places: readonly number[]): boolean {
  const [first = 0] = places;
  const step = ((places.at(-1) ?? first) - first) / (places.length - 1);
  return places.every((place, i) => Math.abs(place - first - i * step) < UNRULED.headingOverhang);
}

/** A column: its heading, and what its figures cover; one of both at least. */
export interface Column extends Span {
  readonly leaf: HeadingCell | null;
  readonly figures: Span | null;
}

/**
 * The columns that headings and figures make together. Figures under a heading are its own; between those, as many
 * headings as columns of figures belong to each other in their order, and of more headings those that have figures at
 * the same side. Headings of columns without any figure are columns of their own; null where it can't be told which those are.
 *
 * @param figures what the columns of figures cover, from left to right
 * @param isCut may the headings of some columns stand on the page before?
 */
export function columnsOf(
  leaves: readonly HeadingCell[],
  figures: readonly Span[],
  isCut = false,
): Column[] | null {
  if (leaves.length === 0) return figures.map((own) => ({ ...own, leaf: null, figures: own }));
  const isBehind = standBehind(leaves, figures);
  const columns: Column[] = [];
  let [l, f] = [0, 0];
  while (l < leaves.length || f < figures.length) {
    // as far as the next heading that has figures under it
    const anchor = nextAnchor(leaves, figures, l, f);
    const alone = { leaves: leaves.slice(l, anchor.leaf), figures: figures.slice(f, anchor.figure) };
    const isAbove = isCut && alone.leaves.length === 0;
    const between = isAbove
      ? alone.figures.map((own) => ({ ...own, leaf: null, figures: own }))
      : pairs(alone.leaves, alone.figures, isBehind);
    if (between === null) return null;
    columns.push(...between);
    const [leaf, own] = [leaves[anchor.leaf], figures[anchor.figure]];
    if (leaf !== undefined && own !== undefined) columns.push(columnOf(leaf, own));
    l = anchor.leaf + 1;
    f = anchor.figure + 1;
  }
  const apart = columns.every((column, i) => column.x0 >= (columns[i - 1]?.x1 ?? Number.NEGATIVE_INFINITY));
  return apart ? columns : null;
}

function nextAnchor(
  leaves: readonly HeadingCell[],
  figures: readonly Span[],
  l: number,
  f: number,
): { leaf: number; figure: number } {
  let [leaf, figure] = [l, f];
  for (;;) {
    const [a, b] = [leaves[leaf], figures[figure]];
    if (a === undefined || b === undefined) return { leaf: leaves.length, figure: figures.length };
    if (meets(a, b)) return { leaf, figure };
    if (a.x1 <= b.x0) leaf += 1;
    else figure += 1;
  }
}

/** Do figures stand behind the middles of their headings, where they stand under them? Null where that differs. */
function standBehind(leaves: readonly HeadingCell[], figures: readonly Span[]): boolean | null {
  const sides = new Set<boolean>();
  for (let l = 0, f = 0; ; ) {
    const anchor = nextAnchor(leaves, figures, l, f);
    const [leaf, own] = [leaves[anchor.leaf], figures[anchor.figure]];
    if (leaf === undefined || own === undefined) break;
    sides.add(own.x0 + own.x1 > leaf.x0 + leaf.x1);
    [l, f] = [anchor.leaf + 1, anchor.figure + 1];
  }
  const [only, other] = sides;
  return only === undefined || other !== undefined ? null : only;
}

function pairs(
  leaves: readonly HeadingCell[],
  figures: readonly Span[],
  isBehind: boolean | null,
): Column[] | null {
  if (leaves.length === figures.length) return columnsIn(leaves, figures);
  if (figures.length === 0) return columnsIn(leaves, []);
  // all figures stand at the same side of their headings
  const before = sided(leaves, figures, (leaf, own) => leaf.x1 <= own.x0, 'last');
  const behind = sided(leaves, figures, (leaf, own) => leaf.x0 >= own.x1, 'first');
  if (before !== null && behind !== null && isBehind !== null)
    return columnsIn(leaves, isBehind ? before : behind);
  const [only, other] = [before, behind].filter((places) => places !== null);
  return only === undefined || other !== undefined ? null : columnsIn(leaves, only);
}

/** For each heading the figures beside it, if each has its own; null where one has none. */
function sided(
  leaves: readonly HeadingCell[],
  figures: readonly Span[],
  isBeside: (leaf: HeadingCell, own: Span) => boolean,
  which: 'first' | 'last',
): (Span | null)[] | null {
  const found: (Span | null)[] = leaves.map(() => null);
  for (const own of figures) {
    const at =
      which === 'last'
        ? leaves.findLastIndex((leaf) => isBeside(leaf, own))
        : leaves.findIndex((leaf) => isBeside(leaf, own));
    if (at === -1 || found[at] !== null) return null;
    found[at] = own;
  }
  return found;
}

/** Columns of headings, each with its figures or none. */
export function columnsIn(leaves: readonly HeadingCell[], figures: readonly (Span | null)[]): Column[] {
  return leaves.map((leaf, i) => {
    const own = figures[i] ?? null;
    return own === null ? { x0: leaf.x0, x1: leaf.x1, leaf, figures: null } : columnOf(leaf, own);
  });
}

function columnOf(leaf: HeadingCell, figures: Span): Column {
  return { leaf, figures, x0: Math.min(leaf.x0, figures.x0), x1: Math.max(leaf.x1, figures.x1) };
}
