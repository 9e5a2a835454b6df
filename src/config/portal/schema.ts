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

const agencySchema = z.strictObject({
  name: quoted.describe('The full name, as figures and exports will have it.'),
  aliases: z
    .array(quoted)
    .default([])
    .describe('Other names that titles and lists use for it; each name belongs to one agency only.'),
  code: quoted
    .optional()
    .describe(
      "The portal's own code for it (Hanweb `area`), in quotes; opaque, and given to one agency only.",
    ),
  since: reportYear
    .optional()
    .describe('The first report year for which a report of it is expected; by default the earliest.'),
  until: reportYear
    .optional()
    .describe('The last report year for which a report of it is expected; by default the latest.'),
  kinds: z
    .array(z.enum(REPORT_KINDS))
    .min(1)
    .optional()
    .describe(
      'The reports that it owes every year: `own`, its own; `aggregate`, that of its whole territory. By default its own only.',
    ),
});

const expectSchema = z.strictObject({
  firstYear: reportYear
    .optional()
    .describe(
      'The first report year for which the minimum and the maximum below hold; by default all years.',
    ),
  minAgencies: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe(
      'Agencies that the lists must name at least, for each report year that has met it before; with fewer the run is suspect.',
    ),
  maxReportsPerYear: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe(
      'Reports that the lists may name at most for one report year; more is a problem of the run, no more.',
    ),
  minReadable: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'Share of the figures of a report, from 0 to 1, that must be readable at least; a report with fewer is held back, and the run is suspect.',
    ),
});

const titlesSchema = z.strictObject({
  include: z.array(quoted).default([]).describe('A title that holds one of these is a report.'),
  exclude: z
    .array(quoted)
    .default([])
    .describe('A title that holds one of these is none; stronger than `include`.'),
});

const limitsSchema = z.strictObject({
  listPages: limitSchemas.listPages.optional().describe('List pages read in one crawl.'),
  failures: limitSchemas.failures
    .optional()
    .describe('Failed or blocked reports in a row after which the portal is left for tonight.'),
});

const columnSchema = z.looseObject({ family: quoted }).transform((column, context): PortalColumn => {
  const { family: id, ...rest } = column;
  const family = families.get(id);
  if (family === undefined) {
    const known = [...families.keys()].join(', ');
    context.issues.push({
      code: 'custom',
      path: ['family'],
      message: `no such family; there are: ${known}`,
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
export const portalSchema = z
  .strictObject({
    name: quoted.describe('The portal, as people call it.'),
    region: quoted
      .regex(/^\d{6}$/, 'must be the six digits of the division, in quotes')
      .describe('The administrative division: six digits of GB/T 2260, in quotes.'),
    baseUrl: baseUrlSchema.describe(
      'Where the site begins, http or https; other addresses in the file are relative to it.',
    ),
    hosts: z
      .array(hostSchema)
      .min(1)
      .optional()
      .describe(
        'The hosts that may be asked, as `host` or `host:port`, each with its subdomains; by default the one of `baseUrl`.',
      ),
    enabled: z.boolean().default(true).describe('Whether a harvest of all portals takes this one.'),
    disabledReason: quoted
      .optional()
      .describe('Why it is not enabled; must be said where `enabled` is false.'),
    pause: z
      .number()
      .min(0)
      .max(3600)
      .optional()
      .describe(
        'Seconds between two requests to one host, by default that of nianbao.yaml; robots.txt may ask for more.',
      ),
    allowPrivateAddresses: z
      .boolean()
      .default(false)
      .describe(
        'Whether loopback and private addresses may be connected to: for trials on your own machine only.',
      ),
    browser: z
      .enum(['never', 'auto', 'always'])
      .default('auto')
      .describe(
        'Whether pages may be rendered in a browser: `auto`, those that show nothing without their scripts; `always`, all of them.',
      ),
    tls: tlsSchema
      .optional()
      .describe(
        'For servers whose TLS is out of order; everything in it is meant for one portal, and as little as will do.',
      ),
    limits: limitsSchema.prefault({}).describe('Limits of nianbao.yaml that differ for this portal.'),
    expect: expectSchema
      .prefault({})
      .describe(
        'What a healthy run brings at least, and at most; `portals expect` drafts it from the archive.',
      ),
    schedule: portalScheduleSchema
      .prefault({})
      .describe('When the daemon harvests this portal, where not as `schedule` of nianbao.yaml says.'),
    titles: titlesSchema
      .prefault({})
      .describe('What titles are reports, beyond the rules that hold for all portals; parts of titles.'),
    agencies: z
      .array(agencySchema)
      .default([])
      .describe('The agencies whose reports are expected: titles are resolved to these names.'),
    allAgencies: z
      .boolean()
      .default(false)
      .describe(
        'Whether `agencies` names every agency of the territory; only then are aggregate reports held against the sum of their reports.',
      ),
    columns: z
      .array(columnSchema)
      .default([])
      .describe('Where the reports are listed: each entry is one list, read by one family.'),
  })
  .superRefine((portal, context) => {
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
            message: `${name} is there more than once`,
          });
        }
        seen.add(name);
      }
    });
  });
