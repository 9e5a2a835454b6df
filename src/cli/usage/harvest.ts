import { Command, type CommandContext, parseYear, whenRun, withJson, withPlace } from '../command.js';
export function harvestCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('harvest')))
    .description('fetch the reports of portals into the archive')
    .argument('[portal...]', 'names of files in config/portals/ (default: all that are enabled)')
    .option('--year <year>', 'only this report year', parseYear)
    .option('--fresh', 'begin anew, even where the last run was stopped before its end')
    .option('--dry-run', 'read the lists and print what would be fetched; the archive is not touched')
    .action(whenRun(context, () => import('../commands/harvest.js')));
}
