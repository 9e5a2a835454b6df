import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { ReportKind } from '../../../src/report/model.js';
import type {
  FindingFilter,
  FindingRecord,
  ReportKey,
  ReviewInput,
  ReviewRecord,
  ReviewState,
  Reviews,
} from '../../contract/archive.js';
import { filterConditions } from '../filter.js';
import type { StoreAccess } from '../store-access.js';
import { textToTime, timeToText } from '../times.js';
import { FINDING_COLUMNS, FINDING_JOINS, type FindingRow, toStoredFinding } from './findings.js';
import { keyParameters } from './versions.js';

interface Row extends FindingRow {
  readonly report_id: number;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly number: number;
  readonly source: string;
}

interface ReviewRow {
  readonly id: number;
  readonly fingerprint: string;
  readonly rule: string;
  readonly message: string;
  readonly state: ReviewState;
  readonly note: string;
  readonly reviewer: string | null;
  readonly at: string;
}

const SELECT = `SELECT ${FINDING_COLUMNS}, r.id AS report_id, a.region, a.name AS agency, r.year, r.kind,
  v.number, s.url AS source
FROM finding_row f
  JOIN version_row v ON v.id = f.version_id
  JOIN report_row r ON r.id = v.report_id
  JOIN agency_row a ON a.id = r.agency_id
  JOIN source_row s ON s.id = v.source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id
  ${FINDING_JOINS}`;

const MOST_MATCHES = 20;
/** Versions may share a finding. */
const MOST_ROWS = 50 * MOST_MATCHES;

export class ReviewStore implements Reviews {
  readonly #path: string;
  readonly #access: StoreAccess;
  readonly #matching: Database.Statement<[string, string], Row>;
  readonly #insert: Database.Statement<
    [string, number, string, string, ReviewState, string, string | null, string]
  >;
  readonly #history: Database.Statement<[string, string, number, ReportKind], ReviewRow>;

  constructor(db: Database.Database, path: string, access: StoreAccess) {
    this.#path = path;
    this.#access = access;
    this.#matching = db.prepare(
      `${SELECT} WHERE f.fingerprint >= ? AND f.fingerprint < ?
       ORDER BY f.fingerprint, v.number DESC LIMIT ${MOST_ROWS}`,
    );
    this.#insert = db.prepare(
      `INSERT INTO review_row (fingerprint, report_id, rule, message, state, note, reviewer, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#history = db.prepare(
      `SELECT w.id, w.fingerprint, w.rule, w.message, w.state, w.note, w.reviewer, w.at FROM review_row w
         JOIN report_row r ON r.id = w.report_id
         JOIN agency_row a ON a.id = r.agency_id
       WHERE a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ? ORDER BY w.id`,
    );
  }

  findings(filter: FindingFilter): AsyncIterable<FindingRecord> {
    const { where, parameters } = findingConditions(filter);
    const sql = `${SELECT} WHERE v.number = r.versions AND ${where}
      ORDER BY a.region, a.name, r.kind, r.year, f.scope DESC, f.position`;
    return this.#access.snapshot(function* (db) {
      for (const row of db.prepare<(string | number)[], Row>(sql).iterate(...parameters)) yield toRecord(row);
    });
  }

  matching(prefix: string) {
    return this.#access.read(() => this.#find(prefix).map(toRecord));
  }

  review(fingerprint: string, { state, note, by, at }: ReviewInput) {
    return this.#access.write(() => {
      const found = this.#find(fingerprint).find((row) => row.fingerprint === fingerprint);
      if (found === undefined) {
        throw new ArchiveError('no_finding', `the archive has no finding ${fingerprint}`, {
          file: this.#path,
        });
      }
      const { report_id, rule, message } = found;
      this.#insert.run(fingerprint, report_id, rule, message, state, note, by, timeToText(at));
    });
  }

  history(report: ReportKey) {
    return this.#access.read(() =>
      this.#history.all(...keyParameters(report)).map(
        ({ reviewer, at, ...rest }): ReviewRecord => ({
          ...rest,
          report,
          by: reviewer,
          at: textToTime(at),
        }),
      ),
    );
  }

  /** One row per fingerprint, from the latest version that has it; `~` sorts after every hex digit. */
  #find(prefix: string): readonly Row[] {
    const rows = this.#matching.all(prefix, `${prefix}~`);
    return rows
      .filter((row, index) => row.fingerprint !== rows[index - 1]?.fingerprint)
      .slice(0, MOST_MATCHES);
  }
}

function toRecord(row: Row): FindingRecord {
  const { region, agency, year, kind, number, source } = row;
  return { ...toStoredFinding(row), report: { region, agency, year, kind }, version: number, source };
}

function findingConditions({ years, rule, severity, review, ...filter }: FindingFilter) {
  const { where, parameters } = filterConditions(filter);
  const conditions = [where];
  const all = [...parameters];
  const add = (condition: string, ...values: (string | number)[]) => {
    conditions.push(condition);
    all.push(...values);
  };
  if (years !== undefined) add('r.year BETWEEN ? AND ?', years.from, years.to);
  if (rule !== undefined) add('(f.rule GLOB ? OR f.rule GLOB ?)', globOf(rule), `${globOf(rule)}.*`);
  if (severity !== undefined) add('f.severity = ?', severity);
  if (review !== undefined) add(`coalesce(w.state, 'open') = ?`, review);
  return { where: conditions.join(' AND '), parameters: all };
}

/** Only `*` is a wildcard. */
function globOf(pattern: string): string {
  return pattern.replace(/[?[]/g, (character) => `[${character}]`);
}
