import type { Check } from './check.js';

/** A count is neither negative nor a fraction. The figure stays what the source says. */
export const cells: Check = {
  id: 'cell',
  run({ edition, figure }) {
    return (edition?.indicators ?? []).flatMap((indicator) => {
      const found = figure(indicator.id);
      if (found === undefined || found.value === null) return [];
      const at = { severity: 'error' as const, verdict: 'fail' as const, indicators: [indicator.id] };
      const text = `${indicator.zh}: ${found.value}`;
      const results = [];
      if (found.value < 0 && indicator.number !== 'signed') {
        results.push({ ...at, rule: 'cell.negative', message: `${text} is negative` });
      }
      if (!Number.isInteger(found.value) && indicator.number !== 'amount') {
        results.push({
          ...at,
          rule: 'cell.fraction',
          message: `${text} is a fraction where a count is asked`,
        });
      }
      return results;
    });
  },
};
