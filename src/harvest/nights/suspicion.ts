import type { ReportLink } from '../../../crawlers/contract.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import type { Trust } from '../deposit/deposit-model.js';
import { judgeLists, type ListsVerdict, percent } from './expectations.js';
import type { SourceBook } from './source-book.js';

/** Gathers what makes one portal's run suspect: what its lists lack, and reports that are held back for their reading. */
export class Suspicion {
  readonly #portal: Pick<PortalConfig, 'expect'>;
  readonly #book: SourceBook;
  readonly #years: readonly number[];
  readonly #at: Date;
  /** What the lists named, tries included. */
  #listing: readonly ReportLink[] = [];
  #ofLists: string | null = null;
  #isOutage = false;
  #doubted = 0;

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

  /**
   * Judges the lists, before anything they name is visited. Lists that could not be read at all are an outage, which is
   * a problem of its own.
   * @param isComplete were they read to their end?
   * @returns the maximum that is broken, one line; null for none
   */
  list(links: readonly ReportLink[], isComplete: boolean): string | null {
    this.#isOutage = links.length === 0 && !isComplete;
    this.#listing = links;
    const { suspicion, warning } = this.#judge(links);
    this.#ofLists = suspicion;
    return warning;
  }

  /** Takes note of payloads that are held back for their reading; each is a problem of the run besides. */
  doubt(count = 1): void {
    this.#doubted += count;
  }

  /** Are the lists what they should be? */
  get isListed(): boolean {
    return this.#ofLists === null;
  }

  get trust(): Trust {
    return { lists: this.#ofLists, readable: this.#portal.expect.minReadable ?? null };
  }

  /**
   * The minimums that the run broke, one line each. Addresses that were only tried count as listed until they have
   * answered without a report: what they come to is known at the end.
   * @param isWhole was everything visited?
   */
  lines(isWhole: boolean): readonly string[] {
    return [...this.#listLines(isWhole), ...this.#readingLines()];
  }

  #listLines(isWhole: boolean): readonly string[] {
    if (this.#ofLists !== null) return [`${this.#ofLists}; all that came is held back`];
    if (!isWhole) return [];
    const isThere = ({ url, speculative }: ReportLink) => speculative !== true || !this.#book.isMissed(url);
    const { suspicion } = this.#judge(this.#listing.filter(isThere));
    return suspicion === null ? [] : [suspicion];
  }

  #readingLines(): readonly string[] {
    const { minReadable } = this.#portal.expect;
    if (this.#doubted === 0 || minReadable === undefined) return [];
    const held = this.#doubted === 1 ? '1 payload is' : `${this.#doubted} payloads are`;
    return [`${held} held back: less than ${percent(minReadable)} of their figures can be read`];
  }

  #judge(links: readonly ReportLink[]): ListsVerdict {
    if (this.#isOutage) return { suspicion: null, warning: null };
    const listed = links.map((link) => this.#book.identified(link));
    const context = { years: this.#years, at: this.#at, known: this.#book.knownAgencies };
    return judgeLists(this.#portal.expect, listed, context);
  }
}
