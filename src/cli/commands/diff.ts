import type { Archive, ReportSummary, StoredVersion } from '../../../storage/contract/archive.js';
import { compareVersions } from '../../changes/compare.js';
import { NianbaoError } from '../../errors.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, ReportOptions } from '../command.js';
import { findReport } from '../find-report.js';
import { jsonLine, line } from '../io.js';
import { showChange } from '../views/change-view.js';
import { workspaceOf } from '../workspace.js';

export async function execute(
  { io }: CommandContext,
  agency: string,
  year: number,
  from: number | undefined,
  to: number | undefined,
  options: ReportOptions,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  await workspace.withArchive('read', async (archive) => {
    const summary = await findReport(archive, agency, year, options.kind);
    if (from === undefined && summary.versions < 2) {
      throw new NianbaoError('no_version', 'the report has only one version: there is nothing to compare');
    }
    const before = await versionOf(archive, summary, from ?? summary.versions - 1);
    const after = await versionOf(archive, summary, to ?? summary.versions);
    const change = compareVersions(before, after);
    if (options.json) {
      return jsonLine(io.stdout, {
        report: summary.report,
        from: before.number,
        to: after.number,
        ...change,
      });
    }
    line(
      io.stdout,
      `${summary.report.agency} ${summary.report.year}: version ${before.number} → ${after.number}: ${change.kind}`,
    );
    const detail = showChange(change, workspace.editions.indicators);
    line(io.stdout, detail === '' ? 'no figure or section differs' : detail);
  });
}

async function versionOf(archive: Archive, summary: ReportSummary, number: number): Promise<StoredVersion> {
  const version = await archive.version(summary.report, number);
  if (version !== null) return version;
  throw new NianbaoError('no_version', `the report has no version ${number}`, {
    hint: `it has ${plural(summary.versions, 'version')}`,
  });
}
