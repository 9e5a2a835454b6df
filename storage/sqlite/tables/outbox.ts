import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type {
  NoticeInput,
  NoticeOutcome,
  NoticeRecord,
  NoticeState,
  Outbox,
} from '../../contract/archive.js';
import type { RunId } from '../../contract/run-id.js';
import { fromJson } from '../json.js';
import type { StoreAccess } from '../store-access.js';
import { textToTime, timeToText } from '../times.js';

interface NoticeRow {
  readonly id: number;
  readonly key: string;
  readonly token: string;
  readonly channel: string;
  readonly run_id: RunId | null;
  readonly created_at: string;
  readonly digest: string;
  readonly tries: number;
  readonly failures: number;
  readonly refusals: number;
  readonly since: string;
  readonly next_at: string;
  readonly attempted_at: string | null;
  readonly served: string;
  readonly delivered_at: string | null;
  readonly given_up_at: string | null;
  readonly answer: string | null;
}

const WAITING = 'delivered_at IS NULL AND given_up_at IS NULL';
const CONDITIONS: Readonly<Record<NoticeState, string>> = {
  waiting: WAITING,
  delivered: 'delivered_at IS NOT NULL',
  failed: 'given_up_at IS NOT NULL',
};
const FREE = '(leased_until IS NULL OR leased_until <= ?)';

