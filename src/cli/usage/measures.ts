import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';

export function measuresCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('measures')))
    .description('list the derived measures, or compute those of a report')
    .argument('[pattern]', 'only measures whose name or label contains this')
    .option('--agency <agency>', 'compute: name or alias of the agency, or a part of it that only one has')
    .option('--year <year>', 'compute: the report year', parseYear)
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/measures.js')));
}
