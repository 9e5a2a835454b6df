import type { FigureColumns } from '../ruled/page-table.js';
import { blankBeside } from '../unruled/pieces.js';
import type { PlacedCell, PlacedTable } from './placed-table.js';

/** Continues tables without a grid across page breaks, by their columns of figures. */

type Row = readonly PlacedCell[];
type Span = FigureColumns['columns'][number];

/** What begins a label of a list. */
const NUMBERED = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])/u;

/**
 * The table together with its rest on the next page: each column of figures there stands below one of its own, and the
 * rest has no heading or the same. Null where they are two tables.
 */
export function continueFigures(first: PlacedTable, second: PlacedTable): PlacedTable | null {
  if (first.figures === null || second.figures === null) return null;
  const lower = second.figures;
  const cut = joinedHeads(first, first.figures, second, lower);
  if (cut !== null) return cut;
  if (lower.open.length > 0) return null;
  const upper = withoutLabelHead(first, first.figures, second);
  const places = placesUnder(upper.figures.columns, lower.columns);
  if (places === null) return null;
  const head = upper.rows.slice(0, upper.figures.headRows);
  const repeated = second.rows.slice(0, lower.headRows);
  if (repeated.length > 0 && !sameTexts(head, repeated)) return null;
  const width = upper.figures.columns.length;
  const body = second.rows.slice(lower.headRows).map((row) => regridded(row, places, width));
  const rows = joined(upper.rows, upper.figures.headRows, body, width);
  const columns = upper.figures.columns.map((column, i): Span => {
    const below = lower.columns[places.indexOf(i)];
    return below === undefined ? column : around(column, below);
  });
  return {
    ...upper,
    rows: rows.map((row, at) => row.map((cell) => ({ ...cell, row: at }))),
    aligned: upper.aligned && second.aligned,
    figures: { columns, headRows: upper.figures.headRows, open: [], lonely: null },
  };
}

/**
 * A heading that the page break cuts: the headings of several columns, and of some single ones, end the page, and those
 * of the others and the figures begin the next one. Null where it is no such heading.
 */
function joinedHeads(
  first: PlacedTable,
  figures: FigureColumns,
  second: PlacedTable,
  lower: FigureColumns,
): PlacedTable | null {
  const isHead =
    first.rows.length === figures.headRows && lower.headRows > 0 && second.rows.length > lower.headRows;
  if (!isHead || sameTexts(first.rows, second.rows.slice(0, figures.headRows))) return null;
  const upper = withoutLabelHead(first, figures, second);
  const { columns, headRows } = upper.figures;
  const spans = columns.map((column) => lower.columns.flatMap((own, i) => (meet(column, own) ? [i] : [])));
  const single = new Set(spans.flatMap(([only, other]) => (other === undefined ? [only] : [])));
  if (columns.length >= lower.columns.length || spans.some(({ length }) => length === 0)) return null;
  if (!lower.open.every((i) => single.has(i))) return null;
  const over = upper.rows.map((row) =>
    row.map((cell): PlacedCell => {
      const own = spans[cell.column - 1];
      return own === undefined ? cell : { ...cell, column: (own[0] ?? 0) + 1, columnSpan: own.length };
    }),
  );
  const rows = [...over, ...second.rows].map((row, at) => row.map((cell) => ({ ...cell, row: at })));
  return {
    ...second,
    rows,
    figures: { ...lower, headRows: headRows + lower.headRows, open: [], lonely: null },
  };
}

const meet = (a: Span, b: Span): boolean => a.x0 < b.x1 && b.x0 < a.x1;

const around = (a: Span, b: Span): Span => ({ x0: Math.min(a.x0, b.x0), x1: Math.max(a.x1, b.x1) });

/** For each column, the one above it; null if that cannot be told. */
function placesUnder(upper: readonly Span[], lower: readonly Span[]): number[] | null {
  const places: number[] = [];
  if (upper.length === lower.length && inOrder(upper, lower)) return lower.map((_, i) => i);
  let at = 0;
  for (const column of lower) {
    while (at < upper.length && (upper[at]?.x1 ?? 0) <= column.x0) at += 1;
    const over = upper[at];
    if (over === undefined || over.x0 >= column.x1) return null;
    const next = upper[at + 1];
    if (next !== undefined && next.x0 < column.x1) return null;
    places.push(at);
    at += 1;
  }
  return places;
}

