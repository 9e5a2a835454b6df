import type { CommandContext, ReportOptions } from '../command.js';
import { findReport } from '../find-report.js';
import { showCounts, showTime } from '../format.js';
import { jsonLine, line } from '../io.js';
import { showChange } from '../views/change-view.js';
import { showReviewRecord } from '../views/findings-view.js';
import { workspaceOf } from '../workspace.js';

export async function execute(
  { io }: CommandContext,
  agency: string,
  year: number,
  options: ReportOptions,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  await workspace.withArchive('read', async (archive) => {
    const { report } = await findReport(archive, agency, year, options.kind);
    const filter = { agency: report.agency, region: report.region, year: report.year, kind: report.kind };
    const changes = await archive.changes(filter);
    const captures = await archive.captures(report);
    const reviews = await archive.reviews.history(report);
    if (options.json) return jsonLine(io.stdout, { report, changes, captures, reviews });
    line(io.stdout, `${report.agency} ${report.year} (${report.kind})`);
    for (const change of changes) {
      const version = change.toVersion === null ? '' : ` → version ${change.toVersion}`;
      line(io.stdout, `${showTime(change.at)}  ${change.kind}${version}  ${change.source}`);
      const detail = showChange(change, workspace.editions.indicators);
      if (detail !== '') line(io.stdout, detail.replace(/^/gm, '    '));
    }
    for (const review of reviews) line(io.stdout, showReviewRecord(review));
    const outcomes: Record<string, number> = {};
    for (const capture of captures) outcomes[capture.outcome] = (outcomes[capture.outcome] ?? 0) + 1;
    line(io.stdout, `captures: ${showCounts(outcomes)}`);
  });
}
