/** A clock on which a night is over at once, and which somebody may set back. */
import { vi } from 'vitest';
import type { Clock } from '../../crawlers/fetch/pace.js';

export class NightClock implements Clock {
  #now: number;
  #elapsed = 0;
  /** Milliseconds that were waited. */
  waited = 0;
  /** Called in the middle of each wait, between two requests, with the number of waits so far. */
  onWait: (count: number) => void = () => undefined;
  #waits = 0;

  /** From now on, it is this time everywhere in the process; timers go on as ever. */
  constructor(start: Date) {
    this.#now = start.getTime();
    vi.useFakeTimers({ toFake: ['Date'], now: this.#now });
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waited += milliseconds;
    this.pass(milliseconds);
    this.#waits += 1;
    this.onWait(this.#waits);
  }

  pass(milliseconds: number): void {
    this.set(milliseconds);
    this.#elapsed += milliseconds;
  }

  /** Somebody sets the clock; no time passes. */
  set(milliseconds: number): void {
    this.#now += milliseconds;
    vi.setSystemTime(this.#now);
  }

  /** Gives the process its own time back. */
  static stop(): void {
    vi.useRealTimers();
  }
}
