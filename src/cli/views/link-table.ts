import type { ReportLink } from '../../../crawlers/contract.js';
import { listTable } from '../table.js';

/** Report links as a table. */
export function linkTable(links: readonly ReportLink[]): string {
  const rows = links.map((link) => [String(link.year ?? '?'), link.agency ?? '', link.title ?? '', link.url]);
  return listTable(['YEAR', 'AGENCY', 'TITLE', 'URL'], rows);
}
