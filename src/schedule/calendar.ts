import { type CronPattern, cronPattern } from '../config/cron.js';
import { addDays, dayText, instantOf, type WallDay, wallDay } from './zone.js';

/** Days walked in search of the next instant; the settings refuse what does not come within them. */
const LONGEST_WAIT_DAYS = 8 * 366 + 2;
const DAYS_KEPT = 64;

/**
 * The instants of one cron expression in one time zone.
 *
 * node-cron says which days and times the expression names; when these come is reckoned here, since node-cron leaves
 * out a night whose time the clocks skip, and tells no instant but the next one after now.
 */
export class Calendar {
  readonly cron: string;
  readonly zone: string;
  readonly #pattern: CronPattern;
  /** What was asked lately: thousands of portals with one schedule ask the same. */
  readonly #nexts = new Map<number, Date | null>();
  /** The instants of days that were asked for lately. */
  readonly #days = new Map<string, readonly Date[]>();

  /** @throws Error for an expression that the settings would refuse */
  constructor(cron: string, zone: string) {
    this.cron = cron;
    this.zone = zone;
    this.#pattern = cronPattern(cron);
  }

  /** The first instant after another; null where none comes within eight years. */
  next(after: Date): Date | null {
    const known = this.#nexts.get(after.getTime());
    if (known !== undefined) return known;
    // a skipped time may come on the next day
    const next = this.#search(after, -1, (instants) => instants.find((at) => at > after));
    if (this.#nexts.size >= DAYS_KEPT) this.#nexts.clear();
    this.#nexts.set(after.getTime(), next);
    return next;
  }

  /** The last such instant not after another one; null if there was none within eight years. */
  latest(notAfter: Date): Date | null {
    return this.#search(notAfter, 1, (instants) => instants.findLast((at) => at <= notAfter));
  }

  #search(from: Date, start: 1 | -1, pick: (instants: readonly Date[]) => Date | undefined): Date | null {
    const today = wallDay(this.zone, from);
    for (let i = 0; i < LONGEST_WAIT_DAYS; i++) {
      const found = pick(this.#instants(addDays(today, start - start * i)));
      if (found !== undefined) return found;
    }
    return null;
  }

  #instants(day: WallDay): readonly Date[] {
    const key = dayText(day);
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const instants = this.#pattern.namesDay(day.year, day.month, day.day) ? this.#instantsOf(day) : [];
    if (this.#days.size >= DAYS_KEPT) this.#days.clear();
    this.#days.set(key, instants);
    return instants;
  }

  #instantsOf(day: WallDay): readonly Date[] {
    const times = this.#pattern.minutesOfDay.map((minutes) => instantOf(this.zone, day, minutes).getTime());
    return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
  }
}
