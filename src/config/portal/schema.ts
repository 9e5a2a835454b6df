/** What a file in config/portals/ may say. */
import { z } from 'zod';
import type { PortalColumn } from '../../../crawlers/contract.js';
import { families } from '../../../crawlers/families/registry.js';
import type { ReportKind } from '../../report/model.js';
import { limitSchemas } from '../limits.js';
import { portalScheduleSchema } from '../settings/schedule.js';
import { tlsSchema } from './tls.js';

const quoted = z.string('must be text; put numbers and codes in quotes').trim().min(1, 'must not be empty');

const baseUrlSchema = quoted.transform((text, context) => {
  try {
    const url = new URL(text);
    if (
      (url.protocol === 'http:' || url.protocol === 'https:') &&
      url.username === '' &&
      url.password === ''
    ) {
      return new URL('./', url).href;
    }
  } catch {
    // Said below.
  }
  context.issues.push({
    code: 'custom',
    message: 'must be an http(s) address such as https://www.example.gov.cn/',
    input: text,
  });
  return z.NEVER;
});

const hostSchema = quoted
  .toLowerCase()
  .regex(
    /^(?:\[[0-9a-f:.]+\]|[^\s/:@*[\]]+)(?::\d{1,5})?$/,
    'must be a host name such as www.example.gov.cn, without scheme or path',
  );

const REPORT_KINDS = ['own', 'aggregate'] as const satisfies readonly ReportKind[];
const reportYear = z.number().int().min(2003).max(2100);

/** An agency of a portal's table. */
export const agencySchema = z.strictObject({
  name: quoted.describe('The full name, as used in figures and exports.'),
  aliases: z
    .array(quoted)
    .default([])
    .describe('Other names for it in titles and lists; a name can belong to one agency only.'),
  code: quoted
    .optional()
    .describe(
      "The portal's own code for it (Hanweb `area`), in quotes; opaque, and given to one agency only.",
    ),
  since: reportYear
    .optional()
    .describe('The first report year for which a report is expected; default: the earliest.'),
  until: reportYear
    .optional()
    .describe('The last report year for which a report is expected; default: the latest.'),
  kinds: z
    .array(z.enum(REPORT_KINDS))
    .min(1)
    .optional()
    .describe(
      'The reports that it must publish every year: `own`, its own; `aggregate`, that of its whole territory. By default its own only.',
    ),
});

const expectSchema = z.strictObject({
  firstYear: reportYear
    .optional()
    .describe('The first report year to which the minimum and the maximum below apply; default: all years.'),
  minAgencies: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe(
      'Minimum number of agencies on the lists, for each report year that has reached it before; with fewer, the run is suspect.',
    ),
  maxReportsPerYear: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe(
      'Maximum number of reports on the lists for one report year; more are reported as a problem of the run and have no other effect.',
    ),
  minReadable: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'Minimum share of readable figures in a report, from 0 to 1; a report with fewer is held back, and the run is suspect.',
    ),
});

const titlesSchema = z.strictObject({
  include: z.array(quoted).default([]).describe('A title that contains one of these is a report.'),
  exclude: z
    .array(quoted)
    .default([])
    .describe('A title that contains one of these is not a report, even if `include` matches.'),
});

const limitsSchema = z.strictObject({
  listPages: limitSchemas.listPages.optional().describe('Maximum list pages to read in one crawl.'),
  failures: limitSchemas.failures
    .optional()
    .describe('Failed or blocked reports in a row after which the run skips the rest of the portal.'),
});

const columnSchema = z.looseObject({ family: quoted }).transform((column, context): PortalColumn => {
  const { family: id, ...rest } = column;
  const family = families.get(id);
  if (family === undefined) {
    const known = [...families.keys()].join(', ');
    context.issues.push({
      code: 'custom',
      path: ['family'],
      message: `no such family; known families: ${known}`,
      input: id,
    });
    return z.NEVER;
  }
  const settings = family.schema.safeParse(rest);
  if (settings.success) return { family: id, settings: settings.data };
  for (const issue of settings.error.issues) context.issues.push(rawIssue(issue));
  return z.NEVER;
});

