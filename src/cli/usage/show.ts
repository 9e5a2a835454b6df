import { Command, type CommandContext, Option, parseVersion, whenRun, withReport } from '../command.js';

export function showCommand(context: CommandContext): Command {
  return withReport(new Command('show'))
    .description('Show a report: its tables, findings and sources')
    .option('--at <version>', 'a version (default: the latest)', parseVersion)
    .option('--text', 'print the text of the sections as well')
    .addOption(
      new Option(
        '--raw <file>',
        'write the file that the version was read from, exactly as harvested; - for standard output',
      ).conflicts(['json', 'text']),
    )
    .action(whenRun(context, () => import('../commands/show.js')));
}
