import type { Clock } from '../../crawlers/fetch/pace.js';
import { systemClock } from '../../crawlers/fetch/pace.js';
import type { DaemonClock } from '../../src/schedule/clock.js';

/** Seconds of waiting that pass as milliseconds. */
const HASTE = 1000;

/**
 * A clock on which nights follow one another at once: it goes on as real time does while the daemon works, and where
 * the daemon would wait for an instant, it asks, and jumps to where it is told, back as well as forth.
 */
export class HastyClock implements DaemonClock {
  #offset: number;
  readonly #ask: (now: Date, until: Date | null, signal: AbortSignal) => Promise<Date>;

  /** @param ask called whenever the daemon is idle; answers the instant at which it wakes */
  constructor(start: Date, ask: (now: Date, until: Date | null, signal: AbortSignal) => Promise<Date>) {
    this.#offset = start.getTime() - Date.now();
    this.#ask = ask;
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  async wait(until: Date | null, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (until === null) {
      // a run is minded
      await systemClock.sleep(1000, signal).catch(() => undefined);
      return;
    }
    const to = await this.#ask(this.now(), until, signal);
    this.#offset = to.getTime() - Date.now();
  }

  /** Sets the clock, forth or back. @param by milliseconds */
  step(by: number): void {
    this.#offset += by;
  }

  /** For the crawl: its waits are shortened. */
  readonly crawl: Clock = {
    now: () => this.now().getTime(),
    elapsed: () => performance.now(),
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / HASTE, signal),
  };
}
