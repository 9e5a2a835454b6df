import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Why a thread gave no answer: it showed no sign of life for as long as its task may take, or took too much memory. */
export class ThreadEnd extends Error {
  readonly why: 'slow' | 'memory';

  constructor(why: 'slow' | 'memory') {
    super(why === 'slow' ? 'the thread took too long' : 'the thread took more memory than it may');
    this.why = why;
  }
}

/** One piece of work. */
export interface ThreadTask {
  /** Seconds that may pass without an answer or a sign of life. */
  readonly seconds: number;
  /** Hands it to a thread; from then on the thread answers, once. */
  send(worker: Worker): void;
  /** Nobody wants the answer any more: the thread is ended. */
  readonly signal?: AbortSignal;
}

export interface ThreadPoolOptions<Message> {
  readonly script: URL;
  readonly mostThreads: number;
  /**
   * Milliseconds that a task waits for a thread that is at work before another thread is started for it. A thread takes
   * seconds of CPU until it runs as fast as one that has worked for long.
   */
  readonly patience: number;
  readonly worker: WorkerOptions;
  /** Is a message no answer, but a sign that the thread is at work? */
  isSignOfLife?(message: Message): boolean;
}

interface Waiting<Message> {
  readonly task: ThreadTask;
  /** By `performance.now()`. */
  readonly since: number;
  readonly resolve: (answer: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread, and what it is at work on. */
interface Thread<Message> {
  readonly worker: Worker;
  waiting: Waiting<Message> | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Threads that are given tasks, one at a time each and none for longer than it may take. A thread that hangs, or that
 * runs out of memory, is ended, and its task fails; the others go on. Idle threads do not hold up the process.
 */
export class ThreadPool<Message> {
  readonly #options: ThreadPoolOptions<Message>;
  readonly #threads = new Set<Thread<Message>>();
  readonly #waiting: Waiting<Message>[] = [];
  /** Goes off when the patience of the task that has waited longest is at its end. */
  #growing: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: ThreadPoolOptions<Message>) {
    this.#options = options;
  }

  /** The answer of a thread. @throws ThreadEnd; the reason of the task's signal, at once; what a defect throws */
  async run(task: ThreadTask): Promise<Message> {
    const { signal } = task;
    if (this.#isClosed) throw new Error('the pool of threads is closed');
    signal?.throwIfAborted();
    let abandon: (() => void) | undefined;
    try {
      return await new Promise<Message>((resolve, reject) => {
        const waiting = { task, since: performance.now(), resolve, reject };
        abandon = () => this.#abandon(waiting);
        signal?.addEventListener('abort', abandon, { once: true });
        this.#waiting.push(waiting);
        this.#next();
      });
    } finally {
      if (abandon !== undefined) signal?.removeEventListener('abort', abandon);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#growing !== null) clearTimeout(this.#growing);
    const closed = new Error('the pool of threads was closed');
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const thread = [...this.#threads].find(({ waiting }) => waiting === null) ?? this.#grow(first);
    if (thread === null) return;
    this.#waiting.shift();
    thread.waiting = first;
    thread.worker.ref();
    this.#watch(thread);
    first.task.send(thread.worker);
    this.#next();
  }

  /** One more thread for the task that has waited longest; null where it has to wait on. */
  #grow({ since }: Waiting<Message>): Thread<Message> | null {
    const { mostThreads, patience } = this.#options;
    if (this.#threads.size >= mostThreads) return null;
    const left = this.#threads.size === 0 ? 0 : since + patience - performance.now();
    if (left <= 0) return this.#start();
    this.#growing ??= setTimeout(() => {
      this.#growing = null;
      this.#next();
    }, left).unref();
    return null;
  }

  #start(): Thread<Message> {
    const { script, worker: options } = this.#options;
    const worker = new Worker(script, options);
    const thread: Thread<Message> = { worker, waiting: null, timer: null };
    this.#threads.add(thread);
    worker.on('message', (message: Message) => this.#take(thread, message));
    worker.on('error', (error) => this.#lose(thread, error));
    worker.on('exit', () => this.#lose(thread, null));
    return thread;
  }

  /** Ends the thread if it shows no sign of life for as long as its task may take. */
  #watch(thread: Thread<Message>): void {
    if (thread.timer !== null) clearTimeout(thread.timer);
    const seconds = thread.waiting?.task.seconds ?? 0;
    thread.timer = setTimeout(() => {
      this.#end(thread)?.reject(new ThreadEnd('slow'));
      this.#next();
    }, seconds * 1000);
  }

  #take(thread: Thread<Message>, message: Message): void {
    if (thread.waiting === null) return;
    if (this.#options.isSignOfLife?.(message) === true) {
      this.#watch(thread);
      return;
    }
    const waiting = release(thread);
    thread.worker.unref();
    waiting?.resolve(message);
    this.#next();
  }

  #abandon(waiting: Waiting<Message>): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
    const thread = [...this.#threads].find((one) => one.waiting === waiting);
    if (thread !== undefined) this.#end(thread);
    waiting.reject(waiting.task.signal?.reason);
    this.#next();
  }

  #end(thread: Thread<Message>): Waiting<Message> | null {
    this.#threads.delete(thread);
    void thread.worker.terminate();
    return release(thread);
  }

  /** The thread has ended by itself: out of memory, or by a defect, which is thrown where the task was given. */
  #lose(thread: Thread<Message>, error: Error | null): void {
    this.#threads.delete(thread);
    const isMemory = error === null || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
    release(thread)?.reject(isMemory ? new ThreadEnd('memory') : error);
    this.#next();
  }
}

function release<Message>(thread: Thread<Message>): Waiting<Message> | null {
  const { waiting, timer } = thread;
  if (timer !== null) clearTimeout(timer);
  thread.waiting = null;
  thread.timer = null;
  return waiting;
}
