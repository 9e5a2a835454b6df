import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { computeMeasures, type MeasuredReport, PortalMeasures } from '../../src/measures/compute.js';
import { loadMeasures, parseMeasures } from '../../src/measures/measures.js';
import { loadEditions } from '../../src/report/edition/editions.js';

const editions = loadEditions();
const shipped = loadMeasures(editions);

type Given = Record<string, number | string>;

/** A report of which every figure is 0 but those given; a text is the reason of a null. */
function report(edition: '2019' | '2021' | null, given: Given = {}): MeasuredReport {
  const has = new Set(editions.all.find((e) => e.id === edition)?.indicators.map(({ id }) => id));
  return {
    edition,
    figure(indicator) {
      if (!has.has(indicator)) return undefined;
      const one = given[indicator] ?? 0;
      return typeof one === 'number' ? { value: one, reason: null } : { value: null, reason: one };
    },
  };
}

function measured(id: string, now: MeasuredReport, before: MeasuredReport | null = null) {
  const found = computeMeasures(shipped, now, before).find(({ measure }) => measure.id === id);
  if (found === undefined) throw new Error(`there is no measure ${id}`);
  const { measure: _, ...result } = found;
  return result;
}

function shippedWith(formula: string, more: object = {}) {
  const one = { id: 'a', zh: '甲', en: 'a', note_zh: '甲', note_en: 'a', unit: 'ratio', formula };
  return parseMeasures({ measures: [{ ...one, ...more }] }, editions);
}

/** Results of a year that were counted by hand: 20 handled. */
const YEAR: Given = {
  'requests.granted.total': 8,
  'requests.partial.total': 1,
  'requests.refused.third_party.total': 2,
  'requests.refused.process_info.total': 1,
  'requests.unavailable.not_held.total': 4,
  'requests.rejected.petition.total': 1,
  'requests.new.total': 24,
  'requests.carried_in.total': 1,
  'requests.carried_out.total': 5,
};
const OTHER_2021 = {
  'requests.other.not_corrected.total': 1,
  'requests.other.fee_unpaid.total': 0,
  'requests.other.other.total': 2,
};
const OTHER_2019 = { 'requests.other.total.total': 3 };
const HANDLED = { 'requests.handled_total.total': 20 };

describe('the shipped measures', () => {
  it.each([
    ['disclosure_rate', 9, 20],
    ['refusal_rate', 3, 20],
    ['not_held_share', 4, 20],
    ['rejection_rate', 1, 20],
    ['backlog_rate', 5, 25],
  ])('%s is %d / %d in either edition of the form', (id, numerator, denominator) => {
    for (const year of [
      report('2021', { ...YEAR, ...OTHER_2021 }),
      report('2019', { ...YEAR, ...OTHER_2019 }),
    ]) {
      expect(measured(id, year)).toEqual({
        value: numerator / denominator,
        numerator,
        denominator,
        reason: null,
        detail: null,
        blanks: [],
      });
    }
  });

  it('never look at the stated total, right or wrong', () => {
    const right = report('2021', { ...YEAR, ...OTHER_2021, ...HANDLED });
    const wrong = report('2021', { ...YEAR, ...OTHER_2021, 'requests.handled_total.total': 999 });
    const silent = report('2021', { ...YEAR, ...OTHER_2021, 'requests.handled_total.total': 'unreadable' });
    for (const one of [wrong, silent]) {
      expect(computeMeasures(shipped, one, null)).toEqual(computeMeasures(shipped, right, null));
    }
  });

  it('count a blank, a dash and 无 as 0 and name them; what is absent or unreadable makes them null', () => {
    const blanks = {
      ...YEAR,
      'requests.partial.total': 'dash',
      'requests.refused.state_secret.total': 'blank',
    };
    const counted = measured('disclosure_rate', report('2021', blanks));
    expect(counted).toMatchObject({ value: 8 / 16, reason: null });
    expect(counted.blanks).toEqual(['requests.partial.total', 'requests.refused.state_secret.total']);
    const doubtful = {
      ...YEAR,
      'requests.granted.total': 'unreadable',
      'requests.rejected.petition.total': 'absent',
    };
    expect(measured('refusal_rate', report('2021', doubtful))).toMatchObject({
      value: null,
      numerator: null,
      reason: 'part_missing',
      detail: 'requests.granted.total unreadable, requests.rejected.petition.total absent',
    });
  });

  it('are null where something would be divided by 0, and say so', () => {
    expect(measured('disclosure_rate', report('2021'))).toMatchObject({
      value: null,
      numerator: 0,
      denominator: 0,
      reason: 'division_by_zero',
    });
  });

  it('do not count a pending case as decided', () => {
    const cases = {
      'disputes.review.upheld': 2,
      'disputes.review.corrected': 1,
      'disputes.review.pending': 5,
      'disputes.suit_direct.corrected': 1,
      'disputes.suit_direct.pending': 3,
      'disputes.suit_after_review.upheld': 3,
      'disputes.suit_after_review.pending': 1,
    };
    const year = report('2021', { ...YEAR, ...OTHER_2021, ...cases });
    expect(measured('review_correction_rate', year)).toMatchObject({
      numerator: 1,
      denominator: 3,
      value: 1 / 3,
    });
    expect(measured('litigation_loss_rate', year)).toMatchObject({
      numerator: 1,
      denominator: 4,
      value: 0.25,
    });
    expect(measured('review_rate', year)).toMatchObject({ numerator: 8, denominator: 20 });
    const pending = report('2021', { 'disputes.review.pending': 4 });
    expect(measured('review_correction_rate', pending)).toMatchObject({
      value: null,
      reason: 'division_by_zero',
    });
  });

  it('compare with the year before, across editions, and are null without it', () => {
    const now = report('2021', { 'requests.new.total': 30 });
    const before = report('2019', { 'requests.new.total': 24 });
    expect(measured('new_requests_growth', now, before)).toMatchObject({
      value: 0.25,
      numerator: 6,
      denominator: 24,
    });
    expect(measured('new_requests_growth', now)).toMatchObject({ value: null, reason: 'no_previous_report' });
    expect(measured('new_requests_growth', now, report('2019'))).toMatchObject({
      reason: 'division_by_zero',
    });
    expect(
      measured('new_requests_growth', now, report('2019', { 'requests.new.total': 'unreadable' })),
    ).toMatchObject({
      reason: 'part_missing',
      detail: 'previous requests.new.total unreadable',
    });
    expect(measured('new_requests_growth', now, report(null))).toMatchObject({ reason: 'no_edition' });
  });

  it('share out applicants, turn over documents, and keep the unit of money', () => {
    const year = report('2021', {
      'requests.new.natural_person': 9,
      'requests.new.business': 3,
      'proactive.normative.issued': 2,
      'proactive.normative.repealed': 1,
      'proactive.normative.in_force': 12,
    });
    expect(measured('natural_person_share', year).value).toBe(0.75);
    expect(measured('business_share', year).value).toBe(0.25);
    expect(measured('normative_turnover', year).value).toBe(0.25);
    expect(measured('normative_turnover', report('2019'))).toMatchObject({
      reason: 'not_in_edition',
      value: null,
    });
    const bought = report('2019', {
      'proactive.procurement.amount': 0.3,
      'proactive.procurement.projects': 3,
    });
    expect(measured('procurement_per_project', bought).value).toBe(0.1);
    expect(shipped.all.find(({ id }) => id === 'procurement_per_project')?.unit).toBe('万元/项');
  });

  it('of a portal leave out the agencies whose figure can not be used, and say how many', () => {
    const portal = new PortalMeasures(shipped);
    for (const given of [10, 20, 'unreadable', 'blank'] as const) {
      portal.add(report('2021', { 'requests.new.total': given }));
    }
    portal.add(report(null));
    expect(portal.results()).toMatchObject([
      { value: 10, numerator: 30, denominator: 3, agencies: 3, leftOut: 2, blanks: ['requests.new.total'] },
    ]);
    expect(new PortalMeasures(shipped).results()).toMatchObject([{ value: null, reason: 'no_agencies' }]);
  });
});

