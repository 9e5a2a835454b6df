import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';

export function feedCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('feed')))
    .description('Write the Atom feed of changes')
    .option('--out <file>', 'the file (default: notices.feed.file of nianbao.yaml, in the data folder)')
    .action(whenRun(context, () => import('../commands/feed.js')));
}
