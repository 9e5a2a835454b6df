/**
 * Checks that fail today, by kind. Their tests have to fail: whoever makes one pass takes it off, or the test complains.
 */
import type { Check } from './checks.js';

export const AWAITED: Readonly<Record<string, readonly Check[]>> = {
  'jpage-get': ['taken', 'whole'],
  'meta-refresh': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again', 'cut nowhere'],
};
