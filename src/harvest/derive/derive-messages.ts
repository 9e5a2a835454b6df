/** The messages between a derive pool and its threads. */
import type { DocumentCode } from '../../error-codes.js';
import type { Derived, DeriveOptions } from './derive.js';

export interface WorkerSettings {
  /** The configuration folder, with the form's editions. */
  readonly folder: string;
}

export interface DeriveTask {
  readonly bytes: Uint8Array;
  readonly options: DeriveOptions;
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
