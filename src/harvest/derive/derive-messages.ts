/** The messages between a derive pool and its threads. */
import type { DocumentCode } from '../../error-codes.js';
import type { Derived, DeriveOptions } from './derive.js';

export interface WorkerSettings {
  /** The configuration folder, with the form's editions. */
  readonly folder: string;
}

export interface DeriveTask {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly options: DeriveOptions;
}

export type DeriveAnswer =
  | { readonly id: number; readonly derived: Derived }
  | { readonly id: number; readonly isAtWork: true }
  | {
      readonly id: number;
      readonly refusal: {
        readonly code: DocumentCode;
        readonly message: string;
        readonly hint: string | null;
      };
    };
