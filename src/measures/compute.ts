import type { Measure, Measures } from './measures.js';
import { add, divide, multiply, negate, type Rational, rational, toNumber, ZERO } from './rational.js';
import { type Leaf, leavesOf, type Resolved } from './resolve.js';

/** What is known of a report: its edition, and each figure as a number or the reason for none. */
export interface MeasuredReport {
  readonly edition: string | null;
  /** Undefined where the report has no such figure at all. */
  figure(indicator: string): { readonly value: number | null; readonly reason: string | null } | undefined;
}

export const MEASURE_NULLS = [
  'no_edition',
  'not_in_edition',
  'no_previous_report',
  'part_missing',
  'division_by_zero',
  'no_agencies',
] as const;
type MeasureNull = (typeof MEASURE_NULLS)[number];

export interface MeasureResult {
  readonly measure: Measure;
  readonly value: number | null;
  /** Of a formula that is a division: what is divided, and by what; null where one of them can't be told. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Why there is no value; null where there is one. */
  readonly reason: MeasureNull | null;
  /** Which parts are missing, and why; null for other reasons. */
  readonly detail: string | null;
  /** Parts without a number that were counted as 0. */
  readonly blanks: readonly string[];
}

export interface PortalMeasureResult extends MeasureResult {
  /** Reports that were counted, and those left out because a part of theirs is missing. */
  readonly agencies: number;
  readonly leftOut: number;
  /** Of those counted, how many are withdrawn. */
  readonly withdrawn: number;
}

/**
 * The measures of one report.
 * @param previous the report of the same agency and kind of the year before; null where the archive has none
 */
export function computeMeasures(
  measures: Measures,
  report: MeasuredReport,
  previous: MeasuredReport | null,
): readonly MeasureResult[] {
  return measures.all
    .filter(({ level }) => level === 'agency')
    .map((measure) => computeMeasure(measure, report, previous));
}

function computeMeasure(
  measure: Measure,
  report: MeasuredReport,
  previous: MeasuredReport | null,
): MeasureResult {
  const found = formulaFor(measure, report);
  if (typeof found === 'string') return nothing(measure, found);
  const parts = leavesOf(found);
  let before: readonly Leaf[] = [];
  if (parts.some((leaf) => leaf.previous)) {
    if (previous === null) return nothing(measure, 'no_previous_report');
    const then = formulaFor(measure, previous);
    if (typeof then === 'string') return nothing(measure, then, 'in the year before');
    before = leavesOf(then);
  }
  const values: Rational[] = [];
  // A figure may stand in the formula twice, above and below the line.
  const problems = new Set<string>();
  const named = new Set<string>();
  for (const [index, leaf] of parts.entries()) {
    // The year before may have used another edition of the form: its own indicators count.
    const [from, of] = leaf.previous ? [previous, before[index] ?? leaf] : [report, leaf];
    const added = addUp(of, from ?? report, measure);
    values.push(added.sum);
    for (const problem of added.missing) problems.add(problem);
    for (const blank of added.blanks) named.add(blank);
  }
  const blanks = [...named];
  if (problems.size > 0) return { ...nothing(measure, 'part_missing', [...problems].join(', ')), blanks };
  return finish(measure, found, values, 0, blanks);
}

/** The measures of a portal and year: its agencies' own reports are added one by one. */
export class PortalMeasures {
  readonly #tallies: readonly Tally[];

  constructor(measures: Measures) {
    this.#tallies = measures.all
      .filter(({ level }) => level === 'portal')
      .map((measure) => ({
        measure,
        formula: null,
        values: [],
        agencies: 0,
        leftOut: 0,
        withdrawn: 0,
        blanks: new Set(),
      }));
  }

