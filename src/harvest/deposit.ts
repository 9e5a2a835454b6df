import type {
  Archive,
  CaptureOutcome,
  CaptureRecord,
  ChangeKind,
  ReportKey,
  SourceRef,
  SourceState,
  StoredVersion,
  Validators,
  VersionContent,
} from '../../storage/contract.js';
import { decide, sameReport } from '../changes/decide.js';
import { ArchiveError, DocumentError } from '../errors.js';
import { payloadDigest } from '../report/digest.js';
import type { Editions } from '../report/editions.js';
import type { Finding, ReportHints } from '../report/model.js';
import { isReport } from '../report/recognise.js';
import { contentOf, type Derived, derive } from './derive.js';

/** Bytes that a source gave, with what is known of them. */
export interface Deposit {
  readonly source: SourceRef;
  readonly capture: CaptureRecord;
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
  readonly validators: Validators;
  readonly hints: ReportHints;
  /** GB/T 2260 code of an agency's region, '' where unknown. */
  readonly regionOf: (agency: string) => Promise<string>;
  /** Is that address still published tonight? Tells a second address from a move. */
  readonly isListed: (url: string) => boolean;
  /** The address was only tried: a page without a report there is no fault. */
  readonly speculative: boolean;
}

export interface DepositResult {
  readonly outcome: CaptureOutcome;
  readonly report: ReportKey | null;
  /** Number of the report's latest version; null without a report. */
  readonly version: number | null;
  readonly newVersion: boolean;
  readonly newPayload: boolean;
  readonly changes: readonly ChangeKind[];
  readonly findings: readonly Finding[];
  /** Why nothing became a report, one line. */
  readonly reason: string | null;
}

const STALE_RETRIES = 3;

/**
 * Puts a payload into the archive: the only way in, for harvested pages and local files alike.
 *
 * What is no report, or only half of one, is a failed capture and nothing else. What can't be named is kept
 * as a payload without a report. Everything else is compared with the report's latest version and committed
 * in one transaction.
 */
export async function deposit(archive: Archive, editions: Editions, input: Deposit): Promise<DepositResult> {
  const known = await archive.source(input.source.url);
  const sha256 = payloadDigest(input.bytes);
  if (known?.payload === sha256 && known.report !== null && !contradicts(input.hints, known.report)) {
    await archive.recordCapture({ ...input, outcome: 'unchanged' });
    return { ...NOTHING, outcome: 'unchanged', report: known.report };
  }
  const judged = judge(editions, input);
  if ('reason' in judged) return refuse(archive, input, sha256, known, judged);
  const report = { ...judged.report, region: await input.regionOf(judged.report.agency) };
  for (let attempt = 1; ; attempt++) {
    try {
      return await commit(archive, editions, input, known, judged.derived, report);
    } catch (error) {
      const stale = error instanceof ArchiveError && error.code === 'stale';
      if (!stale || attempt === STALE_RETRIES) throw error; // somebody else archived the same report meanwhile
    }
  }
}

/** The user now says otherwise than the archive: the same bytes are looked at again. */
function contradicts({ stated }: ReportHints, report: ReportKey): boolean {
  return (
    (stated?.agency ?? report.agency) !== report.agency ||
    (stated?.year ?? report.year) !== report.year ||
    (stated?.kind ?? report.kind) !== report.kind
  );
}

const NOTHING = {
  report: null,
  version: null,
  newVersion: false,
  newPayload: false,
  changes: [],
  findings: [],
  reason: null,
} as const;

interface Refusal {
  readonly reason: string;
  /** Are the bytes evidence worth keeping, although no report could be told from them? */
  readonly keep: boolean;
  /** The page is whole, and simply no report. */
  readonly noReport?: true;
  readonly findings: readonly Finding[];
}

type Judged = { readonly derived: Derived; readonly report: Omit<ReportKey, 'region'> };

