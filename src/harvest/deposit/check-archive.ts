import type {
  Archive,
  ReportFilter,
  StoredFinding,
  StoredVersion,
} from '../../../storage/contract/archive.js';
import type { CheckResult } from '../../checks/check.js';
import { runChecks } from '../../checks/run-checks.js';
import type { Report } from '../../report/model.js';
import { type CrossYearOptions, crossResults, yearBefore } from '../nights/cross-year.js';

/** Found by the extraction when it read the report: no check can repeat it. */
const EXTRACTION_RULES = new Set(['cell.missing', 'cell.unreadable', 'cell.ambiguous']);

export interface CheckedResult extends CheckResult {
  /** What the archive keeps of it; null for what is no finding, or was not stored yet. */
  readonly finding: StoredFinding | null;
}

/** A report's latest version with the results of all rules. */
export interface CheckedReport {
  readonly version: StoredVersion;
  readonly results: readonly CheckedResult[];
}

export interface CheckArchiveOptions extends CrossYearOptions {
  readonly archive: Pick<Archive, 'latestVersion' | 'reports' | 'crossYear'>;
  readonly filter: Omit<ReportFilter, 'year'> & {
    readonly years?: { readonly from: number; readonly to: number };
  };
}

/**
 * Runs every rule over latest versions, by region, agency, kind and year; one report at a time. Writes nothing: what
 * it says is of today's rules, whatever findings are stored.
 */
export async function* checkArchive(options: CheckArchiveOptions): AsyncGenerator<CheckedReport> {
  let last: StoredVersion | null = null;
  for await (const version of options.archive.crossYear.latest(options.filter)) {
    if (options.signal?.aborted) return;
    const before: StoredVersion | null = await yearBefore(version.report, last, options);
    const results = [
      ...runChecks(reportOf(version), options.editions.all),
      ...(await crossResults(version, before, options)),
      ...extractionResults(version),
    ];
    yield { version, results: results.map((result) => withFinding(result, version)) };
    last = version;
  }
}

function extractionResults(version: StoredVersion): CheckResult[] {
  return version.findings
    .filter(({ rule }) => EXTRACTION_RULES.has(rule))
    .map(({ rule, severity, indicators, message }) => ({
      rule,
      severity,
      indicators,
      message,
      verdict: 'fail',
    }));
}

function withFinding(result: CheckResult, version: StoredVersion): CheckedResult {
  const { rule, severity, verdict, indicators, message } = result;
  const finding =
    verdict !== 'fail' ? undefined : version.findings.find((f) => f.rule === rule && f.message === message);
  return { rule, severity, verdict, indicators, message, finding: finding ?? null };
}

/** The report that a version holds, as the checks take it. */
function reportOf({ report, title, edition, published, sections, figures, claims }: StoredVersion): Report {
  const { agency, year, kind } = report;
  return { title, agency, year, kind, edition, published, sections, figures, claims };
}
