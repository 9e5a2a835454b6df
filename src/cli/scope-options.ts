import type { AgencyName, Archive, ReportScope } from '../../storage/contract.js';
import { UsageError } from '../errors.js';
import { resolveAgencies, resolveAgency } from '../questions/agencies.js';
import { resolveRegion } from '../questions/regions.js';
import { closest } from '../questions/suggest.js';
import { parseYears } from '../questions/years.js';
import type { ReportKind } from '../report/model.js';
import { type Command, kindOption } from './command.js';

/** The options that say which reports are meant. */
export interface ScopeOptions {
  readonly agency?: string;
  readonly region?: string;
  readonly portal?: string;
  readonly year?: string;
  readonly kind?: ReportKind;
}

/** Adds --agency, --region, --portal, --year and --kind. */
export function withScope(command: Command): Command {
  return command
    .option('--agency <name>', 'only this agency: name, alias, a part, initials, or a pattern with *')
    .option('--region <region>', 'only this region: name, or GB/T 2260 code or its beginning')
    .option('--portal <name>', 'only reports read from this portal')
    .option('--year <years>', 'only these report years: 2023, 2019..2023, 2021..')
    .addOption(kindOption());
}

/** What the options mean in the archive. @throws UsageError, NianbaoError `no_agency` */
export async function scopeOf(archive: Archive, options: ScopeOptions): Promise<ReportScope> {
  const { agency, region, portal, year, kind } = options;
  const regions = region === undefined ? undefined : [resolveRegion(region)];
  if (portal !== undefined) await demandPortal(archive, portal);
  return {
    ...(agency === undefined
      ? {}
      : { agencies: resolveAgencies(agency, await agenciesIn(archive, regions)) }),
    ...(regions === undefined ? {} : { regions }),
    ...(portal === undefined ? {} : { portal }),
    ...(year === undefined ? {} : { years: parseYears(year) }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** The one agency that a word means, in the region that is given. */
export async function agencyOf(archive: Archive, word: string, region?: string) {
  const regions = region === undefined ? undefined : [resolveRegion(region)];
  return resolveAgency(word, await agenciesIn(archive, regions));
}

async function agenciesIn(archive: Archive, regions?: readonly string[]): Promise<readonly AgencyName[]> {
  const all = await archive.questions.agencies();
  if (regions === undefined) return all;
  return all.filter((agency) => regions.some((prefix) => agency.region.startsWith(prefix)));
}

async function demandPortal(archive: Archive, portal: string): Promise<void> {
  const portals = await archive.questions.portals();
  if (portals.includes(portal)) return;
  const near = closest(portal, portals);
  throw new UsageError(`the archive has no portal 「${portal}」`, {
    hint: `it has ${(near.length > 0 ? near : portals.slice(0, 12)).join(', ') || 'none'}`,
  });
}
