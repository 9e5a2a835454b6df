import type { FetchOutcome, ReportLink } from '../../../crawlers/contract.js';
import { crawlPortal, type ResumedListing } from '../../../crawlers/crawl/engine.js';
import type { FileVisit, Visit } from '../../../crawlers/crawl/visit.js';
import type { Pacer } from '../../../crawlers/fetch/pace.js';
import type { RobotsBook } from '../../../crawlers/fetch/robots.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';
import type {
  CaptureOutcome,
  ChangeKind,
  PortalPlan,
  RunPortalSummary,
  SourceRef,
} from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import type { Sighting } from '../../changes/presence.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { defined } from '../../defined.js';
import type { ReportHints } from '../../report/model.js';
import { restoration } from '../deposit/commit-report.js';
import { deposit, depositPage, isRelisted } from '../deposit/deposit.js';
import type { Deposit, DepositResult } from '../deposit/deposit-model.js';
import type { Deriver } from '../derive/deriver.js';
import { isDueInFull } from '../nights/full-reading.js';
import { settleMainSources } from '../nights/main-sources.js';
import { Presence } from '../nights/presence.js';
import { SourceBook } from '../nights/source-book.js';
import { Suspicion } from '../nights/suspicion.js';
import { captureOf, mediaTypeOf, reasonOf, validatorsOf } from './capture.js';
import type { HarvestOptions, SourceResult } from './options.js';
import { fromPlanned, toPlanned } from './planned-link.js';
import { RunTally } from './run-counts.js';

/** What the portals of one run share. */
export interface RunParts {
  readonly run: RunId;
  readonly startedAt: Date;
  readonly robots: RobotsBook;
  readonly deriver: Deriver;
  readonly pacer?: Pacer;
}

export interface HarvestedPortal {
  readonly summary: RunPortalSummary;
  /**
   * Decides which sources stand for the portal's reports, once every portal of the run has been asked: the next source of
   * a report may be on another. Null where the night says nothing.
   */
  readonly settle: (() => Promise<readonly ChangeKind[]>) | null;
}

/** Harvests one portal, continuing where a killed run left off. */
export async function harvestPortal(
  portal: PortalConfig,
  parts: RunParts,
  options: HarvestOptions,
): Promise<HarvestedPortal> {
  const { archive } = options;
  const { id, name, region, baseUrl } = portal;
  await archive.savePortal({ id, name, region, baseUrl });
  options.listener?.portalStarted?.(portal);
  const plan = await archive.plan(parts.run, portal.id);
  const { withdrawnAfter } = options.settings.harvest;
  const book = new SourceBook(await archive.knownSources(portal.id), withdrawnAfter, portal.formerHosts);
  return new PortalHarvest(portal, parts, options, book).run(plan);
}

class PortalHarvest {
  readonly #portal: PortalConfig;
  readonly #parts: RunParts;
  readonly #options: HarvestOptions;
  readonly #book: SourceBook;
  readonly #presence: Presence;
  readonly #tally = new RunTally();
  readonly #failures: string[] = [];
  readonly #suspicion: Suspicion;

  constructor(portal: PortalConfig, parts: RunParts, options: HarvestOptions, book: SourceBook) {
    this.#portal = portal;
    this.#parts = parts;
    this.#options = options;
    this.#book = book;
    this.#suspicion = new Suspicion(portal, book, { years: options.years, at: parts.startedAt });
    const { withdrawnAfter: nights, massDisappearance: mass } = options.settings.harvest;
    this.#presence = new Presence(options.archive, { nights, mass });
  }

