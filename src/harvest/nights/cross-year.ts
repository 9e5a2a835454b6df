import type {
  Archive,
  CrossFinding,
  CrossResult,
  ExportSnapshot,
  ReportFilter,
  ReportKey,
  StoredVersion,
} from '../../../storage/contract/archive.js';
import { sameReport } from '../../changes/decide.js';
import type { FigureSheet, Territory } from '../../checks/cross-check.js';
import { type CrossCheckResult, runCrossChecks } from '../../checks/run-cross-checks.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { groupBy } from '../../group-by.js';
import type { Editions } from '../../report/edition/editions.js';

/** The agencies of a region whose own reports are expected for a year; null if no portal says so. */
export type ExpectedAgencies = (region: string, year: number) => readonly string[] | null;

/** The reports that one is compared with, as they are now or were at a moment. */
interface ReportsAmong {
  latestVersion(report: ReportKey): Promise<StoredVersion | null>;
  reports(filter: ReportFilter): Promise<readonly { readonly report: ReportKey }[]>;
}

export interface CrossCheckOptions {
  readonly archive: ReportsAmong;
  readonly editions: Editions;
  readonly expected: ExpectedAgencies;
}

export interface CrossYearOptions extends CrossCheckOptions {
  readonly archive: Pick<Archive, 'latestVersion' | 'reports' | 'crossYear'>;
  readonly signal?: AbortSignal;
}

/**
 * The agencies that the portals of a region name for a year, where one of them says that it names all: a table that
 * merely resolves names must not accuse an aggregate of what the table lacks.
 */
export function expectedFrom(
  portals: readonly Pick<PortalConfig, 'region' | 'agencies' | 'allAgencies'>[],
): ExpectedAgencies {
  const byRegion = groupBy(portals, ({ region }) => region);
  return (region, year) => {
    const own = byRegion.get(region) ?? [];
    if (!own.some((portal) => portal.allAgencies)) return null;
    const owing = own.flatMap(({ agencies }) =>
      agencies.filter(
        ({ since = 0, until = Number.POSITIVE_INFINITY, kinds = ['own'] }) =>
          since <= year && year <= until && kinds.includes('own'),
      ),
    );
    return owing.length === 0 ? null : [...new Set(owing.map(({ name }) => name))];
  };
}

/**
 * Commits of which the reports are judged before what was found is stored: enough that most nights are one batch, for a
 * report is judged again with the batch of the year before.
 */
const BATCH = 2000;

/**
 * Judges among others all reports that commits have touched, and those that are compared with them, until nothing is
 * due. What a killed process left undone is done by the next call.
 * @returns how many reports were judged
 */
export async function refreshCrossYear(options: CrossYearOptions): Promise<number> {
  const { archive, signal } = options;
  let judged = 0;
  for (;;) {
    const due = signal?.aborted ? null : await archive.crossYear.due(BATCH);
    if (due === null) return judged;
    const results: CrossResult[] = [];
    let last: StoredVersion | null = null;
    for (const report of due.reports) {
      const version: StoredVersion | null = await archive.latestVersion(report);
      if (version === null) continue;
      results.push(await crossFindings(version, await yearBefore(report, last, options), options));
      last = version;
    }
    await archive.crossYear.settle(due.marks, results);
    judged += results.length;
  }
}

/**
 * Judges the reports of an export's moment among one another, by the versions of that moment. What a report is
 * compared with may be outside the years that are exported, but not before the year before them.
 */
export async function judgeThen(
  then: ExportSnapshot,
  options: Omit<CrossCheckOptions, 'archive'>,
): Promise<void> {
  const archive: ReportsAmong = {
    latestVersion: (report) => then.version(report),
    reports: async (filter) => (await then.reportsOf(filter)).map((report) => ({ report })),
  };
  let last: StoredVersion | null = null;
  for (const report of await then.reportsOf({})) {
    const version = await then.version(report);
    if (version === null) continue;
    const before = await yearBefore(report, last, { archive });
    await then.judge([await crossFindings(version, before, { ...options, archive })]);
    last = version;
  }
}

async function crossFindings(
  version: StoredVersion,
  before: StoredVersion | null,
  options: CrossCheckOptions,
): Promise<CrossResult> {
  const findings = (await crossResults(version, before, options))
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ rule, severity, indicators, message, compares }): CrossFinding => {
      const against =
        compares === 'year_before' && before !== null
          ? { year: before.report.year, version: before.number }
          : null;
      return { rule, severity, indicators, message, against };
    });
  return { report: version.report, version: version.number, findings };
}

/**
 * The latest version of the same agency's report for the year before.
 * @param last the version that came before in the order of region, agency, kind and year: often it is the one
 */
export async function yearBefore(
  report: ReportKey,
  last: StoredVersion | null,
  { archive }: Pick<CrossCheckOptions, 'archive'>,
): Promise<StoredVersion | null> {
  const before = { ...report, year: report.year - 1 };
  return last !== null && sameReport(last.report, before) ? last : archive.latestVersion(before);
}

/** The results of all checks over several reports for the version; none without statutory tables. */
export async function crossResults(
  version: StoredVersion,
  before: StoredVersion | null,
  options: CrossCheckOptions,
): Promise<readonly CrossCheckResult[]> {
  const edition = options.editions.all.find(({ id }) => id === version.edition);
  if (edition === undefined) return [];
  return runCrossChecks({
    year: version.report.year,
    kind: version.report.kind,
    edition,
    now: sheetOf(version),
    before: before === null ? null : sheetOf(before),
    territory: version.report.kind === 'aggregate' ? await territoryOf(version.report, options) : null,
  });
}

async function territoryOf(
  { region, year, agency }: ReportKey,
  { archive, expected }: CrossCheckOptions,
): Promise<Territory> {
  if (region === '') return { reports: [], expected: null };
  const names = expected(region, year)?.filter((name) => name !== agency) ?? null;
  const known = names === null ? [] : await archive.reports({ region, year, kind: 'own' });
  const there = new Set(known.map(({ report }) => report.agency));
  // where one is missing nothing can be told, and no figures need be read
  const isWhole = names !== null && names.length === there.size && names.every((name) => there.has(name));
  const reports = [];
  for (const { report } of known) {
    const version = isWhole ? await archive.latestVersion(report) : null;
    reports.push({ agency: report.agency, ...(version === null ? NO_FIGURES : sheetOf(version)) });
  }
  return { reports, expected: names };
}

const NO_FIGURES: FigureSheet = { figure: () => undefined };

function sheetOf({ figures }: Pick<StoredVersion, 'figures'>): FigureSheet {
  const byId = new Map(figures.map((figure) => [figure.indicator, figure]));
  return { figure: (id) => byId.get(id) };
}
