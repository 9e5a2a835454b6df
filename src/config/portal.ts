import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { PortalAgency } from '../../crawlers/contract.js';
import { families } from '../../crawlers/families.js';
import type { TitleWords } from '../../crawlers/report-links.js';
import { ConfigError } from '../errors.js';
import { configDirectory } from './directory.js';
import type { Settings } from './settings.js';
import { parseValue, readYaml } from './yaml.js';

/** One crawl of a portal: a family, and the settings that passed that family's schema. */
export interface PortalColumn {
  readonly family: string;
  readonly settings: unknown;
}

/** A website that publishes reports: one file in config/portals/. */
export interface PortalConfig {
  /** The file's name without `.yaml`. */
  readonly id: string;
  readonly name: string;
  /** The six-digit code of the administrative division (GB/T 2260). */
  readonly region: string;
  /** Always with a trailing slash. */
  readonly baseUrl: string;
  /** Hosts that may be asked, as `host` or `host:port`; a host stands for its subdomains too. */
  readonly hosts: readonly string[];
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  /** Seconds between two requests to one host. */
  readonly pause: number;
  readonly allowPrivateAddresses: boolean;
  readonly titles: TitleWords;
  readonly agencies: readonly PortalAgency[];
  readonly columns: readonly PortalColumn[];
}

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

const agencySchema = z.strictObject({
  name: quoted,
  aliases: z.array(quoted).default([]),
  code: quoted.optional(),
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
  try {
    return { family: id, settings: family.parseSettings(rest) };
  } catch (error) {
    if (!(error instanceof z.core.$ZodError)) throw error;
    for (const issue of error.issues) context.issues.push(rawIssue(issue));
    return z.NEVER;
  }
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

const portalSchema = z
  .strictObject({
    name: quoted,
    region: quoted.regex(/^\d{6}$/, 'must be the six digits of the division, in quotes'),
    baseUrl: baseUrlSchema,
    hosts: z.array(hostSchema).min(1).optional(),
    enabled: z.boolean().default(true),
    disabledReason: quoted.optional(),
    pause: z.number().min(0).max(3600).optional(),
    allowPrivateAddresses: z.boolean().default(false),
    titles: z
      .strictObject({ include: z.array(quoted).default([]), exclude: z.array(quoted).default([]) })
      .prefault({}),
    agencies: z.array(agencySchema).default([]),
    columns: z.array(columnSchema).default([]),
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

type PortalDefaults = Pick<Settings, 'pause'>;

/** Loads config/portals/<id>.yaml. @throws ConfigError naming file, line and column */
export function loadPortal(id: string, settings: PortalDefaults, directory?: string): PortalConfig {
  const folder = join(configDirectory(directory), 'portals');
  const file = join(folder, `${id}.yaml`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id) || !existsSync(file)) {
    const known = portalIds(directory).join(', ');
    throw new ConfigError(`there is no portal ${id}`, {
      file: folder,
      hint: `known portals: ${known || 'none'}`,
    });
  }
  return readYaml(file, (value) => toPortal(value, id, settings));
}

/** Loads every portal, in the order of their ids, the disabled ones included. @throws ConfigError */
export function loadPortals(settings: PortalDefaults, directory?: string): PortalConfig[] {
  return portalIds(directory).map((id) => loadPortal(id, settings, directory));
}

/** The ids of all portals, sorted. @throws ConfigError for a file whose name is no id */
export function portalIds(directory?: string): string[] {
  const folder = join(configDirectory(directory), 'portals');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  for (const name of files) {
    if (!/^[a-z0-9][a-z0-9-]*\.yaml$/.test(name)) {
      const hint = 'a portal file is named in lower-case letters, digits and hyphens, and ends in .yaml';
      throw new ConfigError('not a name for a portal', { file: join(folder, name), hint });
    }
  }
  return files.map((name) => basename(name, '.yaml')).sort();
}

/**
 * A portal from a plain object of the YAML's shape: a simulated portal on loopback is an ordinary portal with
 * `allowPrivateAddresses: true`.
 * @throws ConfigError
 */
export function parsePortal(value: unknown, id: string, settings: PortalDefaults): PortalConfig {
  return parseValue(value, `portal ${id}`, (given) => toPortal(given, id, settings));
}

function toPortal(value: unknown, id: string, settings: PortalDefaults): PortalConfig {
  const portal = portalSchema.parse(value);
  return {
    id,
    name: portal.name,
    region: portal.region,
    baseUrl: portal.baseUrl,
    hosts: portal.hosts ?? [new URL(portal.baseUrl).host],
    enabled: portal.enabled,
    disabledReason: portal.disabledReason ?? null,
    pause: portal.pause ?? settings.pause,
    allowPrivateAddresses: portal.allowPrivateAddresses,
    titles: portal.titles,
    agencies: portal.agencies.map(({ name, aliases, code }) => ({
      name,
      aliases,
      ...(code === undefined ? {} : { code }),
    })),
    columns: portal.columns,
  };
}
