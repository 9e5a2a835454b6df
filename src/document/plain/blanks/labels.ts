import { ORDINAL } from '../lines.js';
import type { Placed, PlacedLine } from './columns.js';
import { meets, type Span } from './pieces.js';

/** A label, of one line or several. */
interface Label {
  readonly text: string;
  /** Its first line. */
  readonly first: number;
  /** The line of its figures; null for a label of a group, and where it can't be told. */
  readonly row: number | null;
  /** Has it no figures for sure: is it no label of a group, and stand no figures of another one beside it? */
  readonly isBlank: boolean;
}

export interface Labels {
  readonly labels: readonly Label[];
  /** Lines of figures without a label. */
  readonly bare: readonly number[];
}

interface Item {
  /** From the left to the right, all its lines. */
  x0: number;
  x1: number;
  readonly isNumbered: boolean;
  readonly first: number;
  readonly texts: string[];
  last: number;
  row: number | null;
  /** An empty line stands above it. */
  readonly isApart: boolean;
  /** More than one line of figures stands beside it. */
  isTorn: boolean;
}

/**
 * Which label belongs to which line of figures. A label begins with its number or beside figures, and goes on below where
 * its first line stands. Figures belong to the innermost label beside whose lines they stand; figures between labels, to the
 * one of two neighbours that has none.
 *
 * @param first the number of the first line
 */
export function labelsOf(lines: readonly PlacedLine[], first: number): Labels {
  const items: Item[] = [];
  lines.forEach((line, i) => {
    const at = first + i;
    line.texts.forEach((piece, place) => {
      const isInner = place === line.texts.length - 1;
      addText(items, piece, at, { hasFigures: line.values.length > 0 && isInner, isApart: line.isApart });
    });
    if (line.values.length > 0) give(items, at);
  });
  const rows = lines.flatMap(({ values }, i) => (values.length > 0 ? [first + i] : []));
  giveInner(items, rows);
  const whole = giveNeighbours(items, rows, lines, first);
  const owned = new Set(whole.flatMap(({ row, isTorn }) => (row === null || isTorn ? [] : [row])));
  return {
    labels: whole.map(({ texts, first, row, isTorn }, at) => ({
      text: texts.join('\n'),
      first,
      row: isTorn ? null : row,
      isBlank: row === null && !isGroup(whole, at) && !isRobbed(whole, at),
    })),
    bare: rows.filter((row) => !owned.has(row)),
  };
}

function addText(
  items: Item[],
  piece: Placed,
  at: number,
  { hasFigures, isApart }: { hasFigures: boolean; isApart: boolean },
): void {
  const open = ORDINAL.test(piece.text) ? undefined : openAt(items, piece, at, isApart);
  const isOther = open !== undefined && hasFigures && open.row !== null && open.row < at;
  if (open === undefined || isOther) {
    const isNumbered = ORDINAL.test(piece.text);
    const item = {
      x0: piece.x0,
      x1: piece.x1,
      first: at,
      last: at,
      texts: [piece.text],
      row: null,
      isNumbered,
      isApart,
      isTorn: false,
    };
    items.push(item);
  } else {
    open.texts.push(piece.text);
    open.last = at;
    open.x0 = Math.min(open.x0, piece.x0);
    open.x1 = Math.max(open.x1, piece.x1);
  }
}

/** How far back the labels are looked through that a line may go on with. */
const REACH = 12;
/** The most lines between two lines of a label that spans several rows. */
const GROUP_GAP = 4;

/**
 * The label that the text goes on with: it stands above the text, and shares its left edge or its middle best. One without
 * a number ends with its figures or with an empty line: whether what follows is more of it can't be told.
 */
function openAt(items: readonly Item[], piece: Placed, at: number, isApart: boolean): Item | undefined {
  let found: Item | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = items.length - 1; i >= Math.max(0, items.length - REACH); i -= 1) {
    const item = items[i];
    if (item === undefined || item.last >= at || !meets(item, piece)) continue;
    const gap = at - item.last;
    if (gap > (item.row === null ? GROUP_GAP : 1)) continue;
    const aside = Math.min(Math.abs(item.x0 - piece.x0), Math.abs(middle(item) - middle(piece)));
    const distance = aside + (gap - 1) * GROUP_GAP;
    if (distance < least) [found, least] = [item, distance];
  }
  if (found === undefined || found.isNumbered) return found;
  return found.row === null && !isApart && found.last === at - 1 ? found : undefined;
}

