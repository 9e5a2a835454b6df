/** Pages that somebody saved of a live site, as a replay looks them up. */
import type { TransportAnswer, TransportRequest } from '../fetch/transport.js';

/** A set of saved pages. */
export interface SavedPages {
  /** Number of pages in the set. */
  readonly size: number;
  /** What of the set could not be read, one line each. */
  readonly problems: readonly string[];
  /** The page that was saved of this request; null where there is none. The same page is the same object. */
  find(request: TransportRequest): TransportAnswer | null;
}

/** Several sets as one; the first that has a page gives it. */
export function together(sets: readonly SavedPages[]): SavedPages {
  return {
    size: sets.reduce((sum, { size }) => sum + size, 0),
    problems: sets.flatMap(({ problems }) => problems),
    find: (request) => sets.reduce<TransportAnswer | null>((found, set) => found ?? set.find(request), null),
  };
}
