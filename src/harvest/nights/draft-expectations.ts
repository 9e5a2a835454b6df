/** Drafts what a portal should have from what it has had. */

import type { Archive, ReportKey, SourceState } from '../../../storage/contract/archive.js';
import type { PortalConfig, PortalExpectations } from '../../config/portal/portal.js';
import { defined } from '../../defined.js';
import { NianbaoError } from '../../errors.js';
import type { Report } from '../../report/model.js';
import { heldReports } from '../deposit/held-reports.js';
import type { Deriver } from '../derive/deriver.js';
import { isDue, percent, readableShare } from './expectations.js';

export interface DraftInput {
  readonly archive: Archive;
  readonly deriver: Deriver;
  readonly portal: Pick<PortalConfig, 'id' | 'agencies'>;
  /** Decides which years are all due. */
  readonly at: Date;
}

export interface DraftedExpectations {
  readonly expect: PortalExpectations;
  /** What each number was drawn from, one line each; and the whole. */
  readonly because: Readonly<Partial<Record<keyof PortalExpectations, string>>>;
  readonly from: string;
}

/** The last so many years are looked at. */
const YEARS = 5;
/** A year with fewer agencies than this share of the fullest year's is one in which the portal had not begun. */
const FULL = 0.5;
/** Percent of what was seen that a minimum asks for, and that a maximum allows. */
const LEAST = 90;
const MOST = 110;

/**
 * Drafts expectations: 90 % of the fewest agencies in a year, 110 % of the most reports, 90 % of the least readable
 * report. What is held back for its reading counts too: whoever writes the draft accepts it.
 * @throws NianbaoError `no_history` where the archive has no report of the portal
 */
export async function draftExpectations(input: DraftInput): Promise<DraftedExpectations> {
  const { archive, portal, at } = input;
  const years = yearsOf(await archive.knownSources(portal.id));
  if (years.length === 0) {
    throw new NianbaoError('no_history', `the archive has no report of portal ${portal.id} to draft from`, {
      hint: `run \`nianbao harvest ${portal.id}\` first`,
    });
  }
  const full = fullYears(years.filter(({ year }) => isDue(year, at)));
  const firstYear = full[0]?.year;
  const counted = years.filter(({ year }) => firstYear === undefined || year >= firstYear);
  const fewest = [...full].sort((a, b) => a.agencies - b.agencies)[0];
  const most = [...counted].sort((a, b) => b.reports - a.reports)[0];
  const least = await leastReadable(input, firstYear ?? 0);
  const span = `${counted[0]?.year} to ${counted.at(-1)?.year}`;
  return {
    expect: defined({
      firstYear,
      minAgencies: fewest && Math.max(1, Math.floor((fewest.agencies * LEAST) / 100)),
      maxReportsPerYear: most && Math.ceil((most.reports * MOST) / 100),
      minReadable: least === null ? undefined : Math.floor(least.share * LEAST) / 100,
    }),
    because: defined({
      firstYear: firstYear === undefined ? undefined : 'from then on the lists were full',
      minAgencies: fewest && `${LEAST} % of the fewest, ${fewest.agencies} for ${fewest.year}`,
      maxReportsPerYear: most && `${MOST} % of the most, ${most.reports} for ${most.year}`,
      minReadable: least === null ? undefined : `${LEAST} % of the least, ${least.name}`,
    }),
    from: `${counted.reduce((sum, { reports }) => sum + reports, 0)} pages of reports for ${span}`,
  };
}

interface YearCount {
  readonly year: number;
  readonly agencies: number;
  /** Pages: two addresses of one report are two entries of the lists. */
  readonly reports: number;
}

/** What the portal publishes for each year, by its pages that were last found; years ascending. */
function yearsOf(sources: readonly SourceState[]): readonly YearCount[] {
  const byYear = new Map<number, ReportKey[]>();
  for (const { kind, goneNights, report } of sources) {
    if (report === null || kind !== 'page' || goneNights > 0) continue;
    byYear.set(report.year, [...(byYear.get(report.year) ?? []), report]);
  }
  return [...byYear]
    .map(([year, reports]) => ({
      year,
      agencies: new Set(reports.map(({ agency }) => agency)).size,
      reports: reports.length,
    }))
    .sort((a, b) => a.year - b.year);
}

/** The last years without a gap in which the portal had begun, ascending. */
function fullYears(due: readonly YearCount[]): readonly YearCount[] {
  const most = Math.max(0, ...due.map(({ agencies }) => agencies));
  const full: YearCount[] = [];
  for (const one of [...due].reverse()) {
    const next = full[0]?.year ?? one.year + 1;
    if (one.agencies < most * FULL || one.year !== next - 1 || full.length === YEARS) break;
    full.unshift(one);
  }
  return full;
}

/** The report with the lowest readable share; null where none has the form's tables. */
async function leastReadable(
  { archive, deriver, portal }: DraftInput,
  firstYear: number,
): Promise<{ readonly share: number; readonly name: string } | null> {
  let least: { share: number; name: string } | null = null;
  const look = (report: Pick<Report, 'edition' | 'figures' | 'agency' | 'year'>, word: string): void => {
    const share = readableShare(report);
    if (share === null || share >= (least?.share ?? Number.POSITIVE_INFINITY)) return;
    least = { share, name: `${percent(share)} of ${report.agency ?? '?'} ${report.year ?? '?'}${word}` };
  };
  for (const { report, versions } of await archive.reports({ portal: portal.id })) {
    const version = report.year < firstYear ? null : await archive.version(report, versions);
    if (version !== null) look({ ...version, ...report }, '');
  }
  for await (const { cause, judged } of heldReports(archive, deriver, () => portal.agencies, portal.id)) {
    if (cause === 'reading' && 'derived' in judged) look(judged.derived.report, ', which is held back');
  }
  return least;
}
