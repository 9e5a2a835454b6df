import { Command, type CommandContext, kindOption, whenRun, withJson, withPlace } from '../command.js';
import { withFormat } from '../row-format.js';

export function trendCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('trend'))))
    .description("Follow an agency's indicators over the years")
    .argument('<agency>', 'name, alias, initials, or a part that fits only one agency')
    .argument('<indicator...>', 'ids of indicators, or patterns with *')
    .option('--year <years>', 'only these report years: 2019..2023')
    .option('--region <region>', 'name or code of the region, if several agencies share the name')
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/trend.js')));
}
