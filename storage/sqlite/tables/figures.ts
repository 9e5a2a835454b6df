import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { Figure, NullReason } from '../../../src/report/model.js';
import type { VersionId } from '../ids.js';
import { quoteName, type StoredIndicator } from './indicators.js';

type Parameter = string | number | null;

const CELL_COLUMNS = [
  'version_id',
  'indicator_id',
  'position',
  'value',
  'reason',
  'raw',
  'raw_is_value',
  'table_no',
  'row_no',
  'column_no',
  'page_no',
] as const;

/** Cells written by one statement; one call per cell would take 50 % longer. */
const CELLS_AT_ONCE = 25;

/** Up to this many figures are looked up one by one; for more, reading the whole version is quicker. */
const PICKED_SINGLY = 40;

/** A cell as an array: a version has a hundred, and objects with names would take twice as long to make. */
type CellRow = readonly [
  indicator: string,
  value: number | null,
  reason: NullReason | null,
  raw: string | null,
  rawIsValue: 0 | 1,
  table: number | null,
  row: number | null,
  column: number | null,
  page: number | null,
];

const SELECT_CELL = `SELECT i.indicator, c.value, c.reason, c.raw, c.raw_is_value, c.table_no, c.row_no, c.column_no,
  c.page_no`;

/** The figures of one version, written to the long and the wide table alike. */
export interface FigureWriter {
  /**
   * Inside a transaction. ArchiveError `unknown_indicator` where a figure's indicator is none of the
   * archive's, `bad_figure` where its value is not a finite number.
   */
  write(versionId: VersionId, figures: readonly Figure[]): void;
  /** Inside a transaction: deletes what was written for a version. */
  erase(versionId: VersionId): void;
}

export function figureWriter(
  db: Database.Database,
  path: string,
  indicators: readonly StoredIndicator[],
): FigureWriter {
  const places = new Map(indicators.map(({ id, rowId }, index) => [id, { rowId, column: index + 1 }]));
  const insertCells = cellWriter(db);
  const columns = ['version_id', ...indicators.map(({ id }) => quoteName(id))];
  const insertWide = db.prepare<[Parameter[]]>(insertSql('figure_wide_row', columns, 1));

  const eraseCells = db.prepare<[number]>('DELETE FROM figure_cell_row WHERE version_id = ?');
  const eraseWide = db.prepare<[number]>('DELETE FROM figure_wide_row WHERE version_id = ?');

  return {
    erase(versionId) {
      eraseCells.run(versionId);
      eraseWide.run(versionId);
    },
    write(versionId, figures) {
      const cells: Parameter[] = [];
      const wide = new Array<Parameter>(columns.length).fill(null);
      wide[0] = versionId;
      for (const [position, figure] of figures.entries()) {
        const place = places.get(figure.indicator);
        if (place === undefined) {
          throw new ArchiveError('unknown_indicator', `the archive has no indicator "${figure.indicator}"`, {
            file: path,
            hint: 'open the archive with the indicators of all editions',
          });
        }
        refuseBadValue(figure, path);
        const { value, reason, raw, locator } = figure;
        const rawIsValue = isOwnText(value, raw);
        // In the order of CELL_COLUMNS.
        cells.push(versionId, place.rowId, position, value, reason);
        cells.push(rawIsValue ? null : raw, rawIsValue ? 1 : 0);
        cells.push(locator?.table ?? null, locator?.row ?? null, locator?.column ?? null);
        cells.push(locator?.page ?? null);
        wide[place.column] = value;
      }
      insertCells(cells);
      insertWide.run(wide);
    },
  };
}

function cellWriter(db: Database.Database): (cells: readonly Parameter[]) => void {
  const statements = new Map<number, Database.Statement<[Parameter[]]>>();
  const statementFor = (rows: number) => {
    const known = statements.get(rows);
    if (known !== undefined) return known;
    const statement = db.prepare<[Parameter[]]>(insertSql('figure_cell_row', CELL_COLUMNS, rows));
    statements.set(rows, statement);
    return statement;
  };
  const width = CELL_COLUMNS.length;
  return (cells) => {
    for (let start = 0; start < cells.length; start += CELLS_AT_ONCE * width) {
      const part = cells.slice(start, start + CELLS_AT_ONCE * width);
      statementFor(part.length / width).run(part);
    }
  };
}

function insertSql(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${new Array(rows).fill(row).join(', ')}`;
}

/** The figures of a version, in the order they were given. */
export function figureReader(db: Database.Database): (versionId: VersionId) => readonly Figure[] {
  const select = db
    .prepare<[number], CellRow>(
      `${SELECT_CELL} FROM figure_cell_row c JOIN indicator_row i ON i.id = c.indicator_id
       WHERE c.version_id = ? ORDER BY c.position`,
    )
    .raw();
  return (versionId) => select.all(versionId).map(toFigure);
}

/** Single figures of a version, or all of it; null where the version has no such figure. */
export function figurePicker(
  db: Database.Database,
): (versionId: VersionId, indicators: readonly string[]) => readonly (Figure | null)[] {
  const all = figureReader(db);
  const one = db
    .prepare<[number, string], CellRow>(
      `${SELECT_CELL} FROM indicator_row i JOIN figure_cell_row c ON c.indicator_id = i.id
       WHERE c.version_id = ? AND i.indicator = ?`,
    )
    .raw();
  return (versionId, indicators) => {
    if (indicators.length <= PICKED_SINGLY) {
      return indicators.map((indicator) => {
        const row = one.get(versionId, indicator);
        return row === undefined ? null : toFigure(row);
      });
    }
    const figures = new Map(all(versionId).map((figure) => [figure.indicator, figure]));
    return indicators.map((indicator) => figures.get(indicator) ?? null);
  };
}

function toFigure([indicator, value, reason, text, rawIsValue, table, row, column, page]: CellRow): Figure {
  const locator =
    table === null || row === null || column === null
      ? null
      : { ...(page === null ? {} : { page }), table, row, column };
  if (value !== null) {
    const raw = rawIsValue === 1 ? String(value) : text;
    return { indicator, raw, locator, value, reason: null };
  }
  // The table's CHECK demands a reason for every null.
  return { indicator, raw: text, locator, value, reason: reason ?? 'unreadable' };
}

/** Whole numbers only: SQL and JavaScript print them alike, so the view can tell the text from the value. */
function isOwnText(value: number | null, raw: string | null): boolean {
  return value !== null && Number.isSafeInteger(value) && raw === String(value);
}

function refuseBadValue(figure: Figure, path: string): void {
  if (figure.value !== null && !Number.isFinite(figure.value)) {
    throw new ArchiveError('bad_figure', `the value of "${figure.indicator}" is not a number`, {
      file: path,
    });
  }
}
