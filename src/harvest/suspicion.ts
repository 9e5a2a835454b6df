import type { ReportLink } from '../../crawlers/contract.js';
import type { PortalConfig } from '../config/portal.js';
import { judgeLists, type ListsVerdict } from './expectations.js';
import type { Trust } from './hold.js';
import type { SourceBook } from './source-book.js';

/** Gathers what makes one portal's run suspect: what its lists lack, and reports that are held back for their reading. */
export class Suspicion {
  readonly #portal: Pick<PortalConfig, 'expect'>;
  readonly #book: SourceBook;
  readonly #years: readonly number[];
  readonly #at: Date;
  /** What the lists named, tries included. */
  #listing: readonly ReportLink[] = [];
  #ofLists: readonly string[] = [];
  readonly #doubted: string[] = [];

  /** @param at when the run began */
  constructor(
    portal: Pick<PortalConfig, 'expect'>,
    book: SourceBook,
    { years, at }: { readonly years: readonly number[]; readonly at: Date },
  ) {
    this.#portal = portal;
    this.#book = book;
    this.#years = years;
    this.#at = at;
  }

  /** Judges the lists, before anything they name is visited. @returns maximums that are broken, one line each */
  list(links: readonly ReportLink[]): readonly string[] {
    this.#listing = links;
    const { suspicions, warnings } = this.#judge(links);
    this.#ofLists = suspicions;
    return warnings;
  }

  /** Takes note of a report that is held back for its reading: its address, and why. */
  doubt(line: string): void {
    this.#doubted.push(line);
  }

  /** Are the lists what they should be? */
  get isListed(): boolean {
    return this.#ofLists.length === 0;
  }

  get trust(): Trust {
    return { lists: this.#ofLists[0] ?? null, readable: this.#portal.expect.minReadable ?? null };
  }

  /**
   * The minimums that the run broke, one line each. Addresses that were only tried count as listed until they have
   * answered without a report: what they come to is known at the end.
   * @param isWhole was everything visited?
   */
  lines(isWhole: boolean): readonly string[] {
    const isThere = ({ url, speculative }: ReportLink) => speculative !== true || !this.#book.isMissed(url);
    const ofLists = isWhole ? this.#judge(this.#listing.filter(isThere)).suspicions : this.#ofLists;
    const [first] = this.#doubted;
    if (first === undefined) return ofLists;
    const more = this.#doubted.length - 1;
    if (more === 0) return [...ofLists, `1 report is held back for what was read: ${first}`];
    return [...ofLists, `${more + 1} reports are held back for what was read: ${first}, and ${more} more`];
  }

  #judge(links: readonly ReportLink[]): ListsVerdict {
    const listed = links.map((link) => this.#book.identified(link));
    return judgeLists(this.#portal.expect, listed, this.#years, this.#at);
  }
}
