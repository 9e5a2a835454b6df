/**
 * List pages are read in threads, each under a time limit: a portal may send what takes a reader very long, and neither
 * the other portals nor a signal to stop may wait for that.
 */
import { Worker } from 'node:worker_threads';
import { failure } from '../lists/list-page.js';
import type { ListMessage, ListMessageAnswer } from './list-messages.js';
import {
  columnsOf,
  type ListedPortal,
  type ListPageAnswer,
  type ListPageTask,
  readListPage,
} from './read-list-page.js';

/** Reads the list pages of one portal. */
export interface ListReader {
  /**
   * What the page says; a page that can't be read in time is a problem of the list.
   * @throws the reason of `signal`, at once; what a defect throws
   */
  read(task: ListPageTask, signal?: AbortSignal): Promise<ListPageAnswer>;
}

/** Seconds that a list page may take: a thousand times what a long one does. */
const MOST_SECONDS = 20;
const MOST_THREADS = 2;
const HEAP_MEGABYTES = 512;

/** The reader of a portal's lists: in threads where the code is compiled, else (run from its sources) in this one. */
export function listReader(listed: ListedPortal): ListReader {
  if (import.meta.url.endsWith('.js')) return shared.reader(listed);
  const columns = columnsOf(listed);
  return { read: (task) => Promise.resolve(readListPage(columns, task)) };
}

interface Waiting {
  readonly id: number;
  readonly portal: number;
  readonly listed: ListedPortal;
  readonly task: ListPageTask;
  readonly resolve: (answer: ListPageAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread, the portals it was told of, and what it is at work on. */
interface Thread {
  readonly worker: Worker;
  readonly portals: Set<number>;
  task: Waiting | null;
  timer: NodeJS.Timeout | null;
}

/** Portals that a thread is told of; it forgets older ones. */
const MOST_PORTALS = 32;

/** The threads that read list pages for all portals of the process. They end with it, and hold it up no longer. */
export class ListThreads {
  readonly #script: URL;
  readonly #seconds: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  #lastId = 0;
  #lastPortal = 0;

  constructor(options: { readonly script?: URL; readonly seconds?: number } = {}) {
    this.#script = options.script ?? new URL('./list-worker.js', import.meta.url);
    this.#seconds = options.seconds ?? MOST_SECONDS;
  }

  reader(listed: ListedPortal): ListReader {
    const portal = ++this.#lastPortal;
    return {
      read: async (task, signal) => {
        signal?.throwIfAborted();
        const { promise, resolve, reject } = withResolvers<ListPageAnswer>();
        const waiting = { id: ++this.#lastId, portal, listed, task, resolve, reject };
        const abandon = () => this.#abandon(waiting, signal?.reason);
        signal?.addEventListener('abort', abandon, { once: true });
        this.#waiting.push(waiting);
        this.#next();
        try {
          return await promise;
        } finally {
          signal?.removeEventListener('abort', abandon);
        }
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #next(): void {
    const [task] = this.#waiting;
    if (task === undefined) return;
    const idle = [...this.#threads].find((thread) => thread.task === null);
    const thread = idle ?? (this.#threads.size < MOST_THREADS ? this.#start() : null);
    if (thread === null) return;
    this.#waiting.shift();
    thread.task = task;
    thread.worker.ref();
    thread.timer = setTimeout(() => this.#expire(thread), this.#seconds * 1000);
    const { id, portal, listed, task: page } = task;
    if (!thread.portals.has(portal)) {
      if (thread.portals.size >= MOST_PORTALS) thread.portals.clear();
      thread.portals.add(portal);
      thread.worker.postMessage({ kind: 'portal', portal, listed } satisfies ListMessage);
    }
    thread.worker.postMessage({ kind: 'page', portal, id, task: page } satisfies ListMessage);
  }

  #start(): Thread {
    const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    const thread: Thread = { worker, portals: new Set(), task: null, timer: null };
    this.#threads.add(thread);
    worker.on('message', ({ answer }: ListMessageAnswer) => {
      const task = release(thread);
      worker.unref();
      task?.resolve(answer);
      this.#next();
    });
    worker.on('error', (error) => this.#lose(thread, error));
    worker.on('exit', () => this.#lose(thread, null));
    return thread;
  }

  /** Nobody wants the answer any more: what reads it is ended. */
  #abandon(waiting: Waiting, reason: unknown): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
    const thread = [...this.#threads].find(({ task }) => task === waiting);
    if (thread !== undefined) this.#end(thread);
    waiting.reject(reason);
  }

  #end(thread: Thread): Waiting | null {
    this.#threads.delete(thread);
    const task = release(thread);
    void thread.worker.terminate();
    return task;
  }

  #expire(thread: Thread): void {
    const task = this.#end(thread);
    task?.resolve(unread(task, `not read after ${this.#seconds} s`));
    this.#next();
  }

  /** The thread has ended by itself: out of memory, or by a defect, which is thrown where the page was given. */
  #lose(thread: Thread, error: Error | null): void {
    this.#threads.delete(thread);
    const task = release(thread);
    const isMemory = error === null || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
    if (isMemory) task?.resolve(unread(task, 'reading it takes more memory than a list page may'));
    else task?.reject(error);
    this.#next();
  }
}

/** `Promise.withResolvers` of later versions of Node.js. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

function release(thread: Thread): Waiting | null {
  const { task, timer } = thread;
  if (timer !== null) clearTimeout(timer);
  thread.task = null;
  thread.timer = null;
  return task;
}

function unread({ task }: Waiting, why: string): ListPageAnswer {
  return { reading: failure(`list page ${task.page.url}: ${why}`), needsBrowser: false };
}

const shared = new ListThreads();