  async run(plan: PortalPlan | null): Promise<HarvestedPortal> {
    const { settings, years, signal, crawl: crawlOptions } = this.#options;
    const resume = plan === null ? undefined : await this.#resume(plan);
    const crawl = await crawlPortal(
      this.#portal,
      {
        ...crawlOptions,
        settings,
        scope: { years },
        robots: this.#parts.robots,
        ...defined({ pacer: this.#parts.pacer, signal, resume }),
      },
      {
        conditions: (url) => this.#conditions(url),
        onListed: (listing) => this.#listed(listing),
        filesOf: async (page) => this.#book.filesOf(page),
        onReport: (visit) => this.#visited(visit),
        revisit: () => this.#unlisted(),
      },
    );
    const suspicions = this.#suspicion.lines(crawl.givenUp === null);
    const isTold = crawl.givenUp === null && suspicions.length === 0;
    const word = isTold ? await this.#absences() : null;
    const problems = [
      ...crawl.problems,
      ...(crawl.givenUp === null ? [] : [crawl.givenUp]),
      ...(word === null ? [] : [word]),
      ...this.#failures,
    ];
    const isClean = problems.length === 0 && suspicions.length === 0 && this.#tally.bad === 0;
    const isNothing = this.#tally.listed === 0 || crawl.givenUp !== null;
    const summary: RunPortalSummary = {
      portal: this.#portal.id,
      outcome: signal?.aborted ? 'interrupted' : isClean ? 'done' : isNothing ? 'failed' : 'partial',
      counts: this.#tally.counts(),
      problems,
      ...(suspicions.length === 0 ? {} : { suspicions }),
    };
    return { summary, settle: isTold && !signal?.aborted ? () => this.#settle() : null };
  }

  /** Continues the plan of an earlier process: its counts, the reports on its lists, the addresses left to visit. */
  async #resume(plan: PortalPlan): Promise<ResumedListing> {
    const {
      counts,
      problems,
      doubted = [],
      found,
      gone,
    } = await this.#options.archive.runProgress(this.#parts.run, this.#portal.id);
    this.#tally.add(counts);
    this.#failures.push(...problems, ...doubted);
    this.#suspicion.doubt(doubted.length);
    for (const url of found) this.#see(url, 'found');
    for (const url of gone) this.#see(url, 'gone');
    const links = plan.links.map(fromPlanned);
    this.#take(links, plan.complete);
    for (const { url, visited } of plan.links) if (visited) this.#book.visited.add(url);
    const left = links.filter((link) => !this.#book.visited.has(link.url));
    this.#options.listener?.listed?.(this.#portal, left, plan.complete);
    return { links: left, complete: plan.complete, problems: plan.problems };
  }

  async #listed({ links, complete, problems }: ResumedListing): Promise<void> {
    this.#take(links, complete);
    await this.#options.archive.planPortal(this.#parts.run, this.#portal.id, {
      listed: links.length,
      complete,
      problems,
      links: links.map(toPlanned),
    });
    this.#options.listener?.listed?.(this.#portal, links, complete);
  }

