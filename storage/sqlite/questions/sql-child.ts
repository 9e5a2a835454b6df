/**
 * A process that answers one SQL question to the archive, and is killed when its time is up: SQLite can't be
 * interrupted from within. Rows are sent in batches, each on request.
 *
 * While SQLite works, nothing else runs in this thread; a second thread watches how much memory the process uses, and
 * whether the parent process still exists.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { ArchiveCode } from '../../../src/error-codes.js';
import { ArchiveError, describeError } from '../../../src/errors.js';
import { toArchiveError } from '../errors.js';
import { batchesOf, type SqlBatch } from './sql-batches.js';
import { runSql } from './sql-run.js';

const valueSchema = z.union([z.string(), z.number(), z.null()]);
const taskSchema = z.object({
  path: z.string(),
  megabytes: z.number(),
  question: z.object({
    text: z.string(),
    values: z.array(valueSchema),
    named: z.record(z.string(), valueSchema),
    rows: z.number(),
  }),
});

export type SqlTask = z.infer<typeof taskSchema>;

export type SqlMessage =
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  | { readonly kind: 'batch'; readonly batch: SqlBatch }
  | {
      readonly kind: 'refusal';
      readonly code: ArchiveCode;
      readonly message: string;
      readonly hint: string | null;
    };

const WATCH_MS = 50;

/** In the second thread: ends the process if it uses too much memory or has become an orphan. */
function watch(limit: { readonly bytes: number; readonly parent: number }): void {
  setInterval(() => {
    const isOrphan = process.ppid !== limit.parent;
    if (isOrphan || process.memoryUsage.rss() > limit.bytes) process.kill(process.pid, 'SIGKILL');
  }, WATCH_MS);
}

/** Answers the first message, which is the task; each further one asks for the next batch. */
function serve(): void {
  // Ctrl+C reaches this process too; the parent decides what it means
  process.on('SIGINT', () => undefined);
  const send = (message: SqlMessage) => process.send?.(message);
  let batches: Iterator<SqlBatch> | null = null;
  const begin = (task: SqlTask) => {
    const statement = runSql(task.path, task.question);
    batches = batchesOf(statement, task.question);
    send({ kind: 'columns', columns: statement.columns });
  };
  const next = () => {
    const step = batches?.next();
    if (step !== undefined && step.done !== true) send({ kind: 'batch', batch: step.value });
  };
  const guarded = (path: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      const known = toArchiveError(error, path);
      const isKnown = known instanceof ArchiveError;
      const code = isKnown ? known.code : 'sqlite';
      const message = isKnown ? known.message : describeError(known);
      send({ kind: 'refusal', code, message, hint: (isKnown && known.hint) || null });
    }
  };
  let path = '';
  process.on('message', (message) => {
    if (batches !== null) return guarded(path, next);
    const task = taskSchema.parse(message);
    path = task.path;
    const limit = { bytes: task.megabytes * 1024 * 1024, parent: process.ppid };
    const watcher = new Worker(new URL(import.meta.url), { workerData: limit });
    watcher.once('online', () => guarded(path, () => begin(task)));
  });
}

if (isMainThread) serve();
else watch(z.object({ bytes: z.number(), parent: z.number() }).parse(workerData));
