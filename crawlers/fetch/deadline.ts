import { type FetchError, failed } from './fetch-error.js';

/** Ends an exchange that takes too long, or in which nothing comes, or that the caller gives up. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #total: NodeJS.Timeout;
  readonly #idle: NodeJS.Timeout;
  #reason: string | null = null;

  constructor(totalMilliseconds: number, idleMilliseconds: number, outer: AbortSignal | undefined) {
    this.#outer = outer;
    const expire = (reason: string) => {
      this.#reason ??= reason;
      this.#controller.abort();
    };
    this.#total = setTimeout(
      () => expire(`not complete after ${seconds(totalMilliseconds)}`),
      Math.max(1, totalMilliseconds),
    );
    this.#idle = setTimeout(() => expire(`no data for ${seconds(idleMilliseconds)}`), idleMilliseconds);
    if (outer?.aborted) this.#giveUp();
    else outer?.addEventListener('abort', this.#giveUp, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A byte came. */
  touch(): void {
    this.#idle.refresh();
  }

  end(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#idle);
    this.#outer?.removeEventListener('abort', this.#giveUp);
  }

  /** Why the exchange was ended from here; null if it was not. @throws the outer signal's reason */
  failure(url: string): FetchError | null {
    if (this.#reason !== null) return failed(this.#reason, url);
    this.#outer?.throwIfAborted();
    return null;
  }

  readonly #giveUp = (): void => {
    this.#controller.abort();
  };
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
