import type Database from 'better-sqlite3';
import { GONE_NIGHTS } from './tables/absences.js';
import { quoteName, type StoredIndicator, storedIndicators } from './tables/indicators.js';
import { CAPTURE_AT, CAPTURE_FINAL_URL, CAPTURE_HEADERS, LIKE_JOINS } from './tables/quiet-captures.js';

/** Joins that every view about versions shares: v version, r report, a agency. */
const VERSION_JOINS = `version_row v
  JOIN report_row r ON r.id = v.report_id
  JOIN agency_row a ON a.id = r.agency_id`;

/** The columns by which every such view names its report and version. */
const VERSION_KEY = `a.region AS region, a.name AS agency, r.year AS year, r.kind AS kind,
  v.number AS version, v.number = r.versions AS is_latest`;

/** One row per report, with its latest version. */
const REPORT = `SELECT
  r.id AS report_id, a.region AS region, a.name AS agency, r.year AS year, r.kind AS kind,
  v.edition AS edition, v.title AS title, v.published AS published,
  po.code AS portal, s.url AS url, p.sha256 AS payload_sha256, r.versions AS versions,
  (SELECT f.first_seen FROM version_row f WHERE f.report_id = r.id AND f.number = 1) AS first_seen,
  v.last_seen AS last_seen, r.withdrawn_at AS withdrawn_at, r.withdrawn_reason AS withdrawn_reason,
  r.gone_since AS gone_since, ms.url AS main_url,
  (SELECT count(*) FROM finding_row f WHERE f.version_id = v.id AND f.severity = 'error') AS errors,
  (SELECT count(*) FROM finding_row f WHERE f.version_id = v.id AND f.severity = 'warning') AS warnings
FROM report_row r
  JOIN agency_row a ON a.id = r.agency_id
  JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
  JOIN source_row s ON s.id = v.source_id
  JOIN payload_row p ON p.id = v.payload_id
  LEFT JOIN source_row ms ON ms.id = r.main_source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id`;

/** One row per version, one column per indicator: the shape that statistics programs want. */
function figure(indicators: readonly StoredIndicator[]): string {
  const columns = indicators.map(({ id }) => `,\n  w.${quoteName(id)} AS ${quoteName(id)}`).join('');
  return `SELECT ${VERSION_KEY}, v.edition AS edition${columns}
FROM ${VERSION_JOINS}
  JOIN figure_wide_row w ON w.version_id = v.id`;
}

/** One row per figure, with the text it was read from, why it is null, and where it stood. */
const FIGURE_LONG = `SELECT ${VERSION_KEY},
  i.indicator AS indicator, i.label_zh AS label_zh, i.label_en AS label_en, i.unit AS unit,
  c.value AS value,
  CASE c.raw_is_value WHEN 1 THEN CAST(CAST(c.value AS INTEGER) AS TEXT) ELSE c.raw END AS raw,
  c.reason AS reason, c.page_no AS page_no, c.table_no AS table_no, c.row_no AS row_no, c.column_no AS column_no
FROM ${VERSION_JOINS}
  JOIN figure_cell_row c ON c.version_id = v.id
  JOIN indicator_row i ON i.id = c.indicator_id`;

/** One row per section of a version. */
const SECTION = `SELECT ${VERSION_KEY},
  t.number AS number, t.heading AS heading, t.text AS text
FROM ${VERSION_JOINS}
  JOIN section_row t ON t.version_id = v.id`;

/** One row per figure that the prose of a version repeats. */
const CLAIM = `SELECT ${VERSION_KEY},
  c.indicator AS indicator, c.value AS value, c.text AS text, c.readings AS readings
FROM ${VERSION_JOINS}
  JOIN claim_row c ON c.version_id = v.id`;

/** One row per finding: what a check objects to in a version. */
const FINDING = `SELECT ${VERSION_KEY},
  f.rule AS rule, f.severity AS severity, f.message AS message, f.indicators AS indicators,
  f.fingerprint AS fingerprint, coalesce(w.state, 'open') AS review, w.note AS review_note,
  f.scope AS scope, ar.year AS against_year, av.number AS against_version
FROM ${VERSION_JOINS}
  JOIN finding_row f ON f.version_id = v.id
  LEFT JOIN review_row w
    ON w.id = (SELECT max(x.id) FROM review_row x WHERE x.fingerprint = f.fingerprint)
  LEFT JOIN version_row av ON av.id = f.against_id
  LEFT JOIN report_row ar ON ar.id = av.report_id`;

/** One row per review of a finding. */
const REVIEW = `SELECT w.at AS at, w.fingerprint AS fingerprint, w.state AS review, w.note AS note,
  w.reviewer AS reviewer, a.region AS region, a.name AS agency, r.year AS year, r.kind AS kind,
  w.rule AS rule, w.message AS message
FROM review_row w
  JOIN report_row r ON r.id = w.report_id
  JOIN agency_row a ON a.id = r.agency_id`;

const CHANGE_JOINS = `change_row c
  JOIN report_row r ON r.id = c.report_id
  JOIN agency_row a ON a.id = r.agency_id`;
const CHANGE_KEY = `c.id AS change_id, c.at AS at, a.region AS region, a.name AS agency, r.year AS year,
  r.kind AS kind, c.kind AS change_kind, c.from_version AS from_version, c.to_version AS to_version`;

/** One row per change: what turned one version into the next, or happened to a source. */
const CHANGE = `SELECT ${CHANGE_KEY}, s.url AS url, c.moved_from AS moved_from, c.reason AS reason,
  c.former AS former, c.run_id AS run_id,
  (SELECT count(*) FROM change_cell_row d WHERE d.change_id = c.id) AS cells,
  (SELECT count(*) FROM change_section_row d WHERE d.change_id = c.id) AS sections
FROM ${CHANGE_JOINS}
  JOIN source_row s ON s.id = c.source_id`;

