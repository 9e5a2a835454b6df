/** What the client puts on the wire and gets back. */
import type { Leniency } from './leniency.js';

/** A request on its way out. */
export interface WireRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Go on where a page sends on by a refresh, as for a redirect. */
  readonly refreshes?: boolean;
}

/** An answer, redirects followed, body unpacked, nothing judged. */
export interface WireAnswer {
  /** The address that answered. */
  readonly url: string;
  readonly status: number;
  /** Lower-case names; bytes above 127 stand as Latin-1. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly redirects: readonly string[];
  readonly startedAt: Date;
  /** Time on the wire, waiting for turns not included. */
  readonly milliseconds: number;
  /** A page sent on to this one: what stands here is not all that the address says. */
  readonly isSentOn?: true;
  /** What was not as HTTP asks, and was read all the same. */
  readonly forgiven?: readonly Leniency[];
}

/**
 * Lets one hop out: waits for the host's turn, or throws a FetchError. What it returns is called when the hop
 * has ended, with the answer's head where one came.
 */
export type Admit = (url: URL) => Promise<(head: AnswerHead | null) => void>;
export type AnswerHead = Pick<WireAnswer, 'status' | 'headers'>;
