import { type CheckResult, termOf } from './check.js';
import { type CrossCheck, type CrossContext, cannotTell } from './cross-check.js';
import { judgeEquation } from './equation.js';

/** What one year carries over to the next arrives there: 结转下年度继续办理 of the year before is 上年结转 of this one. */
export const carry: CrossCheck = {
  id: 'crossyear.carry',
  compares: 'year_before',
  run(context) {
    const table = context.edition.tables.find((candidate) => candidate.id === 'requests');
    if (table === undefined || table.layout === 'blocks') return [];
    return table.columns.map((column) => judgeCarry(column.id, context));
  },
};

function judgeCarry(applicant: string, { year, now, before }: CrossContext): CheckResult {
  const arrives = `requests.carried_in.${applicant}`;
  const leaves = `requests.carried_out.${applicant}`;
  const base = {
    rule: `crossyear.carry.${applicant}`,
    severity: 'error' as const,
    indicators: [arrives, leaves],
  };
  if (before === null)
    return cannotTell(base.rule, base.indicators, `no report of ${year - 1} to compare with`);
  const [into, out] = [termOf(now, arrives), termOf(before, leaves)];
  return judgeEquation(
    base,
    [into],
    [out],
    (sign) => `${into.value} carried into ${year} ${sign} ${out.value} carried out of ${year - 1}`,
  );
}
