/** Payloads that are not trusted: they are kept as captures, and change nothing. */

import type { Archive, ReportKey, SourceState } from '../../../storage/contract/archive.js';
import { payloadDigest } from '../../report/digest.js';
import { percent, readableShare } from '../nights/expectations.js';
import type { Deposit, DepositResult, Doubt, Judged, Trust } from './deposit-model.js';

/** Why what was read is not believed; null where it is. */
export async function doubtOf(
  archive: Archive,
  trust: Trust | undefined,
  { derived }: Judged,
  report: ReportKey,
): Promise<Doubt | null> {
  if (trust === undefined) return null;
  if (trust.lists !== null) return { cause: 'list', reason: trust.lists };
  if (trust.readable === null) return null;
  // a report that had figures and now shows none has lost them all; one that never had any says nothing
  const share = readableShare(derived.report) ?? ((await hadFigures(archive, derived, report)) ? 0 : null);
  return share === null || share >= trust.readable ? null : poorReading(share, trust.readable);
}

function poorReading(share: number, least: number): Doubt {
  const reason = `${percent(share)} of its figures can be read, and at least ${percent(least)} is expected`;
  return { cause: 'reading', reason };
}

async function hadFigures(archive: Archive, derived: Judged['derived'], report: ReportKey): Promise<boolean> {
  const isUnread = derived.findings.some((finding) => finding.rule === 'document.no_reader');
  // what has no reader says nothing of what the report says, and never revises it
  return !isUnread && ((await archive.latestVersion(report))?.figures ?? []).length > 0;
}

/** Keeps a deposit as a capture with its payload, and leaves everything that is known as it is. */
export async function hold(
  archive: Archive,
  input: Deposit,
  known: SourceState | null,
  report: ReportKey | null,
  { cause, reason }: Doubt,
): Promise<DepositResult> {
  const { source, capture, bytes, mediaType } = input;
  const sha256 = payloadDigest(bytes);
  const outcome = known?.held === sha256 || known?.payload === sha256 ? 'unchanged' : 'new';
  await archive.recordCapture({
    source,
    capture: {
      ...capture,
      reason: `held back: ${reason}`,
      marks: [...(capture.marks ?? []), `held-${cause}`],
    },
    outcome,
    payload: { sha256, bytes, mediaType },
    held: true,
  });
  return {
    outcome,
    report,
    version: null,
    newVersion: false,
    newPayload: outcome === 'new',
    changes: [],
    findings: [],
    reason: `held back: ${reason}`,
    sighting: 'unclear',
    held: cause,
  };
}
