import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { wholeNumber } from '../options/numbers.js';
import { withScope } from '../options/scope.js';
import { withFormat } from '../row-format.js';

export function topCommand(context: CommandContext): Command {
  return withJson(withFormat(withScope(withPlace(new Command('top')))))
    .description("Rank reports by an indicator, by default the agencies' own reports of the latest year")
    .argument('<indicator>', 'id of the indicator')
    .option('--limit <n>', 'maximum number of reports', wholeNumber(100_000), 20)
    .option('--asc', 'lowest first')
    .action(whenRun(context, () => import('../commands/top.js')));
}
