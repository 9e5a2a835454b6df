import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configDirectory } from './directory.js';
import { packagePlace } from './package.js';
import { parseValue, readYaml } from './yaml.js';

const seconds = (value: number) => z.number().positive().max(86_400).default(value);
const count = (value: number, most: number) => z.number().int().min(0).max(most).default(value);

const settingsSchema = z.strictObject({
  /** Who to write to about the crawler: an e-mail address or a web page; goes into the User-Agent. */
  contact: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be an e-mail address or a web address, in ASCII without spaces')
    .nullable()
    .default(null),
  /** Seconds between two requests to one host. */
  pause: z.number().min(0).max(3600).default(3),
  timeouts: z
    .strictObject({
      /** Seconds without a byte, the connection included. */
      idle: seconds(30),
      /** Seconds for one exchange, waiting for its turn not included. */
      total: seconds(180),
      /** Seconds before the first repeat of a failed request; doubled for each further one. */
      backoff: z.number().min(0).max(3600).default(5),
      /** The longest Retry-After that is waited for, in seconds; beyond it the portal is left for tonight. */
      retryAfter: seconds(900),
    })
    .prefault({}),
  limits: z
    .strictObject({
      /** Bytes of a body, on the wire and again after decompression. */
      bodyBytes: z
        .number()
        .int()
        .min(1024)
        .max(512 * 1024 * 1024)
        .default(20 * 1024 * 1024),
      redirects: count(5, 20),
      /** List pages read in one crawl of a portal. */
      listPages: z.number().int().min(1).max(10_000).default(200),
      /** Repeats of a request whose failure may pass. */
      retries: count(2, 10),
      /** Failed or blocked reports in a row after which a portal is left for tonight. */
      failures: z.number().int().min(1).max(1000).default(20),
    })
    .prefault({}),
  harvest: z
    .strictObject({
      /** The earliest report year that is looked for. */
      firstYear: z.number().int().min(2003).max(2100).default(2019),
    })
    .prefault({}),
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
