import { type IRequestManager, Request } from '@crawlee/basic';

/** One task of Crawlee. */
export interface Job {
  readonly url: string;
  /** Identifies the job. */
  readonly key: string;
}

/**
 * What is still to be fetched, in memory, first come first served. It takes the place of Crawlee's request
 * queue: the archive is the only durable state, and a queue of its own in every crawl costs more than a fetch.
 */
export class Frontier<J extends Job> implements IRequestManager {
  readonly #waiting: J[] = [];
  readonly #running = new Map<string, J>();
  readonly #seen = new Set<string>();
  #handled = 0;

  /** Adds a job, unless there was one with the same key; says whether it was added. */
  add(job: J): boolean {
    if (this.#seen.has(job.key)) return false;
    this.#seen.add(job.key);
    this.#waiting.push(job);
    return true;
  }

  /** The job that a request of Crawlee's is at. */
  jobOf(request: { uniqueKey: string }): J {
    const job = this.#running.get(request.uniqueKey);
    if (job === undefined) throw new TypeError('not a request of this frontier');
    return job;
  }

  /** Ends the request's job, and gives it the next one that waits; undefined where none does. */
  goOn(request: { uniqueKey: string }): J | undefined {
    const job = this.#waiting.shift();
    if (job === undefined) return undefined;
    this.#running.set(request.uniqueKey, job);
    this.#handled++;
    return job;
  }

  /** How many jobs are under way. */
  get running(): number {
    return this.#running.size;
  }

  /** Drops what has not begun. */
  clear(): void {
    this.#waiting.length = 0;
  }

  get size(): number {
    return this.#waiting.length;
  }

  isFinished(): Promise<boolean> {
    return Promise.resolve(this.#waiting.length === 0 && this.#running.size === 0);
  }

  isEmpty(): Promise<boolean> {
    return Promise.resolve(this.#waiting.length === 0);
  }

  handledCount(): Promise<number> {
    return Promise.resolve(this.#handled);
  }

  getTotalCount(): number {
    return this.#seen.size;
  }

  getPendingCount(): number {
    return this.#waiting.length + this.#running.size;
  }

  fetchNextRequest<T extends Record<string, unknown>>(): Promise<Request<T> | null> {
    const job = this.#waiting.shift();
    if (job === undefined) return Promise.resolve(null);
    this.#running.set(job.key, job);
    return Promise.resolve(new Request<T>({ url: job.url, uniqueKey: job.key }));
  }

  markRequestHandled(request: Request): Promise<void> {
    if (this.#running.delete(request.uniqueKey)) this.#handled++;
    return Promise.resolve();
  }

  /** Jobs handle their own failures; a job that Crawlee hands back is finished. */
  async reclaimRequest(request: Request): Promise<null> {
    await this.markRequestHandled(request);
    return null;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (;;) {
      const request = await this.fetchNextRequest();
      if (request === null) return;
      yield request;
    }
  }

  addRequest(): Promise<never> {
    return Promise.reject(new TypeError('a frontier takes jobs, not requests'));
  }

  addRequestsBatched(): Promise<never> {
    return Promise.reject(new TypeError('a frontier takes jobs, not requests'));
  }
}
