import { type CheckResult, termOf } from './check.js';
import { type CrossCheck, type CrossContext, cannotTell } from './cross-check.js';
import { judgeEquation } from './equation.js';

const RULE = 'proactive.stock';

/**
 * Rules and normative documents: 现行有效件数 is that of the year before, with what was issued and without what was
 * repealed. The form of 2019 does not ask for it, so the first year of the form of 2021 has nothing to stand on.
 */
export const stock: CrossCheck = {
  id: RULE,
  compares: 'year_before',
  run(context) {
    const ids = new Set(context.edition.indicators.map((indicator) => indicator.id));
    return [...ids].flatMap((id) => {
      const row = /^(.+)\.in_force$/.exec(id)?.[1];
      if (row === undefined || !ids.has(`${row}.issued`) || !ids.has(`${row}.repealed`)) return [];
      return [judgeStock(row, context)];
    });
  },
};

function judgeStock(row: string, { year, now, before }: CrossContext): CheckResult {
  const names = [`${row}.in_force`, `${row}.issued`, `${row}.repealed`];
  const [inForce = '', issued = '', repealed = ''] = names;
  const base = { rule: RULE, severity: 'error' as const, indicators: names };
  if (before === null) return cannotTell(RULE, names, `no report of ${year - 1} to compare with`);
  if (before.figure(inForce) === undefined) {
    return cannotTell(RULE, names, `the form of ${year - 1} does not say what was in force`);
  }
  const [is, was] = [termOf(now, inForce), termOf(before, inForce)];
  const [more, less] = [termOf(now, issued), termOf(now, repealed)];
  return judgeEquation(
    base,
    [is, less],
    [was, more],
    (sign) =>
      `${row}: ${is.value} in force ${sign} ${was.value} of ${year - 1} + ${more.value} issued - ${less.value} repealed`,
  );
}
