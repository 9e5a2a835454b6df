import type { Archive, ReportSummary } from '../../storage/contract/archive.js';
import { NianbaoError, UsageError } from '../errors.js';
import type { ReportKind } from '../report/model.js';

/**
 * The one report that an agency's name and a year mean.
 * @throws UsageError where several match, naming them; NianbaoError `no_report` where none does
 */
export async function findReport(
  archive: Archive,
  agency: string,
  year: number,
  kind?: ReportKind,
): Promise<ReportSummary> {
  const found = await archive.findReports(agency, year, kind);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  if (only !== undefined) {
    const names = found
      .slice(0, 8)
      .map((r) => `${r.report.agency} (${r.report.kind}${r.report.region && `, ${r.report.region}`})`);
    const more = found.length > names.length ? ` and ${found.length - names.length} more` : '';
    throw new UsageError(
      `「${agency}」 ${year} matches ${found.length} reports: ${names.join('; ')}${more}`,
      {
        hint: 'give the full name, or --kind',
      },
    );
  }
  const years = [...new Set((await archive.findReports(agency)).map((r) => r.report.year))].sort();
  throw new NianbaoError('no_report', `the archive has no report of 「${agency}」 for ${year}`, {
    hint: years.length > 0 ? `it has ${years.join(', ')}` : 'list what there is with `nianbao list`',
  });
}
