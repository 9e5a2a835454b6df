import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { SqlQuestion, SqlValue } from '../../contract/archive.js';
import { openDatabase } from '../binding.js';

export interface RunningStatement {
  readonly columns: readonly string[];
  /** Closes its connection at the end, or on `return()`. */
  readonly rows: IterableIterator<readonly SqlValue[]>;
}

const BUSY_TIMEOUT_MS = 10_000;
const READS = /^(?:select|values|with|explain)\b/i;
const COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;
const HINT = 'give one SELECT, VALUES, WITH … SELECT or EXPLAIN; docs/archive.md lists the tables';

/**
 * Begins one statement on a connection of its own that can only read.
 * @throws ArchiveError `not_a_question`, `bad_sql`
 */
export function runSql(
  path: string,
  question: Pick<SqlQuestion, 'text' | 'values' | 'named'>,
): RunningStatement {
  const first = question.text.replace(COMMENTS, '');
  if (first.trim() === '') throw refuse('the statement is empty');
  if (!READS.test(first)) {
    throw refuse(
      `${/^\w+/.exec(first)?.[0]?.toUpperCase() ?? 'this'} is not allowed: the archive is read-only here`,
    );
  }
  const db = openDatabase(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('query_only = ON');
    // sorting uses memory, which is limited for the process, and never fills the disk
    db.pragma('temp_store = MEMORY');
    const statement = translated(() => db.prepare<unknown[], unknown[]>(question.text));
    if (!statement.reader || !statement.readonly)
      throw refuse('the statement would write, but the archive is read-only here');
    const columns = statement.columns().map(({ name }) => name);
    const parameters = parametersOf(question);
    const rows = translated(() =>
      statement
        .raw()
        .safeIntegers()
        .iterate(...parameters),
    );
    return { columns, rows: closing(db, rows) };
  } catch (error) {
    db.close();
    throw error;
  }
}

function parametersOf({ values = [], named = {} }: Pick<SqlQuestion, 'values' | 'named'>): unknown[] {
  const places = values.map(toParameter);
  const names = Object.entries(named).map(([name, value]) => [name, toParameter(value)]);
  return names.length === 0 ? places : [...places, Object.fromEntries(names)];
}

/** Whole numbers are bound as integers: as a JavaScript number, 5 would be a float, and 5 / 2 would give 2.5. */
function toParameter(value: SqlValue): SqlValue | bigint {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function closing(
  db: Database.Database,
  rows: IterableIterator<unknown[]>,
): IterableIterator<readonly SqlValue[]> {
  const end = () => {
    rows.return?.();
    db.close();
    return { done: true, value: undefined } as const;
  };
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      try {
        const next = translated(() => rows.next());
        return next.done === true ? end() : { done: false, value: next.value.map(toValue) };
      } catch (error) {
        end();
        throw error;
      }
    },
    return: end,
  };
}

function toValue(value: unknown): SqlValue {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return null;
}

function refuse(message: string): ArchiveError {
  return new ArchiveError('not_a_question', message, { hint: HINT });
}

/** SQLite's message about a statement is meant for its author and passed on unchanged. */
function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ArchiveError || !(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    if (/^SQLITE_(?:BUSY|CORRUPT|IOERR|NOTADB|CANTOPEN|NOMEM)/.test(code)) throw error;
    if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_AUTH')) {
      throw refuse(`the archive is read-only here (${error.message})`);
    }
    if (error instanceof RangeError && /more than one statement/.test(error.message)) {
      throw refuse('more than one statement was given');
    }
    throw new ArchiveError('bad_sql', error.message, { hint: hintFor(error.message), cause: error });
  }
}

function hintFor(message: string): string {
  if (/no such column: .+\./.test(message)) {
    return 'column names with dots need double quotes: "requests.new.total"';
  }
  if (/parameter/i.test(message))
    return 'give one value for every ?, and one --param name=value for every :name';
  return 'docs/archive.md lists the tables and their columns';
}
