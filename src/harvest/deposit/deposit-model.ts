/** What is put into the archive, how it is judged, and the result. */
import type {
  CaptureOutcome,
  CaptureRecord,
  ChangeKind,
  ReportKey,
  SourceRef,
  Validators,
} from '../../../storage/contract/archive.js';
import type { Sighting } from '../../changes/presence.js';
import type { Finding, ReportHints } from '../../report/model.js';
import type { Derived } from '../derive/derive.js';

/** Bytes that a source gave, with what is known of them. */
export interface Deposit {
  readonly source: SourceRef;
  readonly capture: CaptureRecord;
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
  readonly validators: Validators;
  readonly hints: ReportHints;
  /** GB/T 2260 code of an agency's region, '' where unknown. */
  readonly regionOf: (agency: string) => Promise<string>;
  /** The address was only tried: a page without a report there is no fault. */
  readonly speculative: boolean;
  /** How far it is trusted; fully by default. */
  readonly trust?: Trust;
  /** The capture is in the archive already. */
  readonly isRecorded?: boolean;
}

export interface DepositResult {
  readonly outcome: CaptureOutcome;
  readonly report: ReportKey | null;
  /** Number of the report's latest version; null without a report. */
  readonly version: number | null;
  readonly newVersion: boolean;
  readonly newPayload: boolean;
  readonly changes: readonly ChangeKind[];
  readonly findings: readonly Finding[];
  /** Why nothing became a report, one line. */
  readonly reason: string | null;
  /** What this shows about the source as a place where a report is published. */
  readonly sighting: Sighting;
  /** Why the payload is held back, where it is: kept as a capture, and nothing else. */
  readonly held?: Doubt['cause'];
  /** Which part of the report's identity could not be determined, if it is no report for that reason. */
  readonly unnamed?: Refusal['unnamed'];
}

/** How far what a portal gives tonight is believed. */
export interface Trust {
  /** Why nothing is; null where the lists are as expected. */
  readonly lists: string | null;
  /** The least readable share of a report's figures, 0 to 1; null for any. */
  readonly readable: number | null;
}

/** Why a payload is held back: because of the lists that led to it, or of what was read in it. */
export interface Doubt {
  readonly cause: 'list' | 'reading';
  /** One line. */
  readonly reason: string;
}

/** Bytes that are a report. */
export interface Judged {
  readonly derived: Derived;
  readonly report: Omit<ReportKey, 'region'>;
}

/** Why bytes become no report. */
export interface Refusal {
  readonly reason: string;
  /** Are the bytes evidence worth keeping, although no report could be identified in them? */
  readonly keep: boolean;
  /**
   * The bytes are kept beside the failed capture, and change nothing: a file that is damaged or beyond the limits today
   * may be whole tomorrow, and is asked for again.
   */
  readonly broken?: true;
  /** The page is whole, and simply no report. */
  readonly noReport?: true;
  readonly findings: readonly Finding[];
  /** What of the report's name could not be determined, where that is why. */
  readonly unnamed?: readonly ('agency' | 'year')[];
}
