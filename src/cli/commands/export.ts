import { resolve } from 'node:path';
import { Option } from 'commander';
import { exportYear } from '../../dataset/export-year.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../dataset/row-writer.js';
import { NianbaoError } from '../../errors.js';
import {
  Command,
  type CommandContext,
  type OutputOptions,
  parseYear,
  withJson,
  withPlace,
  workspaceOf,
} from '../command.js';
import { jsonLine, line } from '../io.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';

interface Options extends OutputOptions {
  readonly year: number;
  readonly format: ExportFormat;
  readonly out: string;
}

export function exportCommand({ io }: CommandContext): Command {
  return withJson(withPlace(new Command('export')))
    .description('write the dataset of one report year')
    .requiredOption('--year <year>', 'the report year', parseYear)
    .addOption(
      new Option('--format <format>', 'format of the files').choices([...EXPORT_FORMATS]).default('csv'),
    )
    .requiredOption('--out <folder>', 'where to; made if it is not there')
    .action(async (options: Options) => {
      const workspace = workspaceOf(options, io);
      const out = resolve(io.cwd, options.out);
      const files = await workspace.withArchive('read', async (archive) => {
        const reports = await archive.reports({ year: options.year });
        if (reports.length === 0) {
          const years = (await archive.status()).years.map((y) => y.year).join(', ');
          throw new NianbaoError('no_report', `the archive has no report for ${options.year}`, {
            hint: `it has ${years || 'none'}`,
          });
        }
        const progress = startProgress(io, 'export');
        progress.total(reports.length);
        try {
          return await exportYear({
            archive,
            indicators: workspace.editions.indicators,
            year: options.year,
            format: options.format,
            out,
            onReport: () => progress.step(''),
          });
        } finally {
          progress.done();
        }
      });
      if (options.json) return jsonLine(io.stdout, { out, files });
      line(
        io.stdout,
        listTable(
          ['FILE', 'ROWS', 'SHA-256'],
          files.map((f) => [f.name, String(f.rows), f.sha256]),
          [1],
        ),
      );
      line(io.stdout, `in ${out}`);
    });
}
