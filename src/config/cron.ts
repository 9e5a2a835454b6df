/** What may stand as a schedule's time and zone; node-cron reads the expressions, here and in the daemon. */
import { createTask, parse, validateDetailed } from 'node-cron';
import { z } from 'zod';

/** Days walked before an expression counts as one that never comes: a 29 February may be eight years away. */
const LONGEST_WAIT_DAYS = 8 * 366 + 1;
const DAY_MS = 86_400_000;

/** An expression of five fields (minute, hour, day, month, weekday), read once. */
export interface CronPattern {
  /** Minutes since midnight, ascending. */
  readonly minutesOfDay: readonly number[];
  /** Whether the expression names the day; a wall-clock day has no zone. */
  namesDay(year: number, month: number, day: number): boolean;
}

/** @throws Error with one line on what is wrong */
export function cronPattern(expression: string): CronPattern {
  const fields = expression.trim().split(/\s+/).length;
  if (fields !== 5) {
    throw new Error(
      `「${expression}」 is not a cron expression: it needs five fields (minute, hour, day, month, weekday), not ${fields}`,
    );
  }
  const { valid, errors } = validateDetailed(expression);
  if (!valid) {
    const faults = errors.map(({ field, value }) => `${field}${value === undefined ? '' : ` ${value}`}`);
    throw new Error(
      `「${expression}」 is not a valid cron expression: ${faults.join(', ') || 'it cannot be read'}`,
    );
  }
  const { minute, hour } = parse(expression);
  const minutesOfDay = [...new Set(hour.flatMap((h) => minute.map((m) => h * 60 + m)))].sort((a, b) => a - b);
  const first = minutesOfDay[0] ?? 0;
  // never started; in UTC every wall-clock time exists once, so that only the day decides
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  task.destroy();
  return {
    minutesOfDay,
    namesDay: (year, month, day) => task.match(new Date(Date.UTC(year, month - 1, day, 0, first))),
  };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Whether the expression ever comes: 30 February does not. */
function comes({ namesDay }: CronPattern): boolean {
  const start = Date.UTC(2024, 0, 1);
  for (let i = 0; i < LONGEST_WAIT_DAYS; i++) {
    const day = new Date(start + i * DAY_MS);
    if (namesDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())) return true;
  }
  return false;
}

export const cronSchema = z
  .string('must be text, in quotes')
  .trim()
  .superRefine((expression, context) => {
    try {
      if (comes(cronPattern(expression))) return;
      context.addIssue({ code: 'custom', message: `「${expression}」 is a day that never occurs` });
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

export const zoneSchema = z.string().trim().refine(isZone, 'must be a time zone such as Asia/Shanghai');

/** Seconds; four hours at most, so that a night stays a night. */
export const jitterSchema = z.number().int().min(0).max(14_400);
