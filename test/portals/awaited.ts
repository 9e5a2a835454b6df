/**
 * Checks that fail today, by kind. Their tests have to fail: whoever makes one pass takes it off, or the test complains.
 */
import type { Check } from './checks.js';

export const AWAITED: Readonly<Record<string, readonly Check[]>> = {};
