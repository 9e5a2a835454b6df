import { withChoice } from '../choose-reports.js';
import { Command, type CommandContext, Option, whenRun, withJson, withPlace } from '../command.js';

const STATUSES = ['pass', 'fail', 'cannot-tell'] as const;

export function checkCommand(context: CommandContext): Command {
  return withJson(withPlace(withChoice(new Command('check'))))
    .description('run every rule over the latest versions: within a report, between years, over a territory')
    .addOption(new Option('--severity <severity>', 'of the rule').choices(['error', 'warning', 'info']))
    .addOption(new Option('--status <status>', 'which results are listed').choices(STATUSES).default('fail'))
    .option('--summary', 'only count, list nothing')
    .option('--strict', 'end with code 1 where something fails that was not dismissed')
    .option('--refresh', 'first store anew what follows from several reports')
    .action(whenRun(context, () => import('../commands/check.js')));
}
