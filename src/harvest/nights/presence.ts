import type {
  Absence,
  Archive,
  NightReason,
  ReportKey,
  SourceState,
  Standing,
} from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import {
  leavesNothing,
  type MassDisappearance,
  nightOf,
  type Sighting,
  vanishingSources,
  type Watched,
} from '../../changes/presence.js';
import type { SourceBook } from './source-book.js';

export interface SettleInput {
  readonly run: RunId;
  /** When the run began: decides which night it was. */
  readonly at: Date;
  /** The portal's sources, as they are after the night. */
  readonly known: readonly SourceState[];
  /** The reports whose main source, on the portal, stands for another report by now, or for none. */
  readonly strays: readonly Standing[];
  readonly years: readonly number[];
  readonly book: SourceBook;
}

interface PresenceOptions {
  /** Separate nights after which a report counts as withdrawn. */
  readonly nights: number;
  readonly mass: MassDisappearance;
}

/** A source that is watched for a report, which it may show no more. */
type WatchedReport = Watched & { readonly key: ReportKey };

/** Collects which sources of a portal were found in a night, and records at its end which are gone. */
export class Presence {
  readonly #archive: Archive;
  readonly #options: PresenceOptions;
  readonly #sightings = new Map<string, Sighting>();

  constructor(archive: Archive, options: PresenceOptions) {
    this.#archive = archive;
    this.#options = options;
  }

  see(url: string, sighting: Sighting): void {
    this.#sightings.set(url, sighting);
  }

  /** What the run showed of a source. */
  sightingOf({ url }: Pick<SourceState, 'url'>): Sighting {
    return this.#sightings.get(url) ?? 'unclear';
  }

  /** Records the night's absences in one transaction. */
  async settle(input: SettleInput): Promise<{ readonly problem: string | null; readonly withdrawn: number }> {
    const { at, run, book } = input;
    const watched = this.#watched(input);
    const night = nightOf(at);
    const { nights, mass } = this.#options;
    const { vanishing, problem } = vanishingSources(watched, {
      night,
      complete: book.isComplete,
      nights,
      mass,
    });
    const tonight = new Map(vanishing.map((one) => [idOf(one), one]));
    const keys = new Map(watched.map(({ report, key }) => [report, key]));
    const absences: Absence[] = [];
    const told = new Set<string>();
    for (const { url, report, reason, isDue } of vanishing) {
      const key = keys.get(report);
      if (key === undefined) continue;
      const withdraws = isDue && !told.has(report) && (await this.#isLast(key, report, night, tonight));
      if (withdraws) told.add(report);
      absences.push({ url, report: key, night, reason, withdraws });
    }
    if (absences.length > 0) await this.#archive.recordAbsences(run, at, absences);
    return { problem, withdrawn: told.size };
  }

  #watched({ known, strays, years, book }: SettleInput): readonly WatchedReport[] {
    const standing = known.flatMap((source): WatchedReport[] => {
      if (source.kind === 'file' || source.report === null) return [];
      const { url, report, absentNights, goneNights } = source;
      const sighting = this.sightingOf(source);
      return [
        {
          url,
          report: nameOf(report),
          key: report,
          absentNights,
          goneNights,
          sighting,
          isListed: book.isListed(url),
        },
      ];
    });
    const left = strays.flatMap(({ report, main, mainAbsences }): WatchedReport[] => {
      if (main.kind === 'file') return [];
      const seen = this.sightingOf(main);
      const isOther = seen === 'found' && main.report !== null;
      return [
        {
          url: main.url,
          report: nameOf(report),
          key: report,
          absentNights: mainAbsences,
          goneNights: mainAbsences.length,
          sighting: isOther ? 'other' : seen,
          isListed: book.isListed(main.url),
        },
      ];
    });
    return [...standing, ...left].filter(({ key }) => years.includes(key.year));
  }

  /** Is nothing left of the report? */
  async #isLast(
    key: ReportKey,
    report: string,
    night: string,
    tonight: ReadonlyMap<string, { readonly reason: NightReason }>,
  ): Promise<boolean> {
    const standing = await this.#archive.standing(key);
    if (standing === null || standing.withdrawnAt !== null) return false;
    const { main, mainAbsences, sources } = standing;
    const isLeft = !sources.some(({ url }) => url === main.url);
    const left = { ...main, absentNights: mainAbsences, goneNights: mainAbsences.length, holdsReport: true };
    const all = [...sources, ...(isLeft ? [left] : [])];
    return leavesNothing(
      // a page that only leads to the report's file is nothing without it
      all
        .filter(({ holdsReport }) => holdsReport)
        .map(({ url, kind, absentNights, goneNights }) => {
          const reason = tonight.get(idOf({ url, report }))?.reason ?? 'still_listed';
          const isMissed = reason !== 'still_listed' && !absentNights.includes(night);
          return { isFile: kind === 'file', nights: goneNights + (isMissed ? 1 : 0) };
        }),
      this.#options.nights,
    );
  }
}

const nameOf = (report: ReportKey): string =>
  JSON.stringify([report.region, report.agency, report.year, report.kind]);
const idOf = ({ url, report }: { readonly url: string; readonly report: string }): string =>
  `${url}\n${report}`;
