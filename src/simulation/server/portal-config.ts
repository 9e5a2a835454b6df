/** A simulated portal as an ordinary one: what its file in config/portals/ would say. */

import { defined } from '../../defined.js';
import type { ConfiguredColumn } from '../families/family.js';
import { familiesOf } from '../families/registry.js';
import type { Channel } from '../reports/report-data.js';
import type { Site } from './site.js';

interface ConfiguredAgency {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Only where the annual-report module has, or had, a report of the agency. */
  readonly code?: string;
}

/** The shape of config/portals/*.yaml, as far as a simulated portal needs it. */
export interface SimulatedPortalConfig {
  readonly name: string;
  readonly region: string;
  readonly baseUrl: string;
  readonly hosts: readonly string[];
  readonly allowPrivateAddresses: true;
  /** Seconds. */
  readonly pause: 0;
  readonly agencies: readonly ConfiguredAgency[];
  readonly columns: readonly ConfiguredColumn[];
}

/** The configuration that finds the reports of one family, or of all that the portal is of. */
export function portalConfig(site: Site, family: Channel | 'both'): SimulatedPortalConfig {
  const { settings, publications, baseUrl } = site;
  const wanted = (channel: Channel): boolean => family === 'both' || family === channel;
  const agencies = new Map<string, ConfiguredAgency>();
  for (const { report, channel, movedFrom } of publications.all()) {
    const byModule = channel === 'hanweb-annual-report' || movedFrom === 'hanweb-annual-report';
    if (!wanted(channel) && !(movedFrom !== null && wanted(movedFrom))) continue;
    const known = agencies.get(report.agency);
    const code = known?.code ?? (byModule && wanted('hanweb-annual-report') ? report.agencyCode : undefined);
    agencies.set(report.agency, {
      name: report.agency,
      aliases: known?.aliases ?? report.aliases ?? [],
      ...defined({ code }),
    });
  }
  const columns = familiesOf(site)
    .filter(({ id }) => wanted(id))
    .map((one) => one.configured(settings));
  return {
    name: settings.name,
    region: settings.region,
    baseUrl,
    hosts: [new URL(baseUrl).host],
    allowPrivateAddresses: true,
    pause: 0,
    agencies: [...agencies.values()],
    columns,
  };
}
