import type { Notices } from '../notices/notices.js';

/**
 * Who is told what the daemon's runs brought. The daemon calls `runEnded` after every run, also after one that was taken
 * up from an earlier process or was stopped; `deliver` after runs, at the start and every few minutes; `nightly` once a
 * day, at the first look at the clock after 09:00 in the zone of `schedule`. It waits for each call, and an error of one
 * is logged and never ends it. A call that a kill cut off may come again.
 */
export type { Notices };

export const NO_NOTICES: Notices = {
  runEnded: async () => undefined,
  deliver: async () => undefined,
  nightly: async () => undefined,
};