/** Can each column of one be the same as that of the other at its place? */
function inOrder(upper: readonly Span[], lower: readonly Span[]): boolean {
  const columns = upper.map((column, i) => around(column, lower[i] ?? column));
  return columns.every(({ x0 }, i) => x0 >= (columns[i - 1]?.x1 ?? Number.NEGATIVE_INFINITY));
}

type Figured = PlacedTable & { readonly figures: FigureColumns };

/** A heading without rows may count the heading of the labels as a column: it stands over the labels of the rest. */
function withoutLabelHead(first: PlacedTable, figures: FigureColumns, second: PlacedTable): Figured {
  const [column, ...others] = figures.columns;
  const labels = second.rows.flat().flatMap(({ column: at, box }) => (at > 0 || box === null ? [] : [box]));
  const over = labels.some((box) => column !== undefined && box.x0 < column.x1 && column.x0 < box.x1);
  if (first.rows.length > figures.headRows || !over) return { ...first, figures };
  const rows = first.rows.map((row) =>
    row.map((cell) => ({ ...cell, column: Math.max(0, cell.column - 1) })),
  );
  return { ...first, rows, figures: { ...figures, columns: others } };
}

function sameTexts(head: readonly Row[], repeated: readonly Row[]): boolean {
  const texts = (rows: readonly Row[]): string =>
    JSON.stringify(rows.map((row) => row.map(({ text }) => text)));
  return texts(head) === texts(repeated);
}

/** The row in the columns of the first page; columns that the second lacks are blank. */
function regridded(row: Row, places: readonly number[], width: number): Row {
  const figures = new Map(
    row.flatMap((cell): [number, PlacedCell][] => {
      const place = places[cell.column - 1];
      return cell.column === 0 || place === undefined ? [] : [[place, cell]];
    }),
  );
  const label = row.filter(({ column }) => column === 0);
  if (figures.size === 0) return label;
  const cells = Array.from({ length: width }, (_, i): PlacedCell => {
    const blank = { ...blankLike(row[0], i), text: i === 0 ? blankBeside(labelOf(row)) : '' };
    return { ...(figures.get(i) ?? blank), column: i + 1 };
  });
  return [...label, ...cells];
}

function blankLike(cell: PlacedCell | undefined, column: number): PlacedCell {
  const row = cell?.row ?? 0;
  return { row, column, rowSpan: 1, columnSpan: 1, text: '', box: null, full: false, places: [] };
}

/** The rows of both; the row that the page break cuts in two is one. */
function joined(
  upper: readonly Row[],
  headRows: number,
  lower: readonly Row[],
  width: number,
): readonly Row[] {
  const [above, below] = [upper.at(-1), lower[0]];
  if (above === undefined || below === undefined || upper.length <= headRows) return [...upper, ...lower];
  const numbered = [...upper.slice(headRows, -1), ...lower.slice(1)].every((row) =>
    NUMBERED.test(labelOf(row)),
  );
  if (!numbered || isLabel(above) === isLabel(below)) return [...upper, ...lower];
  if (!NUMBERED.test(labelOf(below))) return [...upper.slice(0, -1), fused(above, below), ...lower.slice(1)];
  // the next row begins the page: the last one is a blank row, where others have blanks, too
  const isBlank = isLabel(above) && [...upper, ...lower].flat().some(({ text }) => text === '');
  return isBlank ? [...upper.slice(0, -1), blankRow(above, width), ...lower] : [...upper, ...lower];
}

function blankRow(label: Row, width: number): Row {
  return [
    ...label,
    ...Array.from({ length: width }, (_, i) => ({ ...blankLike(label[0], i), column: i + 1 })),
  ];
}

const labelOf = (row: Row): string => row.find(({ column }) => column === 0)?.text ?? '';
/** Has the row a label and no cells for figures? */
const isLabel = (row: Row): boolean => row.every(({ column }) => column === 0);

function fused(above: Row, below: Row): Row {
  const [label, rest] = [above, below].map((row) => row.find(({ column }) => column === 0));
  const figures = [...above, ...below].filter(({ column }) => column > 0);
  if (label === undefined || rest === undefined) return [...above, ...below];
  const text = [label.text, rest.text].join('\n');
  return [{ ...label, text, places: [...label.places, ...rest.places] }, ...figures];
}
