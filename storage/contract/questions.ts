/**
 * What people ask an archive: the contract of its questions. Nothing here writes; all but `sql` reads the latest
 * version of each report, and reports that were withdrawn are among them, marked by `withdrawnAt`.
 */
import type { Locator, NullReason, ReportKind } from '../../src/report/model.js';
import type { ReportKey } from './kinds.js';

/** An agency of the archive. Names are unique within a region, '' where that is unknown. */
export interface AgencyRef {
  readonly region: string;
  readonly name: string;
}

export interface AgencyName extends AgencyRef {
  readonly aliases: readonly string[];
}

/** Report years, both included. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

/** Which reports are meant: those that satisfy everything that is given. */
export interface ReportScope {
  /** Any of these. */
  readonly agencies?: readonly AgencyRef[];
  /** GB/T 2260 codes or their beginnings: any of these. */
  readonly regions?: readonly string[];
  /** Id of the portal that the latest version was read from. */
  readonly portal?: string;
  readonly years?: YearRange;
  readonly kind?: ReportKind;
  /** Revised, moved, withdrawn or restored since; a report seen for the first time is new, not changed. */
  readonly changedSince?: Date;
  /** A finding of this rule, or of this family of rules, against the latest version; `*` stands for any characters. */
  readonly finding?: string;
}

/** What reports can be sorted by, besides an indicator. */
export const SORT_FIELDS = ['region', 'agency', 'year', 'kind', 'published', 'errors', 'warnings'] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface SortKey {
  /** A sort field or an indicator of the archive. Reports without a value come last in either direction. */
  readonly by: string;
  readonly descending: boolean;
}

export interface QuerySpec extends ReportScope {
  /** The figures wanted of each report, in this order. */
  readonly indicators: readonly string[];
  /** After these, and where none is given, by region, agency, year and kind. */
  readonly sort?: readonly SortKey[];
  /** Reports at most, from 1. */
  readonly limit: number;
}

/** Why there is no number: what the source has in its place, or that the form has no such cell. */
export type MissingReason = NullReason | 'not_in_form';

/** A figure of a report, as the source has it. */
export interface AskedFigure {
  readonly indicator: string;
  readonly value: number | null;
  /** null exactly where there is a value. */
  readonly reason: MissingReason | null;
  /** The cell's text; null where there is no cell. */
  readonly raw: string | null;
  readonly locator: Locator | null;
}

export interface FoundReport {
  readonly report: ReportKey;
  /** Number of the latest version. */
  readonly version: number;
  readonly edition: string | null;
  readonly title: string | null;
  readonly published: string | null;
  readonly withdrawnAt: Date | null;
  readonly errors: number;
  readonly warnings: number;
  /** In the order of the question. */
  readonly figures: readonly AskedFigure[];
}

export interface QueryResult {
  readonly reports: readonly FoundReport[];
  /** More reports satisfy the question than its limit let through. */
  readonly more: boolean;
}

export interface RankingSpec extends ReportScope {
  readonly indicator: string;
  readonly ascending: boolean;
  /** Reports at most, from 1. */
  readonly limit: number;
}

export interface RankedReport {
  /** 1, 2, 2, 4: reports with the same value share a rank. */
  readonly rank: number;
  readonly report: ReportKey;
  readonly value: number;
  readonly withdrawnAt: Date | null;
}

export interface Ranking {
  readonly reports: readonly RankedReport[];
  /** Reports with the value of the last that is listed, which the limit has cut off. */
  readonly tiesCut: number;
  /** Reports of the scope with a number, without one, and whose form has no such cell. */
  readonly counted: { readonly numbers: number; readonly nulls: number; readonly notInForm: number };
}

/** A question to the full text, as a tree; `phrase` is folded text (src/text/search-text.ts) and never empty. */
export type SearchNode =
  | { readonly kind: 'phrase'; readonly phrase: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly SearchNode[] }
  /** What `keep` finds and `drop` does not. */
  | { readonly kind: 'but'; readonly keep: SearchNode; readonly drop: SearchNode };

export interface SearchSpec extends ReportScope {
  readonly question: SearchNode;
  /** Statutory sections, 1 to 6: any of these. */
  readonly sections?: readonly number[];
  /** Sections at most, from 1. */
  readonly limit: number;
}

/** A stretch of a text: code units from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface FoundSection {
  readonly report: ReportKey;
  readonly version: number;
  readonly withdrawnAt: Date | null;
  readonly section: number;
  readonly heading: string;
  readonly text: string;
  /** BM25 among the sections that were ranked; a higher one is better. */
  readonly score: number;
  readonly headingHits: readonly TextSpan[];
  readonly textHits: readonly TextSpan[];
}

export interface SearchResult {
  readonly sections: readonly FoundSection[];
  /** How many sections were found and ranked against each other. */
  readonly ranked: number;
  /** More were found than can be ranked at once: those of the latest years were. */
  readonly more: boolean;
}

export type SqlValue = string | number | null;

export interface SqlQuestion {
  readonly text: string;
  /** For `?` in their order. */
  readonly values?: readonly SqlValue[];
  /** For `:name`, `@name` and `$name`. */
  readonly named?: Readonly<Record<string, SqlValue>>;
  /** Rows at most, from 1. */
  readonly rows: number;
  /** Seconds until the statement is ended. */
  readonly seconds: number;
  /** Ends the statement when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface SqlAnswer {
  /** As the statement names them; names may repeat. */
  readonly columns: readonly string[];
  /**
   * The rows, fetched as they are asked for. Whole numbers beyond 2^53 are text, so that no digit is lost; blobs are
   * SQL's `x'…'`. To be read to the end, or left with `return()`.
   */
  readonly rows: AsyncIterableIterator<readonly SqlValue[]>;
  /** Once the rows have ended: more were there than the limit let through. */
  more(): boolean;
}

/** Every method raises ArchiveError `unknown_indicator` for an indicator that the archive does not have. */
export interface Questions {
  query(spec: QuerySpec): Promise<QueryResult>;
  ranking(spec: RankingSpec): Promise<Ranking>;
  search(spec: SearchSpec): Promise<SearchResult>;
  /**
   * One statement that reads, in a process of its own that is ended when its time is up.
   * @throws ArchiveError `not_a_question` where it is not one SELECT, VALUES, WITH or EXPLAIN, `bad_sql`,
   * `too_slow`, `stopped`, `too_large` where it takes too much memory
   */
  sql(question: SqlQuestion): Promise<SqlAnswer>;
  /** Every agency with its other names, by region and name. */
  agencies(): Promise<readonly AgencyName[]>;
  /** Ids of the portals that the archive has reports of, or knows. */
  portals(): Promise<readonly string[]>;
  /** Report years that the archive has, with the number of reports of each kind. */
  years(): Promise<readonly { readonly year: number; readonly own: number; readonly aggregate: number }[]>;
}
