import { Command, type CommandContext, parseVersion, whenRun, withReport } from '../command.js';

export function showCommand(context: CommandContext): Command {
  return withReport(new Command('show'))
    .description('Show a report: its tables, findings and sources')
    .option('--at <version>', 'a version (default: the latest)', parseVersion)
    .option('--text', 'print the text of the sections as well')
    .action(whenRun(context, () => import('../commands/show.js')));
}
