import { DocumentError } from '../../errors.js';
import { foldLine } from '../flow/whitespace.js';
import type { DocumentLimits } from '../model.js';
import { OBJECT, withoutStruck } from '../sight.js';
import type { SheetCell, SheetGrid, SheetRow } from '../workbook/grid.js';
import type { SheetBlocks } from '../workbook/sheet-blocks.js';
import { states } from '../workbook/stated-number.js';
import type { XmlElement } from '../xml/element.js';
import { readInline } from './inline.js';
import { cellsOf, columnsOf, rowsOf, type SourceCell, type SourceRow } from './rows.js';
import { lookOf, type OpenDocumentStyles, within } from './styles.js';

/** The sheets of a spreadsheet (`office:spreadsheet`), as far as they are shown. */
export function readSheets(
  body: XmlElement,
  styles: OpenDocumentStyles,
  limits: DocumentLimits,
  blocks: SheetBlocks,
): void {
  const tables = body.children.filter(({ name }) => name === 'table:table');
  const visible = tables.filter((table) => {
    const isHidden = styles.of('table', table.attribute('table:style-name')).isHidden;
    if (isHidden) blocks.leaveOutHidden();
    return !isHidden;
  });
  blocks.leaveOutBeyond(limits.pages, visible.length);
  for (const [at, table] of visible.slice(0, limits.pages).entries()) {
    blocks.add(new Sheet(table, styles, blocks.slotsToLayOut), at + 1);
  }
}

/** Columns of which a cell may be part: a row is as wide as a spreadsheet's. */
const MOST_COLUMNS = 16_384;
/** This many blank rows or cells in a row end the table. */
const MOST_BLANK = 100;
/** Hidden rows, too, are looked at. */
const ROWS_A_SLOT = 2;
/** How many overlapping merged cells may cover each slot. */
const PATIENCE = 4;

/** A cell that shows something, or that somebody drew. */
interface FilledCell {
  readonly text: string;
  readonly column: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

interface FilledRow {
  readonly cells: readonly FilledCell[];
  readonly hidden: boolean;
  readonly repeated: number;
}

class Sheet implements SheetGrid {
  readonly rows: SheetRow[] = [];
  readonly styled = false;
  hidden = 0;
  unreckoned = 0;
  overlapping = 0;
  cut = false;
  readonly #columns: readonly { readonly hidden: boolean; readonly cellStyle: string | undefined }[];
  /** How many columns before one, and with it how many in all, are visible. */
  readonly #places: readonly number[];
  readonly #slots: (SheetCell | undefined)[][] = [];
  #cells: number;
  #patience: number;

