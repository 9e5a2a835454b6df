/** Time as the crawlers see it; a test gives its own. */
export interface Clock {
  /** Milliseconds since the epoch: for dates, never for durations, as somebody may set it back. */
  now(): number;
  /** Milliseconds since some moment; never goes back. */
  elapsed(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(milliseconds, LONGEST_TIMER),
      );
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** A host has asked to be left alone for longer than the caller would wait. */
export class HostHeldError extends Error {
  readonly until: Date;

  constructor(host: string, until: Date) {
    super(`${host} allows no further requests before ${until.toISOString()}`);
    this.name = 'HostHeldError';
    this.until = until;
  }
}

/** A host's queue: who is on turn, who waits, and since when the host has been left in peace. */
interface Lane {
  busy: boolean;
  readonly waiting: (() => void)[];
  /** By the clock's `elapsed`, as the next. */
  lastEnd: number;
  heldUntil: number;
}

/**
 * Keeps one request in flight for each host, with a pause between the end of one and the start of the next.
 * One pacer serves all portals of a process, so that two portals on one host share its patience.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /**
   * Waits for the host's turn: first come, first served. The caller must call what it gets when the exchange
   * has ended, however it ended.
   * @param patience how many milliseconds to wait at most where the host is held
   * @throws the signal's reason when it is aborted while waiting; HostHeldError when the patience does not suffice
   */
  async acquire(
    host: string,
    pauseMilliseconds: number,
    signal?: AbortSignal,
    patience = Number.POSITIVE_INFINITY,
  ): Promise<() => void> {
    const lane = this.#lane(host);
    await this.#turn(lane, signal);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const now = this.#clock.elapsed();
        if (lane.heldUntil - now > patience)
          throw new HostHeldError(host, new Date(this.#clock.now() + lane.heldUntil - now));
        const wait = Math.max(lane.heldUntil, lane.lastEnd + pauseMilliseconds) - now;
        if (wait <= 0) break;
        await this.#clock.sleep(wait, signal);
      }
    } catch (error) {
      this.#pass(lane);
      throw error;
    }
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      lane.lastEnd = this.#clock.elapsed();
      this.#pass(lane);
    };
  }

  /** Leaves a host alone until an instant, as its Retry-After asks. */
  hold(host: string, until: Date): void {
    const lane = this.#lane(host);
    const left = until.getTime() - this.#clock.now();
    lane.heldUntil = Math.max(lane.heldUntil, this.#clock.elapsed() + left);
  }

  #lane(host: string): Lane {
    const known = this.#lanes.get(host);
    if (known !== undefined) return known;
    const lane: Lane = {
      busy: false,
      waiting: [],
      lastEnd: Number.NEGATIVE_INFINITY,
      heldUntil: Number.NEGATIVE_INFINITY,
    };
    this.#lanes.set(host, lane);
    return lane;
  }

  #turn(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (!lane.busy) {
      lane.busy = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        lane.waiting.splice(lane.waiting.indexOf(enter), 1);
        reject(signal?.reason);
      };
      lane.waiting.push(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #pass(lane: Lane): void {
    const next = lane.waiting.shift();
    if (next === undefined) lane.busy = false;
    else next();
  }
}
