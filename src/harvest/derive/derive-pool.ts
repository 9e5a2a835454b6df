import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../../document/model.js';
import { DocumentError } from '../../errors.js';
import type { Editions } from '../../report/edition/editions.js';
import type { Derived, DeriveOptions } from './derive.js';
import type { DeriveAnswer, DeriveTask, WorkerSettings } from './derive-messages.js';
import { type Deriver, inlineDeriver } from './deriver.js';

interface Waiting extends DeriveTask {
  readonly resolve: (derived: Derived) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread, and what it is at work on. */
interface Thread {
  readonly worker: Worker;
  task: Waiting | null;
  timer: NodeJS.Timeout | null;
}

const MOST_THREADS = 4;
const HEAP_MEGABYTES = 1024;

/** Derives in threads where the code is compiled, else (run from its sources) in this one. */
export function newDeriver(editions: Editions): Deriver {
  const isCompiled = import.meta.url.endsWith('.js');
  return isCompiled ? new DerivePool(editions) : inlineDeriver(editions);
}

/**
 * Derives in threads of their own: as many at a time as there are cores, none longer than its limit, but that a picture
 * may be recognised for longer as long as the thread says that it is at work. A thread in which a reader hangs, or that runs out of memory, is ended, and its document is refused; the others go on.
 */
export class DerivePool implements Deriver {
  readonly editions: Editions;
  readonly #mostThreads: number;
  readonly #script: URL;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  #lastId = 0;
  #isClosed = false;

  constructor(editions: Editions, options: { readonly threads?: number; readonly script?: URL } = {}) {
    this.editions = editions;
    this.#mostThreads = options.threads ?? Math.min(MOST_THREADS, availableParallelism());
    this.#script = options.script ?? new URL('./derive-worker.js', import.meta.url);
  }

  derive(bytes: Uint8Array, options: DeriveOptions = {}): Promise<Derived> {
    if (this.#isClosed) return Promise.reject(new Error('the deriver is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: ++this.#lastId, bytes, options, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const task of this.#waiting.splice(0)) task.reject(new Error('the deriver was closed'));
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  #next(): void {
    const [task] = this.#waiting;
    if (task === undefined) return;
    const idle = [...this.#threads].find((thread) => thread.task === null);
    const thread = idle ?? (this.#threads.size < this.#mostThreads ? this.#start() : null);
    if (thread === null) return;
    this.#waiting.shift();
    thread.task = task;
    thread.worker.ref();
    this.#watch(thread, task);
    const { id, bytes, options } = task;
    thread.worker.postMessage({ id, bytes, options } satisfies DeriveTask);
  }

  /** Stops the thread if it shows no sign of life for as long as a document may take. */
  #watch(thread: Thread, task: Waiting): void {
    if (thread.timer !== null) clearTimeout(thread.timer);
    const seconds = task.options.limits?.seconds ?? DEFAULT_LIMITS.seconds;
    thread.timer = setTimeout(() => this.#expire(thread, seconds), seconds * 1000);
  }

  #start(): Thread {
    const workerData: WorkerSettings = { folder: this.editions.folder };
    const worker = new Worker(this.#script, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const thread: Thread = { worker, task: null, timer: null };
    this.#threads.add(thread);
    worker.on('message', (answer: DeriveAnswer) => this.#take(thread, answer));
    worker.on('error', (error) => this.#lose(thread, error));
    worker.on('exit', () => this.#lose(thread, null));
    return thread;
  }

  #take(thread: Thread, answer: DeriveAnswer): void {
    if ('isAtWork' in answer) {
      if (thread.task?.id === answer.id) this.#watch(thread, thread.task);
      return;
    }
    const task = this.#release(thread);
    if (task === null) return;
    thread.worker.unref();
    if ('derived' in answer) task.resolve(answer.derived);
    else {
      const { code, message, hint } = answer.refusal;
      task.reject(new DocumentError(code, message, hint === null ? {} : { hint }));
    }
    this.#next();
  }

  #expire(thread: Thread, seconds: number): void {
    this.#threads.delete(thread);
    const task = this.#release(thread);
    void thread.worker.terminate();
    task?.reject(new DocumentError('too_slow', `not read after ${seconds} s`));
    this.#next();
  }

  /** The thread has ended by itself: out of memory, or by a defect, which is thrown where the document was given. */
  #lose(thread: Thread, error: Error | null): void {
    this.#threads.delete(thread);
    const task = this.#release(thread);
    const isMemory = error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    task?.reject(
      isMemory || error === null
        ? new DocumentError('too_large', 'reading it takes more memory than a document may')
        : error,
    );
    this.#next();
  }

  #release(thread: Thread): Waiting | null {
    const { task, timer } = thread;
    if (timer !== null) clearTimeout(timer);
    thread.task = null;
    thread.timer = null;
    return task;
  }
}