/** An issue of a family's own schema, handed on with its place. */
function rawIssue(issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  if (issue.code === 'unrecognized_keys') {
    return {
      code: issue.code,
      keys: [...issue.keys],
      path: [...issue.path],
      message: issue.message,
      input: undefined,
    };
  }
  return { code: 'custom', path: [...issue.path], message: issue.message, input: undefined };
}

/** The keys of a portal's file, with what each means. */
export const portalShape = z.strictObject({
  name: quoted.describe('The usual name of the portal.'),
  region: quoted
    .regex(/^\d{6}$/, 'must be the six digits of the division')
    .describe('The administrative division: six digits of GB/T 2260, in quotes.'),
  baseUrl: baseUrlSchema.describe(
    'The address of the site, http or https; other addresses in the file are relative to it.',
  ),
  hosts: z
    .array(hostSchema)
    .min(1)
    .optional()
    .describe(
      'The hosts that may be requested, as `host` or `host:port`, each including its subdomains; default: the host of `baseUrl`.',
    ),
  formerHosts: z
    .array(hostSchema)
    .default([])
    .describe(
      'Hosts that the portal had before, as in `hosts`: reports known there have moved if the lists name them at another address, and are gone otherwise. Nothing is requested from them.',
    ),
  enabled: z.boolean().default(true).describe('Whether a harvest of all portals includes this one.'),
  disabledReason: quoted.optional().describe('Why it is not enabled; required if `enabled` is false.'),
  pause: z
    .number()
    .min(0)
    .max(3600)
    .optional()
    .describe(
      'Seconds between two requests to one host; default: as in nianbao.yaml. robots.txt can demand more.',
    ),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .describe(
      'Whether to allow connections to loopback and private addresses; only for trials on your own machine.',
    ),
  browser: z
    .enum(['never', 'auto', 'always'])
    .default('auto')
    .describe(
      'Whether to render pages in a browser: `auto` for pages that are empty until their scripts run, `always` for all pages.',
    ),
  tls: tlsSchema
    .optional()
    .describe(
      'For servers with broken TLS. Every exception applies to this portal only; make as few as possible.',
    ),
  limits: limitsSchema.prefault({}).describe('Limits that differ from nianbao.yaml for this portal.'),
  expect: expectSchema
    .prefault({})
    .describe('What a healthy run finds at least, and at most; `portals expect` drafts it from the archive.'),
  schedule: portalScheduleSchema
    .prefault({})
    .describe('When the daemon harvests this portal, if not as `schedule` in nianbao.yaml says.'),
  titles: titlesSchema
    .prefault({})
    .describe(
      'Parts of titles that tell reports from other pages, in addition to the rules for all portals.',
    ),
  agencies: z
    .array(agencySchema)
    .default([])
    .describe('The agencies whose reports are expected; titles are matched to these names.'),
  allAgencies: z
    .boolean()
    .default(false)
    .describe(
      'Whether `agencies` names every agency of the territory; only then are aggregate reports compared with the sum of their reports.',
    ),
  columns: z
    .array(columnSchema)
    .default([])
    .describe('Where the reports are listed: each entry is one list, read by one family.'),
});

/** What a portal's file may say. */
export const portalSchema = portalShape.superRefine((portal, context) => {
  if (!portal.enabled && portal.disabledReason === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['enabled'],
      message: 'a portal that is not enabled needs a disabledReason',
    });
  }
  if (portal.enabled && portal.columns.length === 0) {
    context.addIssue({
      code: 'custom',
      path: ['columns'],
      message: 'an enabled portal needs at least one column',
    });
  }
  const seen = new Set<string>();
  portal.agencies.forEach((agency, index) => {
    if ((agency.since ?? 0) > (agency.until ?? Number.POSITIVE_INFINITY)) {
      context.addIssue({
        code: 'custom',
        path: ['agencies', index, 'until'],
        message: 'must not be before `since`',
      });
    }
    for (const name of [
      agency.name,
      ...agency.aliases,
      ...(agency.code === undefined ? [] : [`code ${agency.code}`]),
    ]) {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: ['agencies', index],
          message: `${name} appears more than once`,
        });
      }
      seen.add(name);
    }
  });
});
