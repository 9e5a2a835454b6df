import { Command, type CommandContext, parseYear, whenRun, withJson, withPlace } from '../command.js';
export function harvestCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('harvest')))
    .description('Fetch the reports of portals into the archive')
    .argument('[portal...]', 'names of files in config/portals/ (default: all enabled portals)')
    .option('--year <year>', 'only this report year', parseYear)
    .option('--fresh', 'start over, even if the last run was interrupted')
    .option('--dry-run', 'read the lists and print what would be fetched, without touching the archive')
    .action(whenRun(context, () => import('../commands/harvest.js')));
}
