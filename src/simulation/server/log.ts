/** One request. Times are milliseconds by the clock of the portal's options. */
export interface LoggedRequest {
  readonly at: number;
  /** When the answer was sent or the connection ended; null while it is in flight. */
  readonly endedAt: number | null;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Null where no answer was begun. */
  readonly status: number | null;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parameters of a form body. */
  readonly form: Readonly<Record<string, string>>;
  /** The body as text, of a form or of anything else; '' for none. */
  readonly body: string;
}

/** Keeps the requests in the order of their arrival. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  private readonly clock: () => number;

  /** @param clock milliseconds */
  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** Notes a request; what is returned notes its body, and its end. */
  begin(method: string, path: string, headers: Readonly<Record<string, string>>) {
    const entry: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } = {
      at: this.clock(),
      endedAt: null,
      method,
      path,
      status: null,
      headers,
      form: {},
      body: '',
    };
    this.entries.push(entry);
    return {
      body: (body: string, form: Readonly<Record<string, string>>): void => {
        entry.body = body;
        entry.form = form;
      },
      end: (status: number | null): void => {
        entry.status = status;
        entry.endedAt = this.clock();
      },
    };
  }

  clear(): void {
    this.entries.length = 0;
  }
}

/** The most requests that were in flight at the same time. */
export function peakOverlap(log: readonly LoggedRequest[]): number {
  const moments = log.flatMap((entry) => [
    { at: entry.at, change: 1 },
    { at: entry.endedAt ?? Number.POSITIVE_INFINITY, change: -1 },
  ]);
  moments.sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  let peak = 0;
  for (const { change } of moments) {
    now += change;
    peak = Math.max(peak, now);
  }
  return peak;
}

/**
 * The shortest time, in milliseconds, between the end of a request and the beginning of the next: negative where
 * one began before all others had ended, infinite for fewer than two requests.
 */
export function shortestGap(log: readonly LoggedRequest[]): number {
  const inOrder = [...log].sort((a, b) => a.at - b.at);
  let shortest = Number.POSITIVE_INFINITY;
  let ended = Number.NEGATIVE_INFINITY;
  for (const { at, endedAt } of inOrder) {
    shortest = Math.min(shortest, at - ended);
    ended = Math.max(ended, endedAt ?? Number.POSITIVE_INFINITY);
  }
  return shortest;
}