function judge(editions: Editions, input: Deposit): Judged | Refusal {
  let derived: Derived;
  try {
    derived = derive(input.bytes, editions, { hints: input.hints, contentType: input.mediaType });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { reason: error.message, keep: error.code === 'unsupported', findings: [] };
  }
  const { report, findings } = derived;
  if (!isReport(report)) return { reason: 'the page holds no report', keep: false, noReport: true, findings };
  if (isHalf(derived)) return { reason: 'the page ends in the middle of the report', keep: false, findings };
  if (report.agency === null || report.year === null) {
    const missing = report.agency === null ? 'agency' : 'year';
    return { reason: `the report's ${missing} can't be told for sure`, keep: true, findings };
  }
  const { agency, year, kind } = report;
  return { derived, report: { agency, year, kind } };
}

/** The document broke off, and tables or sections are missing. */
function isHalf({ document, report }: Derived): boolean {
  if (!document.issues.some((issue) => issue.code === 'truncated')) return false;
  return report.sections.length < 6 || report.figures.some((figure) => figure.reason === 'absent');
}

async function refuse(
  archive: Archive,
  input: Deposit,
  sha256: string,
  known: SourceState | null,
  refusal: Refusal,
): Promise<DepositResult> {
  const neverThere = refusal.noReport === true && input.speculative && (known?.report ?? null) === null;
  const outcome = neverThere
    ? 'missing'
    : !refusal.keep
      ? 'failed'
      : known?.payload === sha256
        ? 'unchanged'
        : 'new';
  await archive.recordCapture({
    source: input.source,
    capture: { ...input.capture, reason: refusal.reason },
    outcome,
    ...(refusal.keep ? { payload: { sha256, bytes: input.bytes, mediaType: input.mediaType } } : {}),
    ...(refusal.keep ? { validators: input.validators } : {}),
  });
  return {
    ...NOTHING,
    outcome,
    newPayload: outcome === 'new',
    findings: refusal.findings,
    reason: refusal.reason,
  };
}

async function commit(
  archive: Archive,
  editions: Editions,
  input: Deposit,
  known: SourceState | null,
  derived: Derived,
  report: ReportKey,
): Promise<DepositResult> {
  const latest = await archive.latestVersion(report);
  const other = known?.report && !sameReport(known.report, report) ? [otherBefore(known.report)] : [];
  const content = contentOf(derived);
  const decision = decide({
    url: input.source.url,
    kind: input.source.kind,
    portal: input.source.portal,
    isKnownSource: sameReport(known?.report ?? null, report),
    after: content,
    latest,
    before: latest === null ? null : await sameRules(archive, editions, latest, derived.revision, input),
    isListed: input.isListed,
  });
  const result = await archive.recordReport({
    report,
    aliases: derived.aliases,
    source: input.source,
    capture: input.capture,
    payload: { sha256: derived.digests.payload, bytes: input.bytes, mediaType: input.mediaType },
    validators: input.validators,
    basedOn: latest?.number ?? 0,
    version: decision.newVersion ? withFindings(content, other) : null,
    changes: decision.changes,
    extraFindings: decision.extraFindings,
  });
  return {
    outcome: 'new',
    report,
    version: result.version,
    newVersion: decision.newVersion,
    newPayload: result.payloadIsNew,
    changes: decision.changes.map((change) => change.kind),
    findings: [...derived.findings, ...other, ...decision.extraFindings],
    reason: null,
  };
}

function withFindings(content: VersionContent, findings: readonly Finding[]): VersionContent {
  return findings.length === 0 ? content : { ...content, findings: [...content.findings, ...findings] };
}

/** The address carried another report before: a mistake put right, or a mistake made. */
function otherBefore({ agency, year, kind }: ReportKey): Finding {
  const message = `the address carried the report of ${agency} for ${year} (${kind}) before`;
  return { rule: 'report.identity_changed', severity: 'warning', indicators: [], message };
}

/**
 * The latest version as today's extractor reads its payload: a better extractor must never look like a
 * change that the agency made.
 */
async function sameRules(
  archive: Archive,
  editions: Editions,
  latest: StoredVersion,
  revision: string,
  input: Deposit,
): Promise<VersionContent> {
  if (latest.revision === revision) return latest;
  const bytes = await archive.payload(latest.digests.payload);
  if (bytes === null) return latest;
  const listing = (await archive.source(latest.source))?.listing ?? {};
  const hints: ReportHints = { ...input.hints, listing };
  try {
    return contentOf(derive(bytes, editions, { hints }));
  } catch (error) {
    if (error instanceof DocumentError) return latest; // today's limits refuse what was read before
    throw error;
  }
}
