/** The messages between a derive pool and its threads. */
import type { DocumentCode } from '../../error-codes.js';
import type { Editions } from '../../report/edition/editions.js';
import type { ReportHints } from '../../report/model.js';
import type { Derived, DeriveOptions } from './derive.js';

export interface WorkerSettings {
  /** As the process has loaded them: copying them takes a tenth of the time that loading them takes. */
  readonly editions: Editions;
}

/** The agencies whose names are looked for. */
export type Agencies = NonNullable<ReportHints['agencies']>;

export interface DeriveTask {
  readonly bytes: Uint8Array;
  /** Without the agencies of its hints. */
  readonly options: DeriveOptions;
  /**
   * The agencies of its hints: those of the thread's task before, or others, or none. With thousands of portals, to copy them
   * for every document would take longer than to read it.
   */
  readonly agencies: 'as before' | Agencies | null;
}

export type DeriveAnswer =
  | { readonly derived: Derived }
  | { readonly isAtWork: true }
  | {
      readonly refusal: {
        readonly code: DocumentCode;
        readonly message: string;
        readonly hint: string | null;
      };
    };
