import type {
  Archive,
  ChangeInput,
  ReportKey,
  SourceState,
  StoredVersion,
  VersionContent,
} from '../../../storage/contract/archive.js';
import { compareVersions } from '../../changes/compare.js';
import { bare, decide, sameReport } from '../../changes/decide.js';
import { isRenamed, type Named } from '../../changes/rename.js';
import { defined } from '../../defined.js';
import { DocumentError } from '../../errors.js';
import type { Finding, ReportHints } from '../../report/model.js';
import { contentOf, type Derived } from '../derive/derive.js';
import type { Deriver } from '../derive/deriver.js';
import type { Deposit, DepositResult } from './deposit-model.js';

/** The report was recorded as withdrawn, and is published again. */
export function restoration(withdrawnAt: Date | null): readonly ChangeInput[] {
  return withdrawnAt === null ? [] : [bare('restored')];
}

/** Compares a report with the latest version of it, and commits what that means, in one transaction. @throws ArchiveError `stale` */
export async function commitReport(
  archive: Archive,
  deriver: Deriver,
  input: Deposit,
  known: SourceState | null,
  derived: Derived,
  report: ReportKey,
): Promise<DepositResult> {
  const latest = await archive.latestVersion(report);
  const content = contentOf(derived);
  const renames =
    latest === null
      ? await renaming({ archive, deriver, input, revision: derived.revision }, known, { report, content })
      : null;
  if (renames !== null) return commitRenamed(archive, input, derived, report, renames);
  const other = known?.report && !sameReport(known.report, report) ? [otherBefore(known.report)] : [];
  const main = (await archive.standing(report))?.main ?? null;
  const decision = decide({
    url: input.source.url,
    kind: input.source.kind,
    isKnownSource: sameReport(known?.report ?? null, report),
    after: content,
    before: latest === null ? null : await sameRules(archive, deriver, latest, derived.revision, input),
    main:
      latest === null || main === null
        ? null
        : { url: main.url, kind: main.kind, isWithdrawn: latest.withdrawnAt !== null },
  });
  const isPublished = input.source.kind !== 'file';
  const changes = [...(isPublished ? restoration(latest?.withdrawnAt ?? null) : []), ...decision.changes];
  const result = await archive.recordReport({
    report,
    aliases: derived.aliases,
    source: input.source,
    capture: input.capture,
    payload: { sha256: derived.digests.payload, bytes: input.bytes, mediaType: input.mediaType },
    validators: input.validators,
    basedOn: latest?.number ?? 0,
    version: decision.newVersion ? withFindings(content, other) : null,
    changes,
    extraFindings: decision.extraFindings,
    agrees: decision.agrees,
    becomesMain: decision.becomesMain,
    ...defined({ isRecorded: input.isRecorded }),
  });
  return {
    outcome: 'new',
    report,
    version: result.version,
    newVersion: decision.newVersion,
    newPayload: result.payloadIsNew,
    changes: changes.map((change) => change.kind),
    findings: [...derived.findings, ...other, ...decision.extraFindings],
    reason: null,
    sighting: 'found',
  };
}

interface Comparing {
  readonly archive: Archive;
  readonly deriver: Deriver;
  readonly input: Deposit;
  /** Of the extractor that read the deposit. */
  readonly revision: string;
}

interface Renames {
  readonly former: ReportKey;
  readonly number: number;
  readonly change: ChangeInput;
}

/**
 * Does the address that stands for a report give it another name, and nothing else? Only where no other source is left
 * that shows it under the name before; null where it does not.
 */
async function renaming(
  { archive, deriver, input, revision }: Comparing,
  known: SourceState | null,
  after: Named,
): Promise<Renames | null> {
  const former = known?.report ?? null;
  if (former === null || sameReport(former, after.report)) return null;
  const standing = await archive.standing(former);
  const latest = await archive.latestVersion(former);
  if (standing === null || latest === null || latest.withdrawnAt !== null) return null;
  const isElsewhere = standing.sources.some(
    (other) =>
      other.url !== input.source.url &&
      other.kind !== 'file' &&
      other.holdsReport &&
      other.absentNights.length === 0 &&
      // a page and the file on it are corrected together, one after the other
      other.page !== input.source.url,
  );
  if (standing.main.url !== input.source.url || isElsewhere) return null;
  const before = await sameRules(archive, deriver, latest, revision, input);
  if (!isRenamed({ report: former, content: before }, after)) return null;
  const { sections } = compareVersions(before, after.content);
  const change = { kind: 'renamed', cells: [], sections, movedFrom: null, former } as const;
  return { former, number: latest.number, change };
}

/** The report goes on under its new name: a version, for its title and what names it in the prose are others. */
async function commitRenamed(
  archive: Archive,
  input: Deposit,
  derived: Derived,
  report: ReportKey,
  { former, number, change }: Renames,
): Promise<DepositResult> {
  const result = await archive.recordReport({
    report,
    aliases: derived.aliases,
    source: input.source,
    capture: input.capture,
    payload: { sha256: derived.digests.payload, bytes: input.bytes, mediaType: input.mediaType },
    validators: input.validators,
    basedOn: number,
    version: contentOf(derived),
    changes: [change],
    extraFindings: [],
    agrees: true,
    former,
    ...defined({ isRecorded: input.isRecorded }),
  });
  return {
    outcome: 'new',
    report,
    version: result.version,
    newVersion: true,
    newPayload: result.payloadIsNew,
    changes: ['renamed'],
    findings: derived.findings,
    reason: null,
    sighting: 'found',
  };
}

function withFindings(content: VersionContent, findings: readonly Finding[]): VersionContent {
  return findings.length === 0 ? content : { ...content, findings: [...content.findings, ...findings] };
}

/** The address had a different report before: a mistake was corrected, or made. */
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
  deriver: Deriver,
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
    return contentOf(await deriver.derive(bytes, { hints }));
  } catch (error) {
    if (error instanceof DocumentError) return latest; // today's limits refuse what was read before
    throw error;
  }
}
