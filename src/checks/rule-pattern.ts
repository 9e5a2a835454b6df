/** Is the rule meant by the pattern: its name, that of a family (`requests.balance`), or with `*` for anything? */
export function ruleMatcher(pattern: string): (rule: string) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}(\\..*)?$`);
  return (rule) => expression.test(rule);
}

/** The family of a rule: its name without the indicator, column or row that it is about. */
export function ruleFamily(rule: string): string {
  const [first = '', second] = rule.split('.');
  return first === 'narrative' || second === undefined ? first : `${first}.${second}`;
}
