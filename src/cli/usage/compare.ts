import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';
import { gather } from '../number-options.js';
import { withFormat } from '../row-format.js';

export function compareCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('compare'))))
    .description('two agencies side by side, in the latest year that both have a report of')
    .argument('<left>', 'an agency: name, alias, a part of it that only one has, or initials')
    .argument('<right>', 'the other one')
    .option('--year <year>', 'the report year', parseYear)
    .option('--region <region>', 'where several agencies have the name: name or code of the region')
    .option('--indicator <ids>', 'indicators, or patterns with *, joined by commas (default: totals)', gather)
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/compare.js')));
}
