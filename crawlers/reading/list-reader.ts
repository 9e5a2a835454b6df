/**
 * List pages are read in threads, each under a time limit: a portal may send what takes a reader very long, and neither
 * the other portals nor a signal to stop may wait for that.
 */
import type { Worker } from 'node:worker_threads';
import { defined } from '../../src/defined.js';
import { ThreadEnd, ThreadPool } from '../../src/thread-pool.js';
import { failure } from '../lists/list-page.js';
import type { ListMessage } from './list-messages.js';
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
/** Milliseconds that a list page waits for a thread that is reading another before a second one is started. */
const PATIENCE = 5000;

/** The reader of a portal's lists: in threads where the code is compiled, else (run from its sources) in this one. */
export function listReader(listed: ListedPortal): ListReader {
  if (import.meta.url.endsWith('.js')) return shared.reader(listed);
  const columns = columnsOf(listed);
  return { read: (task) => Promise.resolve(readListPage(columns, task)) };
}

/** Portals that a thread is told of; it forgets older ones. */
const MOST_PORTALS = 32;

/** The threads that read list pages for all portals of the process. */
export class ListThreads {
  readonly #pool: ThreadPool<ListPageAnswer>;
  readonly #seconds: number;
  /** The portals that each thread was told of. */
  readonly #told = new WeakMap<Worker, Set<number>>();
  #lastPortal = 0;

  constructor(options: { readonly script?: URL; readonly seconds?: number } = {}) {
    this.#seconds = options.seconds ?? MOST_SECONDS;
    this.#pool = new ThreadPool({
      script: options.script ?? new URL('./list-worker.js', import.meta.url),
      mostThreads: MOST_THREADS,
      patience: PATIENCE,
      worker: { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } },
    });
  }

  reader(listed: ListedPortal): ListReader {
    const portal = ++this.#lastPortal;
    const seconds = this.#seconds;
    return {
      read: async (task, signal) => {
        const send = (worker: Worker) => {
          this.#tell(worker, portal, listed);
          worker.postMessage({ kind: 'page', portal, task } satisfies ListMessage);
        };
        try {
          return await this.#pool.run({ seconds, send, ...defined({ signal }) });
        } catch (error) {
          if (!(error instanceof ThreadEnd)) throw error;
          const why =
            error.why === 'slow'
              ? `not read after ${seconds} s`
              : 'reading it takes more memory than a list page may';
          return { reading: failure(`list page ${task.page.url}: ${why}`), needsBrowser: false };
        }
      },
    };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #tell(worker: Worker, portal: number, listed: ListedPortal): void {
    const told = this.#told.get(worker) ?? new Set();
    this.#told.set(worker, told);
    if (told.has(portal)) return;
    if (told.size >= MOST_PORTALS) told.clear();
    told.add(portal);
    worker.postMessage({ kind: 'portal', portal, listed } satisfies ListMessage);
  }
}

const shared = new ListThreads();
