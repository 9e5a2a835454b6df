import type { HarvestResult } from '../harvest/harvest.js';

/**
 * Who is told what the daemon's runs brought. The daemon waits for each call, and an error of one is logged and
 * never ends it; a call that is cut off by a kill may come again after the restart, so each must be safe to repeat.
 */
export interface Notices {
  /** After every run, also after one that was taken up from an earlier process and one that was stopped. */
  runEnded(run: number, result: HarvestResult): Promise<void>;
  /** Sends what is still to be sent: after runs, at the start, and every few minutes. */
  deliver(now: Date): Promise<void>;
  /** Once a day, at the first look at the clock after 09:00 in the zone of `schedule`. */
  nightly(now: Date): Promise<void>;
}

export const NO_NOTICES: Notices = {
  runEnded: async () => undefined,
  deliver: async () => undefined,
  nightly: async () => undefined,
};
