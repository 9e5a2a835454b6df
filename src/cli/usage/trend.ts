import { Command, type CommandContext, kindOption, whenRun, withJson, withPlace } from '../command.js';
import { withFormat } from '../row-format.js';

export function trendCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('trend'))))
    .description("an agency's indicators over the years")
    .argument('<agency>', 'name, alias, a part of it that only one has, or initials')
    .argument('<indicator...>', 'ids of indicators, or patterns with *')
    .option('--year <years>', 'only these report years: 2019..2023')
    .option('--region <region>', 'where several agencies have the name: name or code of the region')
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/trend.js')));
}
