/** The records of the archive's contract; times are `Date`s (UTC), digests SHA-256 in lower-case hex. */

import type { Digests, PayloadDigest } from '../../src/digests.js';
import type { Claim, Figure, Finding, ReportKind, Section } from '../../src/report/model.js';
import type {
  AbsenceReason,
  CaptureOutcome,
  ChangeKind,
  MoveReason,
  NightReason,
  ReportKey,
  SourceKind,
} from './kinds.js';
import type { StoredFinding } from './reviews.js';
import type { RunId } from './run-id.js';
import type { RunRecord } from './runs.js';

/** An indicator as the archive needs it: one column of the wide table each. */
export interface IndicatorColumn {
  readonly id: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly unit: string;
  /** Edition ids that have it. */
  readonly editions: readonly string[];
}

export interface PortalRecord {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly baseUrl: string;
}

/** What a listing (or the user, for a file) says of a source; kept so that reports can be derived again from stored payloads alone. */
export interface SourceListing {
  readonly title?: string;
  readonly agency?: string;
  readonly year?: number;
  readonly published?: string;
  /** Only where the user stated it. */
  readonly kind?: ReportKind;
}

export interface SourceRef {
  /** The source's identity: an absolute address, or a `file:` address for an ingested file. */
  readonly url: string;
  readonly kind: SourceKind;
  /** Portal id; null for an ingested file. */
  readonly portal: string | null;
  readonly listing: SourceListing;
  /** Of an attachment: the address of the page that carries it. */
  readonly page?: string;
}

/** What the archive knows of a source before tonight's exchange. */
export interface SourceState {
  readonly url: string;
  readonly kind: SourceKind;
  readonly portal: string | null;
  readonly listing: SourceListing;
  readonly report: ReportKey | null;
  /** Validators of the last stored payload, for conditional requests. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Payload of the last capture that had one. */
  readonly payload: PayloadDigest | null;
  /** null where it was never found. */
  readonly firstSeen: Date | null;
  readonly lastSeen: Date | null;
  /** When its bytes were last fetched, and not only "not modified" heard; null for never. */
  readonly lastRead: Date | null;
  /** Of an attachment: the address of the page that carries it. */
  readonly page: string | null;
  /** False for a page that only leads to the file in which the report is. */
  readonly holdsReport: boolean;
  /** Separate nights on which it was clearly gone, since it last showed its report. */
  readonly goneNights: number;
  /** The last of these nights, YYYY-MM-DD; null for none. */
  readonly goneNight: string | null;
  /** Every night on which it did not show its report since it last did, in their order: also those on which a list still named it, so that it was not clearly gone. */
  readonly absentNights: readonly string[];
  /** When its report's withdrawal was recorded; null while the report is published, or there is none. */
  readonly withdrawnAt: Date | null;
  /** Digest of a later payload that is held back: kept, and not believed yet. Left out for none. */
  readonly held?: PayloadDigest;
}

export const CAPTURE_MARKS = [
  'rendered',
  'framed',
  'tls-unverified',
  'tls-legacy',
  'lenient',
  'lenient-line',
  'lenient-lf',
  'lenient-length',
  'lenient-chunks',
  'lenient-coding',
  'lenient-plain',
  'lenient-packed',
  'lenient-unread',
  'held-list',
  'held-reading',
] as const;
/**
 * How an exchange differed from a plain one over a verified connection: `framed`, where the payload holds the pages in
 * its frames as well; `lenient` and what was forgiven, as
 * crawlers/fetch/leniency.ts names it; and why its payload is held back: because of the lists that led to it, or of what
 * was read in it.
 */
export type CaptureMark = (typeof CAPTURE_MARKS)[number];