  /** @param isWithdrawn is the report published no more? It counts all the same, and is counted apart */
  add(report: MeasuredReport, isWithdrawn = false): void {
    for (const tally of this.#tallies) {
      const formula = formulaFor(tally.measure, report);
      const parts =
        typeof formula === 'string'
          ? []
          : leavesOf(formula).map((leaf) => addUp(leaf, report, tally.measure));
      if (typeof formula === 'string' || parts.some(({ missing }) => missing.length > 0)) {
        tally.leftOut++;
        continue;
      }
      tally.agencies++;
      if (isWithdrawn) tally.withdrawn++;
      tally.formula = formula;
      tally.values = parts.map(({ sum }, index) => add(sum, tally.values[index] ?? ZERO));
      for (const id of parts.flatMap((part) => part.blanks)) tally.blanks.add(id);
    }
  }

  results(): readonly PortalMeasureResult[] {
    return this.#tallies.map(({ measure, formula, values, blanks, ...counts }) => {
      const { agencies, leftOut, withdrawn } = counts;
      const counted = { agencies, leftOut, withdrawn };
      if (formula === null) return { ...nothing(measure, 'no_agencies'), ...counted };
      return { ...finish(measure, formula, values, agencies, [...blanks].sort()), ...counted };
    });
  }
}

interface Tally {
  readonly measure: Measure;
  formula: Resolved | null;
  values: readonly Rational[];
  agencies: number;
  leftOut: number;
  withdrawn: number;
  readonly blanks: Set<string>;
}

function formulaFor(measure: Measure, { edition }: MeasuredReport): Resolved | MeasureNull {
  if (edition === null) return 'no_edition';
  return measure.formulas.get(edition) ?? 'not_in_edition';
}

function nothing(measure: Measure, reason: MeasureNull, detail: string | null = null): MeasureResult {
  return { measure, value: null, numerator: null, denominator: null, reason, detail, blanks: [] };
}

interface Added {
  readonly sum: Rational;
  readonly missing: readonly string[];
  readonly blanks: readonly string[];
}

function addUp(leaf: Leaf, report: MeasuredReport, measure: Measure): Added {
  const zeroFor: readonly string[] = measure.zero_for;
  const prefix = leaf.previous ? 'previous ' : '';
  const missing: string[] = [];
  const blanks: string[] = [];
  let whole = 0;
  let sum = ZERO;
  for (const id of leaf.indicators) {
    const { value = null, reason = null } = report.figure(id) ?? {};
    if (value === null) {
      const why = reason ?? 'absent';
      if (zeroFor.includes(why)) blanks.push(prefix + id);
      else missing.push(`${prefix}${id} ${why}`);
    } else if (Number.isSafeInteger(value) && Number.isSafeInteger(whole + value)) whole += value;
    else sum = add(sum, rational(value));
  }
  return { sum: add(sum, rational(whole)), missing, blanks };
}

function finish(
  measure: Measure,
  formula: Resolved,
  values: readonly Rational[],
  agencies: number,
  blanks: readonly string[],
): MeasureResult {
  const waiting = [...values];
  const divides = formula.is === 'operation' && formula.sign === '/';
  const over = evaluate(divides ? formula.left : formula, waiting, agencies);
  const under = divides ? evaluate(formula.right, waiting, agencies) : null;
  const value = divides && over !== null && under !== null ? divide(over, under) : divides ? null : over;
  return {
    measure,
    value: value === null ? null : toNumber(value),
    numerator: divides && over !== null ? toNumber(over) : null,
    denominator: under === null ? null : toNumber(under),
    reason: value === null ? 'division_by_zero' : null,
    detail: null,
    blanks,
  };
}

/** Takes the leaves' values from the front of the list, in their order; null where something is divided by 0. */
function evaluate(formula: Resolved, values: Rational[], agencies: number): Rational | null {
  switch (formula.is) {
    case 'number':
      return rational(formula.value);
    case 'agencies':
      return rational(agencies);
    case 'sum':
      return values.shift() ?? ZERO;
    case 'negative': {
      const of = evaluate(formula.of, values, agencies);
      return of === null ? null : negate(of);
    }
    case 'operation': {
      const left = evaluate(formula.left, values, agencies);
      const right = evaluate(formula.right, values, agencies);
      if (left === null || right === null) return null;
      if (formula.sign === '/') return divide(left, right);
      if (formula.sign === '*') return multiply(left, right);
      return add(left, formula.sign === '-' ? negate(right) : right);
    }
  }
}
