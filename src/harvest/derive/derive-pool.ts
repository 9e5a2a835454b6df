import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../../document/model.js';
import { DocumentError } from '../../errors.js';
import type { Editions } from '../../report/edition/editions.js';
import { ThreadEnd, ThreadPool } from '../../thread-pool.js';
import type { Derived, DeriveOptions } from './derive.js';
import type { Agencies, DeriveAnswer, DeriveTask, WorkerSettings } from './derive-messages.js';
import { type Deriver, inlineDeriver } from './deriver.js';

const MOST_THREADS = 4;
const HEAP_MEGABYTES = 1024;
/** A warm thread reads a page in some milliseconds, a cold one in a tenth of a second: only what takes long needs another. */
const PATIENCE = 5000;

export interface DerivePoolOptions {
  readonly threads?: number;
  /** Milliseconds that a document waits for a thread at work before another is started for it. */
  readonly patience?: number;
  readonly script?: URL;
}

/** Derives in threads where the code is compiled, else (run from its sources) in this one. */
export function newDeriver(editions: Editions, options: DerivePoolOptions = {}): Deriver {
  const isCompiled = import.meta.url.endsWith('.js');
  return isCompiled ? new DerivePool(editions, options) : inlineDeriver(editions);
}

/**
 * Derives in threads of their own: one while that keeps up, at most as many as there are cores; none longer than
 * its limit, but that a picture may be recognised for longer as long as the thread says that it is at work. A thread in which a reader hangs, or that runs out of memory, is ended, and its document is refused; the others go on.
 */
export class DerivePool implements Deriver {
  readonly editions: Editions;
  readonly #pool: ThreadPool<DeriveAnswer>;
  /** Of the latest task of each thread. */
  readonly #agencies = new WeakMap<Worker, Agencies | null>();

  constructor(editions: Editions, options: DerivePoolOptions = {}) {
    this.editions = editions;
    this.#pool = new ThreadPool({
      script: options.script ?? new URL('./derive-worker.js', import.meta.url),
      mostThreads: options.threads ?? Math.min(MOST_THREADS, availableParallelism()),
      patience: options.patience ?? PATIENCE,
      worker: {
        workerData: { editions } satisfies WorkerSettings,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
      },
      isSignOfLife: (answer) => 'isAtWork' in answer,
    });
  }

  async derive(bytes: Uint8Array, options: DeriveOptions = {}): Promise<Derived> {
    const seconds = options.limits?.seconds ?? DEFAULT_LIMITS.seconds;
    const answer = await this.#pool
      .run({ seconds, send: (worker) => worker.postMessage(this.#taskFor(worker, bytes, options)) })
      .catch((error: unknown) => {
        if (!(error instanceof ThreadEnd)) throw error;
        throw error.why === 'slow'
          ? new DocumentError('too_slow', `not read after ${seconds} s`)
          : new DocumentError('too_large', 'reading it takes more memory than a document may');
      });
    if ('derived' in answer) return answer.derived;
    if ('isAtWork' in answer) throw new TypeError('a sign of life is no answer');
    const { code, message, hint } = answer.refusal;
    throw new DocumentError(code, message, hint === null ? {} : { hint });
  }

  #taskFor(worker: Worker, bytes: Uint8Array, options: DeriveOptions): DeriveTask {
    const { agencies = null, ...hints } = options.hints ?? {};
    const isAsBefore = this.#agencies.get(worker) === agencies;
    this.#agencies.set(worker, agencies);
    return { bytes, options: { ...options, hints }, agencies: isAsBefore ? 'as before' : agencies };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
