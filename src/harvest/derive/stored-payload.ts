import type { Archive, SourceState } from '../../../storage/contract/archive.js';
import type { PayloadDigest } from '../../digests.js';
import type { ReportHints } from '../../report/model.js';
import type { Judged, Refusal } from '../deposit/deposit-model.js';
import { judgeDeposit } from '../deposit/judge-deposit.js';
import type { Deriver } from './deriver.js';

/** The agencies that a portal's file names, with their aliases. */
export type AgenciesOf = (portal: string | null) => NonNullable<ReportHints['agencies']>;

/** With what stored payloads are read. */
export interface PayloadReading {
  readonly archive: Pick<Archive, 'payload' | 'mediaType'>;
  readonly deriver: Deriver;
  readonly agenciesOf: AgenciesOf;
}

/**
 * What today's extractor reads in a stored payload, as if the source had given it now.
 * @param portal whose agencies are looked for
 */
export async function judgeStored(
  sha256: PayloadDigest,
  { kind, url, listing }: Pick<SourceState, 'kind' | 'url' | 'listing'>,
  portal: string | null,
  { archive, deriver, agenciesOf }: PayloadReading,
): Promise<Judged | Refusal> {
  const bytes = await archive.payload(sha256);
  if (bytes === null) return { reason: 'its payload is not in the archive', keep: false, findings: [] };
  const agencies = agenciesOf(portal);
  const hints: ReportHints = kind === 'file' ? { stated: listing, agencies } : { listing, agencies };
  const mediaType = await archive.mediaType(sha256);
  return judgeDeposit(deriver, { bytes, mediaType, hints, source: { url, kind, portal, listing } });
}
