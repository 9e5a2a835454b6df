import type Database from 'better-sqlite3';
import type { PlannedLink, PortalPlan, RunProgress, UnfinishedRun } from '../../contract/archive.js';
import type { RunId } from '../../contract/run-id.js';
import type { PortalRowId } from '../ids.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';
import type { PortalStore } from './portals.js';
import type { RunStore } from './runs.js';

interface PlanRow {
  readonly listed: number;
  readonly complete: number;
  readonly problems: string;
}

/** The addresses that a run is going to visit, so that a killed run can be resumed. */
export interface PlanStore {
  /** Inside a transaction: replaces what was planned before. */
  put(run: RunId, portal: string, plan: PortalPlan): void;
  get(run: RunId, portal: string): PortalPlan | null;
  /** Inside a transaction: the run has captured the address. */
  visit(run: RunId, url: string): void;
  /** Inside a transaction: forgets all plans, because no earlier run will be resumed. */
  clear(): void;
  /** Inside a transaction: the run has finished the portal. */
  drop(run: RunId, portal: string): void;
  unfinished(): UnfinishedRun | null;
  progress(run: RunId, portal: string): RunProgress;
}

export function planStore(db: Database.Database, portals: PortalStore, runs: RunStore): PlanStore {
  const insertPlan = db.prepare<[number, number, number, number, string]>(
    'INSERT INTO plan_row (run_id, portal_id, listed, complete, problems) VALUES (?, ?, ?, ?, ?)',
  );
  const insertLink = db.prepare<[number, number, number, string, string, number]>(
    'INSERT INTO frontier_row (run_id, portal_id, position, url, link, visited) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const dropLinks = db.prepare<[number, number]>(
    'DELETE FROM frontier_row WHERE run_id = ? AND portal_id = ?',
  );
  const dropPlan = db.prepare<[number, number]>('DELETE FROM plan_row WHERE run_id = ? AND portal_id = ?');
  const clearLinks = db.prepare('DELETE FROM frontier_row');
  const clearPlans = db.prepare('DELETE FROM plan_row');
  // without the hint, SQLite goes through all addresses of the run: thousands of portals have ten thousands
  const visit = db.prepare<[number, string]>(
    'UPDATE frontier_row INDEXED BY frontier_by_url SET visited = 1 WHERE run_id = ? AND url = ?',
  );
  const plan = db.prepare<[number, string], PlanRow & { readonly portalId: PortalRowId }>(
    `SELECT p.portal_id AS portalId, p.listed, p.complete, p.problems
     FROM plan_row p JOIN portal_row po ON po.id = p.portal_id WHERE p.run_id = ? AND po.code = ?`,
  );
  const links = db.prepare<[number, number], Omit<PlannedLink, 'visited'> & { readonly visited: number }>(
    'SELECT url, link, visited FROM frontier_row WHERE run_id = ? AND portal_id = ? ORDER BY position',
  );
  const lastRun = db.prepare<[], { id: RunId; startedAt: string; scope: string }>(
    `SELECT id, started_at AS startedAt, scope FROM run_row
     WHERE id = (SELECT max(id) FROM run_row) AND scope IS NOT NULL
       AND (outcome IS NULL OR outcome = 'interrupted')`,
  );

  const drop = (run: RunId, portal: string) => {
    const id = portals.ensure(portal);
    dropLinks.run(run, id);
    dropPlan.run(run, id);
  };

  return {
    put(run, portal, { listed, complete, problems, links: planned }) {
      drop(run, portal);
      const id = portals.ensure(portal);
      insertPlan.run(run, id, listed, complete ? 1 : 0, JSON.stringify(problems));
      for (const [position, { url, link, visited }] of planned.entries()) {
        insertLink.run(run, id, position, url, link, visited ? 1 : 0);
      }
    },
    get(run, portal) {
      const row = plan.get(run, portal);
      if (row === undefined) return null;
      return {
        listed: row.listed,
        complete: row.complete === 1,
        problems: fromJson.strings(row.problems),
        links: links.all(run, row.portalId).map((link) => ({ ...link, visited: link.visited === 1 })),
      };
    },
    visit: (run, url) => {
      visit.run(run, url);
    },
    clear: () => {
      clearLinks.run();
      clearPlans.run();
    },
    drop,
    unfinished() {
      const row = lastRun.get();
      if (row === undefined) return null;
      return {
        id: row.id,
        startedAt: textToTime(row.startedAt),
        scope: fromJson.scope(row.scope),
        finished: runs.portals(row.id).filter(({ outcome }) => outcome !== 'interrupted'),
      };
    },
    progress: progressReader(db),
  };
}

