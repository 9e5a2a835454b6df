import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { PortalRun, RunOutcome, RunPortalSummary, RunRecord, RunScope } from '../../contract/archive.js';
import { type RunId, toRunId } from '../../contract/run-id.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';
import type { PortalStore } from './portals.js';

interface RunRow {
  readonly id: RunId;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly outcome: RunOutcome | null;
}

interface RunPortalRow {
  readonly portal: string;
  readonly outcome: RunOutcome;
  readonly listed: number;
  readonly captures: string;
  readonly changes: string;
  readonly versions: number;
  readonly payloads: number;
  readonly bytes: number;
  readonly problems: string;
  readonly suspicions: string;
}

export interface RunStore {
  start(at: string, scope: RunScope | undefined): RunId;
  /** Inside a transaction. ArchiveError `no_run` for an unknown run; likewise `finish`. */
  savePortal(run: RunId, summary: RunPortalSummary): void;
  finish(run: RunId, at: string, outcome: RunOutcome): void;
  portals(run: RunId): readonly RunPortalSummary[];
  get(run: RunId): RunRecord | null;
  /** The last runs that finished the portal, the latest first. */
  ofPortal(portal: string, count: number): readonly PortalRun[];
  /** For each report year, when the last run that looked for it on the portal and did not fail was started. */
  lookedFor(portal: string): ReadonlyMap<number, Date>;
  /** The last runs, the latest first. */
  last(count: number): readonly RunRecord[];
}

export function runStore(db: Database.Database, path: string, portals: PortalStore): RunStore {
  const start = db.prepare<[string, string | null]>('INSERT INTO run_row (started_at, scope) VALUES (?, ?)');
  const exists = db.prepare<[number], number>('SELECT 1 FROM run_row WHERE id = ?').pluck();
  const savePortal = db.prepare<
    [number, number, RunOutcome, number, string, string, number, number, number, string, string]
  >(
    `INSERT INTO run_portal_row (run_id, portal_id, outcome, listed, captures, changes, versions, payloads,
       bytes, problems, suspicions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id, portal_id) DO UPDATE SET outcome = excluded.outcome, listed = excluded.listed,
       captures = excluded.captures, changes = excluded.changes, versions = excluded.versions,
       payloads = excluded.payloads, bytes = excluded.bytes, problems = excluded.problems,
       suspicions = excluded.suspicions`,
  );
  const finish = db.prepare<[string, RunOutcome, number]>(
    'UPDATE run_row SET ended_at = ?, outcome = ? WHERE id = ?',
  );
  const one = db.prepare<[number], RunRow>('SELECT * FROM run_row WHERE id = ?');
  const last = db.prepare<[number], RunRow>('SELECT * FROM run_row ORDER BY id DESC LIMIT ?');
  const portalsOf = db.prepare<[number], RunPortalRow>(
    `SELECT po.code AS portal, x.outcome, x.listed, x.captures, x.changes, x.versions, x.payloads, x.bytes,
       x.problems, x.suspicions
     FROM run_portal_row x JOIN portal_row po ON po.id = x.portal_id WHERE x.run_id = ? ORDER BY x.id`,
  );
  const ofPortal = db.prepare<
    [string, number],
    RunPortalRow & { readonly run: RunId; readonly startedAt: string }
  >(
    `SELECT n.id AS run, n.started_at AS startedAt, po.code AS portal, x.outcome, x.listed, x.captures, x.changes,
       x.versions, x.payloads, x.bytes, x.problems, x.suspicions
     FROM run_portal_row x JOIN portal_row po ON po.id = x.portal_id JOIN run_row n ON n.id = x.run_id
     WHERE po.code = ? AND x.outcome <> 'interrupted' ORDER BY n.id DESC LIMIT ?`,
  );
  const lookedFor = db.prepare<[string], { readonly year: number; readonly at: string }>(
    `SELECT y.value AS year, max(n.started_at) AS at
     FROM run_portal_row x JOIN portal_row po ON po.id = x.portal_id JOIN run_row n ON n.id = x.run_id,
       json_each(n.scope, '$.years') y
     WHERE po.code = ? AND x.outcome IN ('done', 'partial') GROUP BY y.value ORDER BY y.value`,
  );
  const noRun = (run: RunId) => new ArchiveError('no_run', `the archive has no run ${run}`, { file: path });

  return {
    start: (at, scope) =>
      toRunId(start.run(at, scope === undefined ? null : JSON.stringify(scope)).lastInsertRowid),
    portals: (run) => portalsOf.all(run).map(toPortalSummary),
    savePortal(run, { portal, outcome, counts, problems, suspicions }) {
      if (exists.get(run) === undefined) throw noRun(run);
      savePortal.run(
        run,
        portals.ensure(portal),
        outcome,
        counts.listed,
        JSON.stringify(counts.captures),
        JSON.stringify(counts.changes),
        counts.versions,
        counts.payloads,
        counts.bytes,
        JSON.stringify(problems),
        JSON.stringify(suspicions ?? []),
      );
    },
    ofPortal: (portal, count) =>
      ofPortal.all(portal, count).map((row) => ({
        run: row.run,
        startedAt: textToTime(row.startedAt),
        summary: toPortalSummary(row),
      })),
    lookedFor: (portal) => new Map(lookedFor.all(portal).map(({ year, at }) => [year, textToTime(at)])),
    finish(run, at, outcome) {
      if (finish.run(at, outcome, run).changes === 0) throw noRun(run);
    },
    get: (run) => one.all(run).map(toRecord)[0] ?? null,
    last: (count) => last.all(count).map(toRecord),
  };

  function toRecord(row: RunRow): RunRecord {
    return {
      id: row.id,
      startedAt: textToTime(row.started_at),
      endedAt: row.ended_at === null ? null : textToTime(row.ended_at),
      outcome: row.outcome,
      portals: portalsOf.all(row.id).map(toPortalSummary),
    };
  }
}

function toPortalSummary(row: RunPortalRow): RunPortalSummary {
  const suspicions = fromJson.strings(row.suspicions);
  return {
    portal: row.portal,
    outcome: row.outcome,
    counts: {
      listed: row.listed,
      captures: fromJson.captureCounts(row.captures),
      changes: fromJson.changeCounts(row.changes),
      versions: row.versions,
      payloads: row.payloads,
      bytes: row.bytes,
    },
    problems: fromJson.strings(row.problems),
    ...(suspicions.length === 0 ? {} : { suspicions }),
  };
}
