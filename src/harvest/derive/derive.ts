import type { VersionContent } from '../../../storage/contract/archive.js';
import { findingsOf } from '../../checks/check.js';
import { runChecks } from '../../checks/run-checks.js';
import { defined } from '../../defined.js';
import type { DocumentFormat, DocumentIssue, DocumentLimits } from '../../document/model.js';
import { readDocument } from '../../document/read.js';
import type { ReadOptions } from '../../document/textual.js';
import { contentDigest, figuresDigest, payloadDigest } from '../../report/digest.js';
import type { Editions } from '../../report/edition/editions.js';
import type { Derivation, ReportHints } from '../../report/model.js';
import { recognise } from '../../report/recognise.js';
import { extractorRevision } from '../../report/revision.js';

export interface DeriveOptions {
  readonly hints?: ReportHints;
  /** Content-Type of the answer, a hint for the charset. */
  readonly contentType?: string | null;
  readonly limits?: Partial<DocumentLimits>;
}

export interface Derived extends Derivation {
  readonly format: DocumentFormat;
  /** What is to be known of the bytes. */
  readonly issues: readonly DocumentIssue[];
  /** Other names by which the sources call the agency. */
  readonly aliases: readonly string[];
}

/**
 * From bytes to everything that is derived of them: document, report, findings, digests. Depends on nothing
 * but its arguments, so that stored payloads can be derived again at any time.
 *
 * @param reading how pictures are recognised, and who is told what pages are taken for: nothing that changes the result
 * @throws DocumentError where no reader can make a document of the bytes
 */
export async function derive(
  bytes: Uint8Array,
  editions: Editions,
  options: DeriveOptions = {},
  reading: Pick<ReadOptions, 'recognition' | 'trace'> = {},
): Promise<Derived> {
  const document = await readDocument(bytes, {
    ...defined({ contentType: options.contentType, limits: options.limits }),
    ...reading,
  });
  const { report, aliases, findings } = recognise(document, editions.all, options.hints);
  return {
    format: document.format,
    issues: document.issues,
    aliases,
    report,
    findings: [...findings, ...findingsOf(runChecks(report, editions.all))],
    digests: {
      payload: payloadDigest(bytes),
      content: contentDigest(document),
      figures: figuresDigest(report),
    },
    revision: extractorRevision(editions),
  };
}

/** What a version keeps of a derivation. */
export function contentOf({ report, findings, digests, revision }: Derivation): VersionContent {
  return {
    title: report.title,
    edition: report.edition,
    published: report.published,
    digests,
    revision,
    sections: report.sections,
    figures: report.figures,
    claims: report.claims,
    findings,
  };
}
