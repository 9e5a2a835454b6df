import type { Edition } from '../report/edition/edition.js';
import type { Figure, Finding, IndicatorId, Report, Severity } from '../report/model.js';

/**
 * The result of one rule on one report. `undetermined` is no finding: a term is missing, and a fail needs
 * every term present.
 */
export interface CheckResult {
  readonly rule: string;
  readonly verdict: 'pass' | 'fail' | 'undetermined';
  readonly severity: Severity;
  readonly indicators: readonly string[];
  /** The terms and what they add up to, or what is wrong. */
  readonly message: string;
}

export interface CheckContext {
  readonly report: Report;
  /** The form that the report uses; null where it has no statutory tables. */
  readonly edition: Edition | null;
  readonly editions: readonly Edition[];
  readonly figure: (id: IndicatorId) => Figure | undefined;
}

/** A rule (or a family of rules) over one report. */
export interface Check {
  /** The rule's name, or the part before the indicator, column or row that it is about. */
  readonly id: string;
  run(context: CheckContext): readonly CheckResult[];
}

/** A term of a sum: its value, 0 for a cell left blank, or null where it can't be told. */
export interface Term {
  readonly id: IndicatorId;
  readonly value: number | null;
  readonly blank: boolean;
}

const COUNTS_AS_ZERO: ReadonlySet<string> = new Set(['blank', 'dash', 'none']);

export function termOf(context: Pick<CheckContext, 'figure'>, id: IndicatorId): Term {
  const figure = context.figure(id);
  if (figure === undefined) return { id, value: null, blank: false };
  if (figure.value !== null) return { id, value: figure.value, blank: false };
  const blank = COUNTS_AS_ZERO.has(figure.reason);
  return { id, value: blank ? 0 : null, blank };
}

/** Adds terms as decimals of at most four places, so that 0.1 + 0.2 is 0.3. */
export function addUp(terms: readonly Term[]): number {
  return Math.round(terms.reduce((sum, term) => sum + (term.value ?? 0), 0) * 10_000) / 10_000;
}

export function findingsOf(results: readonly CheckResult[]): Finding[] {
  return results
    .filter((result) => result.verdict === 'fail')
    .map(({ rule, severity, indicators, message }) => ({ rule, severity, indicators, message }));
}
