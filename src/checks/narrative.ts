import { addUp, type Check, type CheckResult, termOf } from './check.js';

/** A claim in the prose equals the table, in one of the readings that its words allow. */
export const narrative: Check = {
  id: 'narrative',
  run(context) {
    return context.report.claims.flatMap((claim): CheckResult[] => {
      const readings = claim.readings.map((ids) => ids.map((id) => termOf(context, id)));
      if (readings.some((terms) => terms.some((t) => context.figure(t.id) === undefined))) return []; // not of the tables
      const sums = readings.map((terms) => (terms.some((t) => t.value === null) ? null : addUp(terms)));
      const base = {
        rule: `narrative.${claim.indicator}`,
        severity: 'error' as const,
        indicators: [...new Set(claim.readings.flat())],
      };
      const said = `「${claim.text}」 says ${claim.value}, the table ${sums[0] ?? 'nothing'}`;
      if (sums.includes(claim.value)) return [{ ...base, verdict: 'pass', message: said }];
      const unsure = sums.includes(null) || readings.some((terms) => terms.some((t) => t.blank));
      return [{ ...base, verdict: unsure ? 'undetermined' : 'fail', message: said }];
    });
  },
};
