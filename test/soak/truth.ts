import { join } from 'node:path';
import { parsePortal } from '../../src/config/portal/portal.js';
import type { Settings } from '../../src/config/settings/settings.js';
import { newDeriver } from '../../src/harvest/derive/derive-pool.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { PublishedTruth, SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { SimulatedPortalConfig } from '../../src/simulation/server/portal-config.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { YEARS } from './portals.js';

/** A report that an archive holds as published. */
export interface Held {
  /** The address that speaks for it. */
  readonly source: string;
  readonly content: string;
  readonly figures: ReadonlyMap<string, number | null>;
}

const nameOf = (region: string, { agency, year, kind }: Pick<PublishedTruth, 'agency' | 'year' | 'kind'>) =>
  `${region} ${agency} ${year} ${kind}`;

/** What an archive holds of the reports that are published: what their latest versions say, by report. */
export async function published(archive: Archive): Promise<Map<string, Held>> {
  const all = new Map<string, Held>();
  for (const { report, versions, withdrawnAt } of await archive.reports({})) {
    if (withdrawnAt !== null) continue;
    const version = await archive.version(report, versions);
    const standing = await archive.standing(report);
    all.set(nameOf(report.region, report), {
      source: standing?.main.url ?? '',
      content: version?.digests.content ?? '',
      figures: new Map(version?.figures.map(({ indicator, value }) => [indicator, value])),
    });
  }
  return all;
}

/** The same of an archive that harvests the portals once, in good health, by the files that the daemon has. */
export async function truthOf(
  configs: readonly SimulatedPortalConfig[],
  settings: Settings,
  folder: string,
): Promise<Map<string, Held>> {
  const editions = loadEditions();
  const archive = await openArchive({
    path: join(folder, 'truth.sqlite'),
    indicators: indicatorColumns(editions),
  });
  const deriver = newDeriver(editions);
  try {
    const { outcome, portals: done } = await harvest({
      archive,
      editions,
      deriver,
      settings,
      portals: configs.map((config, i) => parsePortal(config, `portal-${i}`, settings)),
      years: YEARS,
    });
    if (outcome !== 'done')
      throw new Error(
        `the harvest of the truth ended ${outcome}: ${done.flatMap(({ problems }) => problems)}`,
      );
    return await published(archive);
  } finally {
    await deriver.close();
    await archive.close();
  }
}

/**
 * Reports that are published and not held, held and not published, or held otherwise than the address that speaks for
 * them has them: in a figure, by what the portal put there, or in its text, by what a first harvest reads at that address.
 */
export function differences(
  held: ReadonlyMap<string, Held>,
  portals: readonly SimulatedPortal[],
  fresh: ReadonlyMap<string, Held>,
): string[] {
  const online = portals.flatMap((portal) => {
    const { region } = portal.portalConfig('hanweb-jpage');
    return portal.truth().map((one) => ({ ...one, name: nameOf(region, one) }));
  });
  const names = [...new Set([...held.keys(), ...fresh.keys(), ...online.map(({ name }) => name)])].sort();
  return names.filter((name) => {
    const one = held.get(name);
    const address = online.find(({ url }) => url === one?.source);
    if (one === undefined || address?.name !== name) return true;
    const isRead = Object.entries(address.figures).every(([indicator, value]) => {
      const figure = one.figures.get(indicator) ?? null;
      return figure === (typeof value === 'number' ? value : null);
    });
    const first = fresh.get(name);
    return !isRead || (first?.source === one.source && first.content !== one.content);
  });
}
