import { Command, type CommandContext, parseYear, whenRun } from '../../command.js';
import { withConfig } from './options.js';

export function portalsRehearseCommand(context: CommandContext): Command {
  return withConfig(new Command('rehearse'))
    .description('Harvest a portal from saved pages, offline, into an archive that is thrown away')
    .argument('<name>', 'name of a portal in config/portals/; it need not be enabled')
    .requiredOption('--from <warc|folder>', 'a .warc or .warc.gz file, or a folder of saved pages')
    .option('--year <year>', 'only this report year', parseYear)
    .action(whenRun(context, () => import('../../commands/portals/rehearse.js')));
}
