/** Notices on their way out (the outbox), and what they are made from (news). */

import type { Severity } from '../../src/report/model.js';
import type { ChangeKind, ReportKey } from './kinds.js';
import type { ChangeRecord } from './reports.js';
import type { RunId } from './run-id.js';
import type { RunRecord } from './runs.js';

/** A notice to be queued. */
export interface NoticeInput {
  /** What it is about and for whom, e.g. `run:12/channel:office`: a key is queued once. */
  readonly key: string;
  readonly channel: string;
  /** The digest as JSON text; its form is the notices' own. */
  readonly digest: string;
}

const NOTICE_STATES = ['waiting', 'delivered', 'failed'] as const;
/** `failed`: given up. It stays until somebody retries it. */
export type NoticeState = (typeof NOTICE_STATES)[number];

export interface NoticeRecord extends NoticeInput {
  readonly id: number;
  /** A UUID, the same in every try: receivers tell a repetition by it. */
  readonly token: string;
  readonly run: RunId | null;
  readonly createdAt: Date;
  readonly state: NoticeState;
  readonly tries: number;
  /** Tries in a row that failed, and those of them that the receiver meant, in a row. */
  readonly failures: number;
  readonly refusals: number;
  /** From when its giving up is reckoned: queued, or retried by hand. */
  readonly since: Date;
  readonly nextAt: Date;
  readonly attemptedAt: Date | null;
  /** Recipients who have it already. */
  readonly served: readonly string[];
  readonly deliveredAt: Date | null;
  readonly givenUpAt: Date | null;
  /** The result of the last attempt, one line. */
  readonly answer: string | null;
}

/** How a try ended. */
export type NoticeOutcome =
  | { readonly kind: 'delivered'; readonly answer: string }
  | {
      readonly kind: 'failed';
      readonly answer: string;
      /** Did the receiver mean it? */
      readonly refused: boolean;
      readonly served: readonly string[];
      /** null gives the notice up. */
      readonly nextAt: Date | null;
    };

/** Notices are queued once, tried by one process at a time, and kept for good. */
export interface Outbox {
  /**
   * Queues what a run calls for and notes that it has been looked at, in one transaction.
   * @returns how many were queued; 0 where the run had been looked at before
   */
  queueRun(run: RunId, at: Date, notices: readonly NoticeInput[]): Promise<number>;
  /** Queues a notice that tells of topics; false, and nothing done, where the channel has heard of one of them. */
  queueTopics(at: Date, notice: NoticeInput, topics: readonly string[]): Promise<boolean>;
  /** Those of the topics that the channel has heard of. */
  told(channel: string, topics: readonly string[]): Promise<ReadonlySet<string>>;
  /** What may be sent now, the oldest first; nothing that another process is sending. */
  due(now: Date): Promise<readonly NoticeRecord[]>;
  /**
   * Takes a notice for one try, until the lease ends. Committed before anything is sent: a process that is killed
   * while sending leaves a notice that is tried again, under the same token, when the lease has ended.
   * @returns the number of the try; null where it is not due any more
   */
  take(id: number, now: Date, until: Date): Promise<number | null>;
  /** Notes how a try ended; false where the lease had ended and another try has begun. */
  settle(id: number, attempt: number, at: Date, outcome: NoticeOutcome): Promise<boolean>;
  /** Makes a waiting or given-up notice due at once; false if there is none. */
  retry(id: number, now: Date): Promise<boolean>;
  /** The id of the notice with this token, in upper or lower case; null if there is none. */
  withToken(token: string): Promise<number | null>;
  /** The latest first. */
  list(filter: { readonly state?: NoticeState; readonly limit: number }): Promise<readonly NoticeRecord[]>;
  counts(): Promise<Readonly<Record<NoticeState, number>>>;
  /** How many notices of the channel were last tried after the given time. */
  triedSince(channel: string, since: Date): Promise<number>;
}

/** How long a portal has been silent. */
export interface PortalSuccess {
  readonly portal: string;
  readonly firstTried: Date;
  /** The end of the last run that got something from it; null for none. */
  readonly lastSuccess: Date | null;
}

/** A finding on a version that a run made. */
export interface RunFinding {
  readonly report: ReportKey;
  readonly portal: string | null;
  readonly source: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly indicators: readonly string[];
}

/** What notices and the feed are made from. */
export interface News {
  /** What tells this archive from any other; `createdAt` is when its first schema was applied. */
  identity(): Promise<{ readonly uuid: string; readonly createdAt: Date }>;
  /** Runs that can no longer be continued and whose notices are not queued yet, the oldest first. */
  unnoticedRuns(): Promise<readonly RunRecord[]>;
  /** The portals of the run's changes, by the changes' ids. */
  changePortals(run: RunId): Promise<ReadonlyMap<number, string>>;
  /** Findings on the versions that the run made that nobody has dismissed, in the order in which they were made. */
  findingsOf(run: RunId): Promise<readonly RunFinding[]>;
  /** Portals that a run has ever asked. */
  successes(): Promise<readonly PortalSuccess[]>;
  /** The last changes of these kinds, the latest first. */
  latestChanges(kinds: readonly ChangeKind[], count: number): Promise<readonly ChangeRecord[]>;
}
