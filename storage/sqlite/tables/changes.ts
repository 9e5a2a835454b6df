import type Database from 'better-sqlite3';
import type { ReportKind } from '../../../src/report/model.js';
import type {
  CellChange,
  ChangeInput,
  ChangeKind,
  ChangeRecord,
  MoveReason,
  ReportFilter,
  SectionChange,
} from '../../contract/archive.js';
import type { RunId } from '../../contract/run-id.js';
import { filterConditions } from '../filter.js';
import type { ReportId, SourceId } from '../ids.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';
import { absenceStore } from './absences.js';

interface ChangeRow {
  readonly id: number;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly report_kind: ReportKind;
  readonly at: string;
  readonly run: RunId | null;
  readonly source: string;
  readonly kind: ChangeKind;
  readonly from_version: number | null;
  readonly to_version: number | null;
  readonly moved_from: string | null;
  readonly reason: MoveReason | null;
  readonly former: string | null;
}

interface CellRow {
  readonly indicator: string;
  readonly before_value: number | null;
  readonly before_reason: string | null;
  readonly before_raw: string | null;
  readonly after_value: number | null;
  readonly after_reason: string | null;
  readonly after_raw: string | null;
}

/** What a change happened to. `from` is null where there was no version before. */
interface ChangePlace {
  readonly reportId: ReportId;
  readonly sourceId: SourceId;
  readonly run: RunId | null;
  readonly at: string;
  readonly from: number | null;
  readonly to: number;
}

const SELECT = `SELECT c.id, a.region, a.name AS agency, r.year, r.kind AS report_kind, c.at, c.run_id AS run,
  s.url AS source, c.kind, c.from_version, c.to_version, c.moved_from,
  c.reason, c.former
FROM change_row c
  JOIN report_row r ON r.id = c.report_id
  JOIN agency_row a ON a.id = r.agency_id
  JOIN source_row s ON s.id = c.source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id`;

export interface ChangeStore {
  /** Inside a transaction. */
  insert(place: ChangePlace, change: ChangeInput): void;
  /** In the order in which they were recorded. */
  list(filter: ReportFilter & { readonly run?: RunId }): readonly ChangeRecord[];
  /** The last ones of these kinds, the latest first. */
  latest(kinds: readonly ChangeKind[], count: number): readonly ChangeRecord[];
}

export function changeStore(db: Database.Database): ChangeStore {
  const insert = db.prepare<
    [
      reportId: ReportId,
      sourceId: SourceId,
      runId: RunId | null,
      at: string,
      kind: ChangeKind,
      from: number | null,
      to: number,
      movedFrom: string | null,
      reason: MoveReason | null,
      former: string | null,
    ]
  >(
    `INSERT INTO change_row (report_id, source_id, run_id, at, kind, from_version, to_version, moved_from, reason, former)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertCell = db.prepare<[CellRow & { readonly change: number | bigint; readonly position: number }]>(
    `INSERT INTO change_cell_row (change_id, position, indicator, before_value, before_reason, before_raw,
       after_value, after_reason, after_raw)
     VALUES (@change, @position, @indicator, @before_value, @before_reason, @before_raw,
       @after_value, @after_reason, @after_raw)`,
  );
  const insertSection = db.prepare<[number | bigint, number, number, string | null, string | null]>(
    `INSERT INTO change_section_row (change_id, position, section, before_text, after_text)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const cells = db.prepare<[number], CellRow>(
    `SELECT indicator, before_value, before_reason, before_raw, after_value, after_reason, after_raw
     FROM change_cell_row WHERE change_id = ? ORDER BY position`,
  );
  const sections = db.prepare<[number], SectionChange>(
    `SELECT section, before_text AS "before", after_text AS "after"
     FROM change_section_row WHERE change_id = ? ORDER BY position`,
  );

  const latest = db.prepare<[string, number], ChangeRow>(
    `${SELECT} WHERE c.kind IN (SELECT value FROM json_each(?)) ORDER BY c.id DESC LIMIT ?`,
  );
  const setWithdrawn = db.prepare<[string | null, string | null, string | null, number]>(
    'UPDATE report_row SET withdrawn_at = ?, withdrawn_reason = ?, gone_since = ? WHERE id = ?',
  );
  const absences = absenceStore(db);

  return {
    insert(place, change) {
      if (change.kind === 'withdrawn') {
        const since = absences.since(place.reportId);
        setWithdrawn.run(place.at, change.reason ?? null, since, place.reportId);
      }
      if (change.kind === 'restored') setWithdrawn.run(null, null, null, place.reportId);
      const { lastInsertRowid: id } = insert.run(
        place.reportId,
        place.sourceId,
        place.run,
        place.at,
        change.kind,
        place.from,
        place.to,
        change.movedFrom,
        change.reason ?? null,
        change.former === undefined ? null : JSON.stringify(change.former),
      );
      for (const [position, cell] of change.cells.entries()) {
        insertCell.run({ change: id, position, ...toCellRow(cell) });
      }
      for (const [position, { section, before, after }] of change.sections.entries()) {
        insertSection.run(id, position, section, before, after);
      }
    },
    list(filter) {
      const { where, parameters } = filterConditions(filter);
      const run = filter.run === undefined ? [] : [filter.run];
      const rows = db.prepare<(string | number)[], ChangeRow>(
        `${SELECT} WHERE ${where}${filter.run === undefined ? '' : ' AND c.run_id = ?'} ORDER BY c.id`,
      );
      return rows.all(...parameters, ...run).map(toRecord);
    },
    latest: (kinds, count) => latest.all(JSON.stringify(kinds), count).map(toRecord),
  };

  function toRecord(row: ChangeRow): ChangeRecord {
    return {
      id: row.id,
      report: { region: row.region, agency: row.agency, year: row.year, kind: row.report_kind },
      at: textToTime(row.at),
      run: row.run,
      source: row.source,
      kind: row.kind,
      fromVersion: row.from_version,
      toVersion: row.to_version,
      cells: cells.all(row.id).map(toCellChange),
      sections: sections.all(row.id),
      movedFrom: row.moved_from,
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...(row.former === null ? {} : { former: fromJson.report(row.former) }),
    };
  }
}

function toCellRow({ indicator, before, after }: CellChange): CellRow {
  return {
    indicator,
    before_value: before.value,
    before_reason: before.reason,
    before_raw: before.raw,
    after_value: after.value,
    after_reason: after.reason,
    after_raw: after.raw,
  };
}

function toCellChange(row: CellRow): CellChange {
  return {
    indicator: row.indicator,
    before: { value: row.before_value, reason: row.before_reason, raw: row.before_raw },
    after: { value: row.after_value, reason: row.after_reason, raw: row.after_raw },
  };
}
