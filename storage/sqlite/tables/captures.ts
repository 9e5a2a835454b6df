import type Database from 'better-sqlite3';
import { toPayloadDigest } from '../../../src/digests.js';
import type {
  CaptureOutcome,
  CaptureRecord,
  CaptureView,
  ReportKey,
  SourceSummary,
  UnreadSource,
} from '../../contract/archive.js';
import type { RunId } from '../../contract/run-id.js';
import { type CaptureId, type PayloadId, type ReportId, type SourceId, toCaptureId } from '../ids.js';
import { fromJson } from '../json.js';
import {
  CAPTURE_FINAL_URL,
  CAPTURE_HEADERS,
  headerNames,
  LIKE_JOINS,
  repeatedHeaders,
} from './quiet-captures.js';
import { SELECT_SOURCE, type SourceRow, toSourceState } from './sources.js';

interface CaptureRow {
  readonly id: CaptureId;
  readonly source: string;
  readonly run: RunId | null;
  readonly payload: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly outcome: CaptureOutcome;
  readonly method: string;
  readonly status: number | null;
  readonly headers: string;
  readonly finalUrl: string | null;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly reason: string | null;
  readonly marks: string | null;
}

const SELECT_CAPTURE = `SELECT c.id, s.url AS source, c.run_id AS run, p.sha256 AS payload, c.at, c.outcome, c.method,
  c.status, ${CAPTURE_HEADERS} AS headers, ${CAPTURE_FINAL_URL} AS finalUrl, c.bytes, c.milliseconds, c.reason, c.marks
FROM capture_row c
  JOIN source_row s ON s.id = c.source_id
  LEFT JOIN payload_row p ON p.id = c.payload_id
  ${LIKE_JOINS}`;

/** What a capture belongs to, as rows. */
interface CapturePlace {
  readonly sourceId: SourceId;
  readonly reportId: ReportId | null;
  readonly payloadId: PayloadId | null;
}

export interface CaptureStore {
  /** Inside a transaction. @returns its row */
  insert(place: CapturePlace, capture: CaptureRecord, outcome: CaptureOutcome): CaptureId;
  /** Captures of the report's sources in the order they were made, those before it was known included. */
  ofReport(reportId: ReportId): readonly CaptureView[];
  /** Sources that stand for the report now, or that one of its versions was read from. */
  sourcesOf(reportId: ReportId): readonly SourceSummary[];
  /** Sources of which no report came, of one portal or of all. */
  unread(portal: string | undefined): readonly UnreadSource[];
  /** The report's row, or null. */
  reportRow(report: ReportKey): ReportId | null;
}

