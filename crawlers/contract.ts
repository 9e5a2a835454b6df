/**
 * The contract of the crawlers: from a portal to payloads.
 *
 * A family is a pure reading of one CMS: it says where to start, and what a fetched list page holds. It never
 * fetches, waits, stores or looks into a report. The engine (engine.ts) fetches what families ask for, under
 * the gate, the pace and the robots rules of the portal, and hands over what came back, as bytes.
 *
 * To add a family: (1) write crawlers/families/<name>.ts exporting a `Family`; (2) give its settings a zod schema that
 * describes each of them; (3) add it to crawlers/families/registry.ts; (4) play it in test/portals/kinds/ and, if a
 * demo or a benchmark needs it, in src/simulation/; (5) test it against that.
 */
import type { z } from 'zod';
import type { Leniency } from './fetch/leniency.js';

/** A value of JSON. */
type Json = string | number | boolean | null | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [name: string]: Json;
}

/** A request that a family asks for. `url` is absolute. */
export interface FetchRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** An `application/x-www-form-urlencoded` body, for POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** An `application/json` body, for POST, in place of a form. */
  readonly json?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Render the page in a browser and read the result of its scripts; GET only. */
  readonly render?: Rendering;
}

/** How a page is rendered. */
export interface Rendering {
  /** A CSS selector to wait for; by default until the page's scripts and requests have come to rest. */
  readonly waitFor?: string;
  /** A CSS selector that is clicked `clicks` times, each time until the page has changed: a list's next page. */
  readonly next?: string;
  readonly clicks?: number;
}

/** A page of lists or directories to read; `state` is the family's own and comes back with the page. */
export interface ListStep {
  readonly request: FetchRequest;
  readonly state: Readonly<Record<string, string | number | boolean>>;
  /** The address was constructed, no page links to it: if the page does not exist, the list ends, without a problem. */
  readonly speculative?: boolean;
  /** What a user may do if the page exists and can't be had. */
  readonly hint?: string;
}

/** A link that, by the portal's rules, leads to a report. */
export interface ReportLink {
  readonly url: string;
  /** The title in the listing; the whole one where the listing has it, else as cut. */
  readonly title: string | null;
  /** The agency, where the listing or the portal's table names it. */
  readonly agency: string | null;
  readonly year: number | null;
  /** YYYY-MM-DD as the listing gives it. */
  readonly published: string | null;
  /** The address was constructed from agency and year, no page links to it: a missing report is not a problem. */
  readonly speculative?: boolean;
  /** The report's page shows its text only in a browser. */
  readonly render?: Rendering;
}

/** A file of a page, linked or embedded. */
export interface FileLink {
  readonly url: string;
  /** What the page calls it: the link's text, its title, else the decoded file name; '' for nothing. */
  readonly name: string;
  /** The page shows it in itself: an embedded document, a viewer. */
  readonly embedded: boolean;
}

/** The contents of a list page. `problems` are lines for the run's record: layout changes must be noticed. */
export interface ListReading {
  readonly steps: readonly ListStep[];
  readonly links: readonly ReportLink[];
  readonly problems: readonly string[];
  /** The addresses of all entries of the page, reports or not: an entry that comes again tells of a list that moves. */
  readonly items?: readonly string[];
}

