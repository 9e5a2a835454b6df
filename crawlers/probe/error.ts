import { defined } from '../../src/defined.js';
import type { ProbeCode } from '../../src/error-codes.js';
import { type ErrorDetails, NianbaoError } from '../../src/errors.js';
import type { FetchOutcome } from '../contract.js';
import { reasonOf } from '../fetch/fetch-error.js';

/** Why a probe failed: the part of the error code after `probe_`. */
export type ProbeFailure =
  | 'unreachable'
  | 'missing'
  | 'robots'
  | 'off_limits'
  | 'blocked'
  | 'not_html'
  | 'unrecognised';

/** A probe that could not fetch the page, or recognised nothing on it. */
export class ProbeError extends NianbaoError<ProbeCode> {
  constructor(failure: ProbeFailure, message: string, details: ErrorDetails) {
    super(`probe_${failure}`, message, details);
  }
}

/** The outcome of fetching the page, where it is no page, as an error that says what to do. */
export function fetchError(outcome: Exclude<FetchOutcome, { kind: 'ok' }>, url: string): ProbeError {
  const reason = reasonOf(outcome);
  switch (outcome.kind) {
    case 'off_limits':
      return offLimitsError(outcome.rule, reason, url);
    case 'blocked':
      return new ProbeError('blocked', `the site blocks nianbao: ${reason}`, {
        url,
        hint: 'nianbao never works around a challenge, a captcha or a login: ask the site, or save the reports by hand and import them with `nianbao ingest`',
      });
    case 'missing':
      return new ProbeError('missing', `there is no such page: ${reason}`, {
        url,
        hint: "open the address in a browser: columns sometimes move, and the site's own navigation leads to the new address",
      });
    default: {
      const hint = /certificate|TLS/i.test(reason)
        ? "see `tls` in docs/portals.md for what a portal's file can say about it"
        : 'try again later: many sites are down at night, or answer only from some networks';
      return new ProbeError('unreachable', `cannot fetch the page: ${reason}`, { url, hint });
    }
  }
}

function offLimitsError(
  rule: Extract<FetchOutcome, { kind: 'off_limits' }>['rule'],
  reason: string,
  url: string,
): ProbeError {
  if (rule === 'robots') {
    const hint =
      'nianbao obeys robots.txt: ask the site, or save the reports by hand and import them with `nianbao ingest`';
    return new ProbeError('robots', reason, { url, hint });
  }
  const hints: Partial<Record<typeof rule, string>> = {
    address: 'for a trial on your own machine, use --allow-private-addresses',
    host: 'the address redirects to another host: probe that address instead',
    size: 'the limit is limits.bodyBytes in nianbao.yaml',
    redirects: 'probe the final address instead',
    scheme: 'an address begins with http:// or https://',
  };
  const hint = hints[rule];
  return new ProbeError('off_limits', reason, { url, ...defined({ hint }) });
}
