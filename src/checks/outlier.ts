import { type CheckResult, termOf } from './check.js';
import { type CrossCheck, type CrossContext, cannotTell } from './cross-check.js';

const TIMES = 5;
/** Below this a multiple says nothing. */
const LEAST = 20;

/** A total is over five times, or under a fifth of, that of the year before. Deserves a look, and may well be right. */
export const outlier: CrossCheck = {
  id: 'crossyear.outlier',
  compares: 'year_before',
  run(context) {
    return context.edition.indicators
      .filter(({ column }) => column.id === 'total')
      .flatMap(({ id }) => judgeOutlier(id, context));
  },
};

function judgeOutlier(id: string, { year, now, before }: CrossContext): CheckResult[] {
  const rule = `crossyear.outlier.${id}`;
  const base = { rule, severity: 'warning' as const, indicators: [id] };
  if (before === null) {
    return [{ ...cannotTell(rule, [id], `no report of ${year - 1} to compare with`), severity: 'warning' }];
  }
  if (before.figure(id) === undefined) {
    const message = `the form of ${year - 1} does not ask for ${id}`;
    return [{ ...cannotTell(rule, [id], message), severity: 'warning' }];
  }
  const [is, was] = [termOf(now, id), termOf(before, id)];
  if (is.value === null || was.value === null) {
    return [{ ...base, verdict: 'undetermined', message: `not known: ${id}` }];
  }
  const message = `${is.value} in ${year}, ${was.value} in ${year - 1}`;
  const isFar = is.value > TIMES * was.value || is.value * TIMES < was.value;
  const isOutlier = isFar && Math.max(is.value, was.value) >= LEAST;
  const isBlank = is.blank || was.blank;
  const verdict = !isOutlier ? 'pass' : isBlank ? 'undetermined' : 'fail';
  return [{ ...base, verdict, message: isBlank ? `${message}, a blank counted as 0` : message }];
}