const middle = ({ x0, x1 }: Span): number => (x0 + x1) / 2;

/** Figures beside the innermost of the last labels, for the time being. */
function give(items: readonly Item[], at: number): void {
  let inner: Item | undefined;
  for (let i = Math.max(0, items.length - REACH); i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined || item.last < at) continue;
    if (inner === undefined || middle(item) >= middle(inner)) inner = item;
  }
  if (inner !== undefined) inner.row ??= at;
}

/** Once all labels are known: the innermost around each line of figures. */
function giveInner(items: readonly Item[], rows: readonly number[]): void {
  for (const item of items) item.row = null;
  let start = 0;
  for (const row of rows) {
    while (start < items.length && (items[start]?.first ?? 0) < row - 4 * REACH) start += 1;
    let inner: Item | undefined;
    for (let i = start; i < items.length; i += 1) {
      const item = items[i];
      if (item === undefined || item.first > row) break;
      if (item.last >= row && (inner === undefined || middle(item) >= middle(inner))) inner = item;
    }
    if (inner === undefined) continue;
    if (inner.row === null) inner.row = row;
    else inner.isTorn = true;
  }
}

/** Figures on a line of their own between two labels of which one has none. */
function giveNeighbours(
  items: readonly Item[],
  rows: readonly number[],
  lines: readonly PlacedLine[],
  first: number,
): Item[] {
  const owned = new Set(items.flatMap(({ row }) => (row === null ? [] : [row])));
  const free = items.filter((item, i) => item.row === null && !isGroup(items, i));
  const byLast = new Map(free.map((item) => [item.last, item]));
  const byFirst = new Map([...free].reverse().map((item) => [item.first, item]));
  const joined = new Set<Item>();
  const bare = new Set(rows.filter((row) => !owned.has(row) && lines[row - first]?.texts.length === 0));
  // as many labels as lines of figures, each above its own
  const inPairs = free.length === bare.size && free.every(({ last }) => bare.has(last + 1));
  for (const row of bare) {
    const above = freeIn(byLast, row - 1);
    const below = freeIn(byFirst, row + 1);
    const isAround =
      above !== undefined && below !== undefined && !below.isNumbered && !below.isApart && !joined.has(above);
    if (above !== undefined && (below === undefined || below.isApart || inPairs)) above.row = row;
    else if (above === undefined && below?.isNumbered === true) below.row = row;
    else if (isAround && !bare.has(row + 2)) {
      // one label around its figures
      above.texts.push(...below.texts);
      above.last = below.last;
      above.row = row;
      below.row = row;
      joined.add(below);
    }
  }
  return items.filter((item) => !joined.has(item));
}

function freeIn(items: ReadonlyMap<number, Item>, line: number): Item | undefined {
  const item = items.get(line);
  return item?.row === null ? item : undefined;
}

/** Do figures next to its lines belong to a label beside it, which may be the label of a group? */
function isRobbed(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item === undefined) return false;
  for (let i = Math.max(0, at - REACH); i < Math.min(items.length, at + REACH); i += 1) {
    const other = items[i];
    if (other === undefined || other.row === null || meets(other, item)) continue;
    if (other.row >= item.first - 1 && other.row <= item.last + 1) return true;
  }
  return false;
}

/** Do labels stand at the right of it? */
function isGroup(items: readonly Item[], at: number): boolean {
  const group = items[at];
  if (group === undefined) return false;
  for (let i = Math.max(0, at - 4 * REACH); i < Math.min(items.length, at + 4 * REACH); i += 1) {
    const item = items[i];
    if (item === undefined || item === group || item.x0 < group.x1) continue;
    if (item.first <= group.last && item.last >= group.first) return true;
  }
  return false;
}
