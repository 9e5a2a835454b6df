import type { Digests } from '../digests.js';

/**
 * The report: what the recogniser finds in a document.
 */

/** Stable forever and never reused, e.g. `requests.new.total`; declared in config/editions/*.yaml. */
export type IndicatorId = string;

/** Why a figure is null. A source that says 0 and a source that says nothing are never mixed up. */
export type NullReason = 'blank' | 'dash' | 'none' | 'absent' | 'unreadable';

/** Where a figure stood: 1-based table of the document, 1-based row and column of the table's grid, the page if known. */
export interface Locator {
  /** The page (or sheet) on which the table begins, from 1; for formats that have pages. */
  readonly page?: number;
  readonly table: number;
  readonly row: number;
  readonly column: number;
}

interface FigureBase {
  readonly indicator: IndicatorId;
  /** The cell's text as the source has it; null where there is no cell. */
  readonly raw: string | null;
  readonly locator: Locator | null;
}

/** The value of one indicator in one version: a number in the indicator's unit, or null with its reason. */
export type Figure = FigureBase &
  ({ readonly value: number; readonly reason: null } | { readonly value: null; readonly reason: NullReason });

export type ReportKind = 'own' | 'aggregate';

/** One of the six statutory sections; `number` is 1 to 6. */
export interface Section {
  readonly number: number;
  readonly heading: string;
  /** Paragraphs joined by line breaks; tables are left out. */
  readonly text: string;
}

/**
 * A figure repeated in the prose.
 *
 * `readings` are the sums of indicators that the words may mean, the likeliest first; the claim contradicts
 * the tables only if no reading holds. `indicator` names the first reading, its terms joined by `+`.
 */
export interface Claim {
  readonly indicator: string;
  readonly value: number;
  readonly text: string;
  readonly readings: readonly (readonly IndicatorId[])[];
}

export type Severity = 'error' | 'warning' | 'info';

/** What a check, or the extraction itself, says against a version. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly indicators: readonly string[];
  readonly message: string;
}

export interface Report {
  readonly title: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  readonly kind: ReportKind;
  /** The edition's id, or null where the statutory tables were not found. */
  readonly edition: string | null;
  /** YYYY-MM-DD, where the page or the listing says so. */
  readonly published: string | null;
  readonly sections: readonly Section[];
  /** One for every indicator of the edition, in the edition's order; empty without an edition. */
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
}

/** What is known of a report from outside its own text: the listing that links it, or the user. */
export interface ReportHints {
  /** From the user: wins over everything the text says. */
  readonly stated?: { readonly agency?: string; readonly year?: number; readonly kind?: ReportKind };
  /** From the portal's list page or configuration. */
  readonly listing?: {
    readonly title?: string;
    readonly agency?: string;
    readonly year?: number;
    /** YYYY-MM-DD */
    readonly published?: string;
  };
  /** The portal's agencies; a title that names an alias is resolved to the name. */
  readonly agencies?: readonly { readonly name: string; readonly aliases: readonly string[] }[];
}

/** Everything derived from one payload. `revision` names the extractor and the rules that derived it. */
export interface Derivation {
  readonly report: Report;
  readonly findings: readonly Finding[];
  readonly digests: Digests;
  readonly revision: string;
}
