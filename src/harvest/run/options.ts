/** What a run is told, and what it tells of itself. */
import type { FetchOutcome, ReportLink } from '../../../crawlers/contract.js';
import type { CrawlOptions } from '../../../crawlers/crawl/engine.js';
import type { Archive, RunPortalSummary, UnfinishedRun } from '../../../storage/contract/archive.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import type { Settings } from '../../config/settings/settings.js';
import type { Editions } from '../../report/edition/editions.js';
import type { DepositResult } from '../deposit/deposit-model.js';
import type { Deriver } from '../derive/deriver.js';
import type { ExpectedAgencies } from '../nights/cross-year.js';

/** Told what happens while a run goes on; every method may be left out. Portals run side by side. */
export interface HarvestListener {
  /** The run has begun, or an unfinished one is gone on with. */
  runStarted?(run: number): void;
  /** An unfinished run is about to be resumed. */
  runResumed?(unfinished: UnfinishedRun): void;
  portalStarted?(portal: PortalConfig): void;
  /** The lists are read; `links` will be asked for. */
  listed?(portal: PortalConfig, links: readonly ReportLink[], complete: boolean): void;
  /** So many addresses that no list names any more will be asked for, too. */
  revisiting?(portal: PortalConfig, count: number): void;
  /** One report was asked for and, where it came, archived. */
  reported?(portal: PortalConfig, link: ReportLink, result: SourceResult): void;
  portalFinished?(summary: RunPortalSummary): void;
}

/** What became of one source: how the exchange went and, where a body came, what it brought. */
export interface SourceResult {
  readonly outcome: FetchOutcome;
  readonly deposit: DepositResult | null;
  /** One line where nothing usable came. */
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
  /** How the crawls keep time and resolve names, where not as the system does. */
  readonly crawl?: Pick<CrawlOptions, 'clock' | 'resolve' | 'pacer'>;
  /** Portals that begin later than the run, by id. */
  readonly beginAt?: ReadonlyMap<string, Date>;
  /** The unfinished run to go on with; its scope must be this one's. */
  readonly resume?: UnfinishedRun;
  /** Whose reports there must be; by default those that these portals name. */
  readonly expected?: ExpectedAgencies;
}
