import type Database from 'better-sqlite3';
import type { NightReason } from '../../contract/archive.js';
import type { ReportId, SourceId } from '../ids.js';

/** SQL for the nights on which a source (s) did not show the report that it stands for, as a JSON list. */
export const ABSENT_NIGHTS = `(SELECT json_group_array(b.night) FROM absence_row b
    WHERE b.source_id = s.id AND b.report_id = s.report_id)`;

/** SQL for those of them on which it was clearly gone. */
export const GONE_NIGHTS = (what: 'count(*)' | 'min(b.night)' | 'max(b.night)'): string =>
  `(SELECT ${what} FROM absence_row b
    WHERE b.source_id = s.id AND b.report_id = s.report_id AND b.reason <> 'still_listed')`;

/** The nights on which sources did not show their reports; all inside the caller's transaction. */
export interface AbsenceStore {
  /** One more night; the same night a second time changes nothing. */
  add(sourceId: SourceId, reportId: ReportId, night: string, reason: NightReason): void;
  /** The first night of the report's absences, or null. */
  since(reportId: ReportId): string | null;
}

export function absenceStore(db: Database.Database): AbsenceStore {
  const add = db.prepare<[SourceId, ReportId, string, NightReason]>(
    'INSERT INTO absence_row (source_id, report_id, night, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  // the report was still there while one of its sources was: what counts is the source that was missing last
  const since = db
    .prepare<[ReportId], string | null>(
      `SELECT max(first) FROM (SELECT min(night) AS first FROM absence_row WHERE report_id = ? AND reason <> 'still_listed'
         GROUP BY source_id)`,
    )
    .pluck();
  return {
    add: (sourceId, reportId, night, reason) => {
      add.run(sourceId, reportId, night, reason);
    },
    since: (reportId) => since.get(reportId) ?? null,
  };
}
