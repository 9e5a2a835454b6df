import { Command, type CommandContext, parseVersion, whenRun, withReport } from '../command.js';

export function diffCommand(context: CommandContext): Command {
  return withReport(new Command('diff'))
    .description('Compare two versions of a report, cell by cell')
    .argument('[from]', 'version (default: the one before the latest)', parseVersion)
    .argument('[to]', 'version (default: the latest)', parseVersion)
    .action(whenRun(context, () => import('../commands/diff.js')));
}
