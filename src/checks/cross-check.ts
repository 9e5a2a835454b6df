import type { Edition } from '../report/edition/edition.js';
import type { Figure, IndicatorId, ReportKind } from '../report/model.js';
import type { CheckResult } from './check.js';

/** A version's figures by indicator. */
export interface FigureSheet {
  readonly figure: (id: IndicatorId) => Figure | undefined;
}

/** The own reports of a territory for one year. */
export interface Territory {
  readonly reports: readonly (FigureSheet & { readonly agency: string })[];
  /** The agencies whose reports are expected; null where nobody has said so. */
  readonly expected: readonly string[] | null;
}

/** A report among others: the same agency's of the year before, and the territory's. */
export interface CrossContext {
  readonly year: number;
  readonly kind: ReportKind;
  /** The form that the report uses. */
  readonly edition: Edition;
  readonly now: FigureSheet;
  /** null where the archive has no report of the year before. */
  readonly before: FigureSheet | null;
  /** Of an aggregate report only. */
  readonly territory: Territory | null;
}

/** What the other reports are. */
export type Comparison = 'year_before' | 'territory';

/** A rule (or a family of rules) over several reports. */
export interface CrossCheck {
  /** The rule's name, or the part before the indicator or column that it is about. */
  readonly id: string;
  readonly compares: Comparison;
  run(context: CrossContext): readonly CheckResult[];
}

/** There is nothing to compare with. */
export function cannotTell(rule: string, indicators: readonly string[], message: string): CheckResult {
  return { rule, severity: 'error', verdict: 'undetermined', indicators, message };
}
