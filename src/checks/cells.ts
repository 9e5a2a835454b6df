import type { Indicator } from '../report/edition/edition.js';
import type { Check, CheckResult } from './check.js';

/** A count is neither negative nor a fraction. The figure stays what the source says. */
export const cells: Check = {
  id: 'cell',
  run({ edition, figure }) {
    const results: CheckResult[] = [];
    for (const indicator of edition?.indicators ?? []) {
      const value = figure(indicator.id)?.value ?? null;
      if (value === null) continue;
      if (value < 0 && indicator.number !== 'signed') {
        results.push(fault('cell.negative', indicator, `${value} is negative`));
      }
      if (!Number.isInteger(value) && indicator.number !== 'amount') {
        results.push(fault('cell.fraction', indicator, `${value} is a fraction where a count is asked`));
      }
    }
    return results;
  },
};

function fault(rule: string, { id, zh }: Indicator, what: string): CheckResult {
  return { rule, severity: 'error', verdict: 'fail', indicators: [id], message: `${zh}: ${what}` };
}
