/** Wall-clock time and instants, in any time zone that the system knows. */
const DAY_MS = 86_400_000;

/** A day of a calendar on the wall. */
export interface WallDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clocks of the zone show at the instant, as if it were UTC: milliseconds, to the second. */
function wallOf(zone: string, instant: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(zone: string, instant: number): number {
  return wallOf(zone, instant) - Math.floor(instant / 1000) * 1000;
}

/** The day that the zone's calendars show. */
export function wallDay(zone: string, instant: Date): WallDay {
  return dayOf(wallOf(zone, instant.getTime()));
}

export function addDays({ year, month, day }: WallDay, days: number): WallDay {
  return dayOf(Date.UTC(year, month - 1, day + days));
}

/** 0 for Sunday. */
export function weekday({ year, month, day }: WallDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** `2024-02-29`. */
export function dayText(day: WallDay): string {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString().slice(0, 10);
}

/**
 * When the zone's clocks show so many minutes after midnight of the day.
 *
 * A time that comes twice, when clocks are set back, is the first one; one that is skipped, when they are set
 * forward, is as long after the skip as it would have been into it (02:30 is 03:30): no night has two, none has none.
 */
export function instantOf(zone: string, { year, month, day }: WallDay, minutes: number): Date {
  const wall = Date.UTC(year, month - 1, day, 0, minutes);
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const possible = [wall - before, wall - after].filter((at) => wallOf(zone, at) === wall);
  return new Date(possible.length === 0 ? wall - before : Math.min(...possible));
}

function dayOf(wall: number): WallDay {
  const date = new Date(wall);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
