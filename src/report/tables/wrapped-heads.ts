import type { Cell } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { squeeze } from '../../text/label.js';
import type { ColumnSpec, Edition, Label, TableSpec } from '../edition/edition.js';
import { textKeys } from './label-index.js';
import type { LabelledRow } from './labelled-rows.js';

/** The heads of some columns of the form, as they are put together from pieces. */
interface Heads {
  readonly columns: readonly ColumnSpec[];
  /** What a column may be called, in the form in which pieces are compared. */
  readonly names: readonly (readonly string[])[];
  /** Heads of several columns. */
  readonly over: readonly (Span & { readonly names: readonly string[] })[];
  /** The head of the labels. */
  readonly corner: readonly string[];
}

/** The first column that a piece stands over, and the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The most rows that heads of one table take. */
const MOST_ROWS = 12;
/** The pieces of some rows are put together in no more ways than this, and those of a document; what leaves more open is not read. */
const MOST_WAYS = { rows: 2_000, document: 400_000 } as const;

/** How many ways are left to be tried. */
interface Ways {
  left: number;
}

/**
 * In plain text, where a head of several lines may be torn into pieces that stand under no head in particular (「自然」 above 「人」,
 * 「人 商业 科研」 in one cell): rows of pieces that make up the heads of the form's columns, each line in the form's order, as one
 * row of heads. Other rows stay as they are. Nothing but the order of the form is tried: heads in another order do not come out.
 */
export function withWholeHeads(rows: readonly LabelledRow[], edition: Edition): readonly LabelledRow[] {
  if (rows.every(({ table }) => table.aligned)) return rows;
  const all = edition.tables.flatMap(headsOf);
  const ways: Ways = { left: MOST_WAYS.document };
  const found: LabelledRow[] = [];
  let open: LabelledRow[] = [];
  for (const row of rows) {
    const isSame = open[0] === undefined || open[0].table === row.table;
    const figures = row.cells.filter(isFigure).length;
    const mayBeHead = !row.table.aligned && figures === 0;
    if (!isSame || !mayBeHead) {
      found.push(...whole(open, isSame ? figures : 0, all, ways));
      open = [];
    }
    (mayBeHead ? open : found).push(row);
  }
  return [...found, ...open];
}

const known = new WeakMap<TableSpec, readonly Heads[]>();

/** The columns of a matrix; those of other tables have short heads, or stand several times. */
function headsOf(table: TableSpec): readonly Heads[] {
  if (table.layout !== 'matrix') return [];
  const built = known.get(table) ?? [
    {
      columns: table.columns,
      names: table.columns.map(piecesOfLabel),
      over: table.over.map(({ heading, from, to }) => ({ names: piecesOfLabel(heading), from, to })),
      corner: table.headings
        .filter(({ zh }) => table.over.every(({ heading }) => heading.zh !== zh))
        .flatMap(piecesOfLabel),
    },
  ];
  known.set(table, built);
  return built;
}

const piecesOfLabel = ({ keys }: Label): string[] => keys.map(pieceOf);

const isFigure = ({ text }: Cell): boolean => !textKeys(text).wordy && /\d/u.test(text);

/** @param figures how many figures the row below has */
function whole(
  rows: readonly LabelledRow[],
  figures: number,
  all: readonly Heads[],
  ways: Ways,
): readonly LabelledRow[] {
  for (const heads of all) {
    if (heads.columns.length !== figures) continue;
    const near = rows.slice(-MOST_ROWS);
    for (let to = near.length; to > 0; to -= 1) {
      for (let from = to - 1; from >= 0; from -= 1) {
        const own = near.slice(from, to);
        const last = own.at(-1);
        if (last === undefined || !makeUp(own.map(piecesOf), heads, ways)) continue;
        const before = rows.slice(0, rows.length - near.length + from);
        return [...before, headRow(last, heads.columns), ...near.slice(to)];
      }
    }
  }
  return rows;
}

function headRow(row: LabelledRow, columns: readonly ColumnSpec[]): LabelledRow {
  const at = row.cells[0]?.row ?? row.number;
  const texts = ['', ...columns.map(({ zh }) => zh)];
  const cells = texts.map(
    (text, column): Cell => ({ text, row: at, column, rowSpan: 1, columnSpan: 1, header: false }),
  );
  return { ...row, cells, keys: texts.map(textKeys) };
}

const pieceOf = (text: string): string => squeeze(text).replace(/[\p{P}\p{S}]+/gu, '');

function piecesOf({ cells }: LabelledRow): string[] {
  return cells.flatMap(({ text }) =>
    wordsOf(text)
      .split(/\s+/u)
      .map(pieceOf)
      .filter((piece) => piece !== ''),
  );
}

/**
 * Do the pieces make up all names, where those of one line stand in the order of their columns, and each goes on where the lines
 * above left off? Of two neighbours, pieces must stand side by side on a line: else they may have changed places.
 */
function makeUp(lines: readonly (readonly string[])[], { names, over, corner }: Heads, ways: Ways): boolean {
  const least = Math.max(0, ways.left - MOST_WAYS.rows);
  const place = (
    line: number,
    at: number,
    written: readonly string[],
    placed: readonly Placed[],
  ): boolean => {
    if (ways.left <= least) return false;
    ways.left -= 1;
    const pieces = lines[line];
    if (pieces === undefined)
      return (
        written.every((name, i) => names[i]?.includes(name) === true) && standInOrder(placed, names.length)
      );
    const piece = pieces[at];
    if (piece === undefined) return place(line + 1, 0, written, placed);
    const last = placed.at(-1);
    const before = last?.line === line ? last : null;
    for (let column = before?.to ?? 0; column < names.length; column += 1) {
      if (before !== null && column === before.to && before.from < before.to) continue;
      const name = `${written[column] ?? ''}${piece}`;
      if (names[column]?.some((one) => one.startsWith(name)) !== true) continue;
      const next = written.map((known, i) => (i === column ? name : known));
      if (place(line, at + 1, next, [...placed, { line, from: column, to: column }])) return true;
    }
    for (const { names: own, from, to } of over) {
      const fits = (before === null || before.to < from) && own.some((name) => name.includes(piece));
      if (fits && place(line, at + 1, written, [...placed, { line, from, to }])) return true;
    }
    return (
      before === null && corner.some((name) => name.includes(piece)) && place(line, at + 1, written, placed)
    );
  };
  const nothing = names.map(() => '');
  return place(0, 0, nothing, []);
}

/** A piece over columns. */
interface Placed extends Span {
  readonly line: number;
}

/** Is there, for any two columns next to each other, a line on which both have a piece? */
function standInOrder(placed: readonly Placed[], count: number): boolean {
  const found = new Set<number>();
  for (const [i, { line, to }] of placed.entries()) {
    const next = placed[i + 1];
    if (next?.line === line && next.from === to + 1) found.add(to);
  }
  return found.size === count - 1;
}
