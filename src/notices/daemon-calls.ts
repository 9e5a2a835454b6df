import type { HarvestResult } from '../../storage/contract/archive.js';
import type { RunId } from '../../storage/contract/run-id.js';

/**
 * What the daemon calls so that people are told what its runs brought. It waits for each call, and an error of one is
 * logged and never ends it. A call that a kill cut off may come again.
 */
export interface Notices {
  /**
   * After every run, also after one that was taken up from an earlier process or was stopped: queues what rules want of
   * it, and of earlier runs that nobody got to; then writes the feed.
   */
  runEnded(run: RunId, result: HarvestResult): Promise<void>;
  /**
   * Once a day, at the first look at the clock after 09:00 in the zone of `schedule`: queues the portals that have
   * fallen silent, and runs that nobody got to.
   */
  nightly(now: Date): Promise<void>;
  /** After runs, at the start and every few minutes: sends what is due. */
  deliver(now: Date): Promise<void>;
}

/** Notifies nobody. */
export const NO_NOTICES: Notices = {
  runEnded: async () => undefined,
  deliver: async () => undefined,
  nightly: async () => undefined,
};
