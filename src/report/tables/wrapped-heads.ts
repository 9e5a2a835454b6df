import type { Cell } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { squeeze } from '../../text/label.js';
import type { ColumnSpec, Edition, TableSpec } from '../edition/edition.js';
import type { LabelledRow } from './figures.js';
import { textKeys } from './label-index.js';

/** The heads of some columns of the form, as they are put together from pieces. */
interface Heads {
  readonly columns: readonly ColumnSpec[];
  /** What a column may be called, in the form in which pieces are compared. */
  readonly names: readonly (readonly string[])[];
  /** What may stand beside the columns' heads: heads of several columns, and that of the labels. */
  readonly others: readonly string[];
}

/** The most rows that heads of one table take. */
const MOST_ROWS = 12;
/** Pieces are put together in no more ways than this; heads that leave more ways open are not read. */
const MOST_WAYS = 2000;

/**
 * In plain text, where a head of several lines may be torn into pieces that stand under no head in particular (「自然」 above 「人」,
 * 「人 商业 科研」 in one cell): rows of pieces that make up the heads of the form's columns, each line in the form's order, as one
 * row of heads. Other rows stay as they are. Nothing but the order of the form is tried: heads in another order do not come out.
 */
export function withWholeHeads(rows: readonly LabelledRow[], edition: Edition): readonly LabelledRow[] {
  if (rows.every(({ table }) => table.aligned)) return rows;
  const all = edition.tables.flatMap(headsOf);
  const found: LabelledRow[] = [];
  let open: LabelledRow[] = [];
  for (const row of rows) {
    const isSame = open[0] === undefined || open[0].table === row.table;
    if (isSame && !row.table.aligned && !row.cells.some(isFigure)) {
      open.push(row);
      continue;
    }
    const figures = isSame ? row.cells.filter(isFigure).length : 0;
    found.push(...whole(open, figures, all));
    open = [];
    if (row.table.aligned || row.cells.some(isFigure)) found.push(row);
    else open.push(row);
  }
  return [...found, ...open];
}

const known = new WeakMap<TableSpec, readonly Heads[]>();

/** The columns of the form's tables that have several of them; columns of groups stand several times. */
function headsOf(table: TableSpec): readonly Heads[] {
  const built = known.get(table);
  if (built !== undefined) return built;
  const own = table.layout === 'matrix' ? [table.columns] : [];
  const others = table.headings.flatMap(({ keys }) => keys.map(pieceOf));
  const heads = own.map((columns) => ({
    columns,
    names: columns.map(({ keys }) => keys.map(pieceOf)),
    others,
  }));
  known.set(table, heads);
  return heads;
}

const isFigure = ({ text }: Cell): boolean => !textKeys(text).wordy && /\d/u.test(text);

/** @param figures how many figures the row below has */
function whole(rows: readonly LabelledRow[], figures: number, all: readonly Heads[]): readonly LabelledRow[] {
  for (const heads of all) {
    if (heads.columns.length !== figures) continue;
    const near = rows.slice(-MOST_ROWS);
    for (let to = near.length; to > 0; to -= 1) {
      for (let from = to - 1; from >= 0; from -= 1) {
        const own = near.slice(from, to);
        const last = own.at(-1);
        if (last === undefined || !makeUp(own.map(piecesOf), heads)) continue;
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
 * above left off?
 */
function makeUp(lines: readonly (readonly string[])[], { names, others }: Heads): boolean {
  let ways = 0;
  const place = (line: number, at: number, from: number, written: readonly string[]): boolean => {
    ways += 1;
    if (ways > MOST_WAYS) return false;
    const pieces = lines[line];
    if (pieces === undefined) return written.every((name, i) => names[i]?.includes(name) === true);
    const piece = pieces[at];
    if (piece === undefined) return place(line + 1, 0, 0, written);
    for (let column = from; column < names.length; column += 1) {
      const name = `${written[column] ?? ''}${piece}`;
      if (names[column]?.some((one) => one.startsWith(name)) !== true) continue;
      const next = written.map((known, i) => (i === column ? name : known));
      if (place(line, at + 1, column, next)) return true;
    }
    return others.some((other) => other.includes(piece)) && place(line, at + 1, from, written);
  };
  return (
    place(
      0,
      0,
      0,
      names.map(() => ''),
    ) && ways <= MOST_WAYS
  );
}
