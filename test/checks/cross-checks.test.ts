import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/checks/check.js';
import type { CrossContext, FigureSheet, Territory } from '../../src/checks/cross-check.js';
import { ruleFamily, ruleMatcher } from '../../src/checks/rule-pattern.js';
import { CROSS_CHECKS, runCrossChecks } from '../../src/checks/run-cross-checks.js';
import type { Figure, NullReason } from '../../src/report/model.js';
import { holds } from '../property.js';
import { edition } from '../report/helpers.js';

type Value = number | NullReason;
type Values = Readonly<Record<string, Value>>;

function sheet(values: Values, form = '2021'): FigureSheet {
  const known = new Set(edition(form).indicators.map(({ id }) => id));
  return {
    figure: (id): Figure | undefined => {
      if (!known.has(id)) return undefined;
      const value = values[id] ?? 0;
      const at = { indicator: id, raw: '', locator: null };
      return typeof value === 'number'
        ? { ...at, value, reason: null }
        : { ...at, value: null, reason: value };
    },
  };
}

function results(rule: string, more: Partial<CrossContext>): readonly CheckResult[] {
  const context: CrossContext = {
    year: 2023,
    kind: 'own',
    edition: edition('2021'),
    now: sheet({}),
    before: null,
    territory: null,
    ...more,
  };
  return runCrossChecks(context).filter((result) => result.rule === rule);
}

function verdict(rule: string, now: Values, before: Values | null, more: Partial<CrossContext> = {}) {
  const sheets = { now: sheet(now), before: before === null ? null : sheet(before) };
  return results(rule, { ...sheets, ...more })[0]?.verdict;
}

const IN = 'requests.carried_in.business';
const OUT = 'requests.carried_out.business';
const CARRY = 'crossyear.carry.business';

describe('what one year carries over arrives in the next', () => {
  it.each<[string, Values, Values | null, string]>([
    ['as many', { [IN]: 3 }, { [OUT]: 3 }, 'pass'],
    ['more', { [IN]: 4 }, { [OUT]: 3 }, 'fail'],
    ['none, where some left', { [IN]: 0 }, { [OUT]: 3 }, 'fail'],
    ['a blank for nothing', { [IN]: 'blank' }, { [OUT]: 0 }, 'pass'],
    ['a blank where some left', { [IN]: 'dash' }, { [OUT]: 3 }, 'undetermined'],
    ['some where a blank left', { [IN]: 3 }, { [OUT]: 'none' }, 'undetermined'],
    ['a cell that is not there', { [IN]: 'absent' }, { [OUT]: 0 }, 'undetermined'],
    ['a cell that no one can read', { [IN]: 3 }, { [OUT]: 'unreadable' }, 'undetermined'],
    ['no report of the year before', { [IN]: 3 }, null, 'undetermined'],
  ])('%s', (_what, now, before, expected) => {
    expect(verdict(CARRY, now, before)).toBe(expected);
  });

  it('says which numbers differ, and a blank that was taken for 0', () => {
    const [failed] = results(CARRY, { now: sheet({ [IN]: 4 }), before: sheet({ [OUT]: 3 }) });
    expect(failed?.message).toBe('4 carried into 2023 ≠ 3 carried out of 2022');
    const [passed] = results(CARRY, { now: sheet({ [IN]: 'blank' }), before: sheet({}) });
    expect(passed?.message).toContain('1 blank counted as 0');
  });

  it('from the form of 2019 to that of 2021 too', () => {
    const before = sheet({ [OUT]: 3 }, '2019');
    expect(results(CARRY, { year: 2021, now: sheet({ [IN]: 2 }), before })[0]?.verdict).toBe('fail');
  });

  it('judges seven columns', () => {
    const all = runCrossChecks({
      year: 2023,
      kind: 'own',
      edition: edition('2021'),
      now: sheet({}),
      before: sheet({}),
      territory: null,
    });
    expect(all.filter(({ rule }) => rule.startsWith('crossyear.carry.'))).toHaveLength(7);
  });
});

describe('the stock of normative documents', () => {
  const row = 'proactive.normative';
  const stock = (is: Value, issued: Value, repealed: Value, was: Value) =>
    results('proactive.stock', {
      now: sheet({ [`${row}.in_force`]: is, [`${row}.issued`]: issued, [`${row}.repealed`]: repealed }),
      before: sheet({ [`${row}.in_force`]: was }),
    }).find(({ indicators }) => indicators.includes(`${row}.in_force`));

  it.each<[Value, Value, Value, Value, string]>([
    [11, 3, 2, 10, 'pass'],
    [12, 3, 2, 10, 'fail'],
    [10, 'blank', 'blank', 10, 'pass'],
    [11, 'blank', 0, 10, 'undetermined'],
    [11, 'unreadable', 2, 10, 'undetermined'],
  ])('%s = %s of old + ... (%s, %s): %s', (is, issued, repealed, was, expected) => {
    expect(stock(is, issued, repealed, was)?.verdict).toBe(expected);
  });

  it('holds for whatever is issued and repealed', () => {
    const count = fc.integer({ min: 0, max: 1000 });
    holds(
      fc.property(count, count, count, (was, issued, repealed) => {
        expect(stock(was + issued - repealed, issued, repealed, was)?.verdict).toBe('pass');
        expect(stock(was + issued - repealed + 1, issued, repealed, was)?.verdict).toBe('fail');
      }),
    );
  });

  it('cannot be told in the first year of the form of 2021', () => {
    const before = sheet({}, '2019');
    expect(results('proactive.stock', { before }).map((r) => r.verdict)).toEqual([
      'undetermined',
      'undetermined',
    ]);
  });

  it('is no question of the form of 2019', () => {
    const form = { edition: edition('2019'), now: sheet({}, '2019'), before: sheet({}, '2019') };
    expect(results('proactive.stock', form)).toEqual([]);
  });
});

