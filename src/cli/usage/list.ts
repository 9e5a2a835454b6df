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
    .description('list the reports in the archive')
    .argument('[agency]', 'only agencies whose name or alias is, or contains, this')
    .option('--year <year>', 'only this report year', parseYear)
    .option('--portal <name>', 'only reports of this portal')
    .addOption(kindOption())
    .action(whenRun(context, () => import('../commands/list.js')));
}
