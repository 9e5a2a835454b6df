/** A report as it is printed, whatever it is printed on: lines and tables with the texts of their cells. */
import type { NullReason } from '../../src/report/model.js';
import { FORM_LAYOUTS, type LayoutCell, type LayoutTable } from '../../src/simulation/reports/form-layout.js';
import { seededRandom } from '../../src/simulation/reports/random.js';
import type { CellValue, SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { reportSections } from '../../src/simulation/reports/report-sections.js';
import type { Printed } from '../report/damage.js';
import type { ChangeContext } from './changes.js';
import { anyGeometry, type Geometry, textWidthOf, USUAL } from './geometry.js';
import type { Layout } from './layouts.js';
import { type Looks, NO_LOOKS, plainText, type Run } from './looks.js';

export interface PrintedLine {
  readonly kind: 'line';
  readonly role: 'title' | 'heading' | 'body';
  readonly text: string;
}

/** A cell whose text may look different in parts. */
export interface PrintedCell extends Printed {
  /** Instead of `text`. */
  readonly runs?: readonly Run[];
  /** Attributes of its element, where the format is HTML. */
  readonly attributes?: string;
  /** What is to be read of its figure, where that is not what the report says; `owed` is no number and a finding. */
  readonly states?: NullReason | 'owed';
}

export interface PrintedTable {
  readonly kind: 'table';
  readonly id: LayoutTable['id'];
  readonly columns: number;
  /** How wide the columns are, in millimetres; they add up to the width of the text. */
  readonly widths: readonly number[];
  /** Its first rows, which are repeated where the table goes on. */
  readonly headingRows: number;
  readonly rows: readonly (readonly PrintedCell[])[];
  /** Attributes of its element, where the format is HTML. */
  readonly attributes?: string;
}

export type PrintedBlock = PrintedLine | PrintedTable;

export interface PrintedReport {
  readonly title: string;
  readonly layout: Layout;
  /** For what is laid out on pages. */
  readonly geometry: Geometry;
  readonly blocks: readonly PrintedBlock[];
}

/**
 * The report in a layout.
 * @param seed for layouts in which each page is another one
 * @param looks that the format has
 */
export function printReport(
  report: SimulatedReport,
  layout: Layout,
  seed = 0,
  looks: Looks = NO_LOOKS,
): PrintedReport {
  const geometry = geometryOf(layout, seed);
  const context: ChangeContext = {
    random: seededRandom(seed),
    width: textWidthOf(geometry),
    year: report.year,
    looks,
  };
  const tables = FORM_LAYOUTS[report.edition];
  const line = (role: PrintedLine['role'], text: string): PrintedLine => ({ kind: 'line', role, text });
  const blocks = reportSections(report).flatMap(({ heading, paragraphs, table }) => [
    line('heading', heading),
    ...paragraphs.map((text) => line('body', text)),
    ...tables
      .filter(({ id }) => id === table)
      .flatMap((form) => {
        const printed = printTable(form, report, layout, geometry);
        return layout.change?.(printed, context) ?? [printed];
      }),
  ]);
  return { title: report.title, layout, geometry, blocks: [line('title', report.title), ...blocks] };
}

/** Rows of tables that go on on the next page are so high that table 3 does not fit on one. */
const HIGH_ROW = 11;

function geometryOf({ geometry, split }: Layout, seed: number): Geometry {
  if (geometry !== 'usual') return anyGeometry(seed, geometry === 'any, rows broken');
  return { ...USUAL, split, row: split === 'none' ? 0 : HIGH_ROW };
}

function printTable(
  form: LayoutTable,
  report: SimulatedReport,
  layout: Layout,
  { widths }: Geometry,
): PrintedTable {
  const { id, columns, headingRows } = form;
  const rows = form.rows.map((row, at) => {
    const heading = id === 'proactive' ? !row.some((cell) => 'indicator' in cell) : at < headingRows;
    return row.map((cell) => printCell(cell, heading, report, layout));
  });
  const loose = id === 'requests' && !layout.mergedLabels ? unmerged(rows, headingRows, columns) : rows;
  // table 2 has a heading for each of its blocks: nobody has the first one repeated
  const repeated = id === 'proactive' ? 0 : headingRows;
  return { kind: 'table', id, columns, headingRows: repeated, widths: widths[id], rows: loose };
}

function printCell(cell: LayoutCell, heading: boolean, report: SimulatedReport, layout: Layout): Printed {
  if ('label' in cell) {
    const { label, rowSpan, columnSpan } = cell;
    return { text: label, rowSpan, columnSpan, indicator: null, heading };
  }
  const { indicator, columnSpan } = cell;
  const text = printValue(report.figures[indicator] ?? null, layout);
  return { text, rowSpan: 1, columnSpan, indicator, heading: false };
}

function printValue(value: CellValue, { nothing, digits }: Layout): string {
  if (value === null) return '';
  if (value === 0) return digits === 'wide' && nothing === '0' ? '０' : nothing;
  const text = String(value);
  if (digits === 'wide')
    return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return digits === 'thousands' ? text.replace(/\d(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, '$&,') : text;
}

const blank: Printed = { text: '', rowSpan: 1, columnSpan: 1, indicator: null, heading: false };

/** Every slot below the heading is a cell of its own; a label stands in the first of its slots. */
function unmerged(rows: readonly (readonly Printed[])[], headingRows: number, columns: number): Printed[][] {
  const body: Printed[][] = rows.slice(headingRows).map(() => []);
  for (const [at, row] of rows.slice(headingRows).entries()) {
    const line = body[at] ?? [];
    let column = 0;
    for (const cell of row) {
      while (line[column] !== undefined) column += 1;
      for (let y = at; y < at + cell.rowSpan; y += 1) {
        for (let x = column; x < column + cell.columnSpan; x += 1) {
          const target = body[y];
          if (target !== undefined) target[x] = { ...blank, ...(y === at && x === column ? own(cell) : {}) };
        }
      }
    }
    if (line.length > columns) throw new Error(`row ${at} has ${line.length} slots`);
  }
  return [...rows.slice(0, headingRows).map((row) => [...row]), ...body];
}

const own = ({ text, indicator }: Printed): Pick<Printed, 'text' | 'indicator'> => ({ text, indicator });

/**
 * The table as the one or more tables that it becomes where a page ends: table 3 breaks in the middle, and goes
 * on with or without its heading. A cell that reaches over the break goes on as an empty one.
 */
export function splitTable(table: PrintedTable, { split }: Layout): PrintedTable[] {
  if (split === 'none' || table.id !== 'requests') return [table];
  const at = Math.floor(table.rows.length / 2);
  const upper = table.rows.slice(0, at).map((row, top) => row.map((cell) => cutBelow(cell, at - top)));
  const carried = table.rows
    .slice(0, at)
    .flatMap((row, top) =>
      row.flatMap((cell) =>
        top + cell.rowSpan > at ? [{ ...cell, text: '', rowSpan: top + cell.rowSpan - at }] : [],
      ),
    );
  const [first = [], ...rest] = table.rows.slice(at);
  const head = split === 'repeated' ? table.rows.slice(0, table.headingRows) : [];
  return [
    { ...table, rows: upper },
    { ...table, headingRows: head.length, rows: [...head, [...carried, ...first], ...rest] },
  ];
}

function cutBelow(cell: PrintedCell, rows: number): PrintedCell {
  return cell.rowSpan > rows ? { ...cell, rowSpan: rows } : cell;
}

/** The blocks with their tables split as the layout says, for formats without pages of their own. */
export function splitBlocks({ blocks, layout }: PrintedReport): (PrintedLine | PrintedTable)[] {
  return blocks.flatMap<PrintedLine | PrintedTable>((block) =>
    block.kind === 'table' ? splitTable(block, layout) : [block],
  );
}

/** The text of a cell without its looks. */
export const textOf = ({ text, runs }: PrintedCell): string => (runs === undefined ? text : plainText(runs));

/** A cell with the slot at its top left. */
export interface PlacedCell<Cell = PrintedCell> {
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
}

/** Where the cells of a table stand; spans are cut at the table's end. */
export function placeCells<Cell extends { readonly rowSpan: number; readonly columnSpan: number }>({
  rows,
  columns,
}: {
  readonly rows: readonly (readonly Cell[])[];
  readonly columns: number;
}): PlacedCell<Cell>[] {
  const taken = new Set<string>();
  return rows.flatMap((cells, row) => {
    let column = 0;
    return cells.map((cell): PlacedCell<Cell> => {
      while (taken.has(`${row}:${column}`)) column += 1;
      const rowSpan = Math.min(cell.rowSpan, rows.length - row);
      const columnSpan = Math.max(1, Math.min(cell.columnSpan, columns - column));
      const placed = { cell: { ...cell, rowSpan, columnSpan }, row, column };
      for (let y = row; y < row + rowSpan; y += 1) {
        for (let x = column; x < column + columnSpan; x += 1) taken.add(`${y}:${x}`);
      }
      column += columnSpan;
      return placed;
    });
  });
}
