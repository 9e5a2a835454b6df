/** Which text was judged, and how. */
import type { Verdict } from './judge.js';

/** Which text, of all that there may be. */
export interface TextId {
  readonly kind: string;
  readonly seed: number;
}

export interface Judgement {
  readonly id: TextId;
  readonly verdict: Verdict;
  /** The kinds that are in it: several of a mixture. */
  readonly of: readonly string[];
  readonly bytes: Uint8Array;
}
