import type { SqlQuestion, SqlValue } from '../../contract/archive.js';
import type { RunningStatement } from './sql-run.js';

/** Rows that are handed over together, and whether they are the last of the answer. */
export interface SqlBatch {
  readonly rows: readonly (readonly SqlValue[])[];
  readonly end: null | { readonly more: boolean };
}

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

/** The rows of a statement in batches that stay small in memory, up to the question's limit of rows. */
export function* batchesOf(
  statement: RunningStatement,
  { rows: limit }: Pick<SqlQuestion, 'rows'>,
): Generator<SqlBatch> {
  let batch: (readonly SqlValue[])[] = [];
  let characters = 0;
  let left = limit;
  for (const row of statement.rows) {
    if (left === 0) {
      yield { rows: batch, end: { more: true } };
      return;
    }
    left--;
    batch.push(row);
    for (const value of row) characters += typeof value === 'string' ? value.length : 8;
    if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) {
      yield { rows: batch, end: null };
      batch = [];
      characters = 0;
    }
  }
  yield { rows: batch, end: { more: false } };
}
