/** Findings as the archive hands them over, and what people say of them. */
import type { Finding, Severity } from '../../src/report/model.js';
import type { ReportFilter, ReportKey } from './kinds.js';

export const REVIEW_STATES = ['open', 'confirmed', 'dismissed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A review of a finding. `open` takes back the earlier reviews. */
export interface ReviewInput {
  readonly state: ReviewState;
  readonly note: string;
  /** The reviewer; null if nobody is named. */
  readonly by: string | null;
  readonly at: Date;
}

/** The latest review of a finding. */
export type Review = ReviewInput;

export interface StoredFinding extends Finding {
  /** Twelve hex digits that name the finding by what it is about (fingerprint.ts). */
  readonly fingerprint: string;
  /** `report`: follows from the version's payload; `archive`: from the report among others. */
  readonly scope: 'report' | 'archive';
  /** The other version that it was compared with, of the year before; null for none. */
  readonly against: { readonly year: number; readonly version: number } | null;
  /** null without any review. */
  readonly review: Review | null;
}

/** A finding with the version that it is against. */
export interface FindingRecord extends StoredFinding {
  readonly report: ReportKey;
  readonly version: number;
  /** Where that version was read. */
  readonly source: string;
}

export interface FindingFilter extends Omit<ReportFilter, 'year'> {
  /** Report years, both included. */
  readonly years?: { readonly from: number; readonly to: number };
  /** A rule, a family of rules (`requests.balance`), or a pattern with `*`. */
  readonly rule?: string;
  readonly severity?: Severity;
  /** `open`: not reviewed, or opened again. */
  readonly review?: ReviewState;
}

/** One review of a finding, with the finding as it was at that time. */
export interface ReviewRecord extends ReviewInput {
  readonly id: number;
  readonly fingerprint: string;
  readonly report: ReportKey;
  readonly rule: string;
  readonly message: string;
}

export interface Reviews {
  /** Findings against latest versions, by region, agency, kind and year; one at a time, of one moment. */
  findings(filter: FindingFilter): AsyncIterable<FindingRecord>;
  /**
   * Findings whose fingerprint begins so, the same one once: of the latest version that has it. At most 20.
   */
  matching(prefix: string): Promise<readonly FindingRecord[]>;
  /** Adds a review of the finding; earlier ones are kept. ArchiveError `no_finding` if there is no such finding. */
  review(fingerprint: string, input: ReviewInput): Promise<void>;
  /** All reviews of the report's findings, including findings that no longer exist, the oldest first. */
  history(report: ReportKey): Promise<readonly ReviewRecord[]>;
}
