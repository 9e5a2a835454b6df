import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';

export function listCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('list')))
    .description('List the reports in the archive')
    .argument('[agency]', 'only agencies with this in their name or alias')
    .option('--year <year>', 'only this report year', parseYear)
    .option('--portal <name>', 'only reports from this portal')
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/list.js')));
}
