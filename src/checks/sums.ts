import type { SumLine } from '../report/edition/edition.js';
import { addUp, type Check, type CheckContext, type CheckResult, type Term, termOf } from './check.js';
import { judgeEquation } from './equation.js';

/** 勾稽关系 within one report, as config/editions declares them: one result for each row or column. */
export const sums: Check = {
  id: 'sums',
  run(context) {
    return (context.edition?.sums ?? []).map((line) => judgeSum(line, context));
  },
};

function judgeSum(line: SumLine, context: CheckContext): CheckResult {
  const left = line.left.map((id) => termOf(context, id));
  const right = line.right.map((id) => termOf(context, id));
  const indicators = [...left, ...right].map((term) => term.id);
  const base = { rule: line.rule, severity: 'error' as const, indicators };
  return judgeEquation(base, left, right, (sign) => `${show(left)} ${sign} ${show(right)}`);
}

/** 「3 + 1 = 4」: zeros are left out of long sums. */
function show(terms: readonly Term[]): string {
  const sum = addUp(terms);
  if (terms.length === 1) return `${sum}`;
  const telling = terms.length <= 4 ? terms : terms.filter((term) => term.value !== 0);
  return telling.length === 0 ? `${sum}` : `${telling.map((term) => term.value).join(' + ')} = ${sum}`;
}
