import type Database from 'better-sqlite3';
import type {
  CrossResult,
  ExportSnapshot,
  ReportFigures,
  ReportFilter,
  ReportKey,
  RowBlock,
  SnapshotScope,
  SnapshotTable,
  StoredVersion,
} from '../../contract/archive.js';
import { closedError, toArchiveError } from '../errors.js';
import { DISAGREE } from '../tables/disagreements.js';
import { storedIndicators } from '../tables/indicators.js';
import { captureMilliseconds, captureTime } from '../tables/quiet-captures.js';
import { timeToText } from '../times.js';
import { snapshotHead } from './snapshot-head.js';
import { figureBlocks, reportFigures, rowBlocks } from './snapshot-rows.js';
import { chosenReports, type ThenReader, thenReader, writeJudged } from './then.js';

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
  coalesce((SELECT ${captureTime('max(c.at)')} FROM report_source_row x JOIN capture_row c ON c.source_id = x.source_id
    WHERE x.report_id = r.id AND c.report_id = r.id AND c.at <= ${captureMilliseconds('@end')}
      AND c.outcome IN ('new', 'unchanged', 'not_modified')), v.first_seen))`;

/** Until when the report had the name that it had at the end; null where it has it still. */
const NAME_THEN = `(SELECT min(x.until) FROM former_name_row x WHERE x.report_id = r.id AND x.until > @end)`;

/** One row a report: the version that is exported. Also those of the year before, which measures look back at. */
const CHOOSE = `INSERT INTO temp.chosen (version_id, report_id, agency_id, year, kind, in_scope, last_seen, withdrawn_at)
SELECT v.id, r.id, a.id, coalesce(n.year, r.year) AS year, coalesce(n.kind, r.kind) AS kind,
  @all OR coalesce(n.year, r.year) IN (SELECT value FROM json_each(@years)), ${LAST_SEEN_THEN},
  iif(@now, r.withdrawn_at, ${WITHDRAWN_THEN})
FROM report_row r
  LEFT JOIN former_name_row n ON n.report_id = r.id AND n.until = ${NAME_THEN}
  JOIN agency_row a ON a.id = coalesce(n.agency_id, r.agency_id)
  JOIN version_row v ON v.report_id = r.id AND v.number = iif(@now, r.versions,
    (SELECT max(x.number) FROM version_row x WHERE x.report_id = r.id AND x.first_seen <= @end))
WHERE @all OR coalesce(n.year, r.year) IN
  (SELECT value FROM json_each(@years) UNION SELECT value - 1 FROM json_each(@years))
ORDER BY a.region, a.name, 4, 5`;

/** The findings that are exported: those of today or, for an earlier moment, what was judged over the versions of then. */
const FINDINGS_NOW = 'SELECT * FROM main.finding_row';
const FINDINGS_THEN = `SELECT version_id, position, rule, severity, message, indicators, fingerprint, scope
  FROM main.finding_row WHERE scope = 'report' AND rule <> '${DISAGREE}'
UNION ALL SELECT version_id, position, rule, severity, message, indicators, fingerprint, 'archive' FROM temp.judged
UNION ALL SELECT version_id, 2000000 + id, '${DISAGREE}', severity, message, indicators, fingerprint, 'report'
  FROM main.disagreement_row WHERE since <= (SELECT at FROM temp.moment)
    AND (until IS NULL OR until > (SELECT at FROM temp.moment))`;

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
  #then: ThenReader | null = null;
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
        agency_id INTEGER NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL,
        in_scope INTEGER NOT NULL, last_seen TEXT NOT NULL, withdrawn_at TEXT) STRICT;
      CREATE TEMP TABLE moment (at TEXT NOT NULL) STRICT;
      CREATE TEMP TABLE judged (version_id INTEGER NOT NULL, position INTEGER NOT NULL, rule TEXT NOT NULL,
        severity TEXT NOT NULL, message TEXT NOT NULL, indicators TEXT NOT NULL, fingerprint TEXT NOT NULL,
        PRIMARY KEY (version_id, position)) STRICT;
      CREATE TEMP VIEW finding_then AS ${scope.asOf === null ? FINDINGS_NOW : FINDINGS_THEN};`);
    db.prepare('INSERT INTO temp.moment (at) VALUES (?)').run(this.#end);
    db.prepare(CHOOSE).run({
      all: scope.years === null ? 1 : 0,
      years: JSON.stringify(scope.years ?? []),
      now: scope.asOf === null ? 1 : 0,
      end: this.#end,
    });
    db.exec('CREATE INDEX temp.chosen_by_name ON chosen (agency_id, year, kind)');
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

  /** The report's version of the moment. */
  async version(report: ReportKey): Promise<StoredVersion | null> {
    return this.#try(() => {
      this.#then ??= thenReader(this.#db);
      return this.#then.version(report);
    });
  }

  async reportsOf(filter: ReportFilter): Promise<readonly ReportKey[]> {
    return this.#try(() => chosenReports(this.#db, filter));
  }

  async judge(results: readonly CrossResult[]): Promise<void> {
    this.#try(() => writeJudged(this.#db, results));
  }

  #try<T>(work: () => T): T {
    try {
      return work();
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
