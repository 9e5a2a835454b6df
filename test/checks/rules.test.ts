import { describe, expect, it } from 'vitest';
import { demandRule, RULES } from '../../src/checks/rules.js';

describe('a rule that is asked for', () => {
  it.each([
    ...RULES.map((rule) => rule.replaceAll(/<[a-z]+>/gu, 'x')),
    'requests',
    'requests.balance',
    'narrative.requests.new.total',
    '*',
    '*.total',
    '*.requests.*.total',
    'crossyear.*.total',
    '*missing',
    'cell.*',
    '**.sum.*',
  ])('is one that a finding may have: %s', (pattern) => {
    expect(() => demandRule(pattern)).not.toThrow();
  });

  it.each(['request', 'requests.row_sums', 'cell.missing.total', 'cells.*', 'proactive.stock.*', ''])(
    'is refused where no finding can have it: %j',
    (pattern) => {
      expect(() => demandRule(pattern)).toThrow(/there is no rule/);
    },
  );

  it('takes no longer for many stars', () => {
    expect(() => demandRule(`x${'*r'.repeat(2000)}`)).toThrow(/there is no rule/);
  });
});
