import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';

export function rebuildCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('rebuild')))
    .description('derive everything again from the stored payloads; makes no version and no change')
    .option('--dry-run', 'say what would be read differently; the archive is not touched')
    .action(whenRun(context, () => import('../commands/rebuild.js')));
}
