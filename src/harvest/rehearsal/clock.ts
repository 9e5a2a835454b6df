import type { Clock } from '../../../crawlers/fetch/pace.js';

/** A clock on which every wait is over at once: nobody has to be spared in a replay. */
export function impatientClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    elapsed: () => performance.now() + skipped,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      skipped += milliseconds;
    },
  };
}
