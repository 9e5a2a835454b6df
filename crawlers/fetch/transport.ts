/** What may answer in place of the network; everything above it works as with a live site. */

/** One hop on its way out: redirects are hops of their own. */
export interface TransportRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
}

/** An answer as a server would give it, its content encoding still on. */
export interface TransportAnswer {
  readonly status: number;
  /** Lower-case names; bytes above 127 stand as Latin-1. */
  readonly headers: Readonly<Record<string, string>>;
  /** Length of the body. */
  readonly bytes: number;
  body(): Promise<Buffer>;
}

export interface Transport {
  /** @throws FetchError where there is no answer */
  answer(request: TransportRequest): Promise<TransportAnswer>;
}
