import { patternTest } from '../text/pattern.js';

/** Is the rule meant by the pattern: its name, that of a family (`requests.balance`), or with `*` for anything? */
export function ruleMatcher(pattern: string): (rule: string) => boolean {
  const isIt = patternTest(pattern);
  const isBelow = patternTest(`${pattern}.*`);
  return (rule) => isIt(rule) || isBelow(rule);
}

/** The family of a rule: its name without the indicator, column or row that it is about. */
export function ruleFamily(rule: string): string {
  const [first = '', second] = rule.split('.');
  return first === 'narrative' || second === undefined ? first : `${first}.${second}`;
}
