import { schedule as cronTask, type ScheduledTask } from 'node-cron';

/** Time as the daemon sees it; tests and the soak give their own. */
export interface DaemonClock {
  now(): Date;
  /**
   * Waits for an instant, or null for any. May come back earlier, and does so every minute: the caller looks at the
   * clock again. Comes back at once when the signal is aborted.
   */
  wait(until: Date | null, signal: AbortSignal): Promise<void>;
}

/** A time and its zone, as a portal's schedule has them. */
export interface CronTime {
  readonly cron: string;
  readonly zone: string;
}

/** Timers that are longer fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * node-cron as the daemon's clock: one task for each schedule, in its zone, and one for each minute. None of them says
 * what is to be done: they only wake the daemon, which looks at the clock and into the archive. So a tick that comes
 * late, twice or never (a busy process, a laptop that slept, clocks that were set) changes nothing.
 */
export class CronClock implements DaemonClock {
  readonly #tasks = new Map<string, ScheduledTask>();
  readonly #wakers = new Set<() => void>();

  constructor() {
    this.#arm({ cron: '* * * * *', zone: 'UTC' });
  }

  now(): Date {
    return new Date();
  }

  /** Ticks at these times from now on, and at no others that were set before. */
  set(times: readonly CronTime[]): void {
    const wanted = new Set(times.map(keyOf));
    for (const [key, task] of this.#tasks) {
      if (wanted.has(key) || key === EVERY_MINUTE) continue;
      task.destroy();
      this.#tasks.delete(key);
    }
    for (const time of times) this.#arm(time);
  }

  wait(until: Date | null, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const left = until === null ? LONGEST_TIMER : until.getTime() - this.now().getTime();
      const timer = setTimeout(wake, Math.min(Math.max(0, left), LONGEST_TIMER));
      this.#wakers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Ends all tasks; the clock ticks no more. */
  stop(): void {
    for (const task of this.#tasks.values()) task.destroy();
    this.#tasks.clear();
    this.#wake();
  }

  #arm(time: CronTime): void {
    const key = keyOf(time);
    if (this.#tasks.has(key)) return;
    const wake = () => this.#wake();
    const task = cronTask(time.cron, wake, { timezone: time.zone, suppressMissedWarning: true });
    task.on('execution:missed', wake);
    this.#tasks.set(key, task);
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }
}

const keyOf = ({ cron, zone }: CronTime): string => `${cron} ${zone}`;
const EVERY_MINUTE = keyOf({ cron: '* * * * *', zone: 'UTC' });
