import type { Document } from '../../document/model.js';
import { figuresDigest, payloadDigest, unreadContentDigest } from '../../report/digest.js';
import type { Editions } from '../../report/edition/editions.js';
import type { ReportHints } from '../../report/model.js';
import { recognise } from '../../report/recognise.js';
import { extractorRevision } from '../../report/revision.js';
import type { Derived } from '../derive/derive.js';

/**
 * What can be said of a report whose format has no reader: whose it is, by what the listing says, and that nothing
 * was read. Its content is its bytes, so that another file is another content.
 * @param reason why it could not be read, one line
 * @returns null where the listing does not name agency and year
 */
export function deriveUnread(
  bytes: Uint8Array,
  editions: Editions,
  hints: ReportHints,
  reason: string,
): Derived | null {
  const document: Document = {
    format: 'text',
    encoding: 'utf-8',
    meta: {},
    blocks: [],
    issues: [{ code: 'no_reader', message: reason }],
  };
  const { report, aliases, findings } = recognise(document, editions.all, hints);
  if (report.agency === null || report.year === null) return null;
  const payload = payloadDigest(bytes);
  return {
    format: document.format,
    issues: document.issues,
    aliases,
    report,
    findings: findings.filter((finding) => finding.rule === 'document.no_reader'),
    digests: { payload, content: unreadContentDigest(payload), figures: figuresDigest(report) },
    revision: extractorRevision(editions),
  };
}
