import type Database from 'better-sqlite3';
import type { CrossFinding, CrossResult, CrossYear, DueReports, ReportKey } from '../contract/archive.js';
import { filterConditions } from './filter.js';
import type { ReportId, VersionId } from './ids.js';
import type { StoreAccess } from './store-access.js';
import { type FindingWriter, findingWriter, type ScopedFinding } from './tables/findings.js';
import { keyParameters, versionReader } from './tables/versions.js';

interface Latest {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  readonly number: number;
}

/** A report, the same agency's of the year after, and the aggregates of a territory that it is a part of. */
const CONCERNED = `WITH touched AS (
    SELECT r.id, r.agency_id, r.year, r.kind, a.region FROM due_row d
      JOIN report_row r ON r.id = d.report_id JOIN agency_row a ON a.id = r.agency_id
    WHERE d.id IN (SELECT value FROM json_each(?))
  ), concerned AS (
    SELECT id FROM touched
    UNION SELECT n.id FROM touched t
      JOIN report_row n ON n.agency_id = t.agency_id AND n.kind = t.kind AND n.year = t.year + 1
    UNION SELECT g.id FROM (SELECT DISTINCT region, year FROM touched WHERE kind = 'own' AND region <> '') t
      JOIN agency_row b ON b.region = t.region
      JOIN report_row g ON g.agency_id = b.id AND g.year = t.year AND g.kind = 'aggregate'
  )
  SELECT a.region, a.name AS agency, r.year, r.kind FROM concerned c
    JOIN report_row r ON r.id = c.id JOIN agency_row a ON a.id = r.agency_id
  ORDER BY a.region, a.name, r.kind, r.year`;

export class CrossYearStore implements CrossYear {
  readonly #access: StoreAccess;
  readonly #findings: FindingWriter;
  readonly #marks: Database.Statement<[number], number>;
  readonly #concerned: Database.Statement<[string], ReportKey>;
  readonly #latest: Database.Statement<[string, string, number, string], Latest>;
  readonly #version: Database.Statement<[ReportId, number, number], VersionId>;
  readonly #clear: Database.Statement<[string]>;
  readonly #markAll: Database.Statement<[]>;

  constructor(db: Database.Database, access: StoreAccess) {
    this.#access = access;
    this.#findings = findingWriter(db);
    this.#marks = db.prepare<[number], number>('SELECT id FROM due_row ORDER BY id LIMIT ?').pluck();
    this.#concerned = db.prepare(CONCERNED);
    this.#latest = db.prepare(
      `SELECT r.id AS reportId, v.id AS versionId, v.number FROM report_row r
         JOIN agency_row a ON a.id = r.agency_id
         JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
       WHERE a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ?`,
    );
    this.#version = db
      .prepare<[ReportId, number, number], VersionId>(
        `SELECT v.id FROM report_row r
           JOIN report_row o ON o.agency_id = r.agency_id AND o.kind = r.kind
           JOIN version_row v ON v.report_id = o.id
         WHERE r.id = ? AND o.year = ? AND v.number = ?`,
      )
      .pluck();
    this.#clear = db.prepare('DELETE FROM due_row WHERE id IN (SELECT value FROM json_each(?))');
    this.#markAll = db.prepare(
      'INSERT INTO due_row (report_id) SELECT id FROM report_row WHERE TRUE ON CONFLICT DO NOTHING',
    );
  }

  due(limit: number) {
    return this.#access.read((): DueReports | null => {
      const marks = this.#marks.all(limit);
      return marks.length === 0 ? null : { marks, reports: this.#concerned.all(JSON.stringify(marks)) };
    });
  }

  settle(marks: readonly number[], results: readonly CrossResult[]) {
    return this.#access.write(() => {
      for (const { report, version, findings } of results) {
        const latest = this.#latest.get(...keyParameters(report));
        if (latest === undefined || latest.number !== version) continue;
        const scoped = findings.map((finding) => this.#scoped(latest.reportId, finding));
        this.#findings.replaceCross(latest.reportId, latest.versionId, scoped);
      }
      this.#clear.run(JSON.stringify(marks));
    });
  }

  markAll() {
    return this.#access.write(() => {
      this.#markAll.run();
    });
  }

  latest({ years, ...filter }: Parameters<CrossYear['latest']>[0]) {
    const { where, parameters } = filterConditions(filter);
    const range = [years?.from ?? 0, years?.to ?? 9999];
    return this.#access.snapshot(function* (db) {
      db.exec('BEGIN');
      const ids = db
        .prepare<(string | number)[], VersionId>(
          `SELECT v.id FROM report_row r
             JOIN agency_row a ON a.id = r.agency_id
             JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
             JOIN source_row s ON s.id = v.source_id
             LEFT JOIN portal_row po ON po.id = s.portal_id
           WHERE ${where} AND r.year BETWEEN ? AND ? ORDER BY a.region, a.name, r.kind, r.year`,
        )
        .pluck()
        .all(...parameters, ...range);
      const reader = versionReader(db);
      for (const id of ids) {
        const version = reader.byId(id);
        if (version !== null) yield version;
      }
    });
  }

  #scoped(reportId: ReportId, { against, ...finding }: CrossFinding): ScopedFinding {
    const againstId =
      against === null ? null : (this.#version.get(reportId, against.year, against.version) ?? null);
    return { ...finding, againstId };
  }
}
