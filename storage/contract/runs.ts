/** What the archive keeps of runs: what they set out to do, how they went, and what they left undone. */

import type { CaptureOutcome, ChangeKind } from './kinds.js';
import type { RunId } from './run-id.js';

export type RunOutcome = 'done' | 'partial' | 'failed' | 'interrupted';

export interface RunCounts {
  readonly listed: number;
  readonly captures: Readonly<Partial<Record<CaptureOutcome, number>>>;
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly versions: number;
  readonly payloads: number;
  readonly bytes: number;
}

export interface RunPortalSummary {
  readonly portal: string;
  readonly outcome: RunOutcome;
  readonly counts: RunCounts;
  /** Problems in the portal's lists and failures of its sources, one line each. */
  readonly problems: readonly string[];
  /** Minimums of the portal's `expect` that were broken, one line each: the run is suspect. By default none. */
  readonly suspicions?: readonly string[];
}

/** How a run went, portal by portal. */
export interface HarvestResult {
  readonly run: RunId;
  readonly outcome: RunOutcome;
  readonly portals: readonly RunPortalSummary[];
}

/** What a run has come to on a portal before its end. */
export interface RunProgress extends Pick<RunPortalSummary, 'counts' | 'problems'> {
  /** Captures that are held back for their reading, one line each: the address, and why. Left out for none. */
  readonly doubted?: readonly string[];
  /** Addresses that showed a report. */
  readonly found: readonly string[];
  /** Addresses that answered 404 or 410. */
  readonly gone: readonly string[];
}

/** What a run sets out to do. */
export interface RunScope {
  /** Portal ids. */
  readonly portals: readonly string[];
  /** Report years, ascending. */
  readonly years: readonly number[];
}

/** An address that a run means to visit; `link` is JSON text, the harvest's own. */
export interface PlannedLink {
  readonly url: string;
  readonly link: string;
  readonly visited: boolean;
}

/** A portal's lists as a run read them, kept until the portal is done with. */
export interface PortalPlan {
  /** How many of the links the lists show; the others were known before. */
  readonly listed: number;
  /** Were the lists read to their end? */
  readonly complete: boolean;
  readonly problems: readonly string[];
  readonly links: readonly PlannedLink[];
}

/** A run that was killed or stopped. */
export interface UnfinishedRun {
  readonly id: RunId;
  readonly startedAt: Date;
  readonly scope: RunScope;
  /** Portals that the run is done with. */
  readonly finished: readonly RunPortalSummary[];
}

/** How one portal fared in a run that is done with it. */
export interface PortalRun {
  readonly run: RunId;
  readonly startedAt: Date;
  readonly summary: RunPortalSummary;
}

export interface RunRecord {
  readonly id: RunId;
  readonly startedAt: Date;
  /** null while it runs, or where it was killed. */
  readonly endedAt: Date | null;
  readonly outcome: RunOutcome | null;
  readonly portals: readonly RunPortalSummary[];
}
