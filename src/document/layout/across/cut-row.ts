import type { PageCell } from '../ruled/page-table.js';
import type { PlacedCell } from './placed-table.js';
import { ACROSS } from './tolerances.js';

type Rows = readonly (readonly PlacedCell[])[];

/** How a page break affected the row at it. */
type Verdict = 'whole' | 'cut' | 'unclear';

/** More than 「无」. */
const LABEL = /\p{L}.*\p{L}/su;
/** A label with a number of its own begins a row. */
const NUMBERED = /^(?:[（(]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)、.．]|第)/u;

/**
 * The rows of a table on one page and those of its rest on the next, as one table.
 *
 * @param open whether no line closes the first or opens the second: then its last row may go on as the next one's
 *   first; word processors draw such lines through a row that they cut, too
 */
export function joinCutRow(first: Rows, second: Rows, open: boolean): { rows: Rows; doubt: string | null } {
  if (first.length === 0 || second.length === 0) return { rows: append(first, second), doubt: null };
  const last = first.length - 1;
  switch (verdictOn(reaching(first, last), second[0] ?? [], open)) {
    case 'whole':
      return { rows: append(first, second), doubt: null };
    case 'cut':
      return { rows: fuse(first, second), doubt: null };
    case 'unclear':
      return {
        rows: append(withoutBlanks(first, last), withoutBlanks(second, 0)),
        doubt: 'a page break may have cut a row in two: its parts are kept apart, without their empty cells',
      };
  }
}

/** The cells that reach the row, those from rows above included, by column. */
function reaching(rows: Rows, row: number): PageCell[] {
  return rows
    .flat()
    .filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan)
    .sort((a, b) => a.column - b.column);
}

/**
 * One row was cut where its texts stand on one side each, or all go on from a full line: under the row's
 * number, or many at once. Two
 * rows met where texts that do not go on face each other, or where the cells are others.
 */
function verdictOn(last: readonly PageCell[], next: readonly PageCell[], open: boolean): Verdict {
  const above = last.filter(({ rowSpan, text }) => rowSpan === 1 && text !== '');
  const below = next.filter(({ rowSpan, text }) => rowSpan === 1 && text !== '');
  const same = sameCells(last, next);
  if (above.length === 0 || below.length === 0) return open && same ? 'cut' : 'whole';
  const facing = above.flatMap((cell): Facing[] => {
    const other = below.find(({ column }) => column === cell.column);
    return other === undefined ? [] : [{ cell, other }];
  });
  const goOn = facing.filter(isContinued).length;
  if (!same || (facing.length > 0 && goOn === 0)) return goOn === 0 ? 'whole' : 'unclear';
  if (goOn < facing.length) return 'unclear';
  if (facing.length === 0) return above.some(isWordy) !== below.some(isWordy) ? 'cut' : 'unclear';
  const many = open && facing.length >= ACROSS.manyGoOn;
  return many || facing.some(({ cell }) => NUMBERED.test(cell.text)) ? 'cut' : 'unclear';
}

/** Cells of one column on both sides of the page break. */
interface Facing {
  readonly cell: PageCell;
  readonly other: PageCell;
}

function isContinued({ cell, other }: Facing): boolean {
  return cell.full && LABEL.test(cell.text) && isWordy(other) && !NUMBERED.test(other.text);
}

/** Is it a label, and no figure, nor a word in place of one? */
function isWordy({ text }: PageCell): boolean {
  return /\p{L}/u.test(text) && !/^(?:无|没有|暂无|无数据)$/u.test(text);
}

function sameCells(last: readonly PageCell[], next: readonly PageCell[]): boolean {
  return (
    last.length === next.length &&
    last.every((cell, i) => cell.column === next[i]?.column && cell.columnSpan === next[i]?.columnSpan)
  );
}

function withoutBlanks(rows: Rows, at: number): Rows {
  return rows.map((row, i) =>
    i === at ? row.filter(({ text, rowSpan }) => text !== '' || rowSpan > 1) : row,
  );
}

/** Rows below rows; cells that span rows go on where the next page has an empty or continued cell under them. */
function append(first: Rows, second: Rows): Rows {
  return merge(first, second, first.length);
}

/** The first row of the second is the last of the first. */
function fuse(first: Rows, second: Rows): Rows {
  return merge(first, second, first.length - 1);
}

function merge(first: Rows, second: Rows, offset: number): Rows {
  const rows: PlacedCell[][] = first.map((row) => [...row]);
  while (rows.length < offset + second.length) rows.push([]);
  const fused = offset < first.length;
  // a row of mere figures belongs to no group of rows
  const named = second[0]?.some((cell) => cell.rowSpan === 1 && isWordy(cell)) ?? false;
  for (const cell of second.flat()) {
    const moved = { ...cell, row: cell.row + offset };
    const over = cell.row > 0 ? undefined : cellAbove(rows, moved, first.length);
    const spans = over !== undefined && ((over.rowSpan > 1 && named) || moved.rowSpan > 1);
    const joins = over !== undefined && (fused || (spans && belongTogether(over, moved)));
    if (over === undefined || !joins) {
      rows[moved.row]?.push(moved);
      continue;
    }
    const row = rows[over.row];
    if (row === undefined) continue;
    row[row.indexOf(over)] = {
      ...over,
      text: [over.text, moved.text].filter((text) => text !== '').join('\n'),
      rowSpan: moved.row + moved.rowSpan - over.row,
      places: [...over.places, ...moved.places],
      full: moved.text === '' ? over.full : moved.full,
    };
  }
  return rows.map((row) => row.sort((a, b) => a.column - b.column));
}

/** The cell of the same columns that ends at the first page's end. */
function cellAbove(rows: readonly PlacedCell[][], cell: PageCell, end: number): PlacedCell | undefined {
  for (let row = end - 1; row >= 0; row -= 1) {
    const found = rows[row]?.find(
      (above) =>
        above.column === cell.column &&
        above.columnSpan === cell.columnSpan &&
        above.row + above.rowSpan >= end,
    );
    if (found !== undefined) return found;
    if (
      rows[row]?.some(({ column, columnSpan }) => column <= cell.column && cell.column < column + columnSpan)
    ) {
      return undefined;
    }
  }
  return undefined;
}

/** Do two cells that span rows, on both sides of a page break, hold one text? */
function belongTogether(above: PageCell, below: PageCell): boolean {
  if (above.text === '' || below.text === '') return isWordy(above) || isWordy(below);
  return isWordy(above) && isWordy(below) && !NUMBERED.test(below.text) && above.full;
}
