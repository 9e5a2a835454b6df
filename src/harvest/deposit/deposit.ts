import type { Archive, ReportKey, SourceListing, SourceState } from '../../../storage/contract/archive.js';
import { sameReport } from '../../changes/decide.js';
import { ArchiveError } from '../../errors.js';
import { payloadDigest } from '../../report/digest.js';
import type { ReportHints } from '../../report/model.js';
import type { Deriver } from '../derive/deriver.js';
import { commitReport, restoration } from './commit-report.js';
import type { Deposit, DepositResult, Doubt, Refusal } from './deposit-model.js';
import { doubtOf, hold } from './hold.js';
import { judgeDeposit } from './judge-deposit.js';

const NOTHING = {
  report: null,
  version: null,
  newVersion: false,
  newPayload: false,
  changes: [],
  findings: [],
  reason: null,
} as const;

/**
 * Puts a payload into the archive: the only way in, for harvested pages and local files alike.
 *
 * What is not believed is held back: a capture with its payload, which changes nothing. What is no report, or only half
 * of one, is a failed capture and nothing else. What can't be named is kept as a payload without a report. Everything
 * else is compared with the report's latest version and committed in one transaction.
 */
export async function deposit(archive: Archive, deriver: Deriver, input: Deposit): Promise<DepositResult> {
  return depositOrElse(archive, deriver, input, (refusal, known) => refuse(archive, input, known, refusal));
}

/** A page whose report is a file that it carries. */
export interface PageDeposit {
  readonly page: DepositResult;
  readonly files: readonly DepositResult[];
}

/**
 * Puts a page and the files on it into the archive. The page comes first where it holds the report itself; where it
 * does not, and its files are one report, the page is a further source of that report, which holds no version.
 */
export async function depositPage(
  archive: Archive,
  deriver: Deriver,
  page: Deposit,
  files: readonly Deposit[],
): Promise<PageDeposit> {
  let results: readonly DepositResult[] | null = null;
  const depositFiles = async (): Promise<readonly DepositResult[]> => {
    const all: DepositResult[] = [];
    for (const file of files) all.push(await deposit(archive, deriver, file));
    return all;
  };
  const result = await depositOrElse(archive, deriver, page, async (refusal, known) => {
    if (refusal.noReport !== true) return refuse(archive, page, known, refusal);
    results = await depositFiles();
    const report = onlyReport(results);
    if (report === null) return refuse(archive, page, known, refusal);
    const doubt = doubtOfCover(page, results);
    return doubt === null
      ? depositCover(archive, page, known, report)
      : hold(archive, page, known, report, doubt);
  });
  return { page: result, files: results ?? (await depositFiles()) };
}

const STALE_RETRIES = 3;

/** Compares and commits again where somebody else archived the same report meanwhile. */
export async function retryStale<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const stale = error instanceof ArchiveError && error.code === 'stale';
      if (!stale || attempt === STALE_RETRIES) throw error;
    }
  }
}

async function depositOrElse(
  archive: Archive,
  deriver: Deriver,
  input: Deposit,
  otherwise: (refusal: Refusal, known: SourceState | null) => Promise<DepositResult>,
): Promise<DepositResult> {
  const known = await archive.source(input.source.url);
  const isSame = known?.payload === payloadDigest(input.bytes);
  const isNamedAnew = known !== null && isRelisted(input.source.listing, known.listing);
  if (isSame && known.report !== null && !contradicts(input.hints, known.report) && !isNamedAnew) {
    return unchanged(archive, input, known, known.report);
  }
  const judged = await judgeDeposit(deriver, input);
  if ('reason' in judged) return otherwise(judged, known);
  const report = { ...judged.report, region: await input.regionOf(judged.report.agency) };
  if (isSame && sameReport(known.report, report)) return unchanged(archive, input, known, report);
  const doubt = await doubtOf(archive, input.trust, judged, report);
  if (doubt !== null) return hold(archive, input, known, report, doubt);
  return retryStale(() => commitReport(archive, deriver, input, known, judged.derived, report));
}

