import type { Archive, SourceRef, SourceState, UnreadSource } from '../../../storage/contract/archive.js';
import type { ReportHints } from '../../report/model.js';
import type { Deriver } from '../derive/deriver.js';
import type { Judged, Refusal } from './deposit-model.js';
import { judgeDeposit } from './judge-deposit.js';

/** A payload that is held back, and what today's extractor reads in it. */
export interface HeldReport extends UnreadSource {
  readonly cause: 'list' | 'reading';
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
  readonly hints: ReportHints;
  readonly judged: Judged | Refusal;
}

/** The agencies that a portal's file names, with their aliases. */
export type AgenciesOf = (portal: string | null) => NonNullable<ReportHints['agencies']>;

/** Reads every payload that is held back, of one portal or of all; one at a time. */
export async function* heldReports(
  archive: Archive,
  deriver: Deriver,
  agenciesOf: AgenciesOf,
  portal?: string,
): AsyncGenerator<HeldReport> {
  for (const held of await archive.unreadSources(portal)) {
    const { source, capture } = held;
    const cause = capture.marks?.includes('held-reading')
      ? 'reading'
      : capture.marks?.includes('held-list')
        ? 'list'
        : null;
    const bytes = cause === null || capture.payload === null ? null : await archive.payload(capture.payload);
    if (cause === null || bytes === null) continue;
    const mediaType = capture.headers['content-type'] ?? null;
    const hints = { listing: source.listing, agencies: agenciesOf(source.portal) };
    const judged = await judgeDeposit(deriver, { bytes, mediaType, hints, source: refOf(source) });
    yield { ...held, cause, bytes, mediaType, hints, judged };
  }
}

/** A source as it was captured. */
export function refOf({ url, kind, portal, listing, page }: SourceState): SourceRef {
  return { url, kind, portal, listing, ...(page === null ? {} : { page }) };
}
