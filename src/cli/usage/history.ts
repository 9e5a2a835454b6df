import { Command, type CommandContext, whenRun, withReport } from '../command.js';

export function historyCommand(context: CommandContext): Command {
  return withReport(new Command('history'))
    .description('Show every change of a report, and the outcomes of fetching it')
    .action(whenRun(context, () => import('../commands/history.js')));
}