/** The very bytes came again. */
async function unchanged(
  archive: Archive,
  input: Deposit,
  known: SourceState,
  report: ReportKey,
): Promise<DepositResult> {
  // a page that only leads to its report's file restores nothing without that
  const isBack = known.holdsReport && listsDoubt(input) === null;
  const changes = isBack ? restoration(known.withdrawnAt) : [];
  await archive.recordCapture({ ...input, outcome: 'unchanged', changes });
  return {
    ...NOTHING,
    outcome: 'unchanged',
    report,
    changes: changes.map((change) => change.kind),
    sighting: 'found',
  };
}

/** The user now contradicts the archive: the same bytes are judged again. */
function contradicts({ stated }: ReportHints, report: ReportKey): boolean {
  return (
    (stated?.agency ?? report.agency) !== report.agency ||
    (stated?.year ?? report.year) !== report.year ||
    (stated?.kind ?? report.kind) !== report.kind
  );
}

/** Does the list say something else of the address than before? Where a page does not name its report, that does. */
export function isRelisted(now: SourceListing, before: SourceListing): boolean {
  return (['title', 'agency', 'year'] as const).some(
    (part) => now[part] !== undefined && now[part] !== before[part],
  );
}

async function refuse(
  archive: Archive,
  input: Deposit,
  known: SourceState | null,
  refusal: Refusal,
): Promise<DepositResult> {
  const doubt = listsDoubt(input);
  if (refusal.keep && doubt !== null) return hold(archive, input, known, null, doubt);
  const isAnswer = refusal.noReport === true && input.speculative;
  const sha256 = payloadDigest(input.bytes);
  const outcome = isAnswer
    ? 'missing'
    : !refusal.keep
      ? 'failed'
      : known?.payload === sha256
        ? 'unchanged'
        : 'new';
  const isKept = refusal.keep || refusal.broken === true;
  await archive.recordCapture({
    source: input.source,
    capture: { ...input.capture, reason: refusal.reason },
    outcome,
    ...(isKept ? { payload: { sha256, bytes: input.bytes, mediaType: input.mediaType } } : {}),
    ...(refusal.keep ? { validators: input.validators } : {}),
  });
  return {
    ...NOTHING,
    outcome,
    newPayload: outcome === 'new',
    findings: refusal.findings,
    reason: refusal.reason,
    sighting: refusal.noReport === true ? 'silent' : 'unclear',
    ...(refusal.unnamed && { unnamed: refusal.unnamed }),
  };
}

/** Nothing that a suspicious list led to is believed. */
function listsDoubt({ trust }: Deposit): Doubt | null {
  const reason = trust?.lists ?? null;
  return reason === null ? null : { cause: 'list', reason };
}

/** A page whose files are held back leads to no report that the archive could have. */
function doubtOfCover(page: Deposit, files: readonly DepositResult[]): Doubt | null {
  const ofLists = listsDoubt(page);
  if (ofLists !== null) return ofLists;
  const named = files.filter((file) => file.report !== null);
  const [first] = named;
  if (first?.held === undefined || named.some((file) => file.held === undefined)) return null;
  return { cause: first.held, reason: 'its report is a file that is held back' };
}

/** The one report that a page's files are; null for none, or for several. */
function onlyReport(files: readonly DepositResult[]): ReportKey | null {
  const reports = files.flatMap((file) => (file.report === null ? [] : [file.report]));
  const [first] = reports;
  return first !== undefined && reports.every((report) => sameReport(report, first)) ? first : null;
}

async function depositCover(
  archive: Archive,
  page: Deposit,
  known: SourceState | null,
  report: ReportKey,
): Promise<DepositResult> {
  const sha256 = payloadDigest(page.bytes);
  return retryStale(async () => {
    const latest = await archive.latestVersion(report);
    const result = await archive.recordReport({
      report,
      aliases: [],
      source: page.source,
      capture: page.capture,
      payload: { sha256, bytes: page.bytes, mediaType: page.mediaType },
      validators: page.validators,
      basedOn: latest?.number ?? 0,
      version: null,
      changes: [],
      extraFindings: [],
      agrees: false,
      holdsReport: false,
    });
    return {
      ...NOTHING,
      outcome: known?.payload === sha256 ? 'unchanged' : 'new',
      report,
      version: result.version,
      newPayload: result.payloadIsNew,
      sighting: 'found',
    };
  });
}
