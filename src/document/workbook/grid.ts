import type { CellObject, WorkSheet } from '@e965/xlsx';
import { DocumentError } from '../../errors.js';
import { OBJECT } from '../sight.js';
import { picturedCells, type SheetData, withPicturedCells } from './cell-objects.js';
import { isUnreckoned, shownText } from './cell-text.js';
import type { SheetLooks } from './looks.js';

/** A cell of a sheet, or several merged into one, in visible rows and columns (both ends included). */
export interface SheetCell {
  /** As shown, lines folded and joined by `\n`. */
  readonly text: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A visible row: by visible column the cell that stands or reaches there; a hole where the sheet has none. */
export interface SheetRow {
  readonly slots: readonly (SheetCell | undefined)[];
  /** A visible row that was left out because nothing is in it stands above this one. */
  readonly apart: boolean;
}

/** What a sheet shows. */
export interface SheetGrid {
  readonly rows: readonly SheetRow[];
  /** Whether the sheet has cells that hold nothing but a style, so that a slot without one is no cell at all. */
  readonly styled: boolean;
  /** Rows and columns with text that the sheet hides: how many cells with text were left out. */
  readonly hidden: number;
  /** Formulas without a stored result. */
  readonly unreckoned: number;
  /** Merged ranges that overlap others and were ignored. */
  readonly overlapping: number;
  /** Whether the slots did not suffice: rows at the end were left out. */
  readonly cut: boolean;
}

/**
 * Lays out what a sheet shows, without hidden rows and columns: what a reader of the sheet cannot see is not
 * what the source says. A merged range shows its first cell's text even where that cell's row is hidden.
 *
 * @param looks how its cells look
 * @param slots how many slots of rows times columns may be laid out
 */
export function layOutSheet(sheet: WorkSheet, looks: SheetLooks, slots: number): SheetGrid {
  return new Layout(sheet, looks, slots);
}

/** How many overlapping merged ranges may cover each slot. */
const PATIENCE = 4;

class Layout implements SheetGrid {
  readonly rows: { slots: (SheetCell | undefined)[]; apart: boolean }[] = [];
  readonly styled: boolean;
  hidden = 0;
  unreckoned = 0;
  overlapping = 0;
  cut = false;
  readonly #data: SheetData;
  readonly #pictured: ReadonlySet<string>;
  #patience: number;

  constructor(
    sheet: WorkSheet,
    private readonly looks: SheetLooks,
    slots: number,
  ) {
    const stored: SheetData = sheet['!data'] ?? [];
    this.#pictured = picturedCells(stored, looks.objects, sheet['!merges'] ?? []);
    this.#data = withPicturedCells(stored, this.#pictured);
    this.#patience = slots * PATIENCE;
    this.styled = stored.some((row) => row?.some((cell) => cell?.t === 'z' && cell.f === undefined));
    const used = this.#data.flatMap((row, number) => (row?.some(Boolean) ? [number] : []));
    const width = this.#data.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
    const hiddenRows = hiddenOf(sheet['!rows']);
    const columns = new Axis(range(width), hiddenOf(sheet['!cols']));
    const kept = used.filter((row) => !hiddenRows.has(row));
    const most = Math.floor(slots / Math.max(1, columns.visible.length));
    this.cut = kept.length > most;
    const rows = new Axis(kept.slice(0, most), hiddenRows);
    for (const [at, row] of rows.visible.entries()) {
      this.rows.push({ slots: [], apart: at > 0 && isGap(rows.visible[at - 1] ?? row, row, hiddenRows) });
    }
    const merged = this.#merge(sheet['!merges'] ?? [], rows, columns);
    for (const row of used) this.#fill(row, rows.placeOf(row), columns, merged);
  }

