import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';
import { gather } from '../options/numbers.js';
import { withFormat } from '../row-format.js';

export function compareCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('compare'))))
    .description('Compare two agencies side by side, by default in the latest year that both reported on')
    .argument('<left>', 'an agency: name, alias, initials, or a part that fits only one agency')
    .argument('<right>', 'the other agency')
    .option('--year <year>', 'the report year', parseYear)
    .option('--region <region>', 'name or code of the region, if several agencies share the name')
    .option('--indicator <ids>', 'indicators, or patterns with *, joined by commas (default: totals)', gather)
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/compare.js')));
}
