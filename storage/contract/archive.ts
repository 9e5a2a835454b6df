/**
 * The archive's contract: async and free of any engine. Everything outside storage/ uses these types only.
 *
 * All times are `Date`s (UTC). All digests are SHA-256 in lower-case hex. A write method commits in one
 * transaction or not at all.
 */

import type { PayloadDigest } from '../../src/digests.js';
import type { Finding, ReportKind } from '../../src/report/model.js';
import type { CrossYear } from './cross-year.js';
import type { ReportFilter, ReportKey } from './kinds.js';
import type { News, Outbox } from './outbox.js';
import type { Questions } from './questions.js';
import type {
  Absence,
  ArchiveStatus,
  BareCapture,
  CaptureView,
  ChangeRecord,
  Continuation,
  PortalRecord,
  ReportCommit,
  ReportSummary,
  SourceState,
  SourceSummary,
  Standing,
  StoredVersion,
  UnreadSource,
  VersionContent,
} from './reports.js';
import type { Reviews } from './reviews.js';
import type { RunId } from './run-id.js';
import type {
  PortalPlan,
  PortalRun,
  RunOutcome,
  RunPortalSummary,
  RunProgress,
  RunScope,
  UnfinishedRun,
} from './runs.js';
import type { ExportSnapshot, SnapshotScope } from './snapshot.js';
import type { ArchiveTotals, PortalStart } from './watch.js';

export * from './cross-year.js';
export * from './kinds.js';
export * from './outbox.js';
export * from './questions.js';
export * from './reports.js';
export * from './reviews.js';
export * from './runs.js';
export * from './snapshot.js';
export * from './watch.js';

export interface Archive {
  // runs
  /** Gives up what earlier runs left undone. Without a scope the run can't be resumed. */
  startRun(at: Date, scope?: RunScope): Promise<RunId>;
  /** Stores how one portal of the run went; may be called again for the same portal and then replaces. */
  recordRunPortal(run: RunId, summary: RunPortalSummary): Promise<void>;
  finishRun(run: RunId, at: Date, outcome: RunOutcome): Promise<void>;
  /** Stores what the run will visit on the portal; a capture made in the run ticks its address off. */
  planPortal(run: RunId, portal: string, plan: PortalPlan): Promise<void>;
  plan(run: RunId, portal: string): Promise<PortalPlan | null>;
  /** The latest run, if it has a scope and was killed or stopped before its end. */
  unfinishedRun(): Promise<UnfinishedRun | null>;
  /** What the run's captures on the portal amount to so far; `listed` is 0. */
  runProgress(run: RunId, portal: string): Promise<RunProgress>;

  // what the daemon asks
  /** Portals that runs begun at the instant or later are done with, in the order of the runs. */
  runsSince(since: Date): Promise<readonly PortalStart[]>;
  totals(): Promise<ArchiveTotals>;

  // what the harvest asks
  savePortal(portal: PortalRecord): Promise<void>;
  source(url: string): Promise<SourceState | null>;
  /** The portal's sources with a report or a payload that is held back, in the order in which they became known. */
  knownSources(portal: string): Promise<readonly SourceState[]>;
  latestVersion(report: ReportKey): Promise<StoredVersion | null>;
  /** The stored bytes, checked against their digest; null where unknown. ArchiveError `damaged` on mismatch. */
  payload(sha256: PayloadDigest): Promise<Uint8Array | null>;
  /** The media type declared for the payload; null if none was declared, or the payload is unknown. */
  mediaType(sha256: PayloadDigest): Promise<string | null>;

  // what the harvest writes
  /** Also moves last-seen of the source's report version on outcomes unchanged and not_modified. */
  recordCapture(input: BareCapture): Promise<void>;
  /** Returns the report's latest version number after the commit. */
  recordReport(input: ReportCommit): Promise<{ readonly version: number; readonly payloadIsNew: boolean }>;
  /** Every report that the portal's lists decide about, i.e. whose main source is on it: see Standing. */
  standings(portal: string): Promise<readonly Standing[]>;
  /** Those of them whose main source stands for another report by now, or for none. */
  strays(portal: string): Promise<readonly Standing[]>;
  /** One report's; null where the archive has no such report. */
  standing(report: ReportKey): Promise<Standing | null>;
  /** Makes another source the main one. @throws ArchiveError `stale` as recordReport does */
  recordContinuation(input: Continuation): Promise<void>;
  /** Puts these findings in the place of those that said that the report's sources disagree. */
  replaceDisagreements(report: ReportKey, findings: readonly Finding[], at: Date): Promise<void>;
  /** Stores which sources were gone; those that withdraw their report become its change `withdrawn`. */
  recordAbsences(run: RunId, at: Date, absences: readonly Absence[]): Promise<void>;

  // what a rebuild needs
  /** Every version of every report, in a stable order, one at a time. */
  eachVersion(): AsyncIterable<StoredVersion>;
  /** Puts what a newer extractor derives from the version's payload in place of what an older one did. */
  replaceDerived(report: ReportKey, number: number, content: VersionContent): Promise<void>;

  // what people ask
  reports(filter: ReportFilter): Promise<readonly ReportSummary[]>;
  /** Reports of agencies whose name or alias is, or else contains, the text; ordered by name, year, kind. */
  findReports(agency: string, year?: number, kind?: ReportKind): Promise<readonly ReportSummary[]>;
  version(report: ReportKey, number: number): Promise<StoredVersion | null>;
  versions(report: ReportKey): Promise<readonly StoredVersion[]>;
  /** The names that the report had before, the latest first. */
  formerNames(report: ReportKey): Promise<readonly ReportKey[]>;
  changes(filter: ReportFilter & { readonly run?: RunId }): Promise<readonly ChangeRecord[]>;
  sources(report: ReportKey): Promise<readonly SourceSummary[]>;
  captures(report: ReportKey): Promise<readonly CaptureView[]>;
  /** Notices on their way out. */
  readonly outbox: Outbox;
  /** What notices and the feed are made from. */
  readonly news: News;
  /** Sources without a report, of one portal or of all, in the order in which they became known. */
  unreadSources(portal?: string): Promise<readonly UnreadSource[]>;
  /** The last runs that are done with the portal, the latest first. */
  portalRuns(portal: string, count: number): Promise<readonly PortalRun[]>;
  /** By report year, the start of the last run that asked the portal for it and was not a failure. */
  lookedFor(portal: string): Promise<ReadonlyMap<number, Date>>;
  status(): Promise<ArchiveStatus>;
  /** Whatever is asked of many reports at once. */
  readonly questions: Questions;

  /** What people say of findings. */
  readonly reviews: Reviews;
  /** Findings among several reports. */
  readonly crossYear: CrossYear;
  /** The archive as it stands now, or stood at a moment, for an export. The caller closes it. */
  openSnapshot(scope: SnapshotScope): Promise<ExportSnapshot>;

  close(): Promise<void>;
}
