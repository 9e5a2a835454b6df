import type { Absence, SourceState } from '../../storage/contract/archive.js';
import { shanghaiDay } from '../text/dates.js';

/**
 * What a night said of a source that stands for a report.
 * - found: it shows the report
 * - gone: 404 or 410
 * - silent: it answers, but not with the report: a page that says it is not there, or some other page
 * - unclear: it failed, was blocked or off limits, or was not asked; says nothing either way
 */
export type Sighting = 'found' | 'gone' | 'silent' | 'unclear';

/** A source, as the archive knew it before the night, and what the night showed of it. */
export interface Watched {
  readonly source: SourceState;
  readonly sighting: Sighting;
  /** Does a list still name it? */
  readonly isListed: boolean;
}

export interface NightOptions {
  /** As `nightOf` says. */
  readonly night: string;
  /** Were the portal's lists read to their end? */
  readonly complete: boolean;
  /** Separate nights after which a report counts as withdrawn. */
  readonly nights: number;
}

/** A source that is gone on one more night; `isDue` says that the nights now suffice. */
interface Vanishing extends Omit<Absence, 'withdraws'> {
  readonly isDue: boolean;
}

export interface NightsWord {
  readonly vanishing: readonly Vanishing[];
  /** Why the night does not count, or null. */
  readonly problem: string | null;
}

const HALF_A_DAY = 12 * 3_600_000;
/** From so many reports on, more gone than found is the portal's fault and not a withdrawal. */
const MANY = 5;

/** The night an instant belongs to, noon to noon in Shanghai, by the date on which it began: YYYY-MM-DD. */
export function nightOf(at: Date): string {
  return shanghaiDay(new Date(at.getTime() - HALF_A_DAY));
}

/**
 * Which sources of a portal are gone on this night, for sure. A night counts only where the portal proves healthy:
 * - a 404 or 410 counts where other reports were found, or where the whole list no longer names the address;
 * - another answer without the report counts where, besides, the whole list no longer names the address;
 * - where many are gone at once, and more than were found, nothing counts: that is a broken portal.
 */
export function vanishingSources(watched: readonly Watched[], options: NightOptions): NightsWord {
  const found = watched.filter((w) => w.sighting === 'found').length;
  const gone = watched.filter((w) => isGone(w, found, options.complete));
  const fresh = gone.filter((w) => w.source.goneNights < options.nights);
  if (fresh.length >= MANY && fresh.length > found) {
    const problem = `${fresh.length} known reports are gone at once, and ${found} were found: taken for a fault of the portal, not for withdrawals`;
    return { vanishing: [], problem };
  }
  const vanishing = fresh.flatMap(({ source }): Vanishing[] => {
    if (source.goneNight === options.night) return [];
    const goneNights = source.goneNights + 1;
    return [{ url: source.url, goneNights, goneNight: options.night, isDue: goneNights >= options.nights }];
  });
  return { vanishing, problem: null };
}

function isGone({ sighting, isListed }: Watched, found: number, complete: boolean): boolean {
  if (sighting === 'gone') return found > 0 || (complete && !isListed);
  return sighting === 'silent' && found > 0 && complete && !isListed;
}

/**
 * Is a report withdrawn once this source of it is gone? Only if nothing else that was ever published of it is left:
 * a report that has moved, or that stands at two addresses, is still published.
 * @param sources all sources of the report, with this night's absences
 */
export function leavesNothing(
  sources: readonly Pick<SourceState, 'kind' | 'goneNights'>[],
  nights: number,
): boolean {
  return sources.every((source) => source.kind === 'file' || source.goneNights >= nights);
}
