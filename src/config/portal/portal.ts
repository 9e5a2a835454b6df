import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import type { CrawledPortal, PortalAgency, PortalLimits } from '../../../crawlers/contract.js';
import { defined } from '../../defined.js';
import { ConfigError } from '../../errors.js';
import { configDirectory } from '../../place/directory.js';
import { parseValue, readYaml } from '../../place/yaml.js';
import type { ReportKind } from '../../report/model.js';
import type { Settings } from '../settings/settings.js';
import { portalSchema } from './schema.js';
import { tlsSettings } from './tls.js';

/** What a healthy run brings: a minimum that is broken makes a run suspect, a maximum only warns. */
export interface PortalExpectations {
  /** The first report year for which the next two hold; all years where it is left out. */
  readonly firstYear?: number;
  /** Agencies that the lists name for each report year that has met this before. */
  readonly minAgencies?: number;
  /** Reports that the lists name for one report year. */
  readonly maxReportsPerYear?: number;
  /** Readable share of a report's figures, 0 to 1. */
  readonly minReadable?: number;
}

/** An agency in a portal's table: its names in titles, and the reports that it must publish. */
export interface TableAgency extends PortalAgency {
  /** First and last report year for which reports are expected; without end where left out. */
  readonly since?: number;
  readonly until?: number;
  /** The reports it must publish each year; by default only its own. */
  readonly kinds?: readonly ReportKind[];
}

/** Keys of `schedule` in nianbao.yaml that are others for this portal. */
interface PortalSchedule {
  readonly cron?: string;
  readonly zone?: string;
  /** Seconds. */
  readonly jitter?: number;
}

/** A website that publishes reports: one file in config/portals/. */
export interface PortalConfig extends CrawledPortal {
  /** The file's name without `.yaml`. */
  readonly id: string;
  readonly name: string;
  /** The six-digit code of the administrative division (GB/T 2260). */
  readonly region: string;
  /** Hosts that it had before: nothing there is asked for any more. */
  readonly formerHosts: readonly string[];
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly expect: PortalExpectations;
  readonly schedule: PortalSchedule;
  readonly agencies: readonly TableAgency[];
  /** Does the table name every agency of the territory? */
  readonly allAgencies: boolean;
}

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
  return readYaml(file, (value) => toPortal(value, id, settings, dirname(file)));
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
      throw new ConfigError('not a valid portal name', { file: join(folder, name), hint });
    }
  }
  return files.map((name) => basename(name, '.yaml')).sort();
}

/**
 * A portal from a plain object of the YAML's shape: a simulated portal on loopback is an ordinary portal with
 * `allowPrivateAddresses: true`.
 * @param folder what the portal's own files, such as `tls.ca`, are relative to
 * @throws ConfigError
 */
export function parsePortal(
  value: unknown,
  id: string,
  settings: PortalDefaults,
  folder = process.cwd(),
): PortalConfig {
  return parseValue(value, `portal ${id}`, (given) => toPortal(given, id, settings, folder));
}

/** @throws a zod error */
function toPortal(value: unknown, id: string, settings: PortalDefaults, folder: string): PortalConfig {
  const portal = portalSchema.parse(value);
  return {
    id,
    name: portal.name,
    region: portal.region,
    baseUrl: portal.baseUrl,
    hosts: portal.hosts ?? [new URL(portal.baseUrl).host],
    formerHosts: portal.formerHosts,
    enabled: portal.enabled,
    disabledReason: portal.disabledReason ?? null,
    pause: portal.pause ?? settings.pause,
    allowPrivateAddresses: portal.allowPrivateAddresses,
    browser: portal.browser,
    tls: tlsSettings(portal.tls, folder),
    limits: portalLimits(portal.limits),
    expect: expectations(portal.expect),
    schedule: portalSchedule(portal.schedule),
    titles: portal.titles,
    agencies: portal.agencies.map(({ name, aliases, code, since, until, kinds }) => ({
      name,
      aliases,
      ...defined({ code, since, until, kinds }),
    })),
    allAgencies: portal.allAgencies,
    columns: portal.columns,
  };
}

function portalLimits({ listPages, failures }: z.infer<typeof portalSchema>['limits']): PortalLimits {
  return defined({ listPages, failures });
}

function expectations(given: z.infer<typeof portalSchema>['expect']): PortalExpectations {
  const { firstYear, minAgencies, maxReportsPerYear, minReadable } = given;
  return defined({ firstYear, minAgencies, maxReportsPerYear, minReadable });
}

function portalSchedule({ cron, zone, jitter }: z.infer<typeof portalSchema>['schedule']): PortalSchedule {
  return defined({ cron, zone, jitter });
}
