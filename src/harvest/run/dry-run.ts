import { type CrawlSummary, crawlPortal } from '../../../crawlers/crawl/engine.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { defined } from '../../defined.js';
import type { HarvestOptions } from './options.js';

/** Reads a portal's lists as a harvest would, fetches no report, and touches no archive. */
export function readLists(
  portal: PortalConfig,
  { settings, years, signal }: Pick<HarvestOptions, 'settings' | 'years' | 'signal'>,
): Promise<CrawlSummary> {
  return crawlPortal(
    portal,
    { settings, scope: { years }, dryRun: true, ...defined({ signal }) },
    { conditions: async () => null, onReport: async () => undefined },
  );
}
