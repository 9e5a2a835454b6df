import type { WireAnswer } from '../fetch/wire.js';

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Scripts that were fetched once and need not be fetched again: each request costs the host a visit and us a pause.
 * Only files count, not what a server makes up: an answer that depends on who asks, or when, is asked for again.
 */
export class ScriptCache {
  readonly #answers = new Map<string, WireAnswer>();
  #bytes = 0;

  get(url: string): WireAnswer | undefined {
    return this.#answers.get(url);
  }

  keep(url: string, answer: WireAnswer): void {
    if (this.#answers.has(url) || !isFile(url, answer) || answer.body.length > MOST_BYTES) return;
    this.#answers.set(url, answer);
    this.#bytes += answer.body.length;
    for (const [oldest, { body }] of this.#answers) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#answers.delete(oldest);
      this.#bytes -= body.length;
    }
  }
}

function isFile(url: string, { status, headers }: WireAnswer): boolean {
  if (status !== 200 || headers['set-cookie'] !== undefined) return false;
  if (/no-store|no-cache|private|max-age=0/i.test(headers['cache-control'] ?? '')) return false;
  const { pathname, searchParams } = new URL(url);
  return /\.m?js$/i.test(pathname) && !searchParams.has('callback') && !searchParams.has('jsonp');
}
