import type { HarvestResult } from '../../storage/contract/archive.js';
import type { Notices } from '../notices/daemon-calls.js';
import { within } from './bounded.js';
import type { Logger } from './log.js';
import { dayText, instantOf, wallDay } from './zone.js';

const DELIVER_EVERY_MS = 5 * 60_000;
/** Time for one call that notifies people; after it, the daemon no longer waits. */
const PATIENCE_MS = 5 * 60_000;
/** And when the daemon is to stop. */
const STOP_PATIENCE_MS = 10_000;
const NIGHTLY_AT_MINUTES = 9 * 60;

/** What the daemon does beside harvesting: it calls those who tell people, at their times, whatever they throw. */
export class Chores {
  readonly #notices: Notices;
  readonly #log: Logger;
  #delivered = Number.NEGATIVE_INFINITY;
  #nightlyOn: string | null;

  /** @param nightlyOn the day on which `nightly` was called last, YYYY-MM-DD */
  constructor(notices: Notices, log: Logger, nightlyOn: string | null) {
    this.#notices = notices;
    this.#log = log;
    this.#nightlyOn = nightlyOn;
  }

  get nightlyOn(): string | null {
    return this.#nightlyOn;
  }

  /** Whatever has come due. */
  async tend(now: Date, zone: string, signal: AbortSignal): Promise<void> {
    const today = wallDay(zone, now);
    const day = dayText(today);
    if (day !== this.#nightlyOn && now >= instantOf(zone, today, NIGHTLY_AT_MINUTES)) {
      this.#nightlyOn = day;
      await this.#call('nightly', () => this.#notices.nightly(now), signal);
      this.#delivered = Number.NEGATIVE_INFINITY;
    }
    // also where the clock was set back
    if (Math.abs(now.getTime() - this.#delivered) >= DELIVER_EVERY_MS) await this.#deliver(now, signal);
  }

  async runEnded(result: HarvestResult, now: Date, signal: AbortSignal): Promise<void> {
    await this.#call('runEnded', () => this.#notices.runEnded(result.run, result), signal);
    await this.#deliver(now, signal);
  }

  async #deliver(now: Date, signal: AbortSignal): Promise<void> {
    this.#delivered = now.getTime();
    await this.#call('deliver', () => this.#notices.deliver(now), signal);
  }

  async #call(name: string, call: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(), PATIENCE_MS);
    try {
      const outcome = await within(call(), STOP_PATIENCE_MS, AbortSignal.any([signal, tooLong.signal]));
      if (outcome === 'late') this.#log.error({ call: name }, 'a notice took too long and was abandoned');
    } catch (error) {
      this.#log.error({ err: error, call: name }, 'a notice failed');
    } finally {
      clearTimeout(timer);
    }
  }
}