/** The body of an answer, after transfer and content decoding. */
export interface FetchedPage {
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface OutcomeBase {
  /** The address that was asked for. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly fetchedAt: Date;
  readonly milliseconds: number;
  /** The page was rendered in a browser: the body is the result of its scripts. */
  readonly rendered?: true;
  /** The body is the page with those in its frames, in one file (MHT). */
  readonly framed?: true;
  /** A page sent on to what came: validators of that say nothing of the address. */
  readonly isSentOn?: true;
  /** What was not as HTTP asks, and was read all the same; left out for nothing. */
  readonly forgiven?: readonly Leniency[];
}

interface AnsweredBase extends OutcomeBase {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly finalUrl: string;
}

/**
 * The verdict on one exchange. Only `ok` and `not_modified` touch a report's history.
 * - missing: 404/410, or a 200 that says the page does not exist (`soft`)
 * - blocked: a challenge, a captcha, a login
 * - failed: 5xx, reset, timeout, short body, decode error; `retryable` says whether trying again may help
 * - off_limits: robots.txt, host, scheme, address, size, too many redirects
 */
export type FetchOutcome =
  | (AnsweredBase & { readonly kind: 'ok'; readonly page: FetchedPage })
  | (AnsweredBase & { readonly kind: 'not_modified' })
  | (AnsweredBase & { readonly kind: 'missing'; readonly soft: boolean; readonly reason: string })
  | (AnsweredBase & { readonly kind: 'blocked'; readonly reason: string })
  | (OutcomeBase & {
      readonly kind: 'failed';
      readonly status: number | null;
      readonly reason: string;
      readonly retryable: boolean;
      /** From Retry-After: not before this instant. */
      readonly retryAt: Date | null;
    })
  | (OutcomeBase & {
      readonly kind: 'off_limits';
      readonly rule: 'robots' | 'host' | 'scheme' | 'address' | 'size' | 'redirects';
      readonly reason: string;
    });

/** Which reports to look for. */
export interface HarvestScope {
  /** Report years, ascending. */
  readonly years: readonly number[];
}

/** What a family knows about its portal; `settings` has passed the family's own schema. */
export interface FamilyContext<Settings> {
  readonly settings: Settings;
  /** `https://www.example.gov.cn/`, always with a trailing slash. */
  readonly baseUrl: string;
  readonly agencies: readonly PortalAgency[];
  readonly scope: HarvestScope;
  /** Decides which titles are reports; see report-links.ts. */
  readonly titles: TitleRules;
}

export interface PortalAgency {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The portal's opaque code for it (Hanweb `area`); never parsed. */
  readonly code?: string;
}

/** Judges a listing's title; shared by all families. */
export interface TitleRules {
  /** Does this title name an annual report on information disclosure? Cut titles are judged by what is left. */
  isReport(title: string): boolean;
  /** The report year in a title, or null. */
  year(title: string): number | null;
}

/** What a family recognised in a column page. */
export interface Recognition {
  /** The keys of the column in the portal's YAML, beside `family`; they pass the family's schema. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What in the page says so, in one line. */
  readonly because: string;
  /** From 0 to 1; of several families, the most certain one is used. */
  readonly confidence: number;
  /** Settings to try if those find no report: for what the page itself does not show. */
  readonly alternatives?: readonly Readonly<Record<string, unknown>>[];
}

export interface Family<Settings = unknown> {
  readonly id: string;
  /** The family's part of the portal's YAML; each key has a description, for docs/ and for editors. */
  readonly schema: z.ZodType<Settings>;
  /** Where to begin. Report links that need no list (agency x year addresses) are given here. */
  start(context: FamilyContext<Settings>): ListReading;
  /** Reads a list page. Throws nothing: what can't be read is a problem. */
  readList(page: FetchedPage, step: ListStep, context: FamilyContext<Settings>): ListReading;
  /**
   * How a list goes on without a page at an address that was constructed (`speculative`); by default the list ends
   * there, without a problem.
   */
  missed?(step: ListStep, context: FamilyContext<Settings>): ListReading;
  /** Does a page have the marks of this family's column pages? Null where it has not. */
  recognise(page: FetchedPage): Recognition | null;
  /** The settings that a column page's address says by itself; where the family does not tell, `page`: its path. */
  addressed?(url: string): Readonly<Record<string, unknown>>;
}

/** A portal's own rules for titles: parts of titles, compared without spaces. */
export interface TitleWords {
  /** A title that contains one of these is a report. */
  readonly include: readonly string[];
  /** A title that contains one of these is not a report, even if `include` matches. */
  readonly exclude: readonly string[];
}

/** How TLS to a portal's hosts differs from the usual. */
export interface TlsSettings {
  readonly verify: boolean;
  /** Null for the usual, TLS 1.2. */
  readonly minVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' | null;
  readonly legacyRenegotiation: boolean;
  /** Certificates to trust beside the usual ones, as PEM text; null for none. */
  readonly ca: string | null;
}

/** One crawl of a portal: a family, and the settings that passed that family's schema. */
export interface PortalColumn {
  readonly family: string;
  readonly settings: unknown;
}

/** Limits of nianbao.yaml that differ for this portal. */
export interface PortalLimits {
  readonly listPages?: number;
  readonly failures?: number;
}

/** The part of a portal that a crawl needs; src/config/portal/ has all of it. */
export interface CrawledPortal {
  /** Always with a trailing slash. */
  readonly baseUrl: string;
  /** Hosts that may be asked, as `host` or `host:port`; a host stands for its subdomains too. */
  readonly hosts: readonly string[];
  readonly allowPrivateAddresses: boolean;
  /** How TLS differs from the usual; null where it does not. */
  readonly tls: TlsSettings | null;
  /** Seconds between two requests to one host. */
  readonly pause: number;
  /** Whether pages may be rendered in a browser; `auto`: where they show nothing without their scripts. */
  readonly browser: 'never' | 'auto' | 'always';
  readonly limits: PortalLimits;
  readonly titles: TitleWords;
  readonly agencies: readonly PortalAgency[];
  readonly columns: readonly PortalColumn[];
}

/** Settings of all crawls; times in seconds. The keys are those of nianbao.yaml, which explains each of them. */
export interface CrawlSettings {
  readonly userAgent: string;
  readonly timeouts: {
    readonly idle: number;
    readonly total: number;
    readonly backoff: number;
    readonly retryAfter: number;
  };
  readonly limits: {
    readonly bodyBytes: number;
    readonly redirects: number;
    readonly listPages: number;
    readonly files: number;
    readonly retries: number;
    readonly failures: number;
  };
  /** The Chromium to render with; null looks for one. */
  readonly browser: { readonly executablePath: string | null };
}