export function outboxOf(db: Database.Database, access: StoreAccess): Outbox {
  const insert = db.prepare<[string, string, string, number | null, string, string, string, string]>(
    `INSERT INTO notice_row (key, token, channel, run_id, created_at, digest, since, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
  );
  const noteRun = db.prepare<[string, number]>(
    'UPDATE run_row SET noticed_at = ? WHERE id = ? AND noticed_at IS NULL',
  );
  const insertTopic = db.prepare<[string, string, number]>(
    'INSERT INTO notice_topic_row (channel, topic, notice_id) VALUES (?, ?, ?)',
  );
  const told = db
    .prepare<[string, string], string>(
      'SELECT topic FROM notice_topic_row WHERE channel = ? AND topic IN (SELECT value FROM json_each(?))',
    )
    .pluck();
  const due = db.prepare<[string, string], NoticeRow>(
    `SELECT * FROM notice_row WHERE ${WAITING} AND next_at <= ? AND ${FREE} ORDER BY failures, id`,
  );
  const take = db
    .prepare<[string, string, number, string, string], number>(
      `UPDATE notice_row SET tries = tries + 1, leased_until = ?, attempted_at = ?
       WHERE id = ? AND ${WAITING} AND next_at <= ? AND ${FREE} RETURNING tries`,
    )
    .pluck();
  const deliver = db.prepare<[string, string, number, number]>(
    `UPDATE notice_row SET delivered_at = ?, answer = ?, leased_until = NULL, failures = 0, refusals = 0
     WHERE id = ? AND tries = ? AND delivered_at IS NULL`,
  );
  const fail = db.prepare<[string, number, string, string | null, string | null, number, number]>(
    `UPDATE notice_row SET answer = ?, failures = failures + 1,
       refusals = CASE WHEN ? THEN refusals + 1 ELSE 0 END, served = ?,
       next_at = coalesce(?, next_at), given_up_at = ?, leased_until = NULL
     WHERE id = ? AND tries = ? AND delivered_at IS NULL`,
  );
  const retry = db.prepare<[string, string, number, string]>(
    `UPDATE notice_row SET given_up_at = NULL, failures = 0, refusals = 0, since = ?, next_at = ?
     WHERE id = ? AND delivered_at IS NULL AND ${FREE}`,
  );
  const withToken = db.prepare<[string], number>('SELECT id FROM notice_row WHERE token = lower(?)').pluck();
  const tried = db
    .prepare<[string, string], number>(
      'SELECT count(*) FROM notice_row WHERE channel = ? AND attempted_at > ?',
    )
    .pluck();

  /** Its row, or null where the key is queued already. */
  const queue = ({ key, channel, digest }: NoticeInput, run: RunId | null, at: string): number | null => {
    const { changes, lastInsertRowid } = insert.run(key, randomUUID(), channel, run, at, digest, at, at);
    return changes === 0 ? null : Number(lastInsertRowid);
  };
  const heard = (channel: string, topics: readonly string[]) =>
    new Set(told.all(channel, JSON.stringify(topics)));

  return {
    queueRun: (run, at, notices) =>
      access.write(() => {
        if (noteRun.run(timeToText(at), run).changes === 0) return 0;
        return notices.filter((notice) => queue(notice, run, timeToText(at)) !== null).length;
      }),
    queueTopics: (at, notice, topics) =>
      access.write(() => {
        if (heard(notice.channel, topics).size > 0) return false;
        const id = queue(notice, null, timeToText(at));
        if (id === null) return false;
        for (const topic of topics) insertTopic.run(notice.channel, topic, id);
        return true;
      }),
    told: (channel, topics) => access.read(() => heard(channel, topics)),
    due: (now) => access.read(() => due.all(timeToText(now), timeToText(now)).map(toRecord)),
    take: (id, now, until) =>
      access.write(() => {
        const at = timeToText(now);
        return take.get(timeToText(until), at, id, at, at) ?? null;
      }),
    settle: (id, attempt, at, outcome) =>
      access.write(() => settled(id, attempt, timeToText(at), outcome).changes > 0),
    retry: (id, now) =>
      access.write(() => retry.run(timeToText(now), timeToText(now), id, timeToText(now)).changes > 0),
    list: ({ state, limit }) =>
      access.read(() =>
        db
          .prepare<[number], NoticeRow>(
            `SELECT * FROM notice_row WHERE ${state === undefined ? 'TRUE' : CONDITIONS[state]}
             ORDER BY id DESC LIMIT ?`,
          )
          .all(limit)
          .map(toRecord),
      ),
    withToken: (token) => access.read(() => withToken.get(token) ?? null),
    counts: () => access.read(() => countsOf(db)),
    triedSince: (channel, since) => access.read(() => tried.get(channel, timeToText(since)) ?? 0),
  };

  function settled(id: number, attempt: number, at: string, outcome: NoticeOutcome): Database.RunResult {
    const { answer } = outcome;
    if (outcome.kind === 'delivered') return deliver.run(at, answer, id, attempt);
    const { refused, served, nextAt } = outcome;
    const next = nextAt === null ? null : timeToText(nextAt);
    const givenUp = nextAt === null ? at : null;
    return fail.run(answer, refused ? 1 : 0, JSON.stringify(served), next, givenUp, id, attempt);
  }
}

function countsOf(db: Database.Database): Record<NoticeState, number> {
  const count = (state: NoticeState) =>
    db.prepare<[], number>(`SELECT count(*) FROM notice_row WHERE ${CONDITIONS[state]}`).pluck().get() ?? 0;
  return { waiting: count('waiting'), delivered: count('delivered'), failed: count('failed') };
}

function toRecord(row: NoticeRow): NoticeRecord {
  const time = (text: string | null) => (text === null ? null : textToTime(text));
  return {
    id: row.id,
    key: row.key,
    token: row.token,
    channel: row.channel,
    run: row.run_id,
    createdAt: textToTime(row.created_at),
    digest: row.digest,
    state: row.delivered_at !== null ? 'delivered' : row.given_up_at !== null ? 'failed' : 'waiting',
    tries: row.tries,
    failures: row.failures,
    refusals: row.refusals,
    since: textToTime(row.since),
    nextAt: textToTime(row.next_at),
    attemptedAt: time(row.attempted_at),
    served: fromJson.strings(row.served),
    deliveredAt: time(row.delivered_at),
    givenUpAt: time(row.given_up_at),
    answer: row.answer,
  };
}
