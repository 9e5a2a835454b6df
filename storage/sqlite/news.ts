import type Database from 'better-sqlite3';
import type { ReportKind, Severity } from '../../src/report/model.js';
import type { News, RunFinding } from '../contract/archive.js';
import type { RunId } from '../contract/run-id.js';
import { fromJson } from './json.js';
import type { StoreAccess } from './store-access.js';
import type { ChangeStore } from './tables/changes.js';
import type { RunStore } from './tables/runs.js';
import { textToTime } from './times.js';

interface FindingRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly portal: string | null;
  readonly source: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly indicators: string;
}

/** A run that was stopped or killed may still be resumed until another one begins. */
const UNNOTICED = `SELECT id FROM run_row WHERE noticed_at IS NULL
  AND (id < (SELECT max(id) FROM run_row) OR (outcome IS NOT NULL AND outcome <> 'interrupted'))
ORDER BY id`;

const FINDINGS = `SELECT a.region, a.name AS agency, r.year, r.kind, po.code AS portal, s.url AS source,
  f.rule, f.severity, f.message, f.indicators
FROM change_row c
  JOIN version_row v ON v.report_id = c.report_id AND v.number = c.to_version
  JOIN finding_row f ON f.version_id = v.id
  JOIN report_row r ON r.id = c.report_id
  JOIN agency_row a ON a.id = r.agency_id
  JOIN source_row s ON s.id = c.source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id
WHERE c.run_id = ? AND (c.from_version IS NULL OR c.from_version <> c.to_version)
  AND coalesce((SELECT x.state FROM review_row x WHERE x.fingerprint = f.fingerprint ORDER BY x.id DESC LIMIT 1),
    'open') <> 'dismissed'
ORDER BY c.id, f.position`;

/** A run reached a portal if it finished it, or if it found at least one source there. */
const SUCCESSES = `SELECT po.code AS portal, min(n.started_at) AS first_tried,
  max(CASE WHEN x.outcome = 'done' OR coalesce(x.captures ->> '$.new', 0)
    + coalesce(x.captures ->> '$.unchanged', 0) + coalesce(x.captures ->> '$.not_modified', 0) > 0
    THEN coalesce(n.ended_at, n.started_at) END) AS last_success
FROM run_portal_row x
  JOIN run_row n ON n.id = x.run_id
  JOIN portal_row po ON po.id = x.portal_id
GROUP BY po.id ORDER BY po.code`;

export function newsOf(
  db: Database.Database,
  access: StoreAccess,
  stores: { readonly runs: RunStore; readonly changes: ChangeStore },
): News {
  const identity = db.prepare<[], { uuid: string; created_at: string }>(
    'SELECT uuid, created_at FROM identity_row',
  );
  const unnoticed = db.prepare<[], RunId>(UNNOTICED).pluck();
  const findings = db.prepare<[number], FindingRow>(FINDINGS);
  const changePortals = db
    .prepare<[number], [number, string]>(
      `SELECT c.id, po.code FROM change_row c JOIN source_row s ON s.id = c.source_id
         JOIN portal_row po ON po.id = s.portal_id WHERE c.run_id = ?`,
    )
    .raw();
  const successes = db.prepare<[], { portal: string; first_tried: string; last_success: string | null }>(
    SUCCESSES,
  );
  return {
    identity: () =>
      access.read(() => {
        const row = identity.get();
        if (row === undefined) throw new TypeError('the archive has no identity');
        return { uuid: row.uuid, createdAt: textToTime(row.created_at) };
      }),
    unnoticedRuns: () => access.read(() => unnoticed.all().flatMap((id) => stores.runs.get(id) ?? [])),
    changePortals: (run) => access.read(() => new Map(changePortals.all(run))),
    findingsOf: (run) => access.read(() => findings.all(run).map(toFinding)),
    successes: () =>
      access.read(() =>
        successes.all().map((row) => ({
          portal: row.portal,
          firstTried: textToTime(row.first_tried),
          lastSuccess: row.last_success === null ? null : textToTime(row.last_success),
        })),
      ),
    latestChanges: (kinds, count) => access.read(() => stores.changes.latest(kinds, count)),
  };
}

function toFinding({ region, agency, year, kind, indicators, ...rest }: FindingRow): RunFinding {
  return { report: { region, agency, year, kind }, ...rest, indicators: fromJson.strings(indicators) };
}
