import { LIST_FAULTS } from '../../src/simulation/pages/list-view.js';
import { ANSWERED_FAULTS, type FaultKind, TRANSPORT_FAULTS } from '../../src/simulation/server/faults.js';

/** Those that only take their time would make a soak of hours. */
const SLOW: ReadonlySet<FaultKind> = new Set(['slow', 'slow-drip', 'wrong-length', 'gzip-bomb']);

/** What may befall a portal for a night. */
export const FAULT_KINDS_OF_NIGHTS: readonly FaultKind[] = [
  ...ANSWERED_FAULTS,
  ...TRANSPORT_FAULTS,
  ...LIST_FAULTS,
].filter((kind) => !SLOW.has(kind));