/** Counts a run's captures and changes on a portal. */
function progressReader(db: Database.Database): PlanStore['progress'] {
  const captures = db.prepare<[number, string], { outcome: string; count: number; bytes: number }>(
    `SELECT c.outcome, count(*) AS count, sum(c.bytes) AS bytes FROM capture_row c
       JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
     WHERE c.run_id = ? AND po.code = ? GROUP BY c.outcome ORDER BY c.outcome`,
  );
  const changes = db.prepare<[number, string], { kind: string; count: number }>(
    `SELECT c.kind, count(*) AS count FROM change_row c
       JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
     WHERE c.run_id = ? AND po.code = ? GROUP BY c.kind ORDER BY c.kind`,
  );
  const versions = db
    .prepare<[number, string], number>(
      `SELECT count(*) FROM (SELECT DISTINCT c.report_id, c.to_version FROM change_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND c.to_version IS NOT c.from_version)`,
    )
    .pluck();
  const payloads = db
    .prepare<[number, string], number>(
      `SELECT count(DISTINCT c.payload_id) FROM capture_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND NOT EXISTS (
         SELECT 1 FROM capture_row e WHERE e.payload_id = c.payload_id AND e.run_id IS NOT c.run_id)`,
    )
    .pluck();
  const problems = db
    .prepare<[number, string], string>(
      `SELECT s.url || ': ' || c.outcome || coalesce(': ' || c.reason, '') FROM capture_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND c.outcome IN ('failed', 'blocked') ORDER BY c.id`,
    )
    .pluck();
  const doubted = db
    .prepare<[number, string], string>(
      `SELECT s.url || coalesce(': ' || c.reason, '') FROM capture_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND c.marks LIKE '%"held-reading"%' ORDER BY c.id`,
    )
    .pluck();
  const found = db
    .prepare<[number, string], string>(
      `SELECT DISTINCT s.url FROM capture_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND c.outcome IN ('new', 'unchanged', 'not_modified')
         AND s.report_id IS NOT NULL AND s.held_id IS NULL`,
    )
    .pluck();
  const gone = db
    .prepare<[number, string], string>(
      `SELECT DISTINCT s.url FROM capture_row c
         JOIN source_row s ON s.id = c.source_id JOIN portal_row po ON po.id = s.portal_id
       WHERE c.run_id = ? AND po.code = ? AND c.outcome = 'missing' AND c.status IN (404, 410)`,
    )
    .pluck();
  return (run, portal) => {
    const byOutcome = captures.all(run, portal);
    const byKind = changes.all(run, portal);
    const held = doubted.all(run, portal);
    return {
      counts: {
        listed: 0,
        captures: fromJson.captureCounts(
          JSON.stringify(Object.fromEntries(byOutcome.map((c) => [c.outcome, c.count]))),
        ),
        changes: fromJson.changeCounts(
          JSON.stringify(Object.fromEntries(byKind.map((c) => [c.kind, c.count]))),
        ),
        versions: versions.get(run, portal) ?? 0,
        payloads: payloads.get(run, portal) ?? 0,
        bytes: byOutcome.reduce((sum, c) => sum + c.bytes, 0),
      },
      problems: problems.all(run, portal),
      found: found.all(run, portal),
      gone: gone.all(run, portal),
      ...(held.length === 0 ? {} : { doubted: held }),
    };
  };
}
