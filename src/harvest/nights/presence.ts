import type { Absence, Archive, SourceState } from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import { leavesNothing, nightOf, type Sighting, vanishingSources } from '../../changes/presence.js';
import type { SourceBook } from './source-book.js';

export interface SettleInput {
  readonly run: RunId;
  /** When the run began: decides which night it was. */
  readonly at: Date;
  /** The portal's sources, as they are after the night. */
  readonly known: readonly SourceState[];
  readonly years: readonly number[];
  readonly book: SourceBook;
}

/** Collects which sources of a portal were found in a night, and records at its end which are gone. */
export class Presence {
  readonly #archive: Archive;
  readonly #nights: number;
  readonly #sightings = new Map<string, Sighting>();

  /** @param nights separate nights after which a report counts as withdrawn */
  constructor(archive: Archive, nights: number) {
    this.#archive = archive;
    this.#nights = nights;
  }

  see(url: string, sighting: Sighting): void {
    this.#sightings.set(url, sighting);
  }

  /** Records the night's absences in one transaction. */
  async settle(input: SettleInput): Promise<{ readonly problem: string | null; readonly withdrawn: number }> {
    const { book, at, run, years } = input;
    const watched = input.known
      .filter(
        (source) => source.kind !== 'file' && source.report !== null && years.includes(source.report.year),
      )
      .map((source) => ({
        source,
        sighting: this.#sightings.get(source.url) ?? seenSince(source, at),
        isListed: book.isListed(source.url),
      }));
    const night = nightOf(at);
    const options = { night, complete: book.isComplete, nights: this.#nights };
    const { vanishing, problem } = vanishingSources(watched, options);
    const gone = new Map(vanishing.map((one) => [one.url, one.goneNights]));
    const due = new Set(vanishing.filter((one) => one.isDue).map((one) => one.url));
    const byUrl = new Map(input.known.map((source) => [source.url, source]));
    const absences: Absence[] = [];
    const told = new Set<string>();
    for (const { isDue, ...absence } of vanishing) {
      const source = byUrl.get(absence.url);
      const withdraws = isDue && source !== undefined && (await this.#isLast(source, gone, due, told));
      absences.push({ ...absence, withdraws });
    }
    if (absences.length > 0) await this.#archive.recordAbsences(run, at, absences);
    return { problem, withdrawn: absences.filter((absence) => absence.withdraws).length };
  }

  /** Is nothing left of the source's report? Reported once per report, for the first of its sources. */
  async #isLast(
    source: SourceState,
    gone: ReadonlyMap<string, number>,
    due: ReadonlySet<string>,
    told: Set<string>,
  ): Promise<boolean> {
    const { report } = source;
    if (report === null || source.withdrawnAt !== null) return false;
    const key = JSON.stringify(report);
    if (told.has(key)) return false;
    const sources = (await this.#archive.sources(report)).map((other) => ({
      kind: other.kind,
      goneNights: due.has(other.url) ? this.#nights : (gone.get(other.url) ?? other.goneNights),
    }));
    if (!leavesNothing(sources, this.#nights)) return false;
    told.add(key);
    return true;
  }
}

/** Of a source that an earlier process of the same run has visited. */
function seenSince(source: SourceState, startedAt: Date): Sighting {
  return source.lastSeen !== null && source.lastSeen >= startedAt ? 'found' : 'unclear';
}
