import type Database from 'better-sqlite3';
import type {
  ExportSnapshot,
  ReportFigures,
  RowBlock,
  SnapshotScope,
  SnapshotTable,
} from '../../contract/archive.js';
import { closedError, toArchiveError } from '../errors.js';
import { storedIndicators } from '../tables/indicators.js';
import { timeToText } from '../times.js';
import { snapshotHead } from './snapshot-head.js';
import { figureBlocks, reportFigures, rowBlocks } from './snapshot-rows.js';

/** Later than any time stored: «no end». */
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

/**
 * A report's withdrawal as it stood at the end: what the last such change until then says. (For the present it is
 * kept with the report.)
 */
const WITHDRAWN_THEN = `(SELECT iif(w.kind = 'withdrawn', w.at, NULL) FROM change_row w
  WHERE w.report_id = r.id AND w.kind IN ('withdrawn', 'restored') AND w.at <= @end ORDER BY w.id DESC LIMIT 1)`;

/** When the version was last found by then: exact for the present, else the last capture that found the report. */
const LAST_SEEN_THEN = `iif(v.last_seen <= @end, v.last_seen,
  coalesce((SELECT max(c.at) FROM capture_row c WHERE c.report_id = r.id AND c.at <= @end
    AND c.outcome IN ('new', 'unchanged', 'not_modified')), v.first_seen))`;

/** One row a report: the version that is exported. Also those of the year before, which measures look back at. */
const CHOOSE = `INSERT INTO temp.chosen (version_id, report_id, in_scope, last_seen, withdrawn_at)
SELECT v.id, r.id, @all OR r.year IN (SELECT value FROM json_each(@years)), ${LAST_SEEN_THEN},
  iif(@now, r.withdrawn_at, ${WITHDRAWN_THEN})
FROM report_row r
  JOIN agency_row a ON a.id = r.agency_id
  JOIN version_row v ON v.report_id = r.id AND v.number = iif(@now, r.versions,
    (SELECT max(x.number) FROM version_row x WHERE x.report_id = r.id AND x.first_seen <= @end))
WHERE @all OR r.year IN (SELECT value FROM json_each(@years) UNION SELECT value - 1 FROM json_each(@years))
ORDER BY a.region, a.name, r.year, r.kind`;

/**
 * Opens a snapshot on a connection of its own, which it closes: its read transaction keeps the archive of this
 * moment in sight while others write.
 */
export class SqliteSnapshot implements ExportSnapshot {
  readonly #db: Database.Database;
  readonly #path: string;
  readonly #end: string;
  readonly #onClose: () => void;
  readonly #cursors = new Set<Iterator<unknown>>();
  readonly head;
  readonly indicators: readonly string[];

  constructor(db: Database.Database, path: string, scope: SnapshotScope, onClose: () => void) {
    this.#db = db;
    this.#path = path;
    this.#onClose = onClose;
    this.#end = scope.asOf === null ? END_OF_TIME : timeToText(scope.asOf);
    db.pragma('temp_store = MEMORY');
    db.exec(`BEGIN;
      CREATE TEMP TABLE chosen (seq INTEGER PRIMARY KEY, version_id INTEGER NOT NULL, report_id INTEGER NOT NULL,
        in_scope INTEGER NOT NULL, last_seen TEXT NOT NULL, withdrawn_at TEXT) STRICT;`);
    db.prepare(CHOOSE).run({
      all: scope.years === null ? 1 : 0,
      years: JSON.stringify(scope.years ?? []),
      now: scope.asOf === null ? 1 : 0,
      end: this.#end,
    });
    this.indicators = storedIndicators(db).map(({ id }) => id);
    this.head = snapshotHead(db, this.#end);
  }

  rows(table: SnapshotTable): AsyncIterable<RowBlock> {
    if (table === 'figures') return this.#each(() => figureBlocks(this.#db));
    return this.#each(() => rowBlocks(this.#db, table, this.indicators, this.#end));
  }

  async countFigures(): Promise<number> {
    try {
      const count = this.#db
        .prepare<[], number>(
          `SELECT count(*) FROM temp.chosen c JOIN figure_cell_row f ON f.version_id = c.version_id
           WHERE c.in_scope`,
        )
        .pluck();
      return count.get() ?? 0;
    } catch (error) {
      throw toArchiveError(error, this.#path);
    }
  }

  reportFigures(indicators: readonly string[]): AsyncIterable<ReportFigures> {
    return this.#each(() => reportFigures(this.#db, indicators));
  }

  /** May be called twice, and while rows are still being handed out: whoever asks for more is told. */
  async close(): Promise<void> {
    if (!this.#db.open) return;
    for (const cursor of this.#cursors) cursor.return?.();
    this.#db.close();
    this.#onClose();
  }

  async *#each<T>(items: () => Iterator<T>): AsyncGenerator<T> {
    try {
      const cursor = items();
      this.#cursors.add(cursor);
      try {
        for (let next = cursor.next(); next.done !== true; next = cursor.next()) {
          yield next.value;
          if (!this.#db.open) throw closedError(this.#path);
        }
      } finally {
        this.#cursors.delete(cursor);
        cursor.return?.();
      }
    } catch (error) {
      throw toArchiveError(error, this.#path);
    }
  }
}
