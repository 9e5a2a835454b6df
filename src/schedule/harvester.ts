import { join } from 'node:path';
import type { Archive, ArchiveTotals, HarvestResult, PortalStart } from '../../storage/contract/archive.js';
import type { PortalConfig } from '../config/portal/portal.js';
import type { Settings } from '../config/settings/settings.js';
import { expectedFrom } from '../harvest/nights/cross-year.js';
import { NotedPacer } from '../harvest/run/noted-pacer.js';
import type { HarvestListener, HarvestOptions } from '../harvest/run/options.js';
import { runNight } from '../harvest/run/run-night.js';
import { writeArchive } from '../harvest/write-archive.js';
import type { Editions } from '../report/edition/editions.js';

/** One night's work. */
export interface NightPlan {
  readonly settings: Settings;
  /** Those whose night it is. */
  readonly portals: readonly PortalConfig[];
  /** All that are harvested at any time: an unfinished run may have others. */
  readonly known: readonly PortalConfig[];
  readonly years: readonly number[];
  /** When portals begin, by id; those that are not named, at once. */
  readonly beginAt: ReadonlyMap<string, Date>;
  readonly signal: AbortSignal;
  readonly listener: HarvestListener;
  /** Called whenever a request is about to be made. */
  readonly onRequest: () => void;
}

/** What the daemon needs of the archive and the harvest; tests of the schedule put their own in its place. */
export interface Harvester {
  /** Makes sure that the archive can be written; brings it up to date. @throws ArchiveError */
  check(): Promise<void>;
  runsSince(since: Date): Promise<readonly PortalStart[]>;
  totals(): Promise<ArchiveTotals>;
  /**
   * One run, or the rest of one that was killed or stopped.
   * @throws ArchiveError `locked` while another process harvests; what the harvest throws
   */
  harvest(plan: NightPlan): Promise<HarvestResult>;
}

/** Opens the archive for each piece of work and closes it again: between two nights nothing is held. */
export class ArchiveHarvester implements Harvester {
  readonly #home: string;
  readonly #editions: Editions;
  readonly #now: () => Date;
  readonly #crawl: HarvestOptions['crawl'];
  /** One for all runs: a host that asked for peace has it in the next run, too. */
  readonly #pacer = new NotedPacer();

  constructor(home: string, editions: Editions, now: () => Date, crawl?: HarvestOptions['crawl']) {
    this.#home = home;
    this.#editions = editions;
    this.#now = now;
    this.#crawl = crawl;
  }

  check(): Promise<void> {
    return this.#open(async () => undefined);
  }

  runsSince(since: Date): Promise<readonly PortalStart[]> {
    return this.#open((archive) => archive.runsSince(since));
  }

  totals(): Promise<ArchiveTotals> {
    return this.#open((archive) => archive.totals());
  }

  harvest(plan: NightPlan): Promise<HarvestResult> {
    this.#pacer.note = plan.onRequest;
    const { settings, portals, known, years, signal, listener, beginAt } = plan;
    return this.#open((archive) =>
      runNight({
        archive,
        home: this.#home,
        resume: { unfinished: 'due', known },
        editions: this.#editions,
        settings,
        portals,
        years,
        signal,
        listener,
        beginAt,
        now: this.#now,
        expected: expectedFrom(known),
        crawl: { pacer: this.#pacer, ...this.#crawl },
      }),
    );
  }

  #open<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
    const path = join(this.#home, 'archive.sqlite');
    return writeArchive({ path, editions: this.#editions }, work);
  }
}
