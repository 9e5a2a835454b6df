import { READABLE_FORMATS } from '../../readable-formats.js';
import { Command, type CommandContext, whenRun, withJson } from '../command.js';
import { withJobs } from '../options/jobs.js';

export function extractCommand(context: CommandContext): Command {
  return withJobs(withJson(new Command('extract')))
    .description('Read reports from files and print their figures, without an archive')
    .argument('<file...>', READABLE_FORMATS)
    .option('--explain', 'show where each figure was read: page, table, row, column and raw text')
    .option(
      '--picture <folder>',
      'draw what was found on each page of a PDF, an OFD file or a scan: lines, cells and readings, as SVG',
    )
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    )
    .action(whenRun(context, () => import('../commands/extract.js')));
}
