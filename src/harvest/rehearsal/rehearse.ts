import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchOutcome, ReportLink } from '../../../crawlers/contract.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { Pacer } from '../../../crawlers/fetch/pace.js';
import { openSavedPages } from '../../../crawlers/replay/open-saved-pages.js';
import { NOT_SAVED, Replay, type UnsavedPage } from '../../../crawlers/replay/replay.js';
import type { Archive } from '../../../storage/contract/archive.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import type { Settings } from '../../config/settings/settings.js';
import { defined } from '../../defined.js';
import type { Editions } from '../../report/edition/editions.js';
import type { ReportKind } from '../../report/model.js';
import { newDeriver } from '../derive/derive-pool.js';
import { harvest } from '../run/harvest.js';
import { writeArchive } from '../write-archive.js';
import { impatientClock } from './clock.js';

export interface RehearsalOptions {
  readonly portal: PortalConfig;
  /** A WARC file, or a folder of saved pages. */
  readonly from: string;
  readonly settings: Settings;
  readonly editions: Editions;
  /** Report years to look for, ascending. */
  readonly years: readonly number[];
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** What a harvest of the saved pages came to. */
export interface Rehearsal {
  readonly portal: string;
  /** `empty`: the lists name no report, and none was found at a guessed address; `doubtful`: there are problems, or pages were not saved. */
  readonly state: 'sound' | 'doubtful' | 'empty';
  /** Was every list read to its end? */
  readonly complete: boolean;
  /** The reports that the lists name. */
  readonly links: readonly RehearsedLink[];
  /** The reports that were read, as the archive would have them. */
  readonly reports: readonly RehearsedReport[];
  /** What a harvest asks for and was not saved. */
  readonly unsaved: readonly UnsavedFor[];
  /** Number of saved pages, and of those that were asked for. */
  readonly pages: { readonly saved: number; readonly used: number };
  readonly problems: readonly string[];
}

interface RehearsedLink {
  readonly title: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  readonly url: string;
  /** The address was made up from agency and year. */
  readonly guessed: boolean;
  /** What became of its page; null where it was not visited. */
  readonly outcome: FetchOutcome['kind'] | 'unsaved' | null;
  /** Why nothing was read, one line. */
  readonly problem: string | null;
}

interface RehearsedReport {
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly source: string;
  /** The edition of the form; null where its tables were not found. */
  readonly edition: string | null;
  /** Number of figures with a value. */
  readonly figures: number;
  /** Number of figures without one. */
  readonly nulls: number;
  readonly findings: number;
}

/** What an unsaved page was wanted for; `guess`: an address made up from agency and year, which may well not exist. */
interface UnsavedFor extends UnsavedPage {
  readonly wanted: 'list' | 'report' | 'guess' | 'file';
}

/**
 * Harvests a portal from saved pages into an archive that is thrown away: everything works as on a live site, but that the
 * pages answer in place of the network, waits are over at once, and failures in a row do not end the crawl.
 * @throws UsageError, NianbaoError or ConfigError for pages that can't be read
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { portal, settings, editions } = options;
  const gate = new Gate(portal);
  const pages = await openSavedPages(options.from, {
    bodyBytes: settings.limits.bodyBytes,
    takes: (url) => gate.allowsHost(url),
  });
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-rehearsal-'));
  try {
    return await writeArchive({ path: join(folder, 'archive.sqlite'), editions }, async (archive) => {
      const replay = new Replay(pages);
      const run = await replayInto(archive, replay, options);
      const problems = [...pages.problems, ...run.problems];
      const isWhole = run.complete && run.unsaved.every(({ wanted }) => wanted === 'guess');
      const isSound = isWhole && problems.length === 0;
      return {
        ...run,
        portal: portal.id,
        state: !run.links.some(isThere) ? 'empty' : isSound ? 'sound' : 'doubtful',
        reports: await reportsIn(archive),
        pages: { saved: pages.size, used: replay.used },
        problems,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the lists say, and how many pages had been missed by then. */
interface Listing {
  readonly links: readonly ReportLink[];
  readonly complete: boolean;
  readonly unsaved: number;
}

/** A report that a list names, or whose guessed address was saved. */
export function isThere({ guessed, outcome }: RehearsedLink): boolean {
  return !guessed || outcome === 'ok';
}

type Run = Pick<Rehearsal, 'complete' | 'links' | 'unsaved' | 'problems'>;

async function replayInto(archive: Archive, replay: Replay, options: RehearsalOptions): Promise<Run> {
  const { settings, editions, years, now, signal } = options;
  const { limits } = options.portal;
  // pages that were not saved are all told, however many come in a row
  const portal = { ...options.portal, pause: 0, limits: { ...limits, failures: MANY } };
  const clock = impatientClock();
  const listing: Listing = { links: [], complete: false, unsaved: MANY };
  const visited = new Map<string, Pick<RehearsedLink, 'outcome' | 'problem'>>();
  const deriver = newDeriver(editions);
  try {
    const { portals } = await harvest({
      archive,
      editions,
      deriver,
      settings,
      portals: [portal],
      years,
      now,
      crawl: { transport: replay, clock, pacer: new Pacer(clock) },
      ...defined({ signal }),
      listener: {
        listed: (_, links, complete) => {
          Object.assign(listing, { links, complete, unsaved: replay.unsaved.length } satisfies Listing);
        },
        reported: (_, link, { outcome, problem }) => {
          const isUnsaved = outcome.kind === 'failed' && outcome.reason === NOT_SAVED;
          visited.set(link.url, { outcome: isUnsaved ? 'unsaved' : outcome.kind, problem });
        },
      },
    });
    const { links, complete, unsaved } = listing;
    return {
      complete,
      links: links.map((link) => ({ ...shown(link), ...(visited.get(link.url) ?? UNVISITED) })),
      unsaved: replay.unsaved.map((page, at) => ({
        ...page,
        wanted: at < unsaved ? 'list' : wantedFor(page, links),
      })),
      problems: portals.flatMap(({ problems }) => problems.filter((problem) => !isToldAsUnsaved(problem))),
    };
  } finally {
    await deriver.close();
  }
}

const MANY = Number.MAX_SAFE_INTEGER;
const UNVISITED = { outcome: null, problem: null };

function shown({ title, agency, year, url, speculative }: ReportLink) {
  return { title, agency, year, url, guessed: speculative === true };
}

function wantedFor({ url }: UnsavedPage, links: readonly ReportLink[]): UnsavedFor['wanted'] {
  const link = links.find((one) => one.url === url);
  if (link === undefined) return 'file';
  return link.speculative === true ? 'guess' : 'report';
}

/** Reports and files that were not saved are told by name elsewhere; list pages stand in both places. */
function isToldAsUnsaved(problem: string): boolean {
  return problem.startsWith('http') && problem.endsWith(`: failed: ${NOT_SAVED}`);
}

async function reportsIn(archive: Archive): Promise<readonly RehearsedReport[]> {
  const found: RehearsedReport[] = [];
  for (const { report, source, edition, versions } of await archive.reports({})) {
    const version = await archive.version(report, versions);
    const figures = version?.figures ?? [];
    const read = figures.filter(({ value }) => value !== null).length;
    const { agency, year, kind } = report;
    const findings = version?.findings.length ?? 0;
    found.push({
      agency,
      year,
      kind,
      source,
      edition,
      figures: read,
      nulls: figures.length - read,
      findings,
    });
  }
  return found;
}
