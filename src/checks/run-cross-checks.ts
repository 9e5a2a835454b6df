import { aggregate } from './aggregate.js';
import { carry } from './carry.js';
import type { CheckResult } from './check.js';
import type { Comparison, CrossCheck, CrossContext } from './cross-check.js';
import { outlier } from './outlier.js';
import { stock } from './stock.js';

/** Every check that needs more than one report. A new one is one entry here. */
export const CROSS_CHECKS: readonly CrossCheck[] = [stock, carry, outlier, aggregate];

export interface CrossCheckResult extends CheckResult {
  readonly compares: Comparison;
}

/** Runs every check on a report among others, in the order of CROSS_CHECKS. */
export function runCrossChecks(context: CrossContext): readonly CrossCheckResult[] {
  return CROSS_CHECKS.flatMap(({ compares, run }) => run(context).map((result) => ({ ...result, compares })));
}
