import type { Archive, ReportSummary } from '../../storage/contract/archive.js';
import { deadlineOf } from '../checks/deadline.js';
import type { PortalConfig } from '../config/portal/portal.js';
import { codesOf } from '../divisions/divisions.js';
import { groupBy } from '../group-by.js';
import { type Editions, editionInForce } from '../report/edition/editions.js';
import { canonicalAgency } from '../text/agency-names.js';
import { type CoverageCell, coverage, type KnownReport, type UnreadReport } from './coverage.js';

export interface CoverageQuery {
  readonly portals: readonly Pick<PortalConfig, 'id' | 'region' | 'agencies'>[];
  /** Report years, ascending. */
  readonly years: readonly number[];
  /** When the question is asked: decides what is due. */
  readonly at: Date;
  readonly editions: Editions;
}

/** The ledger of the portals, as the archive has it; portals in their order. */
export async function readCoverage(archive: Archive, query: CoverageQuery): Promise<readonly CoverageCell[]> {
  const { portals, years, at, editions } = query;
  const reports: KnownReport[] = [];
  for (const summary of await archive.reports({})) reports.push(await withFirstDate(archive, summary));
  const byPortal = groupBy(reports, ({ portal }) => portal ?? '');
  const byRegion = groupBy(reports, ({ report }) => report.region);
  const cells: CoverageCell[] = [];
  for (const portal of portals) {
    const looked = await archive.lookedFor(portal.id);
    cells.push(
      ...coverage({
        portal,
        years,
        at,
        lookedAt: (year) => looked.get(year),
        reports: [
          ...new Set([
            ...(byPortal.get(portal.id) ?? []),
            ...codesOf(portal.region).flatMap((code) => byRegion.get(code) ?? []),
          ]),
        ],
        unread: await unreadReports(archive, portal),
        hasForm: (year) => editionInForce(editions.all, year) !== undefined,
      }),
    );
  }
  return cells;
}

/** A page that was published anew may give the later date; what counts is the first. */
async function withFirstDate(archive: Archive, summary: ReportSummary): Promise<KnownReport> {
  const { report, published, versions } = summary;
  if (versions === 1 || (published !== null && published <= deadlineOf(report.year, report.kind)))
    return summary;
  const first = (await archive.version(report, 1))?.published ?? null;
  return first === null || (published !== null && published <= first)
    ? summary
    : { ...summary, published: first };
}

async function unreadReports(
  archive: Archive,
  portal: CoverageQuery['portals'][number],
): Promise<readonly UnreadReport[]> {
  return (await archive.unreadSources(portal.id)).flatMap(({ source, capture }) => {
    const { agency, year } = source.listing;
    if (agency === undefined || year === undefined) return [];
    const reason = capture.reason ?? 'no report could be read in it';
    return [{ agency: canonicalAgency(agency, portal.agencies), year, url: source.url, reason }];
  });
}
