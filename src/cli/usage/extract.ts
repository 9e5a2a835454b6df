import { Command, type CommandContext, whenRun, withJson } from '../command.js';

export function extractCommand(context: CommandContext): Command {
  return withJson(new Command('extract'))
    .description('read reports from files and print their figures; no archive is touched')
    .argument('<file...>', 'web pages, plain text, Word, Excel, PDF, OFD, or ZIP archives of these')
    .option('--explain', 'say where each figure stands: page, table, row, column and the raw text')
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    )
    .action(whenRun(context, () => import('../commands/extract.js')));
}
