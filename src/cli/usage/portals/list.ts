import { Command, type CommandContext, whenRun } from '../../command.js';
import { withConfig } from './options.js';

export function portalsListCommand(context: CommandContext): Command {
  return withConfig(new Command('list'))
    .description('List the portals in config/portals/')
    .action(whenRun(context, () => import('../../commands/portals/list.js')));
}