/** One row per figure that a change altered. */
const CHANGE_CELL = `SELECT ${CHANGE_KEY}, d.indicator AS indicator,
  d.before_value AS before_value, d.before_raw AS before_raw, d.before_reason AS before_reason,
  d.after_value AS after_value, d.after_raw AS after_raw, d.after_reason AS after_reason
FROM ${CHANGE_JOINS}
  JOIN change_cell_row d ON d.change_id = c.id`;

/** One row per section that a change altered, with both texts. */
const CHANGE_SECTION = `SELECT ${CHANGE_KEY}, d.section AS section,
  d.before_text AS before_text, d.after_text AS after_text
FROM ${CHANGE_JOINS}
  JOIN change_section_row d ON d.change_id = c.id`;

/** One row per source: an address that carries, or may carry, a report. */
const SOURCE = `SELECT s.url AS url, s.kind AS source_kind, po.code AS portal,
  a.region AS region, a.name AS agency, r.year AS year, r.kind AS kind,
  s.listed_title AS listed_title, s.listed_agency AS listed_agency, s.listed_year AS listed_year,
  s.listed_published AS listed_published, s.listed_kind AS listed_kind, p.sha256 AS payload_sha256, s.etag AS etag,
  s.last_modified AS last_modified, s.first_seen AS first_seen, s.last_seen AS last_seen,
  pg.url AS page_url, ${GONE_NIGHTS('count(*)')} AS gone_nights,
  ${GONE_NIGHTS('max(b.night)')} AS gone_night, ${GONE_NIGHTS('min(b.night)')} AS gone_since,
  hp.sha256 AS held_sha256
FROM source_row s
  LEFT JOIN portal_row po ON po.id = s.portal_id
  LEFT JOIN payload_row p ON p.id = s.payload_id
  LEFT JOIN source_row pg ON pg.id = s.page_id
  LEFT JOIN report_row r ON r.id = s.report_id
  LEFT JOIN agency_row a ON a.id = r.agency_id
  LEFT JOIN capture_row hc ON hc.id = s.held_id
  LEFT JOIN payload_row hp ON hp.id = hc.payload_id`;

/** One row per capture: one exchange with a source at one moment. */
const CAPTURE = `SELECT c.id AS capture_id, ${CAPTURE_AT} AS at, s.url AS url, c.run_id AS run_id,
  c.outcome AS outcome, c.reason AS reason, c.method AS method, c.status AS status, c.bytes AS bytes,
  c.milliseconds AS milliseconds, ${CAPTURE_FINAL_URL} AS final_url, ${CAPTURE_HEADERS} AS headers,
  p.sha256 AS payload_sha256, c.marks AS marks
FROM capture_row c
  JOIN source_row s ON s.id = c.source_id
  LEFT JOIN payload_row p ON p.id = c.payload_id
  ${LIKE_JOINS}`;

/** One row per payload, without its bytes. */
const PAYLOAD = `SELECT id AS payload_id, sha256, media_type, size, encoding, stored_size FROM payload_row`;

/** One row per run and portal; a run that has no portal yet has one row too. */
const RUN = `SELECT n.id AS run_id, n.started_at AS started_at, n.ended_at AS ended_at, n.outcome AS outcome,
  po.code AS portal, x.outcome AS portal_outcome, x.listed AS listed, x.captures AS captures,
  x.changes AS changes, x.versions AS versions, x.payloads AS payloads, x.bytes AS bytes,
  x.problems AS problems, x.suspicions AS suspicions
FROM run_row n
  LEFT JOIN run_portal_row x ON x.run_id = n.id
  LEFT JOIN portal_row po ON po.id = x.portal_id`;

/** One row per notice: queued, delivered or given up. */
const NOTICE = `SELECT id AS notice_id, key, channel, run_id, created_at,
  CASE WHEN delivered_at IS NOT NULL THEN 'delivered' WHEN given_up_at IS NOT NULL THEN 'failed'
    ELSE 'waiting' END AS state,
  tries, next_at, delivered_at, given_up_at, answer, token, digest
FROM notice_row`;

/** One row per indicator, in the order of the form. */
const INDICATOR = `SELECT indicator, label_zh, label_en, unit, editions FROM indicator_row
ORDER BY position, id`;

/** The views for people, by name; each is described in docs/archive.md. */
function viewsOf(indicators: readonly StoredIndicator[]): ReadonlyMap<string, string> {
  return new Map([
    ['report', REPORT],
    ['figure', figure(indicators)],
    ['figure_long', FIGURE_LONG],
    ['section', SECTION],
    ['claim', CLAIM],
    ['finding', FINDING],
    ['review', REVIEW],
    ['change', CHANGE],
    ['change_cell', CHANGE_CELL],
    ['change_section', CHANGE_SECTION],
    ['source', SOURCE],
    ['capture', CAPTURE],
    ['payload', PAYLOAD],
    ['run', RUN],
    ['notice', NOTICE],
    ['indicator', INDICATOR],
  ]);
}

/** The statements that would bring the archive's views up to date; none where they already are. */
export function pendingViews(db: Database.Database): readonly string[] {
  const stored = new Map(
    db
      .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'view'`)
      .all()
      .map(({ name, sql }) => [name, sql]),
  );
  const wanted = viewsOf(storedIndicators(db));
  const statements: string[] = [];
  for (const [name, select] of wanted) {
    const sql = `CREATE VIEW ${quoteName(name)} AS ${select}`;
    if (stored.get(name) === sql) continue;
    statements.push(`DROP VIEW IF EXISTS ${quoteName(name)}`, sql);
  }
  return statements;
}
