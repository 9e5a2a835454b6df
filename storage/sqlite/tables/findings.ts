import type Database from 'better-sqlite3';
import type { Figure, Finding, Severity } from '../../../src/report/model.js';
import type { ReportKey, Review, ReviewState, StoredFinding } from '../../contract/archive.js';
import { findingFingerprint, type Term } from '../../fingerprint.js';
import type { ReportId, VersionId } from '../ids.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';

export interface FindingRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly indicators: string;
  readonly fingerprint: string;
  readonly scope: StoredFinding['scope'];
  readonly against_year: number | null;
  readonly against_version: number | null;
  readonly review_state: ReviewState | null;
  readonly review_note: string | null;
  readonly review_by: string | null;
  readonly review_at: string | null;
}

/** The columns of a FindingRow, over the joins of FINDING_JOINS. */
export const FINDING_COLUMNS = `f.rule, f.severity, f.message, f.indicators, f.fingerprint, f.scope,
  ar.year AS against_year, av.number AS against_version,
  w.state AS review_state, w.note AS review_note, w.reviewer AS review_by, w.at AS review_at`;
/** The version that a finding (f) was compared with, and the last review of it (w). */
export const FINDING_JOINS = `LEFT JOIN review_row w
    ON w.id = (SELECT max(x.id) FROM review_row x WHERE x.fingerprint = f.fingerprint)
  LEFT JOIN version_row av ON av.id = f.against_id
  LEFT JOIN report_row ar ON ar.id = av.report_id`;

export function toStoredFinding(row: FindingRow): StoredFinding {
  const { against_year: year, against_version: version } = row;
  return {
    rule: row.rule,
    severity: row.severity,
    message: row.message,
    indicators: fromJson.strings(row.indicators),
    fingerprint: row.fingerprint,
    scope: row.scope,
    against: year === null || version === null ? null : { year, version },
    review: reviewOf(row),
  };
}

function reviewOf({ review_state, review_note, review_by, review_at }: FindingRow): Review | null {
  if (review_state === null || review_note === null || review_at === null) return null;
  return { state: review_state, note: review_note, by: review_by, at: textToTime(review_at) };
}

/** The findings of a version: first those about itself in the order given, then those from comparisons. */
export function findingReader(db: Database.Database): (versionId: VersionId) => readonly StoredFinding[] {
  const select = db.prepare<[number], FindingRow>(
    `SELECT ${FINDING_COLUMNS} FROM finding_row f ${FINDING_JOINS} WHERE f.version_id = ?
     ORDER BY f.scope DESC, f.position`,
  );
  return (versionId) => select.all(versionId).map(toStoredFinding);
}

/** A finding of the archive's scope, with the row of the version that it was compared with. */
export interface ScopedFinding extends Finding {
  readonly againstId: VersionId | null;
}

export interface FindingWriter {
  /** Inside a transaction: writes what was derived with the version's figures. */
  write(versionId: VersionId, findings: readonly Finding[], figures: readonly Figure[]): void;
  /** Inside a transaction: adds the findings that the version does not have yet, by rule and message. */
  add(versionId: VersionId, findings: readonly Finding[]): void;
  /** Inside a transaction: deletes the version's findings. */
  erase(versionId: VersionId): void;
  /** Inside a transaction: names the version's findings after the new name of its report; what was said of them stays said. */
  rename(versionId: VersionId, at: string): void;
  /** Inside a transaction: puts findings in the place of those with the rule on any of the report's versions. */
  replaceRule(reportId: ReportId, versionId: VersionId, rule: string, findings: readonly Finding[]): void;
  /** Inside a transaction: replaces all findings of the archive's scope on any of the report's versions. */
  replaceCross(reportId: ReportId, versionId: VersionId, findings: readonly ScopedFinding[]): void;
}

interface Inserted extends Finding {
  readonly fingerprint: string;
  readonly scope: StoredFinding['scope'];
  readonly againstId: VersionId | null;
}

interface NamedRow {
  readonly position: number;
  readonly rule: string;
  readonly message: string;
  readonly indicators: string;
  readonly fingerprint: string;
  readonly scope: StoredFinding['scope'];
}

