import type { NightReason } from '../../storage/contract/archive.js';
import { shanghaiDay } from '../text/dates.js';

/**
 * What a night said of a source that stands for a report.
 * - found: it shows the report
 * - gone: 404 or 410
 * - silent: it answers, but not with the report: a page that says it is not there, or some other page
 * - other: it shows another report
 * - unclear: it failed, was blocked or off limits, or was not asked; says nothing either way
 */
export type Sighting = 'found' | 'gone' | 'silent' | 'other' | 'unclear';

/** A source and a report that it showed, and what the night said of them. */
export interface Watched {
  readonly url: string;
  /** Names the report: sources of one report have the same. */
  readonly report: string;
  /** The nights before this one on which it did not show the report, and how many of them it was clearly gone. */
  readonly absentNights: readonly string[];
  readonly goneNights: number;
  readonly sighting: Sighting;
  /** Does a list still name it? */
  readonly isListed: boolean;
}

/** From how many reports on, and from which share of those that were looked for, a portal is at fault where all are gone at once. */
export interface MassDisappearance {
  readonly reports: number;
  /** 0 to 1. */
  readonly share: number;
}

export interface NightOptions {
  /** As `nightOf` says. */
  readonly night: string;
  /** Were the portal's lists read to their end? */
  readonly complete: boolean;
  /** Separate nights after which a report counts as withdrawn. */
  readonly nights: number;
  readonly mass: MassDisappearance;
}

/** A source that did not show its report on one more night; `isDue` says that the nights now suffice. */
interface Vanishing {
  readonly url: string;
  readonly report: string;
  readonly reason: NightReason;
  readonly isDue: boolean;
}

export interface NightsWord {
  readonly vanishing: readonly Vanishing[];
  /** Why the night does not count, or null. */
  readonly problem: string | null;
}

const HALF_A_DAY = 12 * 3_600_000;

/** The night an instant belongs to, noon to noon in Shanghai, by the date on which it began: YYYY-MM-DD. */
export function nightOf(at: Date): string {
  return shanghaiDay(new Date(at.getTime() - HALF_A_DAY));
}

/**
 * Which sources of a portal are gone on this night, for sure. A night counts once, and only where the portal proves
 * healthy:
 * - a 404 or 410 counts where other reports were found, or where the whole list no longer names the address;
 * - another answer without the report counts where other reports were found and the list is whole; while that still
 *   names the address, it is not clearly gone, and no night of these withdraws anything;
 * - another report at the address is a clear answer, and counts;
 * - where many reports are gone at once, by number and by share, nothing counts: that is a broken portal.
 */
export function vanishingSources(watched: readonly Watched[], options: NightOptions): NightsWord {
  const found = watched.filter((w) => w.sighting === 'found');
  const fresh = watched.flatMap((w) => {
    const reason = reasonOf(w, found.length, options.complete);
    const known = reason === 'still_listed' ? w.absentNights.length : w.goneNights;
    return reason === null || known >= options.nights ? [] : [{ ...w, reason }];
  });
  const problem = massProblem(fresh, found, options.mass);
  if (problem !== null) return { vanishing: [], problem };
  const vanishing = fresh
    .filter(({ absentNights }) => !absentNights.includes(options.night))
    .map(
      ({ url, report, reason, goneNights }): Vanishing => ({
        url,
        report,
        reason,
        isDue: reason !== 'still_listed' && goneNights + 1 >= options.nights,
      }),
    );
  return { vanishing, problem: null };
}

function reasonOf({ sighting, isListed }: Watched, found: number, complete: boolean): NightReason | null {
  switch (sighting) {
    case 'gone':
      return found > 0 || (complete && !isListed) ? 'gone' : null;
    case 'silent':
      return found === 0 || !complete ? null : isListed ? 'still_listed' : 'no_report';
    case 'other':
      return 'other_report';
    case 'found':
    case 'unclear':
      return null;
  }
}

function massProblem(
  fresh: readonly Watched[],
  found: readonly Watched[],
  mass: MassDisappearance,
): string | null {
  const there = new Set(found.map(({ report }) => report));
  const gone = new Set(fresh.map(({ report }) => report).filter((report) => !there.has(report)));
  const isMany = gone.size >= mass.reports && gone.size >= mass.share * (gone.size + there.size);
  if (!isMany) return null;
  return `${gone.size} known reports are gone at once, and ${there.size} were found: taken for a fault of the portal, not for withdrawals`;
}

/**
 * Is a report withdrawn once this source of it is gone? Only if nothing else that was ever published of it is left:
 * a report that has moved, or that stands at two addresses, is still published.
 * @param sources all sources of the report, with this night's absences
 */
export function leavesNothing(
  sources: readonly { readonly isFile: boolean; readonly nights: number }[],
  nights: number,
): boolean {
  return sources.every((source) => source.isFile || source.nights >= nights);
}
