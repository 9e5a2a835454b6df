/** What the fuzz test and its worker tell each other. */
import type { Truth } from './truth.js';

/** A file after an accident. */
export interface FuzzCase {
  readonly format: string;
  readonly mutation: string;
  readonly bytes: Uint8Array;
  /** What the tables state, where that is known. */
  readonly truth: Truth | null;
}

export interface FuzzTask {
  readonly seed: number;
  /** The cases to run; each follows from the seed and its number alone. */
  readonly numbers: readonly number[];
  /** Whole files of every format, for accidents to their bytes. */
  readonly files: readonly { readonly format: string; readonly bytes: Uint8Array }[];
  /** The first cases, of formats that take another program to write. */
  readonly prepared: readonly FuzzCase[];
}

export type FuzzMessage =
  | { readonly number: number; readonly skipped: true }
  | { readonly number: number; readonly started: Pick<FuzzCase, 'format' | 'mutation'> }
  | { readonly number: number; readonly faults: readonly string[] }
  | { readonly done: true };
