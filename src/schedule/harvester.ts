import { join } from 'node:path';
import { Pacer } from '../../crawlers/fetch/pace.js';
import type {
  Archive,
  ArchiveTotals,
  HarvestResult,
  PortalStart,
  UnfinishedRun,
} from '../../storage/contract/archive.js';
import { acquireHarvestLock, openArchive } from '../../storage/index.js';
import type { PortalConfig } from '../config/portal/portal.js';
import type { Settings } from '../config/settings/settings.js';
import { newDeriver } from '../harvest/derive/derive-pool.js';
import { indicatorColumns } from '../harvest/derive/indicator-columns.js';
import { expectedFrom } from '../harvest/nights/cross-year.js';
import { harvest, isResumable } from '../harvest/run/harvest.js';
import type { HarvestListener, HarvestOptions } from '../harvest/run/options.js';
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
    return this.#open(async (archive) => {
      const lock = await acquireHarvestLock(this.#home, this.#now());
      const deriver = newDeriver(this.#editions);
      this.#pacer.note = plan.onRequest;
      try {
        const resumed = resumable(await archive.unfinishedRun(), plan, this.#now());
        const { settings, years, signal, listener, beginAt } = plan;
        return await harvest({
          archive,
          editions: this.#editions,
          deriver,
          settings,
          years,
          signal,
          listener,
          beginAt,
          now: this.#now,
          portals: plan.portals,
          expected: expectedFrom(plan.known),
          crawl: { pacer: this.#pacer, ...this.#crawl },
          ...resumed,
        });
      } finally {
        await deriver.close();
        await lock.release();
      }
    });
  }

  async #open<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
    const archive = await openArchive({
      path: join(this.#home, 'archive.sqlite'),
      indicators: indicatorColumns(this.#editions),
    });
    try {
      return await work(archive);
    } finally {
      await archive.close();
    }
  }
}

/**
 * The unfinished run is gone on with where it still has one of tonight's portals to do, and all of its portals are
 * still harvested: a manual harvest of some other portal, stopped on purpose, is left alone.
 */
function resumable(
  unfinished: UnfinishedRun | null,
  { known, portals: tonight, years, settings }: NightPlan,
  now: Date,
): Pick<HarvestOptions, 'portals' | 'resume'> | null {
  if (unfinished === null) return null;
  const portals = known.filter(({ id }) => unfinished.scope.portals.includes(id));
  const done = new Set(unfinished.finished.map(({ portal }) => portal));
  const isTonight = tonight.some(({ id }) => unfinished.scope.portals.includes(id) && !done.has(id));
  return isTonight && isResumable(unfinished, { portals, years }, settings, now)
    ? { portals, resume: unfinished }
    : null;
}

/** Says when a request begins: a long list is progress, too. */
class NotedPacer extends Pacer {
  note: () => void = () => undefined;

  override async acquire(...args: Parameters<Pacer['acquire']>): ReturnType<Pacer['acquire']> {
    const release = await super.acquire(...args);
    this.note();
    return release;
  }
}
