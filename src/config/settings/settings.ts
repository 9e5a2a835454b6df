import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configDirectory } from '../../place/directory.js';
import { packagePlace } from '../../place/package.js';
import { parseValue, readYaml } from '../../place/yaml.js';
import { limitSchemas } from '../limits.js';
import { datasetSchema } from './dataset.js';
import { noticesSchema } from './notice-settings.js';
import { scheduleSchema, watchSchema } from './schedule.js';

const seconds = (value: number) => z.number().positive().max(86_400).default(value);
const count = (value: number, most: number) => z.number().int().min(0).max(most).default(value);

const timeoutsSchema = z.strictObject({
  idle: seconds(30).describe('Seconds without receiving a byte, connecting included.'),
  total: seconds(180).describe('Seconds for one request and its answer, not counting the wait for its turn.'),
  backoff: z
    .number()
    .min(0)
    .max(3600)
    .default(5)
    .describe('Seconds before the first retry of a failed request; doubled for each further retry.'),
  retryAfter: seconds(900).describe(
    'The longest Retry-After to wait for, in seconds; beyond it, the run skips the rest of the portal.',
  ),
});

const limitsSchema = z.strictObject({
  bodyBytes: z
    .number()
    .int()
    .min(1024)
    .max(512 * 1024 * 1024)
    .default(20 * 1024 * 1024)
    .describe('Maximum bytes of a response body, both before and after decompression.'),
  redirects: count(5, 20).describe('Maximum redirects to follow for one request.'),
  listPages: limitSchemas.listPages
    .default(1000)
    .describe('Maximum list pages to read in one crawl of a portal.'),
  files: count(10, 1000).describe('Maximum files to fetch from one page.'),
  retries: count(2, 10).describe('Retries of a request that failed for a possibly temporary reason.'),
  failures: limitSchemas.failures
    .default(20)
    .describe('Failed or blocked reports in a row after which the run skips the rest of a portal.'),
});

const massSchema = z.strictObject({
  reports: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(4)
    .describe('The least number of reports that are gone at once.'),
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe(
      'Their least share of all reports that are gone or found that night, 0 to 1. Both must be reached.',
    ),
});

const harvestSchema = z.strictObject({
  firstYear: z
    .number()
    .int()
    .min(2003)
    .max(2100)
    .default(2019)
    .describe('The earliest report year to look for.'),
  portals: z.number().int().min(1).max(50).default(4).describe('Portals harvested at the same time.'),
  massDisappearance: massSchema
    .prefault({})
    .describe(
      'When many reports that are gone at once are taken for a fault of the portal, not for withdrawals.',
    ),
  withdrawnAfter: z
    .number()
    .int()
    .min(1)
    .max(30)
    .default(3)
    .describe('Separate nights on which a report must be missing before it counts as withdrawn.'),
  readInFull: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(14)
    .describe(
      'Nights after which a source is asked without conditions, even if it has always said "not modified"; 1: every night.',
    ),
  resumeWithin: z
    .number()
    .min(0)
    .max(720)
    .default(20)
    .describe('Hours within which an interrupted run can be resumed.'),
});

const browserSchema = z.strictObject({
  executablePath: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('The Chromium that renders pages; default: the one that Playwright has installed.'),
});

/** The keys of nianbao.yaml, with what each means. */
export const settingsSchema = z.strictObject({
  contact: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be an e-mail address or a web address, in ASCII without spaces')
    .nullable()
    .default(null)
    .describe('Whom to write to about the crawler: an e-mail address or a web page. Sent in the User-Agent.'),
  pause: z.number().min(0).max(3600).default(3).describe('Seconds between two requests to one host.'),
  timeouts: timeoutsSchema.prefault({}).describe('Time limits, in seconds.'),
  limits: limitsSchema.prefault({}).describe('Limits on sizes and counts.'),
  browser: browserSchema
    .prefault({})
    .describe('The browser for pages that are empty until their scripts run.'),
  harvest: harvestSchema.prefault({}).describe('What a harvest looks for and how it runs.'),
  notices: noticesSchema.prefault({}).describe('Whom to notify of what, and how; see docs/notices.md.'),
  schedule: scheduleSchema.prefault({}).describe('When the daemon harvests.'),
  watch: watchSchema.prefault({}).describe('How to monitor the daemon.'),
  dataset: datasetSchema.prefault({}).describe('How an exported dataset describes itself.'),
});

/** What config/nianbao.yaml says, with its defaults; times in seconds. */
export type Settings = Readonly<z.infer<typeof settingsSchema>> & {
  /** `nianbao/<version>`, with the contact address where there is one. */
  readonly userAgent: string;
};

/**
 * Loads nianbao.yaml from the configuration folder; where there is none, the defaults apply.
 * @throws ConfigError naming file, line and column
 */
export function loadSettings(directory?: string): Settings {
  const file = join(configDirectory(directory), 'nianbao.yaml');
  return existsSync(file) ? readYaml(file, toSettings) : toSettings({});
}

/** Settings from a plain object: for demonstrations and tests. @throws ConfigError */
export function parseSettings(value: unknown): Settings {
  return parseValue(value, 'settings', toSettings);
}

function toSettings(value: unknown): Settings {
  const settings = settingsSchema.parse(value ?? {});
  const product = `nianbao/${packagePlace().version}`;
  return {
    ...settings,
    userAgent: settings.contact === null ? product : `${product} (+${settings.contact})`,
  };
}