  /** Puts the merged ranges on the grid. Gives the cells of the sheet that they cover, as `row:column`. */
  #merge(ranges: readonly Range[], rows: Axis, columns: Axis): ReadonlySet<string> {
    const covered = new Set<string>();
    for (const { s: start, e: end } of ranges) {
      if (!(start.r >= 0 && start.c >= 0)) continue;
      const down = rows.span(start.r, end.r);
      const across = columns.span(start.c, end.c);
      if (down === null || across === null) continue;
      const [top, bottom] = down;
      const [left, right] = across;
      this.#patience -= (bottom - top + 1) * (right - left + 1);
      if (this.#patience < 0) throw tooManyMerges();
      if (this.rows.slice(top, bottom + 1).some(({ slots }) => slots.slice(left, right + 1).some(Boolean))) {
        this.overlapping += 1;
        continue;
      }
      const cell: SheetCell = { text: this.#text(start.r, start.c), top, left, bottom, right };
      for (let row = top; row <= bottom; row += 1) {
        for (let column = left; column <= right; column += 1) this.#put(row, column, cell);
      }
      this.#cover(start, end, covered);
    }
    return covered;
  }

  #cover(start: Range['s'], end: Range['e'], covered: Set<string>): void {
    for (let row = start.r; row <= Math.min(end.r, this.#data.length - 1); row += 1) {
      const last = Math.min(end.c, (this.#data[row]?.length ?? 0) - 1);
      this.#patience -= 1;
      if (this.#patience < 0) throw tooManyMerges();
      for (let column = start.c; column <= last; column += 1) covered.add(`${row}:${column}`);
    }
  }

  #fill(row: number, at: number | undefined, columns: Axis, merged: ReadonlySet<string>): void {
    for (const [column, cell] of (this.#data[row] ?? []).entries()) {
      if (cell === undefined || merged.has(`${row}:${column}`)) continue;
      const left = columns.placeOf(column);
      if (at === undefined || left === undefined) {
        if (this.#shown(cell, row, column) !== '' && !this.cut) this.hidden += 1;
        continue;
      }
      this.#put(at, left, { text: this.#text(row, column), top: at, left, bottom: at, right: left });
    }
  }

  #put(row: number, column: number, cell: SheetCell): void {
    const line = this.rows[row];
    if (line !== undefined) line.slots[column] = cell;
  }

  #text(row: number, column: number): string {
    const cell = this.#data[row]?.[column];
    if (cell === undefined) return '';
    if (isUnreckoned(cell)) this.unreckoned += 1;
    return this.#shown(cell, row, column);
  }

  #shown(cell: CellObject, row: number, column: number): string {
    const place = `${row}:${column}`;
    const text = shownText(cell, this.looks.cells.get(place), this.looks.zeros);
    return this.#pictured.has(place) ? text + OBJECT : text;
  }
}

/** The visible rows or columns of a sheet, by their numbers in the sheet, and their places among themselves. */
class Axis {
  readonly visible: readonly number[];
  readonly #places: ReadonlyMap<number, number>;

  constructor(all: readonly number[], hidden: ReadonlySet<number>) {
    this.visible = all.filter((at) => !hidden.has(at));
    this.#places = new Map(this.visible.map((at, place) => [at, place]));
  }

  placeOf(at: number): number | undefined {
    return this.#places.get(at);
  }

  /** The first and last place from `start` to `end`; null where nothing of it is visible. */
  span(start: number, end: number): readonly [first: number, last: number] | null {
    const first = this.#countBelow(start);
    const last = this.#countBelow(end + 1) - 1;
    return first > last ? null : [first, last];
  }

  #countBelow(limit: number): number {
    let low = 0;
    let high = this.visible.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.visible[middle] ?? limit) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether a visible row lies between two rows of the sheet. */
function isGap(above: number, below: number, hidden: ReadonlySet<number>): boolean {
  for (let row = above + 1; row < below; row += 1) if (!hidden.has(row)) return true;
  return false;
}

function tooManyMerges(): DocumentError {
  return new DocumentError('too_large', 'the merged ranges of a sheet cover more than the limit allows', {
    hint: 'no report is this large; raise the limit if this one is',
  });
}

type Range = NonNullable<WorkSheet['!merges']>[number];

function hiddenOf(marks: readonly ({ readonly hidden?: boolean } | undefined)[] | undefined): Set<number> {
  const hidden = new Set<number>();
  marks?.forEach((mark, at) => {
    if (mark?.hidden === true) hidden.add(at);
  });
  return hidden;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}
