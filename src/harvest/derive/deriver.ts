import type { Editions } from '../../report/edition/editions.js';
import { type Derived, type DeriveOptions, derive } from './derive.js';

/** Derives reports from bytes, here or in other threads. */
export interface Deriver {
  /** The form's editions that it derives by. */
  readonly editions: Editions;
  /** @throws DocumentError where no reader can make a document of the bytes, or not in time */
  derive(bytes: Uint8Array, options?: DeriveOptions): Promise<Derived>;
  /** Ends its threads; what is under way fails. */
  close(): Promise<void>;
}

/** Derives in this thread, one at a time. */
export function inlineDeriver(editions: Editions): Deriver {
  return {
    editions,
    derive: (bytes, options) => derive(bytes, editions, options),
    close: () => Promise.resolve(),
  };
}