describe('a total that jumps', () => {
  const NEW = 'requests.new.total';
  it.each<[Value, Value, string]>([
    [100, 20, 'pass'],
    [101, 20, 'fail'],
    [4, 20, 'pass'],
    [3, 20, 'fail'],
    [19, 1, 'pass'],
    [20, 0, 'fail'],
    [20, 'blank', 'undetermined'],
    [10, 'blank', 'pass'],
    [20, 'unreadable', 'undetermined'],
  ])('%s after %s: %s', (is, was, expected) => {
    expect(verdict(`crossyear.outlier.${NEW}`, { [NEW]: is }, { [NEW]: was })).toBe(expected);
  });

  it('is a warning', () => {
    expect(results(`crossyear.outlier.${NEW}`, { before: sheet({}) })[0]?.severity).toBe('warning');
  });
});

it('an indicator that the form of the year before does not ask for cannot be compared, and the result says so', () => {
  const rule = 'crossyear.outlier.requests.new.total';
  expect(results(rule, { before: { figure: () => undefined } })[0]).toMatchObject({
    verdict: 'undetermined',
    message: expect.stringMatching(/^the form of \d{4} does not ask for requests\.new\.total$/),
  });
});

describe('an aggregate report', () => {
  const NEW = 'requests.new.total';
  const RULE = `aggregate.sum.${NEW}`;
  const territory = (values: readonly Value[], expected: readonly string[] | null): Territory => ({
    reports: values.map((value, index) => ({ agency: `局${index}`, ...sheet({ [NEW]: value }) })),
    expected,
  });
  const judge = (whole: Value, parts: Territory) =>
    results(RULE, { kind: 'aggregate', now: sheet({ [NEW]: whole }), territory: parts })[0];

  it.each<[string, Value, readonly Value[], readonly string[] | null, string]>([
    ['is the sum of its own reports', 7, [3, 4], ['局0', '局1'], 'pass'],
    ['is not', 8, [3, 4], ['局0', '局1'], 'fail'],
    ['has a report more than expected', 7, [3, 4], ['局0'], 'undetermined'],
    ['lacks an expected report', 7, [3, 4], ['局0', '局1', '局2'], 'undetermined'],
    ['has no list of agencies', 7, [3, 4], null, 'undetermined'],
    ['has a part that is blank', 3, [3, 'blank'], ['局0', '局1'], 'pass'],
    ['has a part that is blank, and differs', 4, [3, 'blank'], ['局0', '局1'], 'undetermined'],
    ['has a part that no one can read', 3, [3, 'unreadable'], ['局0', '局1'], 'undetermined'],
  ])('%s', (_what, whole, parts, expected, verdictOf) => {
    expect(judge(whole, territory(parts, expected))?.verdict).toBe(verdictOf);
  });

  it('names what is missing', () => {
    expect(judge(7, territory([3], ['局0', '局9']))?.message).toContain('局9');
  });

  it('names whose report is one too many', () => {
    expect(judge(7, territory([3, 4], ['局0']))?.message).toBe(
      'an own report has no place among the agencies that are named as all: 局1',
    );
  });

  it('on the other form cannot be compared', () => {
    const other = { reports: [{ agency: '局0', ...sheet({}, '2019') }], expected: ['局0'] };
    const rule = 'aggregate.sum.proactive.rules.issued';
    expect(results(rule, { kind: 'aggregate', territory: other })[0]?.verdict).toBe('undetermined');
  });

  it('an own report is never compared with a territory', () => {
    expect(results(RULE, { territory: territory([1], ['局0']) })).toEqual([]);
  });
});

it('every check has a name of its own', () => {
  expect(new Set(CROSS_CHECKS.map((check) => check.id)).size).toBe(CROSS_CHECKS.length);
});

describe('a pattern of rules', () => {
  it.each([
    ['requests.balance', 'requests.balance.total', true],
    ['requests.balance.total', 'requests.balance.total', true],
    ['requests.*', 'requests.row_sum.granted', true],
    ['*.total', 'crossyear.carry.total', true],
    ['requests.bal', 'requests.balance.total', false],
    ['requests', 'narrative.requests.new.total', false],
    ['a+b', 'a+b', true],
  ])('%s, %s: %s', (pattern, rule, expected) => expect(ruleMatcher(pattern)(rule)).toBe(expected));

  it.each([
    ['requests.balance.total', 'requests.balance'],
    ['narrative.disputes.suit_direct.total+disputes.suit_after_review.total', 'narrative'],
    ['proactive.stock', 'proactive.stock'],
  ])('%s is of the family %s', (rule, family) => expect(ruleFamily(rule)).toBe(family));
});
