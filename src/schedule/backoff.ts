const MINUTE_MS = 60_000;
const FIRST_RETRY_MS = 5 * MINUTE_MS;
const LAST_RETRY_MS = 60 * MINUTE_MS;

/** When to try again: after an error, later with each further one, up to an hour; after somebody else's turn, soon. */
export class Backoff {
  #failures = 0;
  #retry: { readonly until: Date; readonly because: string } | null = null;

  /** What is waited for; null where nothing is. No wait is longer than an hour, also where clocks were set back. */
  until(now: Date): { readonly until: Date; readonly because: string } | null {
    if (this.#retry === null || this.#retry.until <= now) return null;
    const latest = now.getTime() + LAST_RETRY_MS;
    if (this.#retry.until.getTime() > latest) this.#retry = { ...this.#retry, until: new Date(latest) };
    return this.#retry;
  }

  /** @returns when the next attempt is */
  fail(now: Date, because: string): Date {
    const delay = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS);
    this.#failures += 1;
    this.#retry = { until: new Date(now.getTime() + delay), because };
    return this.#retry.until;
  }

  /** Another attempt in a minute: nothing failed, somebody else is at work. */
  wait(now: Date, because: string): void {
    this.#retry = { until: new Date(now.getTime() + MINUTE_MS), because };
  }

  succeed(): void {
    this.#failures = 0;
    this.#retry = null;
  }
}