export function captureStore(db: Database.Database): CaptureStore {
  const insert = db.prepare<
    [
      sourceId: SourceId,
      reportId: ReportId | null,
      runId: RunId | null,
      payloadId: PayloadId | null,
      at: number,
      outcome: CaptureOutcome,
      method: string,
      status: number | null,
      headers: string | null,
      finalUrl: string | null,
      bytes: number,
      milliseconds: number,
      reason: string | null,
      marks: string | null,
      likeId: CaptureId | null,
      namesId: number | null,
      dateLag: number | null,
    ]
  >(
    `INSERT INTO capture_row (source_id, report_id, run_id, payload_id, at, outcome, method, status, headers,
       final_url, bytes, milliseconds, reason, marks, like_id, names_id, date_lag)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofPlace = db.prepare<[ReportId, SourceId]>(
    'INSERT INTO report_source_row (report_id, source_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const likely = db.prepare<[SourceId], { id: CaptureId; headers: string; url: string }>(
    `SELECT l.id, l.headers, s.url FROM source_row s JOIN capture_row l ON l.id =
       (SELECT coalesce(c.like_id, c.id) FROM capture_row c
        WHERE c.source_id = s.id AND c.headers IS NOT '{}' ORDER BY c.id DESC LIMIT 1)
     WHERE s.id = ?`,
  );
  const namesId = headerNames(db);
  /** The capture that this one is like, and what is to be stored where there is one. */
  const inShort = (sourceId: SourceId, { headers, finalUrl, at }: CaptureRecord) => {
    const before = finalUrl === null ? undefined : likely.get(sourceId);
    if (before === undefined) return null;
    const repeated = repeatedHeaders(headers, fromJson.headers(before.headers), at);
    if (repeated === null) return null;
    const address = finalUrl === before.url ? null : finalUrl;
    return { likeId: before.id, address, namesId: namesId(repeated.names), dateLag: repeated.dateLag };
  };
  const ofReport = db.prepare<[{ readonly report: ReportId }], CaptureRow>(
    `${SELECT_CAPTURE}
     WHERE c.source_id IN (SELECT source_id FROM report_source_row WHERE report_id = @report
         UNION SELECT id FROM source_row WHERE report_id = @report)
       AND (c.report_id = @report
         OR (c.report_id IS NULL AND c.source_id IN (SELECT id FROM source_row WHERE report_id = @report)))
     ORDER BY c.id`,
  );
  const unread = db.prepare<[string | null, string | null], SourceRow & { readonly captureId: CaptureId }>(
    `SELECT q.*, u.captureId FROM (
       SELECT s.id AS sourceId, coalesce(s.held_id, CASE
           WHEN s.payload_id IS NOT NULL THEN (SELECT max(c.id) FROM capture_row c
             WHERE c.source_id = s.id AND c.payload_id = s.payload_id)
           ELSE (SELECT c.id FROM (SELECT id, outcome FROM capture_row WHERE source_id = s.id ORDER BY id DESC LIMIT 1) c
             WHERE c.outcome IN ('failed', 'blocked')) END) AS captureId
       FROM source_row s WHERE s.held_id IS NOT NULL OR s.report_id IS NULL) u
     JOIN (${SELECT_SOURCE}) q ON q.id = u.sourceId
     WHERE u.captureId IS NOT NULL AND (? IS NULL OR q.portal = ?) ORDER BY q.id`,
  );
  const byId = db.prepare<[CaptureId], CaptureRow>(`${SELECT_CAPTURE} WHERE c.id = ?`);
  const sourcesOf = db.prepare<
    [number, number],
    SourceRow & {
      readonly captures: number;
      readonly lastOutcome: CaptureOutcome | null;
      readonly lastMarks: string | null;
    }
  >(
    `SELECT q.*, (SELECT count(*) FROM capture_row c WHERE c.source_id = q.id) AS captures,
       (SELECT c.outcome FROM capture_row c WHERE c.source_id = q.id ORDER BY c.id DESC LIMIT 1) AS lastOutcome,
       (SELECT c.marks FROM capture_row c WHERE c.source_id = q.id ORDER BY c.id DESC LIMIT 1) AS lastMarks
     FROM (${SELECT_SOURCE}) q
     WHERE q.id IN (SELECT id FROM source_row WHERE report_id = ?
                    UNION SELECT source_id FROM version_row WHERE report_id = ?)
     ORDER BY q.id`,
  );
  const reportRow = db
    .prepare<[string, string, number, string], ReportId>(
      `SELECT r.id FROM report_row r JOIN agency_row a ON a.id = r.agency_id
       WHERE a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ?`,
    )
    .pluck();

  return {
    insert(place, capture, outcome) {
      const short = inShort(place.sourceId, capture);
      if (place.reportId !== null) ofPlace.run(place.reportId, place.sourceId);
      const inserted = insert.run(
        place.sourceId,
        place.reportId,
        capture.run,
        place.payloadId,
        capture.at.getTime(),
        outcome,
        capture.method,
        capture.status,
        short === null ? JSON.stringify(capture.headers) : null,
        short === null ? capture.finalUrl : short.address,
        capture.bytes,
        capture.milliseconds,
        capture.reason,
        (capture.marks ?? []).length === 0 ? null : JSON.stringify(capture.marks),
        short?.likeId ?? null,
        short?.namesId ?? null,
        short?.dateLag ?? null,
      );
      return toCaptureId(inserted);
    },
    ofReport: (reportId) => ofReport.all({ report: reportId }).map(toCaptureView),
    unread: (portal) =>
      unread.all(portal ?? null, portal ?? null).flatMap((row) => {
        const capture = byId.get(row.captureId);
        return capture === undefined ? [] : [{ source: toSourceState(row), capture: toCaptureView(capture) }];
      }),
    sourcesOf: (reportId) =>
      sourcesOf.all(reportId, reportId).map((row) => ({
        ...toSourceState(row),
        captures: row.captures,
        lastOutcome: row.lastOutcome,
        lastMarks: row.lastMarks === null ? [] : fromJson.marks(row.lastMarks),
      })),
    reportRow: ({ region, agency, year, kind }) => reportRow.get(region, agency, year, kind) ?? null,
  };
}

function toCaptureView(row: CaptureRow): CaptureView {
  return {
    ...row,
    payload: row.payload === null ? null : toPayloadDigest(row.payload),
    at: new Date(row.at),
    headers: fromJson.headers(row.headers),
    marks: row.marks === null ? [] : fromJson.marks(row.marks),
  };
}
