import { withChoice } from '../choose-reports.js';
import { Command, type CommandContext, Option, whenRun, withJson, withPlace } from '../command.js';

const STATUSES = ['pass', 'fail', 'undetermined'] as const;

export function checkCommand(context: CommandContext): Command {
  return withJson(withPlace(withChoice(new Command('check'))))
    .description(
      'Check the latest versions against every rule: within a report, between years, across a territory',
    )
    .addOption(
      new Option('--severity <severity>', 'only rules of this severity').choices([
        'error',
        'warning',
        'info',
      ]),
    )
    .addOption(new Option('--status <status>', 'which results to list').choices(STATUSES).default('fail'))
    .option('--summary', 'print only the counts')
    .option('--strict', 'exit with code 1 if a check fails that nobody has dismissed')
    .option('--refresh', 'first recompute and store the findings that compare several reports')
    .action(whenRun(context, () => import('../commands/check.js')));
}
