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
  idle: seconds(30).describe('Seconds without a byte, the connection included.'),
  total: seconds(180).describe('Seconds for one exchange, waiting for its turn not included.'),
  backoff: z
    .number()
    .min(0)
    .max(3600)
    .default(5)
    .describe('Seconds before the first repeat of a failed request; doubled for each further one.'),
  retryAfter: seconds(900).describe(
    'The longest Retry-After that is waited for, in seconds; beyond it the portal is left for tonight.',
  ),
});

const limitsSchema = z.strictObject({
  bodyBytes: z
    .number()
    .int()
    .min(1024)
    .max(512 * 1024 * 1024)
    .default(20 * 1024 * 1024)
    .describe('Bytes of a body, on the wire and again after decompression.'),
  redirects: count(5, 20).describe('Redirects followed in one exchange.'),
  listPages: limitSchemas.listPages.default(1000).describe('List pages read in one crawl of a portal.'),
  files: count(10, 1000).describe('Files fetched of one page.'),
  retries: count(2, 10).describe('Repeats of a request whose failure may pass.'),
  failures: limitSchemas.failures
    .default(20)
    .describe('Failed or blocked reports in a row after which a portal is left for tonight.'),
});

const harvestSchema = z.strictObject({
  firstYear: z
    .number()
    .int()
    .min(2003)
    .max(2100)
    .default(2019)
    .describe('The earliest report year that is looked for.'),
  portals: z.number().int().min(1).max(50).default(4).describe('Portals harvested at the same time.'),
  withdrawnAfter: z
    .number()
    .int()
    .min(1)
    .max(30)
    .default(3)
    .describe('Separate nights that a report must be missing before it counts as withdrawn.'),
  resumeWithin: z
    .number()
    .min(0)
    .max(720)
    .default(20)
    .describe('Hours within which a run that did not end may be continued.'),
});

const browserSchema = z.strictObject({
  executablePath: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('The Chromium that renders pages; by default the one that Playwright has installed.'),
});

/** The keys of nianbao.yaml, with what each means. */
export const settingsSchema = z.strictObject({
  contact: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be an e-mail address or a web address, in ASCII without spaces')
    .nullable()
    .default(null)
    .describe(
      'Who to write to about the crawler: an e-mail address or a web page; goes into the User-Agent.',
    ),
  pause: z.number().min(0).max(3600).default(3).describe('Seconds between two requests to one host.'),
  timeouts: timeoutsSchema.prefault({}).describe('How long to wait, in seconds.'),
  limits: limitsSchema.prefault({}).describe('How much, and how often.'),
  browser: browserSchema
    .prefault({})
    .describe('The browser for pages that show nothing without their scripts.'),
  harvest: harvestSchema.prefault({}).describe('What a harvest looks for, and how it runs.'),
  notices: noticesSchema.prefault({}).describe('Who is told of what happens, and how; see docs/notices.md.'),
  schedule: scheduleSchema.prefault({}).describe('When the daemon harvests.'),
  watch: watchSchema.prefault({}).describe('How the daemon is watched.'),
  dataset: datasetSchema.prefault({}).describe('What an exported dataset says of itself.'),
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
