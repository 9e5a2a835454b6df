import { Command, type CommandContext, whenRun, withReport } from '../command.js';

export function historyCommand(context: CommandContext): Command {
  return withReport(new Command('history'))
    .description('show every change of a report, and how often it was looked at')
    .action(whenRun(context, () => import('../commands/history.js')));
}
