import type { FetchOutcome, ReportLink } from '../../crawlers/contract.js';
import { crawlPortal } from '../../crawlers/engine.js';
import { RobotsBook } from '../../crawlers/robots.js';
import type { Archive, RunOutcome, RunPortalSummary, SourceRef } from '../../storage/contract.js';
import type { PortalConfig } from '../config/portal.js';
import type { Settings } from '../config/settings.js';
import type { Editions } from '../report/editions.js';
import { captureOf, mediaTypeOf, reasonOf, validatorsOf } from './capture.js';
import { type DepositResult, deposit } from './deposit.js';
import { RunTally } from './run-counts.js';

/** Told what happens while a run goes on; every method may be left out. */
export interface HarvestListener {
  portalStarted?(portal: PortalConfig): void;
  /** The lists are read; `total` reports will be asked for. */
  listed?(portal: PortalConfig, links: readonly ReportLink[], complete: boolean): void;
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
  readonly settings: Settings;
  readonly portals: readonly PortalConfig[];
  /** Report years to look for, ascending. */
  readonly years: readonly number[];
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
  readonly listener?: HarvestListener;
}

export interface HarvestResult {
  readonly run: number;
  readonly outcome: RunOutcome;
  readonly portals: readonly RunPortalSummary[];
}

/**
 * One run: every portal in turn, each report committed on its own. A portal that fails does not stop the
 * others; an archive that fails stops everything.
 */
export async function harvest(options: HarvestOptions): Promise<HarvestResult> {
  const now = options.now ?? (() => new Date());
  const run = await options.archive.startRun(now());
  const portals: RunPortalSummary[] = [];
  const robots = new RobotsBook();
  for (const portal of options.portals) {
    if (options.signal?.aborted) break;
    const summary = await harvestPortal(portal, run, robots, options);
    portals.push(summary);
    await options.archive.recordRunPortal(run, summary);
    options.listener?.portalFinished?.(summary);
  }
  const outcome = runOutcome(portals, options.signal?.aborted === true);
  await options.archive.finishRun(run, now(), outcome);
  return { run, outcome, portals };
}

function runOutcome(portals: readonly RunPortalSummary[], aborted: boolean): RunOutcome {
  if (aborted) return 'interrupted';
  if (portals.every((p) => p.outcome === 'done')) return 'done';
  return portals.every((p) => p.outcome === 'failed') ? 'failed' : 'partial';
}

async function harvestPortal(
  portal: PortalConfig,
  run: number,
  robots: RobotsBook,
  options: HarvestOptions,
): Promise<RunPortalSummary> {
  const { archive, listener } = options;
  await archive.savePortal({
    id: portal.id,
    name: portal.name,
    region: portal.region,
    baseUrl: portal.baseUrl,
  });
  listener?.portalStarted?.(portal);
  const tally = new RunTally();
  const failures: string[] = [];
  let listed: ReadonlySet<string> = new Set();
  let complete = false;
  const crawl = await crawlPortal(
    portal,
    {
      settings: options.settings,
      scope: { years: options.years },
      robots,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    {
      conditions: async (url) => {
        const source = await archive.source(url);
        return source?.report ? { etag: source.etag, lastModified: source.lastModified } : null;
      },
      onListed: (links, whole) => {
        listed = new Set(links.map((link) => link.url));
        complete = whole;
        tally.listed = links.length;
        listener?.listed?.(portal, links, whole);
      },
      onReport: async (link, outcome) => {
        // an address that a broken list does not show may still be published: only a whole list can say it is gone
        const isListed = (url: string): boolean => !complete || listed.has(url);
        const result = await archiveAnswer(portal, run, options, link, outcome, isListed);
        if (result.deposit === null) tally.capture(captureOutcome(outcome));
        else tally.deposit(result.deposit, outcome.kind === 'ok' ? outcome.page.body.length : 0);
        if (result.problem !== null) failures.push(`${link.url}: ${result.problem}`);
        listener?.reported?.(portal, link, result);
      },
    },
  );
  const problems = [...crawl.problems, ...(crawl.givenUp === null ? [] : [crawl.givenUp]), ...failures];
  const clean = problems.length === 0 && tally.bad === 0;
  const nothing = tally.listed === 0 || crawl.givenUp !== null;
  return {
    portal: portal.id,
    outcome: options.signal?.aborted ? 'interrupted' : clean ? 'done' : nothing ? 'failed' : 'partial',
    counts: tally.counts(),
    problems,
  };
}

function captureOutcome(outcome: FetchOutcome): 'not_modified' | 'missing' | 'blocked' | 'failed' {
  switch (outcome.kind) {
    case 'not_modified':
    case 'missing':
    case 'blocked':
      return outcome.kind;
    default:
      return 'failed';
  }
}

async function archiveAnswer(
  portal: PortalConfig,
  run: number,
  options: HarvestOptions,
  link: ReportLink,
  outcome: FetchOutcome,
  isListed: (url: string) => boolean,
): Promise<SourceResult> {
  const source = sourceOf(portal, link);
  const capture = captureOf(run, outcome);
  if (outcome.kind !== 'ok') {
    await options.archive.recordCapture({ source, capture, outcome: captureOutcome(outcome) });
    // a missing page is an answer: an agency without a report that year, or a page taken down
    const expected = outcome.kind === 'not_modified' || outcome.kind === 'missing';
    return { outcome, deposit: null, problem: expected ? null : reasonOf(outcome) };
  }
  const result = await deposit(options.archive, options.editions, {
    source,
    capture,
    bytes: outcome.page.body,
    mediaType: mediaTypeOf(outcome.headers),
    validators: validatorsOf(outcome.headers),
    hints: { listing: source.listing, agencies: portal.agencies },
    regionOf: async () => portal.region,
    isListed,
    speculative: link.speculative === true,
  });
  return { outcome, deposit: result, problem: result.outcome === 'missing' ? null : result.reason };
}

function sourceOf(portal: PortalConfig, link: ReportLink): SourceRef {
  return {
    url: link.url,
    kind: 'page',
    portal: portal.id,
    listing: {
      ...(link.title === null ? {} : { title: link.title }),
      ...(link.agency === null ? {} : { agency: link.agency }),
      ...(link.year === null ? {} : { year: link.year }),
      ...(link.published === null ? {} : { published: link.published }),
    },
  };
}
