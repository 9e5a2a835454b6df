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
    .description('List the derived measures, or compute them for a report')
    .argument('[pattern]', 'only measures with this in their name or label')
    .option('--agency <agency>', 'compute for this agency: name, alias, or a part that fits only one agency')
    .option('--year <year>', 'compute for this report year', parseYear)
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/measures.js')));
}
