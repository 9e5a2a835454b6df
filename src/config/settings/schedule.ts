/** The keys `schedule` and `watch` of nianbao.yaml: when the daemon harvests, and how it is watched. */
import { z } from 'zod';
import { cronSchema, jitterSchema, zoneSchema } from '../cron.js';
import { LOG_LEVELS } from './log-levels.js';

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const clockTime = z
  .string('must be text, in quotes')
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "08:30", in quotes');

const pauseWindowSchema = z
  .strictObject({
    from: clockTime.describe(
      'The time at which harvesting stops, such as "08:00", in the zone of `schedule`.',
    ),
    to: clockTime.describe(
      'The time from which it may go on; one that is not after `from` is of the next day.',
    ),
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .optional()
      .describe('The days on which the window begins (`mon` to `sun`); by default every day.'),
  })
  .refine(({ from, to }) => from !== to, 'a window must not begin and end at the same time');

/** One stretch of a day in which nothing is fetched. */
export type PauseWindow = Readonly<z.infer<typeof pauseWindowSchema>>;

export const scheduleSchema = z.strictObject({
  cron: cronSchema
    .default('30 2 * * *')
    .describe(
      'When the daemon harvests, as a cron expression: minute, hour, day of the month, month, weekday.',
    ),
  zone: zoneSchema.default('Asia/Shanghai').describe('The time zone of `cron` and of `pauseWindows`.'),
  jitter: jitterSchema
    .default(1800)
    .describe("Maximum delay of a portal's start, in seconds; drawn for each portal and night."),
  catchUp: z
    .number()
    .min(1)
    .max(9000)
    .default(744)
    .describe('Hours within which a missed or delayed night is made up for, once.'),
  pauseWindows: z
    .array(pauseWindowSchema)
    .default([])
    .describe('Times at which nothing is fetched: a run in progress stops and resumes afterwards.'),
  stopWithin: z
    .number()
    .min(1)
    .max(3600)
    .default(60)
    .describe('Seconds that the daemon gives the current report when asked to stop.'),
});

export const watchSchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address on which the daemon answers /healthz, /readyz and /metrics.'),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .nullable()
    .default(9464)
    .describe('The port to listen on; null: none.'),
  stalledAfter: z
    .number()
    .min(60)
    .max(86_400)
    .default(3600)
    .describe('Seconds without any progress after which a run counts as stuck.'),
  logLevel: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('The lowest level that the daemon logs to standard error.'),
});
export type WatchSettings = Readonly<z.infer<typeof watchSchema>>;

/** What a portal's own file may say otherwise. */
export const portalScheduleSchema = z.strictObject({
  cron: cronSchema.optional().describe('When this portal is harvested.'),
  zone: zoneSchema.optional().describe('The time zone of its `cron`.'),
  jitter: jitterSchema.optional().describe('Maximum delay of its start, in seconds.'),
});
