import type { ReportFilter } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import type { ReportKind } from '../../report/model.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { dataFolderOf } from '../data-folder.js';
import { showTime } from '../format.js';
import { jsonLine, line } from '../io.js';
import { listTable } from '../table.js';

interface Options extends OutputOptions {
  readonly year?: number;
  readonly portal?: string;
  readonly kind?: ReportKind;
}

export async function execute(
  { io }: CommandContext,
  agency: string | undefined,
  options: Options,
): Promise<void> {
  const filter: ReportFilter = defined({
    year: options.year,
    portal: options.portal,
    kind: options.kind,
  });
  const reports = await dataFolderOf(options, io).readArchive(async (archive) => {
    if (agency === undefined) return archive.reports(filter);
    const found = await archive.findReports(agency, options.year, options.kind);
    return found.filter((r) => options.portal === undefined || r.portal === options.portal);
  });
  if (options.json) return jsonLine(io.stdout, reports);
  const rows = reports.map((r) => [
    r.report.agency,
    String(r.report.year),
    r.report.kind,
    r.edition ?? '-',
    String(r.versions),
    showTime(r.firstSeen),
    showTime(r.lastSeen),
    r.withdrawnAt === null ? '' : `withdrawn ${showTime(r.withdrawnAt)}`,
    r.errors + r.warnings === 0 ? '' : `${plural(r.errors, 'error')}, ${plural(r.warnings, 'warning')}`,
  ]);
  const head = [
    'AGENCY',
    'YEAR',
    'KIND',
    'EDITION',
    'VERSIONS',
    'FIRST SEEN',
    'LAST SEEN',
    'STATE',
    'FINDINGS',
  ];
  if (rows.length > 0) line(io.stdout, listTable(head, rows, [4]));
  line(io.stdout, plural(rows.length, 'report'));
}