export interface CaptureRecord {
  readonly run: RunId | null;
  readonly at: Date;
  readonly method: string;
  /** HTTP status; null for a file or without an answer. */
  readonly status: number | null;
  /** Response headers worth keeping, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly finalUrl: string | null;
  /** Size of the body in bytes; 0 without one. */
  readonly bytes: number;
  readonly milliseconds: number;
  /** One line for outcomes other than new and unchanged, and for what is held back; null otherwise. */
  readonly reason: string | null;
  readonly marks?: readonly CaptureMark[];
}

export interface PayloadInput {
  readonly sha256: PayloadDigest;
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
}

/** A version's content, as derived from its payload. */
export interface VersionContent {
  readonly title: string | null;
  readonly edition: string | null;
  readonly published: string | null;
  readonly digests: Digests;
  readonly revision: string;
  readonly sections: readonly Section[];
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
  readonly findings: readonly Finding[];
}

export interface StoredVersion extends VersionContent {
  readonly findings: readonly StoredFinding[];
  readonly report: ReportKey;
  /** 1, 2, 3… within the report. */
  readonly number: number;
  /** Address of the source it was first read from. */
  readonly source: string;
  readonly portal: string | null;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** When the report's withdrawal was recorded; null while it is published. */
  readonly withdrawnAt: Date | null;
}

/** One cell that differs between two versions. */
export interface CellChange {
  readonly indicator: string;
  readonly before: CellState;
  readonly after: CellState;
}
export interface CellState {
  readonly value: number | null;
  readonly reason: string | null;
  readonly raw: string | null;
}

