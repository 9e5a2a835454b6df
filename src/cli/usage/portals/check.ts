import { Command, type CommandContext, whenRun } from '../../command.js';
import { parsePages, withConfig } from './options.js';

export function portalsCheckCommand(context: CommandContext): Command {
  return withConfig(new Command('check'))
    .description('validate the portals, and read the beginning of their lists without fetching a report')
    .argument('[name...]', 'names of files in config/portals/ (default: all)')
    .option('--pages <n>', 'pages read of each list, beside its column page', parsePages, 1)
    .option('--offline', 'validate only')
    .action(whenRun(context, () => import('../../commands/portals/check.js')));
}
