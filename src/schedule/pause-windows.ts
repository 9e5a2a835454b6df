import { DAYS, type PauseWindow } from '../config/settings/schedule.js';
import { addDays, instantOf, type WallDay, wallDay, weekday } from './zone.js';

/** Windows that join one another are followed so many times: beyond that the pause has no end in sight. */
const LONGEST_CHAIN = 64;

/**
 * Until when nothing may be fetched.
 * @returns null where it may now; else the end of the window, and of those that begin before it has ended
 */
export function pausedUntil(windows: readonly PauseWindow[], zone: string, now: Date): Date | null {
  let until: Date | null = null;
  for (let i = 0; i < LONGEST_CHAIN; i++) {
    const end = windowEnd(windows, zone, until ?? now);
    if (end === null) return until;
    until = end;
  }
  return until;
}

/** The end of the window in which the instant lies; null where it lies in none. */
function windowEnd(windows: readonly PauseWindow[], zone: string, at: Date): Date | null {
  const today = wallDay(zone, at);
  for (const day of [addDays(today, -1), today]) {
    for (const window of windows) {
      if (window.days !== undefined && !window.days.includes(DAYS[weekday(day)] ?? 'sun')) continue;
      const { from, to } = bounds(window, zone, day);
      if (from <= at && at < to) return to;
    }
  }
  return null;
}

function bounds(window: PauseWindow, zone: string, day: WallDay): { readonly from: Date; readonly to: Date } {
  const [from, to] = [minutes(window.from), minutes(window.to)];
  return {
    from: instantOf(zone, day, from),
    to: instantOf(zone, to <= from ? addDays(day, 1) : day, to),
  };
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
