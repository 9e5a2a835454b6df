import type { AgencyName, AgencyRef, Archive, ReportScope } from '../../storage/contract/archive.js';
import { defined } from '../defined.js';
import { UsageError } from '../errors.js';
import type { ReportKind } from '../report/model.js';
import { closest } from '../text/suggest.js';
import { resolveAgencies, resolveAgency } from './agencies.js';
import { resolveRegion } from './regions.js';
import { parseYears } from './years.js';

/** Which reports a question is about, as the user wrote it. */
export interface ScopeWords {
  readonly agency?: string;
  readonly region?: string;
  readonly portal?: string;
  readonly year?: string;
  readonly kind?: ReportKind;
}

/** What the words mean in the archive. @throws UsageError, NianbaoError `no_agency` */
export async function scopeOf(archive: Archive, words: ScopeWords): Promise<ReportScope> {
  const { agency, region, portal, year, kind } = words;
  const regions = region === undefined ? undefined : resolveRegion(region);
  if (portal !== undefined) await demandPortal(archive, portal);
  const agencies =
    agency === undefined ? undefined : resolveAgencies(agency, await agenciesIn(archive, regions));
  const years = year === undefined ? undefined : parseYears(year);
  return defined({ agencies, regions, portal, years, kind });
}

/** The one agency that a word names, within the given region. */
export async function agencyOf(archive: Archive, word: string, region?: string): Promise<AgencyRef> {
  const regions = region === undefined ? undefined : resolveRegion(region);
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
