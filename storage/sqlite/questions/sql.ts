import { ArchiveError } from '../../../src/errors.js';
import type { SqlAnswer, SqlQuestion, SqlValue } from '../../contract/archive.js';
import { toArchiveError } from '../errors.js';
import { batchesOf } from './sql-batches.js';
import { askInProcess } from './sql-process.js';
import { type RunningStatement, runSql } from './sql-run.js';

/**
 * Answers in a separate process if the code is compiled; run from its sources, it answers in this process, where the time limit is
 * checked only between rows.
 */
export function askSql(path: string, question: SqlQuestion): Promise<SqlAnswer> {
  if (import.meta.url.endsWith('.js')) {
    return askInProcess(path, question, { script: new URL('./sql-child.js', import.meta.url) });
  }
  return askHere(path, question);
}

async function askHere(path: string, question: SqlQuestion): Promise<SqlAnswer> {
  let more = false;
  const statement = runSql(path, question);
  const rows = rowsHere(path, statement, question, (left) => {
    more = left;
  });
  return { columns: statement.columns, rows, more: () => more };
}

async function* rowsHere(
  path: string,
  statement: RunningStatement,
  question: SqlQuestion,
  ended: (more: boolean) => void,
): AsyncGenerator<readonly SqlValue[]> {
  const until = performance.now() + question.seconds * 1000;
  try {
    for (const { rows, end } of batchesOf(statement, question)) {
      if (performance.now() > until) {
        throw new ArchiveError('too_slow', `the statement was stopped after ${question.seconds} s`);
      }
      yield* rows;
      if (end !== null) ended(end.more);
    }
  } catch (error) {
    throw toArchiveError(error, path);
  } finally {
    statement.rows.return?.();
  }
}
