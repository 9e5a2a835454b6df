import type { ConfigError } from '../../../errors.js';
import type { Keys } from './draft.js';

/** A portal that a list names. */
export interface ListedPortal {
  readonly id: string;
  /** The list's file. */
  readonly file: string;
  /** Where in the file: `row 12`, `portals[3]`. */
  readonly where: string;
  /** What a file of its own would say. */
  readonly value: Keys;
  /** Does work with the value; a zod error becomes an error with its place in the list. @throws ConfigError */
  at<T>(work: () => T): T;
  /** An error about the portal as a whole. */
  fault(message: string, hint?: string): ConfigError;
}

export interface ReadList {
  readonly portals: readonly ListedPortal[];
  /** Entries that are no portal, one error each. */
  readonly faults: readonly ConfigError[];
}
