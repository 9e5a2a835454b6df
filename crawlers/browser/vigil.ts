import { setMaxListeners } from 'node:events';
import { failed } from '../fetch/fetch-error.js';

const TICK = 50;

export interface VigilOptions {
  readonly url: string;
  /** The longest time for everything. */
  readonly totalMilliseconds: number;
  /** The longest time without an answer of the page, while nothing is on its way to it. */
  readonly silenceMilliseconds: number;
  /** Is something on its way to the page? */
  readonly isBusy: () => boolean;
  readonly signal?: AbortSignal;
}

/** Watches over the rendering of one page, and breaks it off: when it takes too long, hangs, or is given up. */
export class Vigil {
  readonly #options: VigilOptions;
  readonly #controller = new AbortController();
  readonly #broken: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  readonly #begun = performance.now();
  #reject: (error: unknown) => void = () => undefined;
  #last = performance.now();
  #silence = 0;
  #isAsking = false;

  constructor(options: VigilOptions) {
    this.#options = options;
    this.#broken = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#broken.catch(() => undefined);
    setMaxListeners(0, this.#controller.signal); // every request of the page listens
    this.#timer = setInterval(() => this.#tick(), TICK);
    if (options.signal?.aborted) this.#giveUp();
    else options.signal?.addEventListener('abort', this.#giveUp, { once: true });
  }

  /** Aborted once the rendering has ended, however it ended. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Breaks the rendering off: all that waits in `race` throws this error. */
  break(error: unknown): void {
    this.#reject(error);
    this.end();
  }

  /** Waits for something. @throws the error with which the rendering was broken off meanwhile */
  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#broken]);
  }

  /** Waits for an answer of the page; it hangs if none comes. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    this.#isAsking = true;
    const answer = await this.race(question());
    this.#isAsking = false;
    this.#silence = 0;
    return answer;
  }

  async sleep(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.race(
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, milliseconds);
        }),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the watch; what it still waits for is not broken off any more. */
  end(): void {
    clearInterval(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#giveUp);
    this.#controller.abort();
  }

  #tick(): void {
    const { url, totalMilliseconds, silenceMilliseconds, isBusy } = this.#options;
    const now = performance.now();
    // A machine that slept, or a process that was busy, is not the page's silence.
    const passed = Math.min(now - this.#last, 4 * TICK);
    this.#last = now;
    if (this.#isAsking && !isBusy()) this.#silence += passed;
    if (now - this.#begun > totalMilliseconds) {
      this.break(failed(`the page did not settle within ${seconds(totalMilliseconds)}`, url));
    } else if (this.#silence > silenceMilliseconds) {
      const reason = `the page hangs: its scripts have blocked it for ${seconds(silenceMilliseconds)}`;
      this.break(failed(reason, url, { retryable: false }));
    }
  }

  readonly #giveUp = (): void => this.break(this.#options.signal?.reason);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
