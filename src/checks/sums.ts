import type { SumLine } from '../report/edition.js';
import { addUp, type Check, type CheckContext, type CheckResult, type Term, termOf } from './check.js';

/** 勾稽关系 within one report, as config/editions declares them: one result for each row or column. */
export const sums: Check = {
  id: 'sums',
  run(context) {
    return (context.edition?.sums ?? []).map((line) => judge(line, context));
  },
};

/** A fail needs every term; where a blank is among them it counts as 0, and can make a pass but no fail. */
function judge(line: SumLine, context: CheckContext): CheckResult {
  const left = line.left.map((id) => termOf(context, id));
  const right = line.right.map((id) => termOf(context, id));
  const all = [...left, ...right];
  const base = { rule: line.rule, severity: 'error' as const, indicators: all.map((term) => term.id) };
  if (all.some((term) => term.value === null)) {
    const unknown = all.filter((term) => term.value === null).map((term) => term.id);
    return { ...base, verdict: 'cannot_tell', message: `not known: ${unknown.join(', ')}` };
  }
  const [sumLeft, sumRight] = [addUp(left), addUp(right)];
  const blanks = all.filter((term) => term.blank).length;
  const shown = `${show(left, sumLeft)} ${sumLeft === sumRight ? '=' : '≠'} ${show(right, sumRight)}`;
  if (sumLeft === sumRight) {
    const message = blanks > 0 ? `${shown}, ${blanks} blank counted as 0` : shown;
    return { ...base, verdict: 'pass', message };
  }
  if (blanks > 0) {
    return { ...base, verdict: 'cannot_tell', message: `${shown}, but ${blanks} of the cells are blank` };
  }
  return { ...base, verdict: 'fail', message: shown };
}

/** 「3 + 1 = 4」: zeros are left out of long sums. */
function show(terms: readonly Term[], sum: number): string {
  if (terms.length === 1) return `${sum}`;
  const telling = terms.length <= 4 ? terms : terms.filter((term) => term.value !== 0);
  return telling.length === 0 ? `${sum}` : `${telling.map((term) => term.value).join(' + ')} = ${sum}`;
}
