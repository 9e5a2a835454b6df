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
  .refine(({ from, to }) => from !== to, 'a window must not end when it begins');

/** One stretch of a day in which nothing is fetched. */
export type PauseWindow = Readonly<z.infer<typeof pauseWindowSchema>>;

export const scheduleSchema = z.strictObject({
  cron: cronSchema
    .default('30 2 * * *')
    .describe('When the daemon harvests: minute, hour, day of the month, month, weekday.'),
  zone: zoneSchema.default('Asia/Shanghai').describe('The time zone of `cron` and of `pauseWindows`.'),
  jitter: jitterSchema
    .default(1800)
    .describe('Seconds by which a portal may begin later, each by its own amount on each night.'),
  catchUp: z
    .number()
    .min(1)
    .max(9000)
    .default(744)
    .describe('Hours within which a night that was missed, or had to wait, is made up for, once.'),
  pauseWindows: z
    .array(pauseWindowSchema)
    .default([])
    .describe('Times in which nothing is fetched: a run that is under way stops, and goes on afterwards.'),
  stopWithin: z
    .number()
    .min(1)
    .max(3600)
    .default(60)
    .describe('Seconds that the daemon, asked to stop, gives the report in hand.'),
});

export const watchSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('The address on which the daemon answers /metrics.'),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .nullable()
    .default(9464)
    .describe('Its port; null: the daemon listens nowhere.'),
  stalledAfter: z
    .number()
    .min(60)
    .max(86_400)
    .default(3600)
    .describe('Seconds without any progress after which a run counts as stuck.'),
  logLevel: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('What the daemon writes to standard error, at least.'),
});
export type WatchSettings = Readonly<z.infer<typeof watchSchema>>;

/** What a portal's own file may say otherwise. */
export const portalScheduleSchema = z.strictObject({
  cron: cronSchema.optional().describe('When this portal is harvested.'),
  zone: zoneSchema.optional().describe('The time zone of its `cron`.'),
  jitter: jitterSchema.optional().describe('Seconds by which it may begin later.'),
});
