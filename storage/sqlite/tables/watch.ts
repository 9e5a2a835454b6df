import type Database from 'better-sqlite3';
import type { ArchiveTotals, PortalStart } from '../../contract/archive.js';
import type { RunId } from '../../contract/run-id.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';

interface RunSinceRow {
  readonly portal: string;
  readonly run: RunId;
  readonly startedAt: string;
  readonly outcome: PortalStart['outcome'];
  readonly scope: string | null;
}

interface Count {
  readonly name: string;
  readonly count: number;
}

export interface WatchReader {
  /** From the instant on, in the order of the runs. */
  runsSince(since: string): readonly PortalStart[];
  totals(): ArchiveTotals;
}

export function watchReader(db: Database.Database): WatchReader {
  const runsSince = db.prepare<[string], RunSinceRow>(
    `SELECT po.code AS portal, r.id AS run, r.started_at AS startedAt, x.outcome, r.scope
     FROM run_row r JOIN run_portal_row x ON x.run_id = r.id JOIN portal_row po ON po.id = x.portal_id
     WHERE r.started_at >= ? AND x.outcome <> 'interrupted' ORDER BY r.id, x.id`,
  );
  const runs = db.prepare<[], Count>(
    'SELECT outcome AS name, count(*) AS count FROM run_row WHERE outcome IS NOT NULL GROUP BY outcome',
  );
  const captures = db.prepare<[], Count>(
    // from the runs' own counts, since captures number in the millions
    `SELECT c.key AS name, sum(c.value) AS count FROM run_portal_row x, json_each(x.captures) c
     GROUP BY c.key ORDER BY c.key`,
  );
  const changes = db.prepare<[], Count>(
    'SELECT kind AS name, count(*) AS count FROM change_row GROUP BY kind',
  );
  const findings = db.prepare<[], Count>(
    `SELECT f.rule AS name, count(*) AS count FROM report_row r
       JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
       JOIN finding_row f ON f.version_id = v.id
     GROUP BY f.rule ORDER BY f.rule`,
  );
  const bytes = db.prepare<[], number>('SELECT coalesce(sum(bytes), 0) FROM run_portal_row').pluck();
  const reports = db.prepare<[], number>('SELECT count(*) FROM report_row').pluck();
  const lastSuccess = db.prepare<[], { portal: string; at: string }>(
    `SELECT po.code AS portal, max(coalesce(r.ended_at, r.started_at)) AS at
     FROM run_portal_row x JOIN run_row r ON r.id = x.run_id JOIN portal_row po ON po.id = x.portal_id
     WHERE x.outcome IN ('done', 'partial') GROUP BY po.code ORDER BY po.code`,
  );
  return {
    runsSince: (since) =>
      runsSince.all(since).map(({ portal, run, startedAt, outcome, scope }) => ({
        portal,
        run,
        startedAt: textToTime(startedAt),
        outcome,
        years: scope === null ? [] : fromJson.scope(scope).years,
      })),
    totals: () => ({
      runs: fromJson.runCounts(counted(runs.all())),
      captures: fromJson.captureCounts(counted(captures.all())),
      changes: fromJson.changeCounts(counted(changes.all())),
      fetchedBytes: bytes.get() ?? 0,
      reports: reports.get() ?? 0,
      findings: Object.fromEntries(findings.all().map(({ name, count }) => [name, count])),
      lastSuccess: new Map(lastSuccess.all().map(({ portal, at }) => [portal, textToTime(at)])),
    }),
  };
}

function counted(counts: readonly Count[]): string {
  return JSON.stringify(Object.fromEntries(counts.map(({ name, count }) => [name, count])));
}
