import type { Table } from '../../document/model.js';
import type { Edition, TableSpec } from '../edition/edition.js';
import type { Figure, Finding } from '../model.js';
import { takeBackDoubtful } from './doubt.js';
import { FigureSheet } from './figure-sheet.js';
import { tableIndex } from './label-index.js';
import type { LabelledRow } from './labelled-rows.js';
import { BlocksReader } from './read-blocks.js';
import { ColumnGroupsReader } from './read-column-groups.js';
import { MatrixReader } from './read-matrix.js';
import { type Place, TableShape } from './table-shape.js';
import { withWholeHeads } from './wrapped-heads.js';

/** The edition whose own labels the tables hold the largest share of; null where they hold none of any form. */
export function recogniseEdition(rows: readonly LabelledRow[], editions: readonly Edition[]): Edition | null {
  const keys = new Set(
    rows.flatMap((row) => row.keys.flatMap((key) => (key.wordy ? [key.key, key.bare] : []))),
  );
  const share = (edition: Edition): number =>
    edition.recognise.filter((key) => keys.has(key)).length / edition.recognise.length;
  const best = [...editions].sort((a, b) => share(b) - share(a) || b.years.from - a.years.from)[0];
  if (best === undefined) return null;
  if (share(best) > 0) return best;
  // the telling table is missing: a form all the same where another statutory table is there
  const known = rows.some((row) => tableIndex(best).owner(row.keys) !== null);
  return known ? best : null;
}

/**
 * Reads the figures of the edition's tables, by labels and their place under a group. Tables may be split
 * into several or joined into one: each row says itself where it belongs.
 */
export function readFigures(
  written: readonly LabelledRow[],
  edition: Edition,
): { readonly figures: readonly Figure[]; readonly findings: readonly Finding[] } {
  const rows = withWholeHeads(written, edition);
  const sheet = new FigureSheet(edition);
  const readers = new Map(edition.tables.map((table) => [table, readerOf(table, sheet)]));
  const found = ownedRows(rows, edition);
  const years = yearsSideBySide(rows);
  for (const { row, owner } of found) {
    const named = years.get(row.table);
    if (named !== undefined) sheet.noteYears(owner, named);
  }
  const owned = found.filter(({ row }) => !years.has(row.table));
  const places = placesOf(owned);
  for (const { row, owner } of owned) {
    const place = places.get(owner)?.get(row.table);
    if (place !== undefined) readers.get(owner)?.readRow(place, row.cells, row.keys);
  }
  for (const reader of readers.values()) reader.finish();
  const read = sheet.finish();
  const { figures, findings } = takeBackDoubtful(read.figures, edition);
  return { figures, findings: [...read.findings, ...findings] };
}

/** A cell that is no more than a year: the heading of a column, or of rows. */
const YEAR = /^(?:20\d{2}年度?|上一?年度?|去年)$/u;

/** Tables that set several years side by side, or below each other, with these years. */
function yearsSideBySide(all: readonly LabelledRow[]): ReadonlyMap<Table, readonly string[]> {
  const years = new Map<Table, readonly string[]>();
  const rowsOf = new Map<Table, LabelledRow[]>();
  for (const row of all) rowsOf.set(row.table, [...(rowsOf.get(row.table) ?? []), row]);
  for (const [table, rows] of rowsOf) {
    const lines = [...rows.map(({ cells }) => cells), rows.flatMap(({ cells }) => cells.slice(0, 1))];
    for (const line of lines) {
      const named = new Set(
        line.map(({ text }) => text.replace(/\s/gu, '')).filter((text) => YEAR.test(text)),
      );
      if (named.size > 1) years.set(table, [...named]);
    }
  }
  return years;
}

interface OwnedRow {
  readonly row: LabelledRow;
  /** The table of the form that the row belongs to. */
  readonly owner: TableSpec;
}

/** A row without labels belongs where the row before it does. */
function ownedRows(rows: readonly LabelledRow[], edition: Edition): OwnedRow[] {
  const index = tableIndex(edition);
  let owner: TableSpec | null = null;
  return rows.flatMap((row): OwnedRow[] => {
    owner = index.owner(row.keys) ?? owner;
    return owner === null ? [] : [{ row, owner }];
  });
}

function placesOf(owned: readonly OwnedRow[]): Map<TableSpec, Map<Table, Place>> {
  const numbers = new Map<TableSpec, Map<Table, Set<number>>>();
  const leads = new Map(owned.map(({ row }) => [row.table, row.lead]));
  for (const { row, owner } of owned) {
    const ofOwner = numbers.get(owner) ?? new Map<Table, Set<number>>();
    numbers.set(owner, ofOwner);
    ofOwner.set(row.table, (ofOwner.get(row.table) ?? new Set()).add(row.number));
  }
  const place = ([table, rows]: [Table, Set<number>]): [Table, Place] => [
    table,
    { table, shape: new TableShape(table, rows), lead: leads.get(table) ?? [] },
  ];
  return new Map([...numbers].map(([owner, tables]) => [owner, new Map([...tables].map(place))]));
}

function readerOf(table: TableSpec, sheet: FigureSheet): BlocksReader | MatrixReader | ColumnGroupsReader {
  switch (table.layout) {
    case 'blocks':
      return new BlocksReader(table, sheet);
    case 'matrix':
      return new MatrixReader(table, sheet);
    case 'column_groups':
      return new ColumnGroupsReader(table, sheet);
  }
}
