import type { ReportFilter } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import type { ReportKind } from '../../report/model.js';
import {
  Command,
  type CommandContext,
  kindOption,
  type OutputOptions,
  parseYear,
  withJson,
  withPlace,
  workspaceOf,
} from '../command.js';
import { plural, showTime } from '../format.js';
import { jsonLine, line } from '../io.js';
import { listTable } from '../table.js';

interface Options extends OutputOptions {
  readonly year?: number;
  readonly portal?: string;
  readonly kind?: ReportKind;
}

export function listCommand({ io }: CommandContext): Command {
  return withJson(withPlace(new Command('list')))
    .description('list the reports in the archive')
    .argument('[agency]', 'only agencies whose name or alias is, or contains, this')
    .option('--year <year>', 'only this report year', parseYear)
    .option('--portal <name>', 'only reports of this portal')
    .addOption(kindOption())
    .action(async (agency: string | undefined, options: Options) => {
      const filter: ReportFilter = defined({
        year: options.year,
        portal: options.portal,
        kind: options.kind,
      });
      const reports = await workspaceOf(options, io).withArchive('read', async (archive) => {
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
    });
}
