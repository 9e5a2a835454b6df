import { failed } from '../fetch/fetch-error.js';
import type { Transport, TransportAnswer, TransportRequest } from '../fetch/transport.js';
import { addressKey, bodyKey } from './address-keys.js';
import type { SavedPages } from './saved-page.js';

/** A request for which no page was saved. */
export interface UnsavedPage {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** The body of a POST. */
  readonly body: string | null;
}

/** Why an exchange came to nothing in a replay. */
export const NOT_SAVED = 'not among the saved pages';

/**
 * Answers from saved pages, and never from anywhere else. A robots.txt that was not saved counts as absent; any other page
 * that was not is a failure, as nobody can tell what stood there.
 */
export class Replay implements Transport {
  readonly #pages: SavedPages;
  readonly #used = new Set<TransportAnswer>();
  readonly #unsaved = new Map<string, UnsavedPage>();

  constructor(pages: SavedPages) {
    this.#pages = pages;
  }

  /** What was asked for and not saved, each once, in the order of asking. */
  get unsaved(): readonly UnsavedPage[] {
    return [...this.#unsaved.values()];
  }

  /** Number of saved pages that were asked for. */
  get used(): number {
    return this.#used.size;
  }

  async answer(request: TransportRequest): Promise<TransportAnswer> {
    const found = this.#pages.find(request);
    if (found !== null) {
      this.#used.add(found);
      return found;
    }
    const { url, method, body } = request;
    if (method === 'GET' && url.pathname === '/robots.txt') return ABSENT;
    this.#unsaved.set(`${method} ${addressKey(url)} ${bodyKey(body)}`, { url: url.href, method, body });
    throw failed(NOT_SAVED, url.href, { retryable: false });
  }
}

const ABSENT: TransportAnswer = {
  status: 404,
  headers: { 'content-length': '0' },
  bytes: 0,
  body: async () => Buffer.alloc(0),
};
