import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/checks/check.js';
import { findingsOf } from '../../src/checks/check.js';
import { CHECKS, runChecks } from '../../src/checks/run-checks.js';
import type { Claim, Figure, NullReason, Report } from '../../src/report/model.js';
import { EDITIONS, edition } from '../report/helpers.js';

type Value = number | NullReason;

function figure(indicator: string, value: Value): Figure {
  const at = { indicator, raw: '', locator: null };
  return typeof value === 'number' ? { ...at, value, reason: null } : { ...at, value: null, reason: value };
}

/** A report of 2023 on the form in force, zero everywhere but where said otherwise. */
function report(values: Readonly<Record<string, Value>> = {}, rest: Partial<Report> = {}): Report {
  const form = edition(rest.edition ?? '2021');
  return {
    title: '甲市乙局2023年政府信息公开工作年度报告',
    agency: '甲市乙局',
    year: 2023,
    kind: 'own',
    edition: form.id,
    published: '2024-01-20',
    sections: form.sections.map((s) => ({
      number: s.number,
      heading: s.zh,
      text: '本单位的各项工作平稳推进。',
    })),
    figures: form.indicators.map((i) => figure(i.id, values[i.id] ?? 0)),
    claims: [],
    ...rest,
  };
}

function results(of: Report, rule: string): CheckResult[] {
  return runChecks(of, EDITIONS.all).filter((result) => result.rule === rule);
}

function verdict(of: Report, rule: string): string | undefined {
  return results(of, rule)[0]?.verdict;
}

const NEW = 'requests.new.total';
const CARRIED_IN = 'requests.carried_in.total';
const HANDLED = 'requests.handled_total.total';

it('a report without a fault has no finding', () => {
  for (const id of ['2019', '2021']) {
    const sound = report({}, { edition: id, year: Number(id), published: `${Number(id) + 1}-01-20` });
    expect(findingsOf(runChecks(sound, EDITIONS.all))).toEqual([]);
  }
});

it('every check has a name of its own', () => {
  expect(new Set(CHECKS.map((check) => check.id)).size).toBe(CHECKS.length);
});

describe('勾稽关系: pass, fail, cannot tell', () => {
  it.each([
    [
      'requests.balance.total',
      { [NEW]: 3, [CARRIED_IN]: 1, [HANDLED]: 3, 'requests.carried_out.total': 1 },
      'pass',
    ],
    ['requests.balance.total', { [NEW]: 3, [HANDLED]: 2 }, 'fail'],
    ['requests.balance.total', { [NEW]: 3, [CARRIED_IN]: 'blank', [HANDLED]: 3 }, 'pass'],
    ['requests.balance.total', { [NEW]: 3, [CARRIED_IN]: 'dash', [HANDLED]: 3 }, 'pass'],
    ['requests.balance.total', { [NEW]: 3, [CARRIED_IN]: 'none', [HANDLED]: 4 }, 'undetermined'],
    ['requests.balance.total', { [NEW]: 3, [CARRIED_IN]: 'absent', [HANDLED]: 3 }, 'undetermined'],
    ['requests.balance.total', { [NEW]: 3, [CARRIED_IN]: 'unreadable', [HANDLED]: 4 }, 'undetermined'],
    ['requests.balance.business', { 'requests.new.business': 1 }, 'fail'],
    ['requests.handled_sum.total', { 'requests.refused.third_party.total': 2, [HANDLED]: 2 }, 'pass'],
    ['requests.handled_sum.total', { 'requests.other.fee_unpaid.total': 2, [HANDLED]: 1 }, 'fail'],
    ['requests.handled_sum.total', { 'requests.granted.total': 'blank', [HANDLED]: 1 }, 'undetermined'],
    ['requests.row_sum.new', { 'requests.new.business': 2, 'requests.new.other_org': 1, [NEW]: 3 }, 'pass'],
    ['requests.row_sum.new', { 'requests.new.business': 2, [NEW]: 3 }, 'fail'],
    [
      'requests.row_sum.new',
      { 'requests.new.business': 2, 'requests.new.research': 'blank', [NEW]: 3 },
      'undetermined',
    ],
    ['requests.row_sum.refused.third_party', { 'requests.refused.third_party.total': 1 }, 'fail'],
    ['disputes.sum.review', { 'disputes.review.pending': 1, 'disputes.review.total': 1 }, 'pass'],
    ['disputes.sum.suit_direct', { 'disputes.suit_direct.upheld': 1 }, 'fail'],
    ['disputes.sum.suit_after_review', { 'disputes.suit_after_review.total': 'absent' }, 'undetermined'],
  ] as [string, Record<string, Value>, string][])('%s with %j: %s', (rule, values, expected) => {
    expect(verdict(report(values), rule)).toBe(expected);
  });

  it('the form of 2019 counts its one row of 其他处理', () => {
    const rest = { edition: '2019', year: 2020 };
    expect(
      verdict(report({ 'requests.other.total.total': 2, [HANDLED]: 2 }, rest), 'requests.handled_sum.total'),
    ).toBe('pass');
  });

  it('a fail names every term and shows the sum; a pass over blanks says so', () => {
    const [fail] = results(report({ [NEW]: 3, [CARRIED_IN]: 1, [HANDLED]: 2 }), 'requests.balance.total');
    expect(fail?.indicators).toEqual([NEW, CARRIED_IN, HANDLED, 'requests.carried_out.total']);
    expect(fail).toMatchObject({ severity: 'error', message: '3 + 1 = 4 ≠ 2 + 0 = 2' });
    const [pass] = results(report({ [CARRIED_IN]: 'blank' }), 'requests.balance.total');
    expect(pass?.message).toMatch(/1 blank counted as 0/);
  });

  it('money and many terms add up without the errors of floats', () => {
    const values = { 'requests.new.business': 0.1, 'requests.new.research': 0.2, [NEW]: 0.3 };
    expect(verdict(report(values), 'requests.row_sum.new')).toBe('pass');
  });
});

