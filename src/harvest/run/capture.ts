import type { FetchOutcome } from '../../../crawlers/contract.js';
import { SAVED_PAGE } from '../../../crawlers/files/saved-page.js';
import type { CaptureMark, CaptureRecord, Validators } from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import type { PortalConfig } from '../../config/portal/portal.js';

/** Response headers that say something about the payload or its history. */
const KEPT_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-disposition',
  'date',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'server',
] as const;

type Whole = Pick<Extract<FetchOutcome, { kind: 'ok' }>, 'headers' | 'isSentOn' | 'framed'>;

/** The exchange as the archive records it. */
export function captureOf(
  run: RunId | null,
  outcome: FetchOutcome,
  portal: Pick<PortalConfig, 'tls'>,
): CaptureRecord {
  const answered = 'headers' in outcome;
  const headers = answered ? outcome.headers : {};
  return {
    run,
    at: outcome.fetchedAt,
    method: outcome.method,
    status: 'status' in outcome ? outcome.status : null,
    headers: Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    ),
    finalUrl: answered ? outcome.finalUrl : null,
    bytes: outcome.kind === 'ok' ? outcome.page.body.length : 0,
    milliseconds: Math.round(outcome.milliseconds),
    reason: 'reason' in outcome ? outcome.reason : null,
    marks: marksOf(outcome, portal),
  };
}

/** How the exchange differed from a plain one over a verified connection. */
function marksOf(outcome: FetchOutcome, { tls }: Pick<PortalConfig, 'tls'>): CaptureMark[] {
  const marks: CaptureMark[] = outcome.rendered ? ['rendered'] : [];
  if (outcome.framed) marks.push('framed');
  const { forgiven = [] } = outcome;
  if (forgiven.length > 0) marks.push('lenient', ...forgiven.map((what) => `lenient-${what}` as const));
  const address = 'finalUrl' in outcome ? outcome.finalUrl : outcome.url;
  if (tls === null || !(address.startsWith('https:') || outcome.url.startsWith('https:'))) return marks;
  return [...marks, tls.verify ? 'tls-legacy' : 'tls-unverified'];
}

/** What went wrong, one line; the kind of the verdict first. */
export function reasonOf(outcome: FetchOutcome): string {
  const why = 'reason' in outcome ? `: ${outcome.reason}` : '';
  return `${outcome.kind === 'off_limits' ? 'off limits' : outcome.kind}${why}`;
}

/** With what the address can be asked for another state than this. */
export function validatorsOf({ headers, isSentOn, framed }: Whole): Validators {
  if (isSentOn === true || framed === true) return { etag: null, lastModified: null };
  return { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}

/** The type of the payload. */
export function mediaTypeOf({ headers, framed }: Whole): string | null {
  return framed === true ? SAVED_PAGE : (headers['content-type'] ?? null);
}
