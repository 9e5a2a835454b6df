/** What the archive tells those who schedule and watch its runs. */

import type { CaptureOutcome, ChangeKind } from './kinds.js';
import type { RunId } from './run-id.js';
import type { RunOutcome } from './runs.js';

/** A portal that a run has finished, whatever the outcome; not one whose harvest was stopped in the middle. */
export interface PortalStart {
  readonly portal: string;
  readonly run: RunId;
  readonly startedAt: Date;
  readonly outcome: Exclude<RunOutcome, 'interrupted'>;
  /** The report years that the run looked for; empty where it did not say. */
  readonly years: readonly number[];
}

/** Sums over all runs and all that is archived now. */
export interface ArchiveTotals {
  /** Runs that have ended. */
  readonly runs: Readonly<Partial<Record<RunOutcome, number>>>;
  readonly captures: Readonly<Partial<Record<CaptureOutcome, number>>>;
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly fetchedBytes: number;
  readonly reports: number;
  /** Over the latest versions, by rule. */
  readonly findings: Readonly<Record<string, number>>;
  /** When the last run in which the portal did not fail was finished, by portal. */
  readonly lastSuccess: ReadonlyMap<string, Date>;
}
