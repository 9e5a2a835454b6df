import { layOutGrid } from '../../src/document/flow/table-grid.js';
import type { Block, Cell, Document, Table } from '../../src/document/model.js';
import { FORM_LAYOUTS, type FormEdition } from '../../src/simulation/reports/form-layout.js';
import type { Random } from '../../src/simulation/reports/random.js';

/** A cell of a printed form, before the grid is laid out. */
export interface Printed {
  readonly text: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** The figure that it holds; null for a label. */
  readonly indicator: string | null;
  readonly heading: boolean;
}

export type PrintedTable = readonly (readonly Printed[])[];
/** What each cell of the form states: a number, or null for a cell left blank. */
export type Truth = Readonly<Record<string, number | null>>;

/** How a source writes its tables down. */
export type Shape =
  | 'grid' // with spans, as in HTML
  | 'cells' // as text, one blank for every cell that reaches in from above
  | 'padded' // as text, one cell for every slot of the grid
  | 'trimmed'; // the same without the blanks at the end

export function printForm(form: FormEdition, truth: Truth): PrintedTable[] {
  return FORM_LAYOUTS[form].map((layout) =>
    layout.rows.map((row, r) =>
      row.map((cell): Printed => {
        if ('label' in cell) {
          const { label, rowSpan, columnSpan } = cell;
          return { text: label, rowSpan, columnSpan, indicator: null, heading: isHeading(layout.id, r, row) };
        }
        const text = String(truth[cell.indicator] ?? '');
        return { text, rowSpan: 1, columnSpan: cell.columnSpan, indicator: cell.indicator, heading: false };
      }),
    ),
  );
}

function isHeading(id: string, row: number, cells: readonly object[]): boolean {
  return id === 'proactive' ? !cells.some((cell) => 'indicator' in cell) : row < 3;
}

/** Figures that satisfy every sum of the form, all over the place, some cells blank where they are zero. */
export function soundFigures(form: FormEdition, random: Random, blanks: boolean): Truth {
  const figures: Record<string, number | null> = {};
  const ids = FORM_LAYOUTS[form].flatMap((t) =>
    t.rows.flat().flatMap((c) => ('indicator' in c ? [c.indicator] : [])),
  );
  for (const id of ids) if (id.startsWith('proactive.')) figures[id] = random.between(0, 900);
  const rows = [
    ...new Set(ids.filter((id) => id.startsWith('requests.')).map((id) => id.slice(9, id.lastIndexOf('.')))),
  ];
  const applicants = ['natural_person', 'business', 'research', 'nonprofit', 'legal_service', 'other_org'];
  const results = rows.filter((row) => !['new', 'carried_in', 'handled_total', 'carried_out'].includes(row));
  const amount = (): number => (random.next() < (blanks ? 0.6 : 0.2) ? 0 : random.between(1, 40));
  for (const applicant of applicants) {
    let handled = 0;
    for (const row of results) {
      const value = amount();
      handled += value;
      figures[`requests.${row}.${applicant}`] = value;
    }
    const carriedOut = random.between(0, 9);
    const carriedIn = random.between(0, Math.min(9, handled));
    figures[`requests.handled_total.${applicant}`] = handled;
    figures[`requests.carried_out.${applicant}`] = carriedOut;
    figures[`requests.carried_in.${applicant}`] = carriedIn;
    figures[`requests.new.${applicant}`] = handled + carriedOut - carriedIn;
  }
  for (const row of rows) {
    const parts = applicants.map((applicant) => figures[`requests.${row}.${applicant}`] ?? 0);
    figures[`requests.${row}.total`] = parts.reduce((a, b) => a + b, 0);
  }
  for (const kind of ['review', 'suit_direct', 'suit_after_review']) {
    const parts = ['upheld', 'corrected', 'other', 'pending'].map((outcome) => {
      const value = random.between(0, 9);
      figures[`disputes.${kind}.${outcome}`] = value;
      return value;
    });
    figures[`disputes.${kind}.total`] = parts.reduce((a, b) => a + b, 0);
  }
  if (blanks) for (const id of ids) if (figures[id] === 0 && random.next() < 0.8) figures[id] = null;
  return figures;
}

/** The document that a reader makes of the tables. */
export function documentOfTables(tables: readonly PrintedTable[], shape: Shape): Document {
  const blocks = tables
    .filter((rows) => rows.length > 0)
    .map((rows, i): Block => asTable(rows, i + 1, shape));
  return { format: 'html', encoding: 'utf-8', meta: {}, blocks, issues: [] };
}

function asTable(rows: PrintedTable, index: number, shape: Shape): Table {
  const grid = layOutGrid([rows.map((row) => row.map((cell) => ({ ...cell, header: false })))], 100_000);
  if (shape === 'grid') return { kind: 'table', index, rows: grid.rows, width: grid.width, aligned: true };
  const lines = grid.rows.map((cells, row) => textRow(grid.rows, cells, row, shape));
  const width = Math.max(0, ...lines.map((line) => line.length));
  return { kind: 'table', index, rows: lines, width, aligned: false };
}

function textRow(
  rows: readonly (readonly Cell[])[],
  cells: readonly Cell[],
  row: number,
  shape: Shape,
): Cell[] {
  const above = rows.flat().filter((c) => c.row < row && row < c.row + c.rowSpan);
  const inRow = [...cells, ...above].sort((a, b) => a.column - b.column);
  const line = inRow.flatMap((cell) => {
    const text = cell.row === row ? cell.text : '';
    const blanks = shape === 'cells' ? 0 : cell.columnSpan - 1;
    return [text, ...Array.from({ length: blanks }, () => '')];
  });
  while (shape === 'trimmed' && line.at(-1) === '') line.pop();
  return line.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1, header: false }));
}
