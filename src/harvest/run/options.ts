/** The options of a run, and the progress that it reports. */

import type { FetchOutcome, ReportLink } from '../../../crawlers/contract.js';
import type { CrawlOptions } from '../../../crawlers/crawl/engine.js';
import type { Archive, RunPortalSummary, UnfinishedRun } from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import type { Settings } from '../../config/settings/settings.js';
import type { Editions } from '../../report/edition/editions.js';
import type { DepositResult } from '../deposit/deposit-model.js';
import type { Deriver } from '../derive/deriver.js';
import type { ExpectedAgencies } from '../nights/cross-year.js';

/** Receives a run's progress; every method is optional. Several portals run at the same time. */
export interface HarvestListener {
  /** The run has begun, or continues an unfinished one. */
  runStarted?(run: RunId): void;
  /** An unfinished run is about to be resumed. */
  runResumed?(unfinished: UnfinishedRun): void;
  portalStarted?(portal: PortalConfig): void;
  /** The lists are read; `links` will be asked for. */
  listed?(portal: PortalConfig, links: readonly ReportLink[], complete: boolean): void;
  /** Number of addresses that no list names any more and that will be requested, too. */
  revisiting?(portal: PortalConfig, count: number): void;
  /** One report was requested and, if it was received, archived. */
  reported?(portal: PortalConfig, link: ReportLink, result: SourceResult): void;
  portalFinished?(summary: RunPortalSummary): void;
}

/** The result for one source: how the exchange went and, if it had a body, what was archived. */
export interface SourceResult {
  readonly outcome: FetchOutcome;
  readonly deposit: DepositResult | null;
  /** One line, if nothing usable was received. */
  readonly problem: string | null;
}

export interface HarvestOptions {
  readonly archive: Archive;
  readonly editions: Editions;
  /** By default in this thread. */
  readonly deriver?: Deriver;
  readonly settings: Settings;
  readonly portals: readonly PortalConfig[];
  /** Report years to look for, ascending. */
  readonly years: readonly number[];
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
  readonly listener?: HarvestListener;
  /** How the crawls keep time, resolve names and get answers, where not as the system does. */
  readonly crawl?: Pick<CrawlOptions, 'clock' | 'resolve' | 'pacer' | 'transport'>;
  /** Portals that begin later than the run, by id. */
  readonly beginAt?: ReadonlyMap<string, Date>;
  /** The unfinished run to continue; it must have the same scope. */
  readonly resume?: UnfinishedRun;
  /** Whose reports there must be; by default those that these portals name. */
  readonly expected?: ExpectedAgencies;
}