  constructor(
    table: XmlElement,
    private readonly styles: OpenDocumentStyles,
    budget: number,
  ) {
    this.#cells = budget;
    this.#patience = budget * PATIENCE;
    const source = rowsOf(table).map((row) => ({ row, cells: cellsOf(row.element) }));
    this.#columns = expanded(columnsOf(table));
    const filled = source.map(({ row, cells }) => this.#filled(row, cells));
    const width = filled.reduce(
      (most, { cells }) => cells.reduce((right, cell) => textRight(cell, right), most),
      0,
    );
    const places = [0];
    for (let at = 0; at < width; at += 1)
      places.push((places[at] ?? 0) + (this.#columns[at]?.hidden ? 0 : 1));
    this.#places = places;
    this.#layOut(filled, Math.floor(budget / Math.max(1, places.at(-1) ?? 1)));
    for (const slots of this.#slots) this.rows.push({ slots, apart: false });
  }

  /** Rows and columns that are not shown count nowhere; merged cells reach over those that are. */
  #layOut(filled: readonly FilledRow[], most: number): void {
    const last = filled.findLastIndex(({ cells }) => cells.some(({ text }) => text !== ''));
    const rows: Pick<FilledRow, 'cells' | 'hidden'>[] = [];
    /** How many rows before one, and with it how many in all, are visible. */
    const places = [0];
    for (const { cells, hidden, repeated } of filled.slice(0, last + 1)) {
      const isBlank = cells.every(({ text }) => text === '');
      const times = isBlank ? Math.min(repeated, MOST_BLANK) : repeated;
      // one row beyond the limit shows that there are more
      for (let at = 0; at < times && rows.length < ROWS_A_SLOT * most + 1; at += 1) {
        rows.push({ cells, hidden });
        places.push((places.at(-1) ?? 0) + (hidden ? 0 : 1));
      }
    }
    this.cut = (places.at(-1) ?? 0) > most;
    const height = Math.min(places.at(-1) ?? 0, most);
    for (let row = 0; row < height; row += 1) this.#slots.push([]);
    for (const [at, { cells, hidden }] of rows.entries()) {
      for (const cell of cells) {
        const top = places[at] ?? 0;
        const bottom = Math.min(places[Math.min(rows.length, at + cell.rowSpan)] ?? height, height);
        this.#put(cell, top, bottom - 1, hidden);
      }
    }
  }

  #put({ text, column, columnSpan }: FilledCell, top: number, bottom: number, isRowHidden: boolean): void {
    const width = this.#places.length - 1;
    const left = this.#places[Math.min(column, width)] ?? 0;
    const right = (this.#places[Math.min(column + columnSpan, width)] ?? 0) - 1;
    if (right < left || bottom < top) {
      if (text !== '' && (isRowHidden || this.#columns[column]?.hidden === true)) this.hidden += 1;
      return;
    }
    this.#patience -= (bottom - top + 1) * (right - left + 1);
    if (this.#patience < 0) throw tooLarge();
    const covered = this.#slots.slice(top, bottom + 1);
    if (covered.some((slots) => slots.slice(left, right + 1).some(Boolean))) {
      if (text !== '') this.overlapping += 1;
      return;
    }
    const cell: SheetCell = { text, top, left, bottom, right };
    for (const slots of covered) for (let at = left; at <= right; at += 1) slots[at] = cell;
  }

  #filled({ element, hidden, repeated }: SourceRow, cells: readonly SourceCell[]): FilledRow {
    const rowStyle = element.attribute('table:default-cell-style-name');
    const ground = this.styles.of('table-row', element.attribute('table:style-name')).format.ground;
    const found: FilledCell[] = [];
    let column = 0;
    for (const { element: cell, covered, repeated: times, columnSpan, rowSpan } of cells) {
      const end = Math.min(column + times, MOST_COLUMNS);
      const first = column;
      for (; column < end && !covered; column += 1) {
        const named = cell.attribute('table:style-name') ?? rowStyle ?? this.#columns[column]?.cellStyle;
        const text = this.#text(cell, named, ground);
        const isDrawn = this.styles.of('table-cell', named).hasBorder;
        if (text !== '' || isDrawn || columnSpan > 1 || rowSpan > 1) {
          found.push({ text, column, columnSpan, rowSpan });
        }
        if (text === '' && (!isDrawn || column - first > MOST_BLANK)) break;
      }
      column = end;
    }
    this.#cells -= found.length;
    if (this.#cells < 0) throw tooLarge();
    return { cells: found, hidden, repeated };
  }

  #text(element: XmlElement, named: string | undefined, ground: 'white' | 'shaded' | undefined): string {
    const style = this.styles.of('table-cell', named);
    const format = within({ ground }, style.format);
    const drawn = element.children.some(({ name }) => name.startsWith('draw:'));
    const lines = element.children
      .filter(({ name }) => name === 'text:p' || name === 'text:h')
      .flatMap((line) => readInline(line, format, this.styles, true).text.split('\n'))
      .map(foldLine)
      .filter((line) => line !== '');
    const shown = this.#judged(element, lines.join('\n'), style.data);
    if (shown === '') return drawn ? OBJECT : '';
    const look = lookOf(format);
    const varies = style.mapped.some((name) => {
      const other = lookOf(within(format, this.styles.of('table-cell', name).format));
      return other.hidden !== look.hidden || other.struck !== look.struck || other.level !== look.level;
    });
    return varies ? shown + OBJECT : shown;
  }

  /** What is shown counts, where it is the number that the cell holds. */
  #judged(element: XmlElement, shown: string, data: string | undefined): string {
    const value = Number(element.attribute('office:value') ?? Number.NaN);
    const type = element.attribute('office:value-type');
    const isNumber = type === 'float' || type === 'currency' || type === 'percentage';
    if (!isNumber || !Number.isFinite(value)) {
      const isUnreckoned =
        element.attribute('table:formula') !== undefined && type === undefined && shown === '';
      if (!isUnreckoned) return shown;
      this.unreckoned += 1;
      return `=${element.attribute('table:formula') ?? ''}`;
    }
    const hasText = element.children.some(({ name }) => name === 'text:p');
    if (!hasText) return data === undefined ? String(value) : String(value) + OBJECT;
    const plain = withoutStruck(shown);
    return plain === '' || states(plain, value) ? shown : shown + OBJECT;
  }
}

const textRight = ({ text, column, columnSpan }: FilledCell, right: number): number =>
  text === '' ? right : Math.max(right, Math.min(MOST_COLUMNS, column + columnSpan));

function expanded(columns: ReturnType<typeof columnsOf>) {
  const all: { readonly hidden: boolean; readonly cellStyle: string | undefined }[] = [];
  for (const { repeated, hidden, cellStyle } of columns) {
    for (let at = 0; at < repeated && all.length < MOST_COLUMNS; at += 1) all.push({ hidden, cellStyle });
  }
  return all;
}

function tooLarge(): DocumentError {
  return new DocumentError(
    'too_large',
    'the cells of a sheet, or what they span, are more than the limit allows',
    {
      hint: 'no report is this large; raise the limit if this one is',
    },
  );
}
