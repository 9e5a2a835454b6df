import { stat } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import type { Severity } from '../../src/report/model.js';
import type { ArchiveStatus, ChangeKind } from '../contract/archive.js';
import { schemaVersion } from './schema/migrations.js';
import type { RunStore } from './tables/runs.js';

const RUNS_SHOWN = 10;

type Counts = Pick<
  ArchiveStatus,
  | 'portals'
  | 'agencies'
  | 'reports'
  | 'versions'
  | 'sources'
  | 'captures'
  | 'payloads'
  | 'payloadBytes'
  | 'storedBytes'
>;

/** Captures are never removed, so that their highest id counts them without going through millions. */
const COUNTS = `SELECT
  (SELECT count(*) FROM portal_row) AS portals,
  (SELECT count(DISTINCT agency_id) FROM report_row) AS agencies,
  (SELECT count(*) FROM report_row) AS reports,
  (SELECT coalesce(sum(versions), 0) FROM report_row) AS versions,
  (SELECT count(*) FROM source_row) AS sources,
  (SELECT coalesce(max(id), 0) FROM capture_row) AS captures,
  count(*) AS payloads, coalesce(sum(size), 0) AS payloadBytes, coalesce(sum(stored_size), 0) AS storedBytes
FROM payload_row`;

/** The archive at a glance. Findings are counted by severity, over the latest versions. */
export function statusReader(
  db: Database.Database,
  path: string,
  runs: RunStore,
): () => Promise<ArchiveStatus> {
  const counts = db.prepare<[], Counts>(COUNTS);
  const changes = db.prepare<[], { kind: ChangeKind; count: number }>(
    'SELECT kind, count(*) AS count FROM change_row GROUP BY kind ORDER BY kind',
  );
  const findings = db.prepare<[], { severity: Severity; count: number }>(
    `SELECT f.severity, count(*) AS count FROM report_row r
       JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
       JOIN finding_row f ON f.version_id = v.id
     GROUP BY f.severity ORDER BY f.severity`,
  );
  const years = db.prepare<[], { year: number; reports: number }>(
    'SELECT year, count(*) AS reports FROM report_row GROUP BY year ORDER BY year',
  );
  const noCounts: Counts = {
    portals: 0,
    agencies: 0,
    reports: 0,
    versions: 0,
    sources: 0,
    captures: 0,
    payloads: 0,
    payloadBytes: 0,
    storedBytes: 0,
  };
  const read = db.transaction(() => ({
    schema: schemaVersion(db),
    ...(counts.get() ?? noCounts),
    changes: Object.fromEntries(changes.all().map(({ kind, count }) => [kind, count])),
    findings: Object.fromEntries(findings.all().map(({ severity, count }) => [severity, count])),
    years: years.all(),
    runs: runs.last(RUNS_SHOWN),
  }));
  return async () => ({
    path,
    bytes: (await fileSize(path)) + (await fileSize(`${path}-wal`)),
    ...read(),
  });
}

/** 0 where there is no such file: the log comes and goes. */
async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