describe('a measure is refused', () => {
  it.each([
    [
      'sum(requests.granted.total) / requests.handled_total.total',
      /counted twice: it is part of requests.handled_total/,
    ],
    ['requests.new.total / requests.new.natural_person', /counted twice/],
    ['requests.granted.business / requests.handled_total.total', /counted twice/],
    ['sum(requests.granted.total, requests.granted.total) / requests.new.total', /added twice/],
    ['(requests.granted.total + requests.granted.total) / requests.new.total', /added twice/],
    ['requests.nothing.total / requests.new.total', /no indicator requests.nothing.total/],
    ['proactive.rules.issued / requests.new.total', /form of 2019 has no indicator/],
    ['nothing / 2', /no term nothing/],
    [
      'previous(previous(requests.new.total)) / previous(requests.carried_in.total)',
      /only the year before is available/,
    ],
    ['agencies() / 2', /measures of a portal/],
    ['requests.new.total', /unit is 件, not ratio/],
    ['requests.refused.*.total / 2', /write sum/],
    ['requests.new.total / (2', /closing bracket is expected, not the end/],
    ['requests.new.total ; 2', /unexpected ; at character 20/],
    ['exec(requests.new.total)', /no function exec/],
  ])('%s', (formula, message) => {
    expect(() => shippedWith(formula)).toThrow(message);
    expect(() => shippedWith(formula)).toThrow(ConfigError);
  });

  it('where terms need each other, units do not fit, or an edition is unknown', () => {
    const given = {
      id: 'a',
      zh: '甲',
      en: 'a',
      note_zh: '甲',
      note_en: 'a',
      unit: 'ratio',
      formula: 'b / 2',
    };
    const terms = { b: 'c + 1', c: 'b' };
    expect(() => parseMeasures({ terms, measures: [given] }, editions)).toThrow(/b → c → b/);
    const money = {
      ...given,
      editions: ['2021'],
      formula: '(proactive.fees.amount + requests.new.total) / 2',
    };
    expect(() => parseMeasures({ measures: [money] }, editions)).toThrow(/can't be added/);
    expect(() => shippedWith('1 / 2', { editions: ['1999'] })).toThrow(/no edition 1999/);
    expect(() =>
      parseMeasures(
        {
          measures: [
            { ...given, formula: '1 / 2' },
            { ...given, formula: '1 / 2' },
          ],
        },
        editions,
      ),
    ).toThrow(/declared twice/);
  });
});
