import type { FileLink, ReportLink, TitleRules } from '../../../crawlers/contract.js';
import type { FileVisit } from '../../../crawlers/crawl/visit.js';
import { type Host, isAtHost, parseHost } from '../../../crawlers/fetch/host.js';
import { fileNameOf } from '../../../crawlers/files/file-name.js';
import { agencyOf } from '../../../crawlers/lists/report-links.js';
import type { SourceListing, SourceRef, SourceState } from '../../../storage/contract/archive.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { defined } from '../../defined.js';
import type { ListedReport } from './expectations.js';

/** A former host without a port is meant with any usual one. */
const ANY_USUAL: ReadonlySet<string> = new Set(['']);

/**
 * What a night knows of a portal's addresses: those the archive knew before, those the lists name, and those that were
 * visited, with the files found on them.
 */
export class SourceBook {
  readonly visited = new Set<string>();
  readonly #known: ReadonlyMap<string, SourceState>;
  /** The files known before, by the page that carries them. */
  readonly #knownFiles = new Map<string, FileLink[]>();
  readonly #listed = new Map<string, ReportLink>();
  /** Files by page, of the pages visited tonight. */
  readonly #files = new Map<string, ReadonlySet<string>>();
  readonly #missed = new Set<string>();
  readonly #nights: number;
  readonly #formerHosts: readonly Host[];
  #isComplete = false;

  /**
   * @param nights separate nights after which a source that is gone counts as gone for good
   * @param formerHosts as in the portal's file
   */
  constructor(known: readonly SourceState[], nights: number, formerHosts: readonly string[] = []) {
    this.#nights = nights;
    this.#formerHosts = formerHosts.map(parseHost);
    this.#known = new Map(known.map((source) => [source.url, source]));
    for (const { url, page, kind, listing } of known) {
      if (page === null || kind !== 'attachment') continue;
      const file = { url, name: listing.title ?? '', embedded: false };
      this.#knownFiles.set(page, [...(this.#knownFiles.get(page) ?? []), file]);
    }
  }

  list(links: readonly ReportLink[], isComplete: boolean): void {
    for (const link of links) this.#listed.set(link.url, link);
    this.#isComplete = isComplete;
  }

  /** By report year, how many agencies have a report among the addresses known before. */
  get knownAgencies(): ReadonlyMap<number, number> {
    const byYear = new Map<number, Set<string>>();
    for (const { report } of this.#known.values()) {
      if (report === null) continue;
      byYear.set(report.year, (byYear.get(report.year) ?? new Set()).add(report.agency));
    }
    return new Map([...byYear].map(([year, agencies]) => [year, agencies.size]));
  }

  /** Did the address answer tonight, without a report? */
  isMissed(url: string): boolean {
    return this.#missed.has(url);
  }

