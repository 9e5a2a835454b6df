/**
 * Looking at a portal for the first time: which family its column page is of, what the column's YAML would say,
 * and what a harvest would take. It is one polite visit, under the gate, the pace and the robots rules of a crawl.
 */
import { isScriptOnly } from '../browser/script-only.js';
import type { CrawledPortal, PortalAgency, PortalColumn, ReportLink } from '../contract.js';
import { families } from '../families/registry.js';
import { type Clock, Pacer } from '../fetch/pace.js';
import { RobotsBook } from '../fetch/robots.js';
import { type LeftLink, leftLinks, type Trial, type TrialOptions, tryCrawl } from './crawl.js';
import { ProbeError } from './error.js';
import { agenciesOf, type Candidate, candidatesOn, siteName } from './guess.js';
import { fetchPages, type ProbedPage, type ProbeSettings } from './page.js';
import { type Recognised, recognisePage } from './recognise.js';

export interface ProbeOptions {
  readonly settings: ProbeSettings;
  /** The report years a harvest would look for. */
  readonly years: readonly number[];
  /** List pages read at most in a trial crawl; 3 by default. */
  readonly listPages?: number;
  /** Loopback and private addresses may be connected to: for trials on one's own machine. */
  readonly allowPrivateAddresses?: boolean;
  readonly pacer?: Pacer;
  readonly robots?: RobotsBook;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** The part of a portal's YAML that a probe can guess: not the region. */
interface PortalDraft {
  readonly name: string;
  readonly baseUrl: string;
  readonly allowPrivateAddresses?: true;
  readonly agencies: readonly PortalAgency[];
  readonly columns: readonly [Readonly<Record<string, unknown>> & { readonly family: string }];
}

/** A page that a family recognised. */
export interface ProbedList {
  readonly kind: 'list';
  /** The page that was asked for. */
  readonly url: string;
  /** The page that was recognised: the same, or one in its frames. */
  readonly pageUrl: string;
  readonly family: string;
  readonly because: string;
  readonly confidence: number;
  /** The column's keys beside `family`. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly portal: PortalDraft;
  /** The reports a harvest would take, as far as list pages were read. */
  readonly taken: readonly ReportLink[];
  /** Links of the list that it would leave out, up to 20. */
  readonly left: readonly LeftLink[];
  readonly listPages: number;
  /** Are there further list pages that were not read? */
  readonly isPart: boolean;
  readonly problems: readonly string[];
  /** Where nothing was taken: links of the page that may lead to a column of reports. */
  readonly candidates: readonly Candidate[];
}

/** A page without a list of reports: a front page, a directory. */
export interface ProbedDirectory {
  readonly kind: 'directory';
  readonly url: string;
  readonly name: string | null;
  /** Links that may lead to a column of reports, the most likely first. */
  readonly candidates: readonly Candidate[];
}

export type Probe = ProbedList | ProbedDirectory;

const LIST_PAGES = 3;
/** Trial crawls of one probe: of several families or settings that may fit. */
const MOST_TRIALS = 4;

/**
 * Probes a portal's column page.
 * @throws ProbeError where the page cannot be had or nothing was recognised in it
 */
export async function probePortal(address: string, options: ProbeOptions): Promise<Probe> {
  const url = parseAddress(address);
  const visit = {
    ...options,
    listPages: options.listPages ?? LIST_PAGES,
    pacer: options.pacer ?? new Pacer(),
    robots: options.robots ?? new RobotsBook(),
  };
  const site = siteOf(url, options);
  const pages = await fetchPages(url, site, visit, (page) => recognisePage(page).length > 0);
  const [first] = pages;
  if (first === undefined) throw new TypeError('a probe without a page');
  const recognised = pages.flatMap(recognisePage);
  const name = pages.map(({ html }) => siteName(html)).find((one) => one !== null) ?? null;
  const candidates = candidatesOn(first.html, first.url);
  if (recognised.length === 0) {
    if (candidates.length > 0) return { kind: 'directory', url: url.href, name, candidates };
    throw unrecognised(url.href, first);
  }
  const best = await tryAll(recognised, first, { name, options, visit });
  const left = await leftLinks(best.portal, visit, best.trial.links);
  const draft = { ...best.draft, agencies: agenciesOf(best.trial.links) };
  const { family, because, confidence, pageUrl } = best.recognised;
  return {
    kind: 'list',
    url: url.href,
    pageUrl,
    family,
    because,
    confidence,
    settings: best.settings,
    portal: draft,
    taken: best.trial.links,
    left,
    listPages: best.trial.listPages,
    isPart: best.trial.isPart,
    problems: best.trial.problems,
    candidates: best.trial.links.length > 0 ? [] : candidates,
  };
}

/**
 * The page at an address, fetched under the same gate, pace and robots rules; no page in its frames.
 * @throws ProbeError where it cannot be had
 */
export async function fetchOnePage(
  address: string,
  options: Omit<ProbeOptions, 'years' | 'listPages'>,
): Promise<ProbedPage> {
  const url = parseAddress(address);
  const visit = {
    ...options,
    pacer: options.pacer ?? new Pacer(),
    robots: options.robots ?? new RobotsBook(),
  };
  const [page] = await fetchPages(url, siteOf(url, options), visit, () => true);
  if (page === undefined) throw new TypeError('a visit without a page');
  return page;
}

interface Attempt {
  readonly recognised: Recognised;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly draft: PortalDraft;
  readonly portal: CrawledPortal;
  readonly trial: Trial;
}

/**
 * Tries what was recognised, the most certain first, until one finds reports without a problem; if none does, the one
 * with most reports counts, of equals the first.
 */
async function tryAll(
  recognised: readonly Recognised[],
  page: ProbedPage,
  probe: { readonly name: string | null; readonly options: ProbeOptions; readonly visit: TrialOptions },
): Promise<Attempt> {
  const tries = recognised.flatMap((one) =>
    [one.settings, ...(one.alternatives ?? [])].map((settings) => ({ recognised: one, settings })),
  );
  let best: Attempt | null = null;
  for (const { recognised: one, settings } of tries.slice(0, MOST_TRIALS)) {
    const draft = draftOf(page.url, probe.name, probe.options, { family: one.family, ...settings });
    const portal = {
      ...siteOf(new URL(page.url), probe.options),
      columns: [columnOf(one.family, settings, page.url)],
    };
    const trial = await tryCrawl(portal, probe.visit);
    const attempt = { recognised: one, settings, draft, portal, trial };
    if (trial.links.length > 0 && trial.problems.length === 0) return attempt;
    if (best === null || trial.links.length > best.trial.links.length) best = attempt;
  }
  if (best === null) throw new TypeError('nothing to try');
  return best;
}

function draftOf(
  pageUrl: string,
  name: string | null,
  options: ProbeOptions,
  column: PortalDraft['columns'][0],
): PortalDraft {
  const { origin, host } = new URL(pageUrl);
  return {
    name: name ?? host,
    baseUrl: `${origin}/`,
    ...(options.allowPrivateAddresses === true ? { allowPrivateAddresses: true } : {}),
    agencies: [],
    columns: [column],
  };
}

/** The site as a portal without columns, for the gate and the pacer. */
export function siteOf(
  { origin, host }: URL,
  { settings, allowPrivateAddresses }: Omit<ProbeOptions, 'years' | 'listPages'>,
): CrawledPortal {
  return {
    baseUrl: `${origin}/`,
    hosts: [host],
    allowPrivateAddresses: allowPrivateAddresses === true,
    tls: null,
    pause: settings.pause,
    browser: 'auto',
    limits: {},
    titles: { include: [], exclude: [] },
    agencies: [],
    columns: [],
  };
}

/** A column with the settings that its page says, as the family's schema completes them. @throws ProbeError */
function columnOf(id: string, said: Readonly<Record<string, unknown>>, url: string): PortalColumn {
  const parsed = families.get(id)?.schema.safeParse(said);
  if (parsed?.success === true) return { family: id, settings: parsed.data };
  const why = parsed?.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new ProbeError(
    'unrecognised',
    `the page has settings that ${id} does not accept: ${why ?? 'no such family'}`,
    {
      url,
      hint: 'write its YAML by hand: docs/portals.md explains every family and key',
    },
  );
}

export function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ProbeError('off_limits', `cannot probe this address: ${address}`, {
    hint: 'an address begins with http:// or https://',
  });
}

function unrecognised(url: string, page: ProbedPage): ProbeError {
  const sought = [...families.keys()].join(', ');
  const scripts = isScriptOnly(page.html) ? '; the page is empty until its scripts run' : '';
  return new ProbeError('unrecognised', `no known system was recognised (${sought})${scripts}`, {
    url,
    hint: 'give the page that lists the reports. If this is that page, write its YAML by hand: docs/portals.md explains every family and key, and `family: static` with `page` and `within` fits most plain lists',
  });
}
