import type { z } from 'zod';
import type { CrawledPortal, PortalAgency, PortalLimits } from '../../../crawlers/contract.js';
import { defined } from '../../defined.js';
import { parseValue } from '../../place/yaml.js';
import type { ReportKind } from '../../report/model.js';
import type { Settings } from '../settings/settings.js';
import { type agencySchema, portalSchema } from './schema.js';
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

/** A website that publishes reports: a file in config/portals/, or an entry of a list there. */
export interface PortalConfig extends CrawledPortal {
  /** The file's name without `.yaml`, or what the list says. */
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
  return parseValue(value, `portal ${id}`, (given) => portalFrom(given, id, settings, folder));
}

/** `parsePortal` for what stands in a file, which gives the place of a mistake. @throws a zod error */
export function portalFrom(
  value: unknown,
  id: string,
  settings: PortalDefaults,
  folder: string,
): PortalConfig {
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
    agencies: portal.agencies.map(tableAgency),
    allAgencies: portal.allAgencies,
    columns: portal.columns,
  };
}

/** @param agency as its schema has read it */
export function tableAgency({ name, aliases, ...others }: z.infer<typeof agencySchema>): TableAgency {
  const { code, since, until, kinds } = others;
  return { name, aliases, ...defined({ code, since, until, kinds }) };
}

/** A portal with the agencies that a registry has beside its own; a name that the portal gives belongs to its own. */
export function withAgencies(portal: PortalConfig, more: readonly TableAgency[]): PortalConfig {
  if (more.length === 0) return portal;
  const taken = new Set(portal.agencies.flatMap(({ name, aliases }) => [name, ...aliases]));
  const codes = new Set(portal.agencies.map(({ code }) => code));
  const others = more
    .filter(({ name, code }) => !taken.has(name) && (code === undefined || !codes.has(code)))
    .map((agency) => ({ ...agency, aliases: agency.aliases.filter((alias) => !taken.has(alias)) }));
  return { ...portal, agencies: [...portal.agencies, ...others] };
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
