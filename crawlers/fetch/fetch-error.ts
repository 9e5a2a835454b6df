import type { FetchCode } from '../../src/error-codes.js';
import { NianbaoError } from '../../src/errors.js';
import type { FetchOutcome } from '../contract.js';

export type OffLimitsRule = Extract<FetchOutcome, { kind: 'off_limits' }>['rule'];

/** Why an exchange came to no answer. */
export type FetchStop =
  | { readonly kind: 'off_limits'; readonly rule: OffLimitsRule }
  | {
      readonly kind: 'failed';
      readonly status: number | null;
      /** May trying again help? */
      readonly retryable: boolean;
      /** Is there no point in asking this host again tonight? */
      readonly hostIsDown: boolean;
    }
  | {
      readonly kind: 'blocked';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly finalUrl: string;
    };

/** An exchange that was refused or broke off; `stop` is the verdict, `message` its reason. */
export class FetchError extends NianbaoError<FetchCode> {
  readonly stop: FetchStop;

  constructor(stop: FetchStop, reason: string, url: string, cause?: unknown) {
    super(`fetch_${stop.kind}`, reason, { url, cause });
    this.stop = stop;
  }
}

export function offLimits(rule: OffLimitsRule, reason: string, url: string): FetchError {
  return new FetchError({ kind: 'off_limits', rule }, reason, url);
}

export function failed(
  reason: string,
  url: string,
  options: { status?: number; retryable?: boolean; hostIsDown?: boolean; cause?: unknown } = {},
): FetchError {
  const { status = null, retryable = true, hostIsDown = false, cause } = options;
  return new FetchError({ kind: 'failed', status, retryable, hostIsDown }, reason, url, cause);
}

/** What a 304 means that nobody asked for: it says nothing of what stands there. */
export const UNASKED_304 = 'HTTP 304 to a request without conditions';

/** Why an exchange brought no page. */
export function reasonOf(outcome: Exclude<FetchOutcome, { kind: 'ok' }>): string {
  return outcome.kind === 'not_modified' ? UNASKED_304 : outcome.reason;
}