export function findingWriter(db: Database.Database): FindingWriter {
  const reportOf = reportKeyReader(db);
  const termsOf = termReader(db);
  const insert = inserter(db);
  const has = db
    .prepare<[number, string, string], number>(
      'SELECT 1 FROM finding_row WHERE version_id = ? AND rule = ? AND message = ?',
    )
    .pluck();
  const erase = db.prepare<[number]>('DELETE FROM finding_row WHERE version_id = ?');
  const eraseCross = db.prepare<[number]>(
    `DELETE FROM finding_row WHERE scope = 'archive'
       AND version_id IN (SELECT id FROM version_row WHERE report_id = ?)`,
  );
  const eraseRule = db.prepare<[string, number]>(
    `DELETE FROM finding_row WHERE rule = ?
       AND version_id IN (SELECT id FROM version_row WHERE report_id = ?)`,
  );
  const stored = db.prepare<[number], NamedRow>(
    'SELECT position, rule, message, indicators, fingerprint, scope FROM finding_row WHERE version_id = ?',
  );
  const setName = db.prepare<[string, number, number]>(
    'UPDATE finding_row SET fingerprint = ? WHERE version_id = ? AND position = ?',
  );
  const lastReview = db
    .prepare<[string], number | null>('SELECT max(id) FROM review_row WHERE fingerprint = ?')
    .pluck();
  const copyReview = db.prepare<[string, string, string]>(
    `INSERT INTO review_row (fingerprint, report_id, rule, message, state, note, reviewer, at)
       SELECT ?, report_id, rule, message, state, note, reviewer, ? FROM review_row
       WHERE fingerprint = ? ORDER BY id DESC LIMIT 1`,
  );
  const named = (
    versionId: VersionId,
    findings: readonly Finding[],
    terms: ReadonlyMap<string, Term>,
  ): readonly Inserted[] => {
    const report = reportOf(versionId);
    return findings.map((finding) => ({
      ...finding,
      fingerprint: findingFingerprint(report, finding, terms),
      scope: 'report',
      againstId: null,
    }));
  };

  return {
    write(versionId, findings, figures) {
      if (findings.length === 0) return;
      const terms = new Map(figures.map((figure) => [figure.indicator, figure]));
      insert(versionId, named(versionId, findings, terms));
    },
    add(versionId, findings) {
      for (const finding of findings) {
        if (has.get(versionId, finding.rule, finding.message) !== undefined) continue;
        insert(versionId, named(versionId, [finding], termsOf(versionId, [finding])));
      }
    },
    erase: (versionId) => {
      erase.run(versionId);
    },
    rename(versionId, at) {
      const report = reportOf(versionId);
      for (const { position, scope, indicators, ...row } of stored.all(versionId)) {
        const finding = { ...row, indicators: fromJson.strings(indicators) };
        const terms = scope === 'archive' ? NO_TERMS : termsOf(versionId, [finding]);
        const fingerprint = findingFingerprint(report, finding, terms, scope);
        if (fingerprint === row.fingerprint) continue;
        setName.run(fingerprint, versionId, position);
        // the last word counts, under whichever name it was said
        const [said, before] = [lastReview.get(fingerprint) ?? 0, lastReview.get(row.fingerprint) ?? 0];
        if (before > said) copyReview.run(fingerprint, at, row.fingerprint);
      }
    },
    replaceRule(reportId, versionId, rule, findings) {
      eraseRule.run(rule, reportId);
      this.add(versionId, findings);
    },
    replaceCross(reportId, versionId, findings) {
      eraseCross.run(reportId);
      if (findings.length === 0) return;
      const report = reportOf(versionId);
      const scoped = findings.map((finding) => ({
        ...finding,
        fingerprint: findingFingerprint(report, finding, NO_TERMS, 'archive'),
        scope: 'archive' as const,
      }));
      insert(versionId, scoped);
    },
  };
}

const NO_TERMS: ReadonlyMap<string, Term> = new Map();

/** Appends to what the version already has. */
function inserter(db: Database.Database): (versionId: VersionId, findings: readonly Inserted[]) => void {
  const next = db
    .prepare<[number], number>('SELECT coalesce(max(position) + 1, 0) FROM finding_row WHERE version_id = ?')
    .pluck();
  const insert = db.prepare<
    [Omit<Inserted, 'indicators'> & { versionId: VersionId; position: number; indicators: string }]
  >(
    `INSERT INTO finding_row
       (version_id, position, rule, severity, message, indicators, fingerprint, scope, against_id)
     VALUES
       (@versionId, @position, @rule, @severity, @message, @indicators, @fingerprint, @scope, @againstId)`,
  );
  return (versionId, findings) => {
    const first = next.get(versionId) ?? 0;
    for (const [index, finding] of findings.entries()) {
      const indicators = JSON.stringify(finding.indicators);
      insert.run({ ...finding, indicators, versionId, position: first + index });
    }
  };
}

function reportKeyReader(db: Database.Database): (versionId: VersionId) => ReportKey {
  const select = db.prepare<[number], ReportKey>(
    `SELECT a.region, a.name AS agency, r.year, r.kind FROM version_row v
       JOIN report_row r ON r.id = v.report_id JOIN agency_row a ON a.id = r.agency_id
     WHERE v.id = ?`,
  );
  return (versionId) => {
    const key = select.get(versionId);
    if (key === undefined) throw new Error('a version has lost its report');
    return key;
  };
}

/** The stored figures that findings are about. */
export function termReader(
  db: Database.Database,
): (versionId: VersionId, findings: readonly Pick<Finding, 'indicators'>[]) => ReadonlyMap<string, Term> {
  const select = db.prepare<[string, number], Term>(
    `SELECT i.indicator, c.value, c.reason,
       CASE c.raw_is_value WHEN 1 THEN CAST(CAST(c.value AS INTEGER) AS TEXT) ELSE c.raw END AS raw
     FROM json_each(?) j
       JOIN indicator_row i ON i.indicator = j.value
       JOIN figure_cell_row c ON c.indicator_id = i.id AND c.version_id = ?`,
  );
  return (versionId, findings) => {
    const names = [...new Set(findings.flatMap((finding) => finding.indicators))];
    if (names.length === 0) return new Map();
    return new Map(select.all(JSON.stringify(names), versionId).map((term) => [term.indicator, term]));
  };
}
