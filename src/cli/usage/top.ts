import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { wholeNumber } from '../number-options.js';
import { withFormat } from '../row-format.js';
import { withScope } from '../scope-options.js';

export function topCommand(context: CommandContext): Command {
  return withJson(withFormat(withScope(withPlace(new Command('top')))))
    .description("rank reports by an indicator; by default agencies' own ones of the archive's latest year")
    .argument('<indicator>', 'id of the indicator')
    .option('--limit <n>', 'reports at most', wholeNumber(100_000), 20)
    .option('--asc', 'the lowest first')
    .action(whenRun(context, () => import('../commands/top.js')));
}