describe('cells', () => {
  it.each([
    ['requests.new.total', -1, ['cell.negative']],
    ['requests.new.total', 1.5, ['cell.fraction']],
    ['requests.new.total', -1.5, ['cell.negative', 'cell.fraction']],
    ['requests.new.total', 'blank', []],
    ['proactive.fees.amount', 25.1, []],
    ['proactive.fees.amount', -1, ['cell.negative']],
  ] as [string, Value, string[]][])('%s of %s', (id, value, rules) => {
    const found = findingsOf(runChecks(report({ [id]: value }), EDITIONS.all)).filter((f) =>
      f.rule.startsWith('cell.'),
    );
    expect(found.map((f) => f.rule)).toEqual(rules);
    for (const finding of found) expect(finding.indicators).toEqual([id]);
  });

  it('本年增/减 may be negative', () => {
    const of = report({ 'proactive.licensing.items_change': -2 }, { edition: '2019', year: 2019 });
    expect(findingsOf(runChecks(of, EDITIONS.all)).map((f) => f.rule)).not.toContain('cell.negative');
  });
});

describe('a claim equals the table in one of its readings', () => {
  const claim = (value: number, ...readings: string[][]): Claim => ({
    indicator: (readings[0] ?? []).join('+'),
    value,
    text: `收到申请${value}件`,
    readings,
  });
  const both = [[NEW], [NEW, CARRIED_IN]];
  const suits = ['disputes.suit_direct.total', 'disputes.suit_after_review.total'];
  it.each([
    [claim(3, [NEW]), { [NEW]: 3 }, 'pass'],
    [claim(2, [NEW]), { [NEW]: 3 }, 'fail'],
    [claim(5, ...both), { [NEW]: 3, [CARRIED_IN]: 2 }, 'pass'],
    [claim(3, ...both), { [NEW]: 3, [CARRIED_IN]: 2 }, 'pass'],
    [claim(4, ...both), { [NEW]: 3, [CARRIED_IN]: 2 }, 'fail'],
    [claim(0, [NEW]), { [NEW]: 'blank' }, 'pass'],
    [claim(2, [NEW]), { [NEW]: 'blank' }, 'undetermined'],
    [claim(2, [NEW]), { [NEW]: 'absent' }, 'undetermined'],
    [claim(4, ...both), { [NEW]: 3, [CARRIED_IN]: 'unreadable' }, 'undetermined'],
    [claim(3, suits), { 'disputes.suit_direct.total': 1, 'disputes.suit_after_review.total': 2 }, 'pass'],
  ] as [Claim, Record<string, Value>, string][])('%j with %j: %s', (said, values, expected) => {
    expect(verdict(report(values, { claims: [said] }), `narrative.${said.indicator}`)).toBe(expected);
  });

  it('the processing fee is not of the tables', () => {
    const fee = claim(100, ['processing_fee.amount']);
    expect(results(report({}, { claims: [fee] }), 'narrative.processing_fee.amount')).toEqual([]);
  });
});

describe('the form', () => {
  it.each([
    ['2021', 2023, 'pass'],
    ['2021', 2021, 'pass'],
    ['2019', 2020, 'pass'],
    ['2019', 2021, 'fail'],
    ['2021', 2020, 'fail'],
    ['2021', 2015, undefined],
    ['2021', null, undefined],
  ])('of %s for the year %s: %s', (id, year, expected) => {
    expect(verdict(report({}, { edition: id, year }), 'form.edition_year')).toBe(expected);
  });

  it('has six sections', () => {
    const of = report();
    const without = { ...of, sections: of.sections.filter((s) => s.number !== 4) };
    const missing = findingsOf(runChecks(without, EDITIONS.all)).filter(
      (f) => f.rule === 'form.section_missing',
    );
    expect(missing.map((f) => f.message)).toEqual([
      expect.stringContaining('政府信息公开行政复议、行政诉讼情况'),
    ]);
  });

  it.each([
    [1, '', 'fail'],
    [1, '无', 'fail'],
    [5, '无。', 'fail'],
    [5, '问题较少，正在改。', 'fail'],
    [5, '问题较少，今后将继续改进。', 'pass'],
    [6, '无', undefined],
  ])('section %d saying %j: %s', (number, text, expected) => {
    const of = report();
    const sections = of.sections.map((s) => (s.number === number ? { ...s, text } : s));
    const about = results({ ...of, sections }, 'prose.section_empty').find((r) =>
      r.message.includes(`section ${number} `),
    );
    expect(about?.verdict).toBe(expected);
  });
});

describe('the deadline', () => {
  it.each([
    ['own', '2024-01-31', 'pass'],
    ['own', '2024-02-01', 'fail'],
    ['own', '2023-12-31', 'pass'],
    ['aggregate', '2024-03-31', 'pass'],
    ['aggregate', '2024-04-01', 'fail'],
    ['own', null, undefined],
  ] as const)('%s report of 2023 published on %s: %s', (kind, published, expected) => {
    expect(verdict(report({}, { kind, published }), 'deadline.late')).toBe(expected);
  });

  it('is not told without a year', () => {
    expect(verdict(report({}, { year: null }), 'deadline.late')).toBeUndefined();
  });
});

it('a report without tables is only asked what it can answer', () => {
  const old = report({}, { figures: [], sections: [] });
  const rules = runChecks({ ...old, edition: null, year: 2015, published: '2016-01-20' }, EDITIONS.all).map(
    (r) => r.rule,
  );
  expect(rules).toEqual(['deadline.late']);
});
