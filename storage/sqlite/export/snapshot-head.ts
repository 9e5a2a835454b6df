import type Database from 'better-sqlite3';
import { Sha256 } from '../../../src/sha256.js';
import type { ArchiveHead, RunOutcome } from '../../contract/archive.js';
import { captureMilliseconds, captureTime } from '../tables/quiet-captures.js';
import { textToTime } from '../times.js';

interface RunRow {
  readonly id: number;
  readonly started_at: string;
  readonly ended_at: string;
  readonly outcome: RunOutcome;
}

interface CountRow {
  readonly reports: number;
  readonly versions: number;
  readonly captures: number;
  readonly changes: number;
  readonly latest: string | null;
}

const COUNTS = `SELECT (SELECT count(*) FROM temp.chosen WHERE in_scope) AS reports,
  (SELECT count(*) FROM version_row WHERE first_seen <= @end) AS versions,
  (SELECT count(*) FROM capture_row WHERE at <= ${captureMilliseconds('@end')}) AS captures,
  (SELECT count(*) FROM change_row WHERE at <= @end) AS changes,
  max(coalesce((SELECT ${captureTime('max(at)')} FROM capture_row WHERE at <= ${captureMilliseconds('@end')}), ''),
      coalesce((SELECT max(at) FROM change_row WHERE at <= @end), '')) AS latest`;

/** What tells two exports of the same scope apart: one line a report. */
const STATE = `SELECT a.region, a.name, c.year, c.kind, v.number, p.sha256, v.content_sha256, v.figures_sha256,
  v.revision, coalesce(c.withdrawn_at, ''), c.last_seen
FROM temp.chosen c
  JOIN version_row v ON v.id = c.version_id
  JOIN agency_row a ON a.id = c.agency_id
  JOIN payload_row p ON p.id = v.payload_id
WHERE c.in_scope ORDER BY c.seq`;

const YEARS = `SELECT DISTINCT c.year FROM temp.chosen c
WHERE c.in_scope ORDER BY c.year`;

/** The state of the archive that the connection's transaction shows, until the given moment. */
export function snapshotHead(db: Database.Database, end: string): ArchiveHead {
  const counts = db.prepare<[{ end: string }], CountRow>(COUNTS).get({ end });
  if (counts === undefined) throw new Error('counting gave no row');
  const run = db
    .prepare<[string], RunRow>(
      `SELECT id, started_at, ended_at, outcome FROM run_row
       WHERE ended_at IS NOT NULL AND ended_at <= ? ORDER BY id DESC LIMIT 1`,
    )
    .get(end);
  const hash = new Sha256();
  for (const row of db.prepare<[], (string | number)[]>(STATE).raw().iterate()) {
    hash.add(`${JSON.stringify(row)}\n`);
  }
  const years = db.prepare<[], number>(YEARS).pluck().all();
  const { latest, ...numbers } = counts;
  return {
    ...numbers,
    years,
    run:
      run === undefined
        ? null
        : {
            id: run.id,
            startedAt: textToTime(run.started_at),
            endedAt: textToTime(run.ended_at),
            outcome: run.outcome,
          },
    latest: latest === null || latest === '' ? null : textToTime(latest),
    digest: hash.digest(),
  };
}
