import type {
  Archive,
  CellChange,
  ReportKey,
  SourceSummary,
  StoredVersion,
  VersionContent,
} from '../../../storage/contract/archive.js';
import { changedCells } from '../../changes/compare.js';
import { disagreements, sameReport } from '../../changes/decide.js';
import { inOrder } from '../../in-order.js';
import type { Finding } from '../../report/model.js';
import { type ExpectedAgencies, refreshCrossYear } from '../nights/cross-year.js';
import { contentOf } from './derive.js';
import type { Deriver } from './deriver.js';
import { type AgenciesOf, judgeStored } from './stored-payload.js';

export interface RebuildOptions {
  readonly archive: Archive;
  readonly deriver: Deriver;
  /** The agencies that a portal's file names, with their aliases. */
  readonly agenciesOf: AgenciesOf;
  /** Only reports what would be replaced. */
  readonly dryRun: boolean;
  /** Whose reports there must be. */
  readonly expected?: ExpectedAgencies;
  /** Versions that are worked on at once. By default 1. */
  readonly ahead?: number;
  readonly signal?: AbortSignal;
}

/**
 * What deriving a version again came to.
 * - same: by the same extractor, or to the letter what was derived before
 * - derived: something differs, but no figure
 * - figures: figures differ, or are there for the first time
 * - refused: it is no report any more, or can't be read; what was derived before stays
 * - other_report: it now reads as another agency's, or of another year; what was derived before stays
 */
export interface Rebuilt {
  readonly report: ReportKey;
  readonly number: number;
  readonly outcome: 'same' | 'derived' | 'figures' | 'refused' | 'other_report';
  readonly cells: readonly CellChange[];
  /** Why not, one line; null for the first three. */
  readonly reason: string | null;
}

/** As decide.ts words it: the address of the other source comes first. */
const DISAGREE = 'report.sources_disagree';

/** Findings that do not follow from a version's payload alone, and outlive a rebuild. */
const KEPT_RULES = new Set(['report.identity_changed']);

/**
 * Derives every version again from its stored payload, and puts what comes of it in the place of what was derived
 * before. It makes no version and no change: a better extractor is nothing that an agency did.
 */
export async function* rebuild(options: RebuildOptions): AsyncGenerator<Rebuilt> {
  const again = (version: StoredVersion): Promise<Rebuilt> => rebuildVersion(version, options);
  for await (const one of inOrder(options.archive.eachVersion(), options.ahead ?? 1, again)) {
    yield one;
    if (options.signal?.aborted) return;
  }
  const { archive, deriver, dryRun, expected = () => null } = options;
  if (!dryRun) await refreshCrossYear({ archive, editions: deriver.editions, expected });
}

async function rebuildVersion(version: StoredVersion, options: RebuildOptions): Promise<Rebuilt> {
  const { archive, dryRun } = options;
  const { report, number } = version;
  const sources = await archive.sources(report);
  const own = sources.find((source) => source.url === version.source);
  const base = { report, number, cells: [] };
  if (own === undefined) return { ...base, outcome: 'refused', reason: 'its source is not in the archive' };
  const judged = await judgeStored(version.digests.payload, own, version.portal, options);
  if ('reason' in judged) return { ...base, outcome: 'refused', reason: judged.reason };
  const { agency, year, kind } = judged.report;
  // an earlier version may have been published under a name that was corrected since
  const names = [report, ...(await archive.formerNames(report))];
  if (!names.some((name) => sameReport(name, { region: name.region, agency, year, kind }))) {
    return {
      ...base,
      outcome: 'other_report',
      reason: `it reads as that of ${agency} for ${year} (${kind})`,
    };
  }
  const derived = contentOf(judged.derived);
  const kept = ownFindings(version).filter((finding) => KEPT_RULES.has(finding.rule));
  const isLatest = (await archive.latestVersion(report))?.number === number;
  const others = isLatest ? await fromOthers(version, derived, sources, options) : [];
  const content = { ...derived, findings: [...derived.findings, ...kept, ...others] };
  const cells = changedCells(version, content);
  const isSame = sameContent(version, content);
  if (!isSame && !dryRun) await archive.replaceDerived(report, number, content);
  const outcome = isSame ? 'same' : cells.length === 0 ? 'derived' : 'figures';
  return { report, number, outcome, cells, reason: null };
}

/** What those of the report's other sources say that the last night found to disagree with its latest version. */
async function fromOthers(
  version: StoredVersion,
  content: VersionContent,
  sources: readonly SourceSummary[],
  options: RebuildOptions,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const source of sources) {
    const { payload, url, portal } = source;
    const isDisagreeing = version.findings.some(
      ({ rule, message }) => rule === DISAGREE && message.startsWith(`${url} `),
    );
    if (!isDisagreeing || payload === null) continue;
    const judged = await judgeStored(payload, source, portal, options);
    if (!('reason' in judged)) findings.push(...disagreements(content, contentOf(judged.derived), url));
  }
  return findings;
}

/** Everything but the moment at which it was derived: the revision of the extractor is part of it. */
function sameContent(version: StoredVersion, content: VersionContent): boolean {
  const { title, edition, published, digests, revision, sections, figures, claims } = version;
  const findings = ownFindings(version);
  const before = { title, edition, published, digests, revision, sections, figures, claims, findings };
  return stable(before) === stable(content);
}

/** As derived: without names and reviews, and without findings from comparing reports, which are judged separately. */
function ownFindings(version: StoredVersion): readonly Finding[] {
  return version.findings
    .filter(({ scope }) => scope === 'report')
    .map(({ rule, severity, indicators, message }) => ({ rule, severity, indicators, message }));
}

function stable(content: VersionContent): string {
  return JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
