import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { IndicatorColumn } from '../../contract/archive.js';

/** An indicator as the archive holds it. */
export interface StoredIndicator {
  readonly rowId: number;
  readonly id: string;
}

interface IndicatorRow {
  readonly id: number;
  readonly indicator: string;
  readonly label_zh: string;
  readonly label_en: string;
  readonly unit: string;
  readonly editions: string;
  readonly position: number;
}

/** The dot keeps a figure's column apart from the view's own columns such as `agency`. */
const INDICATOR_ID = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** All indicators the archive has ever had, in the order of the form. */
export function storedIndicators(db: Database.Database): readonly StoredIndicator[] {
  return db
    .prepare<[], StoredIndicator>(
      'SELECT id AS rowId, indicator AS id FROM indicator_row ORDER BY position, id',
    )
    .all();
}

/**
 * Syncs the archive's indicators with the list: new ones get a row and a column of the wide table, known
 * ones their current labels. Indicators missing from the list stay, for the versions that have them. Must run inside
 * a write transaction; writes nothing if nothing differs.
 */
export function syncIndicators(
  db: Database.Database,
  path: string,
  indicators: readonly IndicatorColumn[],
): void {
  const rows = indicatorRows(db);
  const save = db.prepare<[Omit<IndicatorRow, 'id'>]>(
    `INSERT INTO indicator_row (indicator, label_zh, label_en, unit, editions, position)
     VALUES (@indicator, @label_zh, @label_en, @unit, @editions, @position)
     ON CONFLICT (indicator) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en,
       unit = excluded.unit, editions = excluded.editions, position = excluded.position`,
  );
  const seen = new Set<string>();
  for (const [position, indicator] of indicators.entries()) {
    refuseBadIndicator(indicator.id, seen, path);
    seen.add(indicator.id);
    const wanted = toColumns(indicator, position);
    const row = rows.get(indicator.id);
    if (row !== undefined && isSame(row, wanted)) continue;
    save.run(wanted);
    if (row === undefined) {
      db.exec(`ALTER TABLE figure_wide_row ADD COLUMN ${quoteName(indicator.id)} REAL`);
    }
  }
}

/** Would syncIndicators write anything? Answered without a lock, so that opening the archive waits for nobody. */
export function indicatorsDiffer(db: Database.Database, indicators: readonly IndicatorColumn[]): boolean {
  const rows = indicatorRows(db);
  return indicators.some((indicator, position) => {
    const row = rows.get(indicator.id);
    return row === undefined || !isSame(row, toColumns(indicator, position));
  });
}

function indicatorRows(db: Database.Database): ReadonlyMap<string, IndicatorRow> {
  const rows = db.prepare<[], IndicatorRow>('SELECT * FROM indicator_row').all();
  return new Map(rows.map((row) => [row.indicator, row]));
}

function toColumns(indicator: IndicatorColumn, position: number): Omit<IndicatorRow, 'id'> {
  return {
    indicator: indicator.id,
    label_zh: indicator.labelZh,
    label_en: indicator.labelEn,
    unit: indicator.unit,
    editions: JSON.stringify(indicator.editions),
    position,
  };
}

function isSame(row: IndicatorRow, wanted: Omit<IndicatorRow, 'id'>): boolean {
  return (
    row.label_zh === wanted.label_zh &&
    row.label_en === wanted.label_en &&
    row.unit === wanted.unit &&
    row.editions === wanted.editions &&
    row.position === wanted.position
  );
}

function refuseBadIndicator(id: string, seen: ReadonlySet<string>, path: string): void {
  if (!INDICATOR_ID.test(id) || seen.has(id)) {
    throw new ArchiveError(
      'bad_indicator',
      seen.has(id)
        ? `the indicator "${id}" is listed twice`
        : `"${id}" cannot be the id of an indicator: use lower-case words joined by dots`,
      { file: path, hint: 'correct config/editions/' },
    );
  }
}
