import { addUp, type CheckResult, type Term } from './check.js';

/**
 * Do the terms add up to the same on both sides? A fail needs every term; where a blank is among them it counts as 0,
 * and can make a pass but no fail.
 * @param words how the equation is shown, with the sign between its sides
 */
export function judgeEquation(
  base: Pick<CheckResult, 'rule' | 'severity' | 'indicators'>,
  left: readonly Term[],
  right: readonly Term[],
  words: (sign: '=' | '≠') => string,
): CheckResult {
  const all = [...left, ...right];
  if (all.some((term) => term.value === null)) {
    const unknown = all.filter((term) => term.value === null).map((term) => term.id);
    return { ...base, verdict: 'undetermined', message: `not known: ${[...new Set(unknown)].join(', ')}` };
  }
  const isEqual = addUp(left) === addUp(right);
  const shown = words(isEqual ? '=' : '≠');
  const blanks = all.filter((term) => term.blank).length;
  if (isEqual) {
    const message = blanks > 0 ? `${shown}, ${blanks} blank counted as 0` : shown;
    return { ...base, verdict: 'pass', message };
  }
  if (blanks > 0) {
    return { ...base, verdict: 'undetermined', message: `${shown}, but ${blanks} of the cells are blank` };
  }
  return { ...base, verdict: 'fail', message: shown };
}
