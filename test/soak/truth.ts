import { join } from 'node:path';
import { parsePortal } from '../../src/config/portal/portal.js';
import type { Settings } from '../../src/config/settings/settings.js';
import { newDeriver } from '../../src/harvest/derive/derive-pool.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { YEARS } from './portals.js';

/** What an archive holds of the reports that are published: the digests of their latest versions, by report. */
export async function published(archive: Archive): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const { report, versions, withdrawnAt } of await archive.reports({})) {
    if (withdrawnAt !== null) continue;
    const version = await archive.version(report, versions);
    const { content = '', figures = '' } = version?.digests ?? {};
    all.set(`${report.region} ${report.agency} ${report.year} ${report.kind}`, `${content} ${figures}`);
  }
  return all;
}

/** The same of an archive that harvests the portals once, in good health. */
export async function truthOf(portals: readonly SimulatedPortal[], settings: Settings, folder: string) {
  const editions = loadEditions();
  const archive = await openArchive({
    path: join(folder, 'truth.sqlite'),
    indicators: indicatorColumns(editions),
  });
  const deriver = newDeriver(editions);
  try {
    const configs = portals.map((portal, i) =>
      parsePortal(portal.portalConfig('hanweb-jpage'), `portal-${i}`, settings),
    );
    const { outcome, portals: done } = await harvest({
      archive,
      editions,
      deriver,
      settings,
      portals: configs,
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

/** Reports that one map has and the other has not, or has otherwise. */
export function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const keys = [...new Set([...a.keys(), ...b.keys()])].sort();
  return keys.filter((key) => a.get(key) !== b.get(key));
}
