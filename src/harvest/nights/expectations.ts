/** What a portal should have, and whether a run found it: a broken minimum makes the run suspect. */
import type { ReportLink } from '../../../crawlers/contract.js';
import { deadlineOf } from '../../checks/deadline.js';
import type { PortalExpectations } from '../../config/portal/portal.js';
import type { Report } from '../../report/model.js';
import { shanghaiDay } from '../../text/dates.js';

/** Compares the lists that were read with what is expected of them. */
export interface ListsVerdict {
  /** In which years the minimum is broken, one line; null where it is not. */
  readonly suspicion: string | null;
  /** In which years the maximum is broken, one line; null where it is not. */
  readonly warning: string | null;
}

export interface ListsContext {
  /** Report years that the run looks for. */
  readonly years: readonly number[];
  /** When the run began. */
  readonly at: Date;
  /** By report year, how many agencies the archive knows from the portal, those whose reports are gone included. */
  readonly known: ReadonlyMap<number, number>;
}

/** A link as the lists have it; agency and year are null where neither the list nor the archive names them. */
export type ListedReport = Pick<ReportLink, 'url' | 'agency' | 'year' | 'speculative'>;

/**
 * Do the lists name as many agencies, and as few reports, as is expected? The minimum holds for each report year that
 * has met it before, by what the archive knows; a year that never did lacks reports, which is no fault of the portal.
 * Where the archive knows nothing of the portal yet, it holds for each year that the lists name and that is all due. A
 * link that names no agency counts as one of its own, a link without a year counts for every year: a doubt never makes a
 * run suspect.
 */
export function judgeLists(
  expect: PortalExpectations,
  links: readonly ListedReport[],
  { years, at, known }: ListsContext,
): ListsVerdict {
  const { minAgencies, maxReportsPerYear, firstYear = 0 } = expect;
  const few: string[] = [];
  const many: string[] = [];
  for (const year of years.filter((one) => one >= firstYear)) {
    const listed = links.filter((link) => link.year === year || link.year === null);
    const agencies = new Set(listed.map((link) => link.agency ?? link.url)).size;
    const hasMet = (least: number) =>
      known.size === 0 ? agencies > 0 && isDue(year, at) : (known.get(year) ?? 0) >= least;
    if (minAgencies !== undefined && agencies < minAgencies && hasMet(minAgencies))
      few.push(`${agencies} for ${year}`);
    // addresses that are only tried are no reports yet
    const reports = listed.filter((link) => link.year === year && link.speculative !== true).length;
    if (maxReportsPerYear !== undefined && reports > maxReportsPerYear) many.push(`${reports} for ${year}`);
  }
  return {
    suspicion: said('agencies', few, `at least ${minAgencies}`),
    warning: said('reports', many, `at most ${maxReportsPerYear}`),
  };
}

function said(what: string, years: readonly string[], expected: string): string | null {
  return years.length === 0 ? null : `${what} named by the lists: ${years.join(', ')}; expected: ${expected}`;
}

/** Are all reports of the year due, the aggregates included? */
export function isDue(year: number, at: Date): boolean {
  return shanghaiDay(at) > deadlineOf(year, 'aggregate');
}

/**
 * The readable share of a report's figures, 0 to 1: numbers, and cells that clearly hold none (blank, dash, 无). A cell
 * that is not there, or can't be told for sure, is not readable. null for a report without the form's tables: one of
 * before 2019, or a scan.
 */
export function readableShare({ edition, figures }: Pick<Report, 'edition' | 'figures'>): number | null {
  if (edition === null || figures.length === 0) return null;
  const unreadable = figures.filter(({ reason }) => reason === 'unreadable' || reason === 'absent').length;
  return 1 - unreadable / figures.length;
}

/** 0.9286 as 「92 %」: never rounded up to what was expected. */
export function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}
