import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';

export function statusCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('status')))
    .description('Show what the archive holds, how the last runs went, and what the daemon is doing')
    .action(whenRun(context, () => import('../commands/status.js')));
}
