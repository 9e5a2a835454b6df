import type { Review, ReviewRecord, StoredFinding } from '../../../storage/contract/archive.js';
import type { Finding } from '../../report/model.js';
import { showTime } from '../format.js';

const WORST_FIRST = ['error', 'warning', 'info'];

/** Findings, the worst first, one per line; those from the archive with fingerprint and review. */
export function showFindings(findings: readonly (Finding | StoredFinding)[]): string {
  if (findings.length === 0) return 'findings: none';
  const sorted = [...findings].sort(
    (a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity),
  );
  return ['findings:', ...sorted.map(showFinding)].join('\n');
}

function showFinding(finding: Finding | StoredFinding): string {
  const { severity, rule, message } = finding;
  const isStored = 'fingerprint' in finding;
  const name = isStored ? `${finding.fingerprint}  ` : '';
  return `  ${name}${severity.padEnd(7)}  ${rule}  ${message}${isStored ? showReview(finding.review) : ''}`;
}

/** `  [dismissed: why]`; nothing for a finding that is open. */
export function showReview(review: Review | null): string {
  if (review === null || review.state === 'open') return '';
  const by = review.by === null ? '' : ` by ${review.by}`;
  return `  [${review.state}${by}: ${review.note}]`;
}

/** One line of a report's history. */
export function showReviewRecord({ at, state, by, fingerprint, rule, note }: ReviewRecord): string {
  const who = by === null ? '' : ` by ${by}`;
  return `${showTime(at)}  review: ${state}${who}  ${fingerprint}  ${rule}  ${note}`;
}
