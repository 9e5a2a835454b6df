import { type ChildProcess, fork } from 'node:child_process';
import { ArchiveError } from '../../../src/errors.js';
import type { SqlAnswer, SqlQuestion, SqlValue } from '../../contract/archive.js';
import type { SqlBatch } from './sql-batches.js';
import type { SqlMessage, SqlTask } from './sql-child.js';

/** Memory that one question may take, in MB. */
const MEGABYTES = 1024;

export interface SqlProcessOptions {
  readonly script: URL;
  readonly megabytes?: number;
}

/** Runs a question to the archive in a separate process; see Questions.sql. */
export async function askInProcess(
  path: string,
  question: SqlQuestion,
  { script, megabytes = MEGABYTES }: SqlProcessOptions,
): Promise<SqlAnswer> {
  const asking = new Asking(script, path, question, megabytes);
  try {
    const columns = await asking.columns();
    return { columns, rows: asking.rows(), more: () => asking.more };
  } catch (error) {
    asking.end();
    throw error;
  }
}

class Asking {
  more = false;
  readonly #child: ChildProcess;
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = () => this.#fail(new ArchiveError('stopped', 'the statement was stopped'));
  /** Messages received but not yet consumed, or the error that ended the process. */
  #message: SqlMessage | ArchiveError | null = null;
  #wake: (() => void) | null = null;

  constructor(script: URL, path: string, question: SqlQuestion, megabytes: number) {
    const { text, values = [], named = {}, rows, seconds } = question;
    this.#child = fork(script, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#timer = setTimeout(() => {
      const hint = 'narrow it with WHERE, examine it with EXPLAIN QUERY PLAN, or raise --timeout';
      this.#fail(new ArchiveError('too_slow', `the statement was stopped after ${seconds} s`, { hint }));
    }, seconds * 1000);
    this.#signal = question.signal;
    this.#signal?.addEventListener('abort', this.#stop);
    if (this.#signal?.aborted === true) this.#stop();
    this.#child.on('message', (message: SqlMessage) => this.#put(message));
    this.#child.once('error', (cause) =>
      this.#fail(new ArchiveError('io', 'cannot start a process for the statement', { cause })),
    );
    this.#child.once('exit', (code, signal) => {
      const isKilled = signal === 'SIGKILL' || signal === 'SIGABRT';
      this.#fail(
        isKilled
          ? new ArchiveError('too_large', `the statement takes more than ${megabytes} MB of memory`, {
              hint: 'sort and group fewer rows, or select fewer columns',
            })
          : new ArchiveError('io', `the process of the statement has ended (${signal ?? code})`),
      );
    });
    const task: SqlTask = { path, megabytes, question: { text, values: [...values], named, rows } };
    this.#send(task);
  }

  async columns(): Promise<readonly string[]> {
    const message = await this.#take();
    return message.kind === 'columns' ? message.columns : [];
  }

  async *rows(): AsyncGenerator<readonly SqlValue[]> {
    try {
      for (;;) {
        const { rows, end } = await this.#batch();
        yield* rows;
        if (end === null) continue;
        this.more = end.more;
        return;
      }
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#stop);
    this.#child.removeAllListeners();
    this.#child.kill('SIGKILL');
  }

  async #batch(): Promise<SqlBatch> {
    this.#send('next');
    const message = await this.#take();
    return message.kind === 'batch' ? message.batch : { rows: [], end: { more: false } };
  }

  /** The next message. @throws what the process reports, or how it ended */
  async #take(): Promise<SqlMessage> {
    while (this.#message === null) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    const message = this.#message;
    if (message instanceof ArchiveError) throw message;
    this.#message = null;
    if (message.kind !== 'refusal') return message;
    throw new ArchiveError(
      message.code,
      message.message,
      message.hint === null ? {} : { hint: message.hint },
    );
  }

  /** If the process is gone by now, its end was reported, or will be. */
  #send(message: SqlTask | 'next'): void {
    this.#child.send(message, () => undefined);
  }

  #fail(error: ArchiveError): void {
    // the first error is the cause of all others
    if (!(this.#message instanceof ArchiveError)) this.#put(error);
    this.#child.kill('SIGKILL');
  }

  #put(message: SqlMessage | ArchiveError): void {
    this.#message = message;
    this.#wake?.();
    this.#wake = null;
  }
}
