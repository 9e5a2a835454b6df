import { Command, type CommandContext, whenRun } from '../../command.js';
import { parsePages, withConfig } from './options.js';

export function portalsCheckCommand(context: CommandContext): Command {
  return withConfig(new Command('check'))
    .description(
      'Validate portal files and read the first pages of their lists on the live sites; fetches no report',
    )
    .argument('[name...]', 'names of files in config/portals/ (default: all)')
    .option('--pages <n>', 'pages to read of each list, besides its column page', parsePages, 1)
    .option('--offline', 'only validate the files; nothing is requested from the sites')
    .action(whenRun(context, () => import('../../commands/portals/check.js')));
}