  #take(links: readonly ReportLink[], complete: boolean): void {
    this.#book.list(links, complete);
    this.#tally.listed = links.length;
    const warning = this.#suspicion.list(links, complete);
    if (warning !== null) this.#failures.push(warning);
  }

  /** Sources of the years asked for that no list names any more: are they still there? */
  async #unlisted(): Promise<ReportLink[]> {
    const { archive, years } = this.#options;
    // an address that shows another report by now, maybe of a year that nobody asks for tonight
    const left = (await archive.strays(this.#portal.id))
      .filter(({ report, withdrawnAt }) => years.includes(report.year) && withdrawnAt === null)
      .map(({ main }) => main.url);
    const links = this.#book.unvisited(years, new Set(left));
    this.#options.listener?.revisiting?.(this.#portal, links.length);
    return links;
  }

  async #conditions(url: string) {
    const source = this.#book.stateBefore(url) ?? (await this.#options.archive.source(url));
    const listing = this.#book.listingOf(url);
    const isNamedAnew = source !== null && listing !== null && isRelisted(listing, source.listing);
    if (source === null || source.report === null || isNamedAnew) return null;
    const { readInFull } = this.#options.settings.harvest;
    const isDue = isDueInFull(source, this.#parts.startedAt, readInFull);
    return isDue ? null : { etag: source.etag, lastModified: source.lastModified };
  }

  async #visited(visit: Visit): Promise<void> {
    const { link, outcome, files } = visit;
    this.#book.see(
      link.url,
      files.map(({ file }) => file.url),
    );
    const fileDeposits = files.flatMap((file) =>
      file.outcome.kind === 'ok' ? [this.#deposit(this.#fileSource(link, file), file.outcome, false)] : [],
    );
    let page: SourceResult;
    if (outcome.kind === 'ok') {
      const result = await depositPage(
        this.#options.archive,
        this.#parts.deriver,
        this.#pageDeposit(link, outcome),
        fileDeposits,
      );
      page = this.#count(link.url, outcome, result.page);
      for (const [index, file] of result.files.entries()) this.#countFile(fileDeposits[index], file);
    } else {
      page = await this.#bare(this.#sourceOf(link), outcome);
      for (const input of fileDeposits) {
        this.#countFile(input, await deposit(this.#options.archive, this.#parts.deriver, input));
      }
    }
    for (const file of files) {
      if (file.outcome.kind !== 'ok') await this.#bare(this.#fileSource(link, file), file.outcome);
    }
    this.#options.listener?.reported?.(this.#portal, link, page);
  }

  /** An exchange without a body. */
  async #bare(source: SourceRef, outcome: Exclude<FetchOutcome, { kind: 'ok' }>): Promise<SourceResult> {
    const known = await this.#options.archive.source(source.url);
    const isThere = outcome.kind === 'not_modified' && known?.report != null;
    const restores =
      isThere && known.holdsReport && this.#suspicion.isListed ? restoration(known.withdrawnAt) : [];
    await this.#options.archive.recordCapture({
      source,
      capture: captureOf(this.#parts.run, outcome, this.#portal),
      outcome: captureOutcome(outcome),
      changes: restores,
    });
    for (const { kind } of restores) this.#tally.change(kind);
    this.#tally.capture(captureOutcome(outcome));
    if (outcome.kind === 'missing') this.#see(source.url, outcome.soft ? 'silent' : 'gone');
    else if (outcome.kind === 'not_modified') this.#see(source.url, 'found');
    // an address that nobody names may well be missing: an agency without a report that year, a page taken down
    const isNamed = source.kind === 'attachment' || this.#book.isListed(source.url);
    const isExpected = outcome.kind === 'not_modified' || (outcome.kind === 'missing' && !isNamed);
    const problem = isExpected ? null : reasonOf(outcome);
    if (problem !== null) this.#failures.push(`${source.url}: ${problem}`);
    return { outcome, deposit: null, problem };
  }

  #count(url: string, outcome: FetchOutcome, result: DepositResult): SourceResult {
    this.#tally.deposit(result, outcome.kind === 'ok' ? outcome.page.body.length : 0);
    this.#see(url, result.sighting);
    const problem = result.outcome === 'missing' ? null : result.reason;
    this.#note(url, result, problem);
    return { outcome, deposit: result, problem };
  }

  #countFile(input: Deposit | undefined, result: DepositResult): void {
    if (input === undefined) return;
    this.#tally.deposit(result, input.bytes.length);
    this.#see(input.source.url, result.sighting);
    this.#note(input.source.url, result, result.reason);
  }

  /** The reason to doubt the lists is reported once, as a suspicion, and not for every report. */
  #note(url: string, { held }: DepositResult, problem: string | null): void {
    if (problem === null || held === 'list') return;
    this.#failures.push(`${url}: ${problem}`);
    if (held === 'reading') this.#suspicion.doubt();
  }

  #see(url: string, sighting: Sighting): void {
    this.#presence.see(url, sighting);
    if (sighting === 'gone' || sighting === 'silent') this.#book.miss(url);
  }

  #pageDeposit(link: ReportLink, outcome: Extract<FetchOutcome, { kind: 'ok' }>): Deposit {
    return this.#deposit(this.#sourceOf(link), outcome, link.speculative === true);
  }

  #deposit(source: SourceRef, outcome: Extract<FetchOutcome, { kind: 'ok' }>, speculative: boolean): Deposit {
    const hints: ReportHints = { listing: source.listing, agencies: this.#portal.agencies };
    return {
      source,
      capture: captureOf(this.#parts.run, outcome, this.#portal),
      bytes: outcome.page.body,
      mediaType: mediaTypeOf(outcome),
      validators: validatorsOf(outcome),
      hints,
      regionOf: async () => this.#portal.region,
      speculative,
      trust: this.#suspicion.trust,
    };
  }

  #sourceOf(link: ReportLink): SourceRef {
    return this.#book.sourceOf(link, this.#portal.id);
  }

  #fileSource(link: ReportLink, file: FileVisit): SourceRef {
    return this.#book.fileSource(link, file, this.#portal, titleRules(this.#portal.titles));
  }

  /** The end of the portal's night: which reports are gone. @returns why that does not count, or null */
  async #absences(): Promise<string | null> {
    if (this.#options.signal?.aborted) return null;
    const { run, startedAt } = this.#parts;
    const { archive, years } = this.#options;
    const { id } = this.#portal;
    for (const url of this.#book.abandoned) this.#presence.see(url, 'gone');
    const { problem, withdrawn } = await this.#presence.settle({
      run,
      at: startedAt,
      known: await archive.knownSources(id),
      strays: await archive.strays(id),
      years,
      book: this.#book,
    });
    for (let i = 0; i < withdrawn; i++) this.#tally.change('withdrawn');
    return problem;
  }

  #settle(): Promise<readonly ChangeKind[]> {
    const { archive, portals, settings, years, now = () => new Date() } = this.#options;
    return settleMainSources(
      {
        run: this.#parts.run,
        at: now(),
        portal: this.#portal.id,
        years,
        book: this.#book,
        nights: settings.harvest.withdrawnAfter,
        sightingOf: (source) => this.#presence.sightingOf(source),
      },
      {
        archive,
        deriver: this.#parts.deriver,
        agenciesOf: (of) => portals.find((portal) => portal.id === of)?.agencies ?? [],
      },
    );
  }
}

function captureOutcome(
  outcome: Exclude<FetchOutcome, { kind: 'ok' }>,
): Exclude<CaptureOutcome, 'new' | 'unchanged'> {
  return outcome.kind === 'off_limits' ? 'failed' : outcome.kind;
}
