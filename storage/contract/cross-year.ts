/** Findings that follow from several reports, and which reports have to be looked at again. */
import type { Finding } from '../../src/report/model.js';
import type { ReportFilter, ReportKey } from './kinds.js';
import type { StoredVersion } from './reports.js';

/** What one round has to judge again. */
export interface DueReports {
  /** Names the commits that made the reports due; given back to `settle`. */
  readonly marks: readonly number[];
  /** Those that a commit touched, those of the year after, and the aggregates of their territories. */
  readonly reports: readonly ReportKey[];
}

/** A finding of the archive's scope; `against` is the other report's year and version. */
export interface CrossFinding extends Finding {
  readonly against: { readonly year: number; readonly version: number } | null;
}

/** All findings from comparing a report with others. */
export interface CrossResult {
  readonly report: ReportKey;
  /** Its latest version when it was judged. */
  readonly version: number;
  readonly findings: readonly CrossFinding[];
}

/**
 * Every write of a version leaves a mark in the same transaction, whoever writes. A mark stays until the reports that
 * it concerns were judged again, so that no killed process leaves an old finding standing for good.
 */
export interface CrossYear {
  /** The oldest marks and the reports that they concern; null where nothing is due. */
  due(limit: number): Promise<DueReports | null>;
  /**
   * Takes the marks away and puts the results in the place of earlier ones, in one transaction. A result for a version
   * that is the latest no more is left out: its report has a newer mark.
   */
  settle(marks: readonly number[], results: readonly CrossResult[]): Promise<void>;
  /** Marks every report. */
  markAll(): Promise<void>;
  /** Latest versions by region, agency, kind and year; one at a time, of one moment. */
  latest(
    filter: Omit<ReportFilter, 'year'> & { readonly years?: { readonly from: number; readonly to: number } },
  ): AsyncIterable<StoredVersion>;
}