/** One section whose text differs; `before`/`after` are whole texts, null where the section is absent. */
export interface SectionChange {
  readonly section: number;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangeInput {
  readonly kind: ChangeKind;
  readonly cells: readonly CellChange[];
  readonly sections: readonly SectionChange[];
  /** For moved: the address before. */
  readonly movedFrom: string | null;
  /** For moved and withdrawn: why; left out where it is not known. */
  readonly reason?: MoveReason;
  /** For renamed: the report's name before. */
  readonly former?: ReportKey;
}

export interface ChangeRecord extends ChangeInput {
  readonly id: number;
  readonly report: ReportKey;
  readonly at: Date;
  readonly run: RunId | null;
  readonly source: string;
  /** Version before and after; equal where the change made no version; `from` is null for first_seen. */
  readonly fromVersion: number | null;
  readonly toVersion: number | null;
}

/** A capture without new content for any report. */
export interface BareCapture {
  readonly source: SourceRef;
  readonly capture: CaptureRecord;
  readonly outcome: CaptureOutcome;
  /** Set if bytes are kept although no report could be identified in them. */
  readonly payload?: PayloadInput;
  readonly validators?: Validators;
  /**
   * The payload is kept and not believed: nothing that is known of the source changes, so that the same bytes are
   * looked at again when they come again. Goes with a mark `held-…` and a payload.
   */
  readonly held?: boolean;
  /** What happened to the source's report without a new payload, e.g. that it was withdrawn. */
  readonly changes?: readonly ChangeInput[];
}

export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Everything that one new payload of a report brings, committed together. */
export interface ReportCommit {
  readonly report: ReportKey;
  /** Other names the agency goes by, to be found by. */
  readonly aliases: readonly string[];
  readonly source: SourceRef;
  readonly capture: CaptureRecord;
  readonly payload: PayloadInput;
  readonly validators: Validators;
  /**
   * The number of the report's latest version that the changes were computed against, 0 for none. If the
   * archive holds another, nothing is written and an ArchiveError `stale` is raised: read again and retry.
   */
  readonly basedOn: number;
  /** The new version; null where the content is that of the latest version. */
  readonly version: VersionContent | null;
  readonly changes: readonly ChangeInput[];
  /** Findings to add to the latest version where no new version is made (e.g. a second source has no reader). */
  readonly extraFindings: readonly Finding[];
  /** Does the payload say what the report's latest version says, this commit's included? Only then does it vouch for that. */
  readonly agrees: boolean;
  /** The source becomes the main one, although the version before stays the latest. */
  readonly becomesMain?: boolean;
  /** The report's name until now, where this payload gives it another: its versions and changes go on under the new one. */
  readonly former?: ReportKey;
  /**
   * False where the payload only leads to the report, as a page does whose report is a file: seeing it again says
   * nothing of the version. By default true.
   */
  readonly holdsReport?: boolean;
  /** True where the capture is in the archive already: its payload was held back, and is believed now. */
  readonly isRecorded?: boolean;
}

/** A source that clearly did not show a report on one more night. */
export interface Absence {
  readonly url: string;
  /** The report that it showed. */
  readonly report: ReportKey;
  readonly night: string;
  readonly reason: NightReason;
  /** The report is withdrawn with it. */
  readonly withdraws: boolean;
}

/** A report, and everything that decides which of its sources is the main one. */
export interface Standing {
  readonly report: ReportKey;
  /** The number of its latest version, and the source and payload of it. */
  readonly latest: { readonly number: number; readonly source: string; readonly payload: PayloadDigest };
  readonly withdrawnAt: Date | null;
  /** The main source, even where it shows another report by now. */
  readonly main: SourceState;
  /** The nights on which the main source clearly did not show the report, in their order. */
  readonly mainAbsences: readonly string[];
  /** All sources that stand for the report, in the order in which they became known. */
  readonly sources: readonly SourceOfReport[];
  /** Does a finding say that its sources disagree? */
  readonly disagrees: boolean;
}

export interface SourceOfReport extends SourceState {
  /** Does its payload say what the report's latest version says? */
  readonly agrees: boolean;
}

/** Another source goes on with a report: it is the main one from now on. */
export interface Continuation {
  readonly report: ReportKey;
  readonly run: RunId;
  readonly at: Date;
  /** The source that goes on. */
  readonly url: string;
  /** As of a ReportCommit. */
  readonly basedOn: number;
  /** What it says, from its stored payload, where that differs from the latest version. */
  readonly version: VersionContent | null;
  readonly changes: readonly ChangeInput[];
}

export interface ReportSummary {
  readonly report: ReportKey;
  /** When its withdrawal was recorded; null while it is published. */
  readonly withdrawnAt: Date | null;
  /** Of a withdrawn report: the first night on which it was missing; null where that is not known. */
  readonly goneSince: string | null;
  /** Of a withdrawn report: why. */
  readonly withdrawnReason: AbsenceReason | null;
  readonly portal: string | null;
  readonly source: string;
  readonly title: string | null;
  readonly edition: string | null;
  readonly published: string | null;
  readonly versions: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly errors: number;
  readonly warnings: number;
}

export interface SourceSummary extends SourceState {
  readonly captures: number;
  readonly lastOutcome: CaptureOutcome | null;
  /** How the last exchange differed from a plain one. */
  readonly lastMarks: readonly CaptureMark[];
}

/** A source without a report (yet): it could not be fetched, its agency is unknown, or it is held back. */
export interface UnreadSource {
  readonly source: SourceState;
  /** The capture with the payload or, if there never was one, the last capture; its reason says why. */
  readonly capture: CaptureView;
}

export interface CaptureView extends CaptureRecord {
  readonly id: number;
  readonly source: string;
  readonly outcome: CaptureOutcome;
  readonly payload: PayloadDigest | null;
}

export interface ArchiveStatus {
  readonly path: string;
  readonly schema: number;
  readonly bytes: number;
  readonly portals: number;
  readonly agencies: number;
  readonly reports: number;
  readonly versions: number;
  readonly sources: number;
  readonly captures: number;
  readonly payloads: number;
  /** Bytes of all payloads before and after compression. */
  readonly payloadBytes: number;
  readonly storedBytes: number;
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly findings: Readonly<Record<string, number>>;
  readonly years: readonly { readonly year: number; readonly reports: number }[];
  readonly runs: readonly RunRecord[];
}