  /** A listed link with the agency and year that the archive knows it by, where the list does not say. */
  identified({ url, agency, year, speculative }: ReportLink): ListedReport {
    const report = this.#known.get(url)?.report;
    return {
      url,
      agency: agency ?? report?.agency ?? null,
      year: year ?? report?.year ?? null,
      ...defined({ speculative }),
    };
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Takes note of a visit: the page, and the files on it. */
  see(url: string, files: readonly string[]): void {
    this.visited.add(url);
    for (const file of files) this.visited.add(file);
    this.#files.set(url, new Set(files));
  }

  /** Takes note that the address does not show its report tonight. */
  miss(url: string): void {
    this.#missed.add(url);
  }

  /** The known addresses at hosts that the portal has no more: nobody asks for them. */
  get abandoned(): readonly string[] {
    return [...this.#known.keys()].filter((url) => this.#isAbandoned(url));
  }

  #isAbandoned(url: string): boolean {
    if (this.#formerHosts.length === 0) return false;
    const address = URL.canParse(url) ? new URL(url) : null;
    return address !== null && this.#formerHosts.some((host) => isAtHost(address, host, ANY_USUAL));
  }

  /** Does a list name the address, or the page that carries it? An address that was only tried is not named. */
  isListed(url: string): boolean {
    const link = this.#listed.get(url);
    if (link !== undefined) return link.speculative !== true;
    const page = this.#known.get(url)?.page ?? null;
    return page !== null && page !== url && this.isListed(page) && this.#files.get(page)?.has(url) !== false;
  }

  /**
   * Is the address still published, as far as the night knows? An address that a broken list does not name may be:
   * only a whole list can say that it is gone.
   * @param gone the nights on which it was gone; as they were known before this night, if left out
   */
  isPublished(url: string, gone = this.#known.get(url)?.goneNights ?? 0): boolean {
    if (!this.#isComplete) return true;
    if (this.#isAbandoned(url)) return false;
    const link = this.#listed.get(url);
    if (link?.speculative === true && gone === 0 && !this.#missed.has(url)) return true;
    if (link !== undefined && link.speculative !== true && gone < this.#nights) return true;
    if ([...this.#files.values()].some((files) => files.has(url))) return true;
    const page = this.#known.get(url)?.page ?? null;
    if (page === null || page === url) return false;
    return this.isPublished(page) && this.#files.get(page)?.has(url) !== false;
  }

  /** The address as the archive knew it before the night; null where it did not, or the night has come by. */
  stateBefore(url: string): SourceState | null {
    return this.visited.has(url) ? null : (this.#known.get(url) ?? null);
  }

  /** The files a page is known to carry. */
  filesOf(page: string): readonly FileLink[] {
    return this.#knownFiles.get(page) ?? [];
  }

  /**
   * Known sources of reports of the years, and those that have left one of them for another report, that the night has not
   * come by; those that hold back what may be a report
   * are among them, or it would be lost. Those that have long been gone are left alone where their report lives on
   * elsewhere.
   */
  unvisited(years: readonly number[], left: ReadonlySet<string>): ReportLink[] {
    return [...this.#known.values()].flatMap((source): ReportLink[] => {
      const { url, report, listing } = source;
      const reportYear = report?.year ?? (source.held === undefined ? undefined : listing.year);
      const isWanted = reportYear !== undefined && years.includes(reportYear);
      if (!isWanted && !left.has(url)) return [];
      if (source.kind === 'file' || this.visited.has(url) || this.#isAbandoned(url)) return [];
      if (source.goneNights >= this.#nights && source.withdrawnAt === null) return [];
      const { title = null, agency = null, year = null, published = null } = listing;
      return [{ url, title, agency, year, published }];
    });
  }

  /** What a list says of the address tonight; null where none names it. */
  listingOf(url: string): SourceListing | null {
    const link = this.#listed.get(url);
    return link === undefined || link.speculative === true ? null : listingOf(link);
  }

  sourceOf(link: ReportLink, portal: string): SourceRef {
    const known = this.#known.get(link.url);
    const listing = listingOf(link);
    const isFile = known?.kind === 'attachment' && !this.#listed.has(link.url);
    return {
      url: link.url,
      kind: isFile ? 'attachment' : 'page',
      portal,
      listing,
      ...(isFile && known.page !== null ? { page: known.page } : {}),
    };
  }

  /**
   * A file on a page. What one of its names says (the link's, the one it was served under) goes before what the listing
   * says of the page.
   */
  fileSource(
    link: ReportLink,
    { file, outcome }: FileVisit,
    portal: PortalConfig,
    titles: TitleRules,
  ): SourceRef {
    const served = 'headers' in outcome ? fileNameOf(outcome.headers, file.url) : null;
    const name = [file.name, served].find((one) => one !== null && titles.isReport(one)) ?? null;
    const named =
      name === null
        ? {}
        : {
            title: name.replace(/\.[a-z0-9]{2,5}$/i, ''),
            agency: agencyOf(name, portal.agencies) ?? link.agency,
            year: titles.year(name) ?? link.year,
          };
    return {
      url: file.url,
      kind: 'attachment',
      portal: portal.id,
      listing: listingOf({ ...link, ...named }),
      page: link.url,
    };
  }
}

function listingOf({
  title,
  agency,
  year,
  published,
}: Pick<ReportLink, 'title' | 'agency' | 'year' | 'published'>): SourceListing {
  return {
    ...(title === null ? {} : { title }),
    ...(agency === null ? {} : { agency }),
    ...(year === null ? {} : { year }),
    ...(published === null ? {} : { published }),
  };
}
